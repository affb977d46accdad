#include "evaluation/curve_sketch_p.h"

#include <algorithm>
#include <utility>

namespace inference::evaluation {

CurveSketch::CurveSketch(int most, double end)
    : m_most(std::size_t(std::max(most, leastCurvePoints)))
    , m_end(end)
{
}

void CurveSketch::add(const CurvePoint& point)
{
    if (!m_thinning) {
        m_points.push_back(point);
        if (m_points.size() <= m_most)
            return;
        m_thinning = true;
        for (const CurvePoint& each : std::exchange(m_points, {}))
            thin(each);
        return;
    }
    thin(point);
}

void CurveSketch::thin(const CurvePoint& point)
{
    const std::size_t columns = m_most / 4;
    const std::size_t index = std::min(columns - 1, std::size_t(point.x / m_end * double(columns)));
    if (m_column && m_column->index != index)
        close();
    if (!m_column) {
        m_column = Column {index, point, point, point, point, 0, 0, 1};
        return;
    }
    Column& column = *m_column;
    if (point.y < column.lowest.y) {
        column.lowest = point;
        column.lowestAt = column.points;
    }
    if (point.y > column.highest.y) {
        column.highest = point;
        column.highestAt = column.points;
    }
    column.last = point;
    ++column.points;
}

void CurveSketch::close()
{
    const Column column = *std::exchange(m_column, std::nullopt);
    const std::size_t end = column.points - 1;
    std::array<std::pair<std::size_t, const CurvePoint*>, 4> kept {{{0, &column.first},
        {column.lowestAt, &column.lowest}, {column.highestAt, &column.highest}, {end, &column.last}}};
    std::ranges::sort(kept, {}, [](const auto& each) { return each.first; });
    for (std::size_t i = 0; i < kept.size(); ++i)
        if (i == 0 || kept[i].first != kept[i - 1].first)
            m_points.push_back(*kept[i].second);
}

Curve CurveSketch::take()
{
    if (m_column)
        close();
    m_thinning = false;
    return std::exchange(m_points, {});
}

}  // namespace inference::evaluation
