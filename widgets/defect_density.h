#pragma once

#include "widgets/defect_record.h"

#include <optional>
#include <vector>

namespace widgets {

/// Centre of a region relative to its image, of parts that were found on the part as it lies in the reference picture: 0..1 in both directions,
/// from the upper left corner. None where the image has no size or the centre lies outside it.
std::optional<inference::Point> relativePlace(const DefectRecord& record);

/// How many regions lie where, over all images.
struct DensityGrid {
    int columns = 0;
    int rows = 0;
    std::vector<int> counts;  ///< row by row, upper left first
    int outside = 0;          ///< regions without a relative place

    int cell(int column, int row) const { return row * columns + column; }
    int count(int column, int row) const { return counts[std::size_t(cell(column, row))]; }
    int greatest() const;
    /// Cell of a relative place inside 0..1; the right and lower border belong to the last cells.
    int cellOf(inference::Point place) const;
    /// What a cell covers, relative.
    inference::Rect rectOf(int cell) const;
};

/// `columns` and `rows` >= 1. Any thread.
DensityGrid densityOf(const std::vector<DefectRecord>& records, int columns, int rows);

/// Width by height of the image that most regions lie on; 4 : 3 when no image has a size. Any thread.
double usualAspect(const std::vector<DefectRecord>& records);

/// Whether the region's centre lies in `area` (relative; left and upper border included, right and lower one only at 1).
bool liesInside(const DefectRecord& record, const inference::Rect& area);

}  // namespace widgets
