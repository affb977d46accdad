#include "app/live/part_trigger.h"

#include "core/error.h"

#include <algorithm>
#include <cmath>
#include <cstring>

namespace app {
namespace {

constexpr int samplesPerSide = 8;
constexpr float followSeconds = 60;

/// Of two bytes the value is scaled to 0..255.
float sampleAt(const inference::Image& image, int x, int y)
{
    const int channel = image.channels >= 3 ? 1 : 0;
    const std::uint8_t* const at = image.row(y) + (std::size_t(x) * std::size_t(image.channels) + std::size_t(channel)) * std::size_t(image.bytesPerChannel);
    if (image.bytesPerChannel == 1)
        return *at;
    std::uint16_t value = 0;
    std::memcpy(&value, at, sizeof(value));
    return float(value) / 257.0f;
}

/// Every so many pixels from `begin` to before `end` one is read.
int strideOf(int begin, int end)
{
    return std::max(1, (end - begin) / samplesPerSide);
}

float cellMean(const inference::Image& image, int left, int right, int top, int bottom)
{
    double sum = 0;
    int count = 0;
    for (int y = top; y < bottom; y += strideOf(top, bottom))
        for (int x = left; x < right; x += strideOf(left, right), ++count)
            sum += sampleAt(image, x, y);
    return float(sum / count);
}

/// Differences of all cells less their median.
std::vector<float> differences(const CellPicture& one, const CellPicture& other)
{
    std::vector<float> result(one.values.size());
    for (std::size_t i = 0; i < result.size(); ++i)
        result[i] = one.values[i] - other.values[i];
    std::vector<float> sorted = result;
    const auto middle = sorted.begin() + std::ptrdiff_t(sorted.size() / 2);
    std::nth_element(sorted.begin(), middle, sorted.end());
    for (float& difference : result)
        difference -= *middle;
    return result;
}

}  // namespace

CellPicture cellsOf(const inference::Image& image)
{
    if (image.empty() || image.width < 1 || image.height < 1)
        throw inference::Error(inference::ErrorCode::BadInput, {"picture"});
    const double scale = std::min(1.0, double(CellPicture::longestSide) / std::max(image.width, image.height));
    CellPicture cells {std::max(1, int(std::lround(image.width * scale))), std::max(1, int(std::lround(image.height * scale))), {}};
    cells.values.reserve(std::size_t(cells.columns) * std::size_t(cells.rows));
    const auto edge = [](int cell, int cellCount, int pixels) { return int(std::int64_t(cell) * pixels / cellCount); };
    for (int row = 0; row < cells.rows; ++row)
        for (int column = 0; column < cells.columns; ++column)
            cells.values.push_back(cellMean(image, edge(column, cells.columns, image.width), edge(column + 1, cells.columns, image.width),
                edge(row, cells.rows, image.height), edge(row + 1, cells.rows, image.height)));
    return cells;
}

double changedShare(const CellPicture& one, const CellPicture& other, double level)
{
    if (!one.sameShape(other) || one.values.empty())
        return 1;
    const std::vector<float> all = differences(one, other);
    const auto changed = std::ranges::count_if(all, [level](float difference) { return std::abs(difference) > level; });
    return double(changed) / double(all.size());
}

bool PartTrigger::look(const CellPicture& cells, inference::sources::Clock::time_point when)
{
    const auto passed = std::max(when - m_lastWhen, inference::sources::Clock::duration::zero());
    m_last = cells;
    m_lastWhen = when;
    if (changedShare(cells, m_anchor, m_limits.level) >= m_limits.share) {
        m_anchor = cells;
        m_since = when;
        m_state = State::Moving;
        return false;
    }
    if (m_state == State::Empty && !isEmptyView(cells)) {
        m_state = State::Settling;  // what is taken for empty has been chosen anew
        m_since = when;
        return false;
    }
    if (m_state == State::AtRest || m_state == State::Empty) {
        follow(cells, passed);
        return false;
    }
    m_state = State::Settling;
    if (when - m_since < m_limits.rest)
        return false;
    m_anchor = cells;  // the picture that is judged, not the one that came to rest first
    if (isEmptyView(cells)) {
        m_state = State::Empty;
        return false;
    }
    m_state = State::AtRest;
    return true;
}

void PartTrigger::takeAsEmpty()
{
    if (m_last.values.empty())
        return;
    m_empty = m_last;
    m_anchor = m_last;
    m_state = State::Empty;
}

bool PartTrigger::isEmptyView(const CellPicture& cells) const
{
    return m_empty && changedShare(cells, *m_empty, m_limits.level) < m_limits.share;
}

void PartTrigger::follow(const CellPicture& cells, inference::sources::Clock::duration passed)
{
    const float weight = std::min(1.0f, std::chrono::duration<float>(passed).count() / followSeconds);
    const auto approach = [&](CellPicture& picture) {
        for (std::size_t i = 0; i < cells.values.size(); ++i)
            picture.values[i] += (cells.values[i] - picture.values[i]) * weight;
    };
    approach(m_anchor);
    if (m_state == State::Empty && m_empty->sameShape(cells))
        approach(*m_empty);
}

}  // namespace app
