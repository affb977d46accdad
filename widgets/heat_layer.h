#pragma once

#include "core/anomaly_map.h"
#include "core/colour_map.h"

#include <QPointF>
#include <QRect>
#include <QRectF>
#include <QRgb>
#include <QSize>

#include <array>
#include <memory>
#include <optional>
#include <vector>

namespace widgets {

/// Premultiplied colour of each of the 256 steps of probability (inference::colourStep).
using HeatLut = std::array<QRgb, 256>;

/// Colours of `table`, each as opaque as inference::heatOpacity says for its step. `limit` and `opacity` 0..1.
HeatLut heatLut(const inference::ColourTable& table, float limit, float opacity);

/// Probability at a point of the picture: the map is stretched over the whole picture and read bilinearly between its
/// pixels' centres, the edge repeated. Empty outside the picture or without a map.
std::optional<float> heatAt(const inference::AnomalyMap& map, QSize image, QPointF imagePoint);

/// Heat over a picture: a shared map and the 256 colours it is painted with. A moved limit rebuilds the colours alone.
/// Belongs to one thread, but paintRow may be called by several at once while nothing changes.
class HeatLayer {
public:
    HeatLayer();

    void setMap(std::shared_ptr<const inference::AnomalyMap> map);
    void setColourTable(const inference::ColourTable& table);
    void setLimit(float limit);
    void setOpacity(double opacity);

    const std::shared_ptr<const inference::AnomalyMap>& map() const { return m_map; }
    const inference::ColourTable& colourTable() const { return m_table; }
    float limit() const { return m_limit; }
    double opacity() const { return m_opacity; }
    bool empty() const { return !m_map || m_map->empty(); }
    /// Grows with each change of what would be painted.
    quint64 revision() const { return m_revision; }

    /// The part of the picture, in image pixels, outside of which every pixel is transparent; empty where all are.
    QRectF visibleArea(QSize image) const;

    /// Where a run of device pixels reads the map; the same for every row of a frame.
    struct Columns {
        std::vector<int> index;     ///< left of the two map pixels
        std::vector<float> weight;  ///< of the right one, 0..1
    };
    /// For `count` pixels, the first centred at image x `first`, `step` image pixels apart.
    Columns columns(double first, double step, int count, QSize image) const;
    /// Blends heat over columns.index.size() opaque pixels of a row centred at image y `imageY`.
    void paintRow(QRgb* pixels, const Columns& columns, double imageY, QSize image) const;

private:
    void rebuild();
    QRect visibleMapPixels() const;

    std::shared_ptr<const inference::AnomalyMap> m_map;
    inference::ColourTable m_table {};
    float m_limit = 0.6f;
    double m_opacity = 0.6;
    HeatLut m_lut {};
    int m_firstVisible = 0;  // step below which all are transparent
    quint64 m_revision = 0;
    mutable QRect m_visible;            // visibleMapPixels() of m_visibleOf
    mutable quint64 m_visibleOf = 0;
};

}  // namespace widgets
