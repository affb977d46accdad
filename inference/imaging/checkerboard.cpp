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
constexpr double leastContrast = 16;     // grey levels between light and dark squares
constexpr double leastShare = 0.95;      // of squares on their side of it
constexpr double mostResidual = 0.05;    // of a square's side

/// Luma, 8 bits.
cv::Mat greyOf(const Image& image)
{
    cv::Mat mat = matOf(image);
    if (image.bytesPerChannel == 2)
        mat.convertTo(mat, CV_8U, 1.0 / 257);
    cv::Mat grey;
    switch (image.channels) {
    case 1: return mat;
    case 2: cv::extractChannel(mat, grey, 0); break;
    case 3: cv::cvtColor(mat, grey, cv::COLOR_RGB2GRAY); break;
    default: cv::cvtColor(mat, grey, cv::COLOR_RGBA2GRAY);
    }
    return grey;
}

struct Grid {
    int columns = 0, rows = 0;
    std::vector<cv::Point2f> corners;

    const cv::Point2f& at(int column, int row) const { return corners[std::size_t(row) * std::size_t(columns) + std::size_t(column)]; }
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

/// Light and dark in turn, as squares are.
bool alternates(const cv::Mat& grey, const Grid& grid)
{
    std::array<std::vector<double>, 2> values;
    for (int row = 0; row + 1 < grid.rows; ++row)
        for (int column = 0; column + 1 < grid.columns; ++column) {
            const cv::Point2f middle = 0.25f * (grid.at(column, row) + grid.at(column + 1, row) + grid.at(column, row + 1) + grid.at(column + 1, row + 1));
            const cv::Rect around = cv::Rect(int(middle.x) - 1, int(middle.y) - 1, 3, 3) & cv::Rect(0, 0, grey.cols, grey.rows);
            if (around.empty())
                return false;
            values[std::size_t(row + column) % 2].push_back(cv::mean(grey(around))[0]);
        }
    const auto mean = [](const std::vector<double>& some) {
        double sum = 0;
        for (const double value : some)
            sum += value;
        return sum / double(some.size());
    };
    const double first = mean(values[0]), second = mean(values[1]), between = (first + second) / 2;
    const auto right = std::ranges::count_if(values[0], [&](double value) { return (value > between) == (first > second); })
        + std::ranges::count_if(values[1], [&](double value) { return (value > between) == (second > first); });
    return std::abs(first - second) >= leastContrast && double(right) >= leastShare * double(values[0].size() + values[1].size());
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

cv::Point2d through(const cv::Matx33d& plane, double x, double y)
{
    const cv::Vec3d at = plane * cv::Vec3d(x, y, 1);
    return {at[0] / at[2], at[1] / at[2]};
}

std::optional<Checkerboard> measured(const Grid& grid)
{
    std::vector<cv::Point2f> plane;
    for (int row = 0; row < grid.rows; ++row)
        for (int column = 0; column < grid.columns; ++column)
            plane.emplace_back(float(column), float(row));
    const cv::Mat fitted = cv::findHomography(plane, grid.corners);
    if (fitted.empty())
        return std::nullopt;
    const cv::Matx33d homography(fitted);

    Checkerboard board;
    board.columns = grid.columns;
    board.rows = grid.rows;
    board.pixelsPerSquare = scaleOf(plane, grid.corners);
    double squares = 0;
    for (std::size_t i = 0; i < plane.size(); ++i) {
        const cv::Point2d away = through(homography, double(plane[i].x), double(plane[i].y)) - cv::Point2d(grid.corners[i]);
        squares += away.dot(away);
        board.corners.push_back({double(grid.corners[i].x) + 0.5, double(grid.corners[i].y) + 0.5});  // ours count from the pixel's corner
    }
    board.residual = std::sqrt(squares / double(plane.size()));
    const double right = grid.columns - 1, bottom = grid.rows - 1;
    using Places = std::initializer_list<std::pair<double, double>>;
    for (const auto& [x, y] : Places {{0, 0}, {right, 0}, {0, bottom}, {right, bottom}, {right / 2, bottom / 2}})
        for (const auto& [dx, dy] : Places {{0.5, 0}, {0, 0.5}}) {
            const double side = cv::norm(through(homography, x + dx, y + dy) - through(homography, x - dx, y - dy));
            board.unevenness = std::max(board.unevenness, std::abs(side / board.pixelsPerSquare - 1));
        }
    if (!(board.residual <= mostResidual * board.pixelsPerSquare) || !std::isfinite(board.unevenness))
        return std::nullopt;
    return board;
}

}  // namespace

std::optional<Checkerboard> findCheckerboard(const Image& image)
{
    if (image.empty() || image.channels < 1 || image.channels > 4)
        throw Error(ErrorCode::BadInput, {"picture"});
    try {
        const cv::Mat grey = greyOf(image);
        if (std::min(grey.cols, grey.rows) < 32)
            return std::nullopt;
        cv::Mat small = grey;
        if (double(grey.total()) > mostPixels) {
            const double scale = std::sqrt(mostPixels / double(grey.total()));
            cv::resize(grey, small, {}, scale, scale, cv::INTER_AREA);
        }
        for (const int way : ways) {
            auto grid = look(small, way);
            if (grid)
                refine(*grid, grey, small.size());
            if (grid && alternates(grey, *grid))
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
