#pragma once

#include "core/geometry.h"
#include "core/image.h"

#include <optional>
#include <stop_token>
#include <vector>

namespace inference::imaging {

/// A checkerboard on a picture, such as the ones that cameras are calibrated with.
struct Checkerboard {
    int columns = 0, rows = 0;    ///< inner corners, where four squares meet; each 3 at least
    std::vector<Point> corners;   ///< row by row, in pixels of the picture, to fractions of one
    double pixelsPerSquare = 0;   ///< side of a square: of the even grid that fits the corners best
    /// How far the scale is from that in the worst direction at the worst of five places, the middle and the outermost corners, each measured on the corners around
    /// it; 0.01: 1 %. A camera that looks askew, a lens that bends, pixels that aren't square: all are in it, and a little noise.
    double unevenness = 0;
};

/// How wide the squares of a board have to be to be seen on a picture of this size, in pixels: large pictures are looked through on a smaller copy.
double leastSquare(Size picture);

/// Finds a board without being told how many squares it has; none where there is none. It may be turned and looked at askew, but lies whole in the picture, with
/// squares of leastSquare() at least, darker and lighter ones in turn. Corners by A. Duda and U. Frese, Accurate Detection and Localization of Checkerboard
/// Corners for Calibration, BMVC 2018 (OpenCV's findChessboardCornersSB, which keeps 1000 candidates: of a board with more corners a part may be found, or none).
/// Takes about a second, up to some without a board; a stop is heard between its attempts and answers none. Memory: some hundred MB at most, whatever the picture.
/// Pure; any thread. Throws inference::Error(BadInput) for an empty picture, (OutOfMemory).
std::optional<Checkerboard> findCheckerboard(const Image& image, const std::stop_token& stop = {});

}  // namespace inference::imaging
