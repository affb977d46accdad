#pragma once

#include "core/geometry.h"
#include "core/image.h"

#include <optional>
#include <vector>

namespace inference::imaging {

/// A checkerboard on a picture, such as the ones that cameras are calibrated with.
struct Checkerboard {
    int columns = 0, rows = 0;    ///< inner corners, where four squares meet; each 3 at least
    std::vector<Point> corners;   ///< row by row, in pixels of the picture, to fractions of one
    double pixelsPerSquare = 0;   ///< side of a square: of the even grid that fits the corners best
    double unevenness = 0;        ///< how far the scale is from that at the worst of centre and outermost corners, and of both directions there; 0.01: 1 %
    double residual = 0;          ///< pixels from the corners to where a plane board would have them (root of mean squares): noise and the lens
};

/// Finds the board, whatever its number of squares; none where there is none. It may be turned and looked at askew, but lies whole in the picture with its
/// squares 8 pixels wide at least; dark and light ones can be told apart. Corners by A. Duda and U. Frese, Accurate Detection and Localization of Checkerboard Corners for
/// Calibration, BMVC 2018 (OpenCV's findChessboardCornersSB); what it takes for a board without light and dark squares in turn, or far from plane, is not one.
/// Takes about a second. Pure; any thread. Throws inference::Error(BadInput) for an empty picture, (OutOfMemory).
std::optional<Checkerboard> findCheckerboard(const Image& image);

}  // namespace inference::imaging
