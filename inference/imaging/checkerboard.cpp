#include "imaging/checkerboard.h"

#include "core/error.h"
#include "imaging/mat_p.h"

#include <opencv2/calib3d.hpp>
#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <initializer_list>
#include <utility>

namespace inference::imaging {
namespace {

constexpr double mostPixels = 4e6;       // looked through; corners are made exact on the whole picture
constexpr double longestSide = 4000;     // likewise: the detector turns the picture, and its memory goes with the square of the diagonal
constexpr int leastSide = 32;
constexpr double seenSquare = 8;         // pixels, on what is looked through
constexpr double leastContrast = 16;     // grey levels between light and dark squares
constexpr double leastShare = 0.9;       // of corners where that is so
constexpr double mostResidual = 0.05;    // of a square's side

double shrinking(cv::Size size)
{
    return std::min({1.0, std::sqrt(mostPixels / (double(size.width) * double(size.height))), longestSide / double(std::max(size.width, size.height))});
}

/// Luma, 8 bits; of 16 those that are used.
cv::Mat greyOf(const Image& image)
{
    const cv::Mat mat = matOf(image);
    cv::Mat grey = mat;
    switch (image.channels) {
    case 1: break;
    case 2: cv::extractChannel(mat, grey, 0); break;
    case 3: cv::cvtColor(mat, grey, cv::COLOR_RGB2GRAY); break;
    default: cv::cvtColor(mat, grey, cv::COLOR_RGBA2GRAY);
    }
    if (image.bytesPerChannel == 1)
        return grey;
    double least = 0, greatest = 0;
    cv::minMaxLoc(grey, &least, &greatest);
    const double scale = greatest > least ? 255 / (greatest - least) : 0;
    cv::Mat eight;
    grey.convertTo(eight, CV_8U, scale, -least * scale);
    return eight;
}

struct Grid {
    int columns = 0, rows = 0;
    std::vector<cv::Point2f> corners;

    const cv::Point2f& at(int column, int row) const { return corners[std::size_t(row) * std::size_t(columns) + std::size_t(column)]; }
    Grid part(int column, int row, int partColumns, int partRows) const
    {
        Grid part {partColumns, partRows, {}};
        for (int y = row; y < row + partRows; ++y)
            for (int x = column; x < column + partColumns; ++x)
                part.corners.push_back(at(x, y));
        return part;
    }
    /// Mean side of the squares.
    double side() const
    {
        double sum = 0;
        int count = 0;
        for (int row = 0; row < rows; ++row)
            for (int column = 0; column < columns; ++column) {
                if (column > 0)
                    sum += cv::norm(at(column, row) - at(column - 1, row)), ++count;
                if (row > 0)
                    sum += cv::norm(at(column, row) - at(column, row - 1)), ++count;
            }
        return sum / count;
    }
};

/// Each of the detector's ways misses boards that another finds, small ones above all.
constexpr std::array ways {cv::CALIB_CB_NORMALIZE_IMAGE | cv::CALIB_CB_EXHAUSTIVE, cv::CALIB_CB_EXHAUSTIVE | 0,
                           cv::CALIB_CB_NORMALIZE_IMAGE | cv::CALIB_CB_EXHAUSTIVE | cv::CALIB_CB_ACCURACY};

std::optional<Grid> look(const cv::Mat& grey, int way)
{
    cv::Mat found;
    Grid grid;
    if (!cv::findChessboardCornersSB(grey, cv::Size(3, 3), grid.corners, cv::CALIB_CB_LARGER | way, found))
        return std::nullopt;
    grid.columns = found.cols;
    grid.rows = found.rows;
    if (grid.columns < 3 || grid.rows < 3 || grid.corners.size() != std::size_t(grid.columns) * std::size_t(grid.rows))
        return std::nullopt;
    return grid;
}

/// Corners that were found on a smaller picture, exact on the whole one: the detector leaves some at whole pixels.
void refine(Grid& grid, const cv::Mat& grey, cv::Size small)
{
    // The middle of a pixel is what OpenCV's coordinates count from.
    const float x = float(grey.cols) / float(small.width), y = float(grey.rows) / float(small.height);
    for (cv::Point2f& corner : grid.corners)
        corner = {(corner.x + 0.5f) * x - 0.5f, (corner.y + 0.5f) * y - 0.5f};
    const int half = std::clamp(int(grid.side() / 5), 2, 40);
    cv::cornerSubPix(grey, grid.corners, {half, half}, {-1, -1}, {cv::TermCriteria::EPS | cv::TermCriteria::COUNT, 40, 0.005});
}

/// How much lighter the squares before and behind a corner (along a diagonal of its grid) are than those beside it: at a corner where four squares meet much,
/// one way or the other in turn; at the board's edge little. None: not in turn at all.
std::optional<double> saddle(const cv::Mat& grey, const Grid& grid, int column, int row)
{
    const int left = std::max(column - 1, 0), right = std::min(column + 1, grid.columns - 1), above = std::max(row - 1, 0), below = std::min(row + 1, grid.rows - 1);
    const cv::Point2f across = (grid.at(right, row) - grid.at(left, row)) * (1.0F / float(right - left)), down = (grid.at(column, below) - grid.at(column, above)) * (1.0F / float(below - above));
    const auto value = [&](float x, float y) {
        const cv::Point2f middle = grid.at(column, row) + 0.4F * x * across + 0.4F * y * down;
        const cv::Rect patch = cv::Rect(int(middle.x) - 1, int(middle.y) - 1, 3, 3) & cv::Rect(0, 0, grey.cols, grey.rows);
        return patch.empty() ? 0 : cv::mean(grey(patch))[0];
    };
    const auto [firstLeast, firstMost] = std::minmax({value(1, 1), value(-1, -1)});
    const auto [secondLeast, secondMost] = std::minmax({value(1, -1), value(-1, 1)});
    if (firstLeast > secondMost)
        return firstLeast - secondMost;
    return secondLeast > firstMost ? std::optional(firstMost - secondLeast) : std::nullopt;
}

/// Of corners where squares meet in turn: whether each is one, row by row.
std::vector<bool> saddles(const cv::Mat& grey, const Grid& grid)
{
    std::vector<bool> are;
    for (int row = 0; row < grid.rows; ++row)
        for (int column = 0; column < grid.columns; ++column) {
            const auto strength = saddle(grey, grid, column, row);
            const auto next = column > 0 ? saddle(grey, grid, column - 1, row) : saddle(grey, grid, column + 1, row);
            are.push_back(strength && next && std::abs(*strength) >= leastContrast && (*strength > 0) != (*next > 0));
        }
    return are;
}

/// Takes off outermost rows and columns that are the board's edge; false: what is left is no board.
bool trim(Grid& grid, const cv::Mat& grey)
{
    while (grid.columns >= 3 && grid.rows >= 3) {
        const std::vector<bool> are = saddles(grey, grid);
        const auto share = [&](int firstColumn, int firstRow, int columns, int rows) {
            int count = 0;
            for (int row = firstRow; row < firstRow + rows; ++row)
                for (int column = firstColumn; column < firstColumn + columns; ++column)
                    count += are[std::size_t(row) * std::size_t(grid.columns) + std::size_t(column)];
            return double(count) / (columns * rows);
        };
        const std::array shares {share(0, 0, grid.columns, 1), share(0, grid.rows - 1, grid.columns, 1), share(0, 0, 1, grid.rows), share(grid.columns - 1, 0, 1, grid.rows)};
        const auto worst = std::ranges::min_element(shares);
        if (*worst >= leastShare)
            return share(0, 0, grid.columns, grid.rows) >= leastShare;
        const auto side = worst - shares.begin();
        grid = grid.part(side == 2 ? 1 : 0, side == 0 ? 1 : 0, grid.columns - (side >= 2 ? 1 : 0), grid.rows - (side < 2 ? 1 : 0));
    }
    return false;
}

/// Side of a square of the similar grid that fits best: with points z of the grid and w of the picture as complex numbers about their means, the least squares of
/// |w - a z| have |a| = |sum w conj(z)| / sum |z|².
double scaleOf(const std::vector<cv::Point2f>& plane, const std::vector<cv::Point2f>& corners)
{
    const auto centred = [](const std::vector<cv::Point2f>& points) {
        cv::Point2d mean;
        for (const cv::Point2f& point : points)
            mean += cv::Point2d(point) * (1.0 / double(points.size()));
        std::vector<cv::Point2d> shifted;
        for (const cv::Point2f& point : points)
            shifted.push_back(cv::Point2d(point) - mean);
        return shifted;
    };
    const auto z = centred(plane), w = centred(corners);
    // A board that is found as its mirror image has its imaginary part the other way round: the greater of both is the true one.
    double dot = 0, cross = 0, mirroredDot = 0, mirroredCross = 0, squares = 0;
    for (std::size_t i = 0; i < z.size(); ++i) {
        dot += w[i].x * z[i].x + w[i].y * z[i].y;
        cross += w[i].y * z[i].x - w[i].x * z[i].y;
        mirroredDot += w[i].x * z[i].x - w[i].y * z[i].y;
        mirroredCross += w[i].y * z[i].x + w[i].x * z[i].y;
        squares += z[i].dot(z[i]);
    }
    return std::max(std::hypot(dot, cross), std::hypot(mirroredDot, mirroredCross)) / squares;
}

/// How the grid lies around its inner corner (column, row): the plane that fits the nine corners around it best, as pixels a square in both directions.
cv::Matx22d around(const Grid& grid, int column, int row)
{
    cv::Point2d across, down;
    for (int i = -1; i <= 1; ++i) {
        across += cv::Point2d(grid.at(column + 1, row + i) - grid.at(column - 1, row + i)) / 6.0;
        down += cv::Point2d(grid.at(column + i, row + 1) - grid.at(column + i, row - 1)) / 6.0;
    }
    return {across.x, down.x, across.y, down.y};
}

double unevennessOf(const Grid& grid, double pixelsPerSquare)
{
    double worst = 0;
    const int right = grid.columns - 2, bottom = grid.rows - 2;
    using Places = std::initializer_list<std::pair<int, int>>;
    for (const auto& [column, row] : Places {{1, 1}, {right, 1}, {1, bottom}, {right, bottom}, {grid.columns / 2, grid.rows / 2}}) {
        // Its singular values are the scales in the directions in which they are greatest and least.
        cv::Vec2d scales;
        cv::SVD::compute(around(grid, column, row), scales, cv::SVD::NO_UV);
        for (const double scale : {scales[0], scales[1]})
            worst = std::max(worst, std::abs(scale / pixelsPerSquare - 1));
    }
    return worst;
}

/// Whether the corners are those of a plane board, but for what a lens bends.
bool isPlane(const std::vector<cv::Point2f>& plane, const std::vector<cv::Point2f>& corners, double pixelsPerSquare)
{
    const cv::Mat fitted = cv::findHomography(plane, corners);
    if (fitted.empty())
        return false;
    std::vector<cv::Point2f> there;
    cv::perspectiveTransform(plane, there, fitted);
    const double residual = cv::norm(there, corners, cv::NORM_L2) / std::sqrt(double(plane.size()));
    return residual <= mostResidual * pixelsPerSquare;
}

std::optional<Checkerboard> measured(const Grid& grid)
{
    std::vector<cv::Point2f> plane;
    for (int row = 0; row < grid.rows; ++row)
        for (int column = 0; column < grid.columns; ++column)
            plane.emplace_back(float(column), float(row));
    const double pixelsPerSquare = scaleOf(plane, grid.corners);
    if (!isPlane(plane, grid.corners, pixelsPerSquare))
        return std::nullopt;
    Checkerboard board {grid.columns, grid.rows, {}, pixelsPerSquare, unevennessOf(grid, pixelsPerSquare)};
    for (const cv::Point2f& corner : grid.corners)
        board.corners.push_back({double(corner.x) + 0.5, double(corner.y) + 0.5});  // ours count from the pixel's corner
    return board;
}

}  // namespace

double leastSquare(Size picture)
{
    return seenSquare / shrinking({picture.width, picture.height});
}

std::optional<Checkerboard> findCheckerboard(const Image& image, const std::stop_token& stop)
{
    if (image.empty() || image.channels < 1 || image.channels > 4)
        throw Error(ErrorCode::BadInput, {"picture"});
    try {
        const cv::Mat grey = greyOf(image);
        cv::Mat small = grey;
        if (const double scale = shrinking(grey.size()); scale < 1)
            cv::resize(grey, small, {std::max(1, int(grey.cols * scale)), std::max(1, int(grey.rows * scale))}, 0, 0, cv::INTER_AREA);
        if (std::min(small.cols, small.rows) < leastSide)
            return std::nullopt;
        for (const int way : ways) {
            if (stop.stop_requested())
                return std::nullopt;
            auto grid = look(small, way);
            if (grid)
                refine(*grid, grey, small.size());
            if (grid && trim(*grid, grey))
                if (auto board = measured(*grid))
                    return board;
        }
        return std::nullopt;
    } catch (const cv::Exception& error) {
        if (error.code == cv::Error::StsNoMem)
            throw Error(ErrorCode::OutOfMemory);
        return std::nullopt;  // the detector's own assertions
    }
}

}  // namespace inference::imaging
