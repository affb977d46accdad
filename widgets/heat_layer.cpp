#include "widgets/heat_layer.h"

#include "core/heat_opacity.h"
#include "widgets/canvas_pixels.h"

#include <algorithm>
#include <cmath>
#include <iterator>

namespace widgets {
namespace {

/// The two map pixels around a place, and the weight of the second.
struct Between {
    int first = 0;
    int second = 0;
    float weight = 0;
};

/// `at` in image pixels along one axis that has `image` pixels and `map` map pixels.
Between between(double at, int image, int map)
{
    const double place = std::clamp(at * map / image - 0.5, 0.0, map - 1.0);
    const int first = std::min(int(place), std::max(0, map - 2));
    return {first, std::min(first + 1, map - 1), float(place - first)};
}

float mix(float a, float b, float weight)
{
    return a + (b - a) * weight;
}

/// inference::colourStep before it is cut to a whole number.
float exactStep(float probability)
{
    const float step = probability * 255.0f + 0.5f;
    return step > 0.0f ? std::min(step, 255.5f) : 0.0f;
}

}  // namespace

HeatLut heatLut(const inference::ColourTable& table, float limit, float opacity)
{
    HeatLut lut {};
    for (std::size_t step = 0; step < lut.size(); ++step) {
        const float alpha = inference::heatOpacity(float(step) / 255.0f, limit, opacity);
        lut[step] = qPremultiply(qRgba(table[step].red, table[step].green, table[step].blue, int(std::lround(alpha * 255))));
    }
    return lut;
}

std::optional<float> heatAt(const inference::AnomalyMap& map, QSize image, QPointF point)
{
    if (map.empty() || point.x() < 0 || point.y() < 0 || point.x() >= image.width() || point.y() >= image.height())
        return std::nullopt;
    const Between x = between(point.x(), image.width(), map.width);
    const Between y = between(point.y(), image.height(), map.height);
    return mix(mix(map.at(x.first, y.first), map.at(x.second, y.first), x.weight),
               mix(map.at(x.first, y.second), map.at(x.second, y.second), x.weight), y.weight);
}

HeatLayer::HeatLayer()
{
    for (std::size_t step = 0; step < m_table.size(); ++step) {
        const auto level = std::uint8_t(step);
        m_table[step] = {level, level, level};
    }
    rebuild();
}

void HeatLayer::setMap(std::shared_ptr<const inference::AnomalyMap> map)
{
    m_map = std::move(map);
    ++m_revision;
}

void HeatLayer::setColourTable(const inference::ColourTable& table)
{
    m_table = table;
    rebuild();
}

void HeatLayer::setLimit(float limit)
{
    m_limit = limit;
    rebuild();
}

void HeatLayer::setOpacity(double opacity)
{
    m_opacity = std::clamp(opacity, 0.0, 1.0);
    rebuild();
}

void HeatLayer::rebuild()
{
    m_lut = heatLut(m_table, m_limit, float(m_opacity));
    m_firstVisible = int(std::find_if(m_lut.begin(), m_lut.end(), [](QRgb colour) { return qAlpha(colour) != 0; }) - m_lut.begin());
    ++m_revision;
}

/// The box of all map pixels that may be seen.
QRect HeatLayer::visibleMapPixels() const
{
    // A little below the first visible step: interpolated values are rounded.
    const float least = float(m_firstVisible) - 0.01f;
    const auto visible = [least](float probability) { return exactStep(probability) >= least; };
    QRect box;
    for (int y = 0; y < m_map->height; ++y) {
        const float* const row = m_map->values.data() + std::size_t(y) * std::size_t(m_map->width);
        const float* const end = row + m_map->width;
        int any = 0;  // not find_if: most rows hold nothing, and this becomes vector code
        for (const float* value = row; value != end; ++value)
            any |= int(visible(*value));
        if (any == 0)
            continue;
        const int left = int(std::find_if(row, end, visible) - row);
        const auto last = std::find_if(std::make_reverse_iterator(end), std::make_reverse_iterator(row), visible);
        box |= QRect(QPoint(left, y), QPoint(int(last.base() - row) - 1, y));
    }
    return box;
}

QRectF HeatLayer::visibleArea(QSize image) const
{
    if (empty())
        return {};
    if (m_visibleOf != m_revision)
        m_visible = visibleMapPixels();
    m_visibleOf = m_revision;
    if (m_visible.isEmpty())
        return {};
    // A map pixel colours all that lies between its neighbours' centres.
    const QRectF box = QRectF(m_visible).adjusted(-1, -1, 1, 1);
    const double across = double(image.width()) / m_map->width, down = double(image.height()) / m_map->height;
    return QRectF(box.x() * across, box.y() * down, box.width() * across, box.height() * down) & QRectF(QPointF(0, 0), QSizeF(image));
}

HeatLayer::Columns HeatLayer::columns(double first, double step, int count, QSize image) const
{
    Columns columns {std::vector<int>(std::size_t(count)), std::vector<float>(std::size_t(count))};
    for (std::size_t i = 0; i < columns.index.size(); ++i) {
        const Between at = between(first + step * double(i), image.width(), m_map->width);
        columns.index[i] = at.first;
        columns.weight[i] = at.weight;
    }
    return columns;
}

void HeatLayer::paintRow(QRgb* pixels, const Columns& columns, double imageY, QSize image) const
{
    if (columns.index.empty())
        return;
    const inference::AnomalyMap& map = *m_map;
    const Between y = between(imageY, image.height(), map.height);
    const float* upper = map.values.data() + std::size_t(y.first) * std::size_t(map.width);
    const float* lower = map.values.data() + std::size_t(y.second) * std::size_t(map.width);

    // Between two rows first, for just the columns that are seen and the neighbour of the last, already in steps of colour.
    const int from = columns.index.front();
    const int to = std::min(columns.index.back() + 1, map.width - 1);
    thread_local std::vector<float> row;
    row.resize(std::size_t(to - from) + 2);
    for (int x = from; x <= to; ++x)
        row[std::size_t(x - from)] = exactStep(mix(upper[x], lower[x], y.weight));
    row[std::size_t(to - from) + 1] = row[std::size_t(to - from)];
    if (*std::max_element(row.begin(), row.end()) < float(m_firstVisible))
        return;  // most rows of good parts

    const float* steps = row.data() - from;
    const int* index = columns.index.data();
    const float* weight = columns.weight.data();
    for (std::size_t i = 0, count = columns.index.size(); i < count; ++i) {
        const float* pair = steps + index[i];
        const int step = int(mix(pair[0], pair[1], weight[i]));
        if (step >= m_firstVisible)
            pixels[i] = pixels::over(m_lut[std::size_t(step)], pixels[i]);
    }
}

}  // namespace widgets
