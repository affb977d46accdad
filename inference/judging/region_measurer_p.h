#pragma once

#include "judging/region_map_p.h"

namespace inference::judging {

/// Neighbouring pixels of a row, of one zone, that are all at or above its level: [begin, end).
struct Run {
    int row;
    int begin;
    int end;
    int parent;  ///< index of an earlier run of the same region; its own index at the root
    std::uint8_t zone;
};

/// Sums over one region, in raster pixels.
struct Sums {
    int left;
    int top;
    int right;
    int bottom;
    int peakX;
    int peakY;
    float peak;
    std::uint8_t zone;
    double pixels = 0;
    double x = 0;
    double y = 0;
    double value = 0;

    Sums(const Run& run, float firstValue)
        : left(run.begin)
        , top(run.row)
        , right(run.end)
        , bottom(run.row + 1)
        , peakX(run.begin)
        , peakY(run.row)
        , peak(firstValue)
        , zone(run.zone)
    {
    }

    void add(const Run& run, const float* values)
    {
        left = std::min(left, run.begin);
        right = std::max(right, run.end);
        bottom = run.row + 1;
        const double count = run.end - run.begin;
        pixels += count;
        x += count * 0.5 * (run.begin + run.end);  // pixel centres
        y += count * (run.row + 0.5);
        for (int i = run.begin; i < run.end; ++i) {
            value += double(values[i]);
            if (values[i] > peak) {
                peak = values[i];
                peakX = i;
                peakY = run.row;
            }
        }
    }
};

/// What is said of a region in image pixels. Its arguments must outlive it.
class Measurer {
public:
    Measurer(const AnomalyMap& map, const ZoneRaster& zones, const std::vector<int>& labels, Size imageSize);

    double areaOf(const Sums& sums) const { return sums.pixels * m_scaleX * m_scaleY; }
    Defect measured(const Sums& sums, int label) const;

private:
    std::size_t index(int x, int y) const { return std::size_t(y) * std::size_t(m_map.width) + std::size_t(x); }
    std::vector<Point> corners(const Sums& sums, int label) const;
    float contrastOf(const Sums& sums, int label) const;

    const AnomalyMap& m_map;
    const ZoneRaster& m_zones;
    const std::vector<int>& m_labels;
    double m_scaleX;
    double m_scaleY;
};

}  // namespace inference::judging
