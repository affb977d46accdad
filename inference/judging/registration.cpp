#include "judging/registration.h"

#include "core/error.h"
#include "judging/alignment_p.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <optional>
#include <utility>

namespace inference::judging {
namespace {

constexpr double smoothing = 1;        // pixels of the copy: what the camera's noise and resampling leave alone
constexpr double sameShape = 0.01;     // how far width to height of both pictures may differ
constexpr double leastInside = 0.5;    // of the mark in the picture
constexpr int leastHalved = 12;        // least side of the mark in pixels of half the resolution
constexpr double stepAtCorner = 1.5;   // pixels that a corner of the mark moves from one angle to the next

cv::Mat planeOf(const GreyCopy& copy)
{
    if (copy.width < 1 || copy.height < 1 || copy.values.size() != std::size_t(copy.width) * std::size_t(copy.height))
        throw Error(ErrorCode::BadInput, {"grey copy"});
    const cv::Mat bytes(copy.height, copy.width, CV_8U, const_cast<std::uint8_t*>(copy.values.data()));
    cv::Mat plane;
    bytes.convertTo(plane, CV_32F);
    return plane;
}

cv::Mat smoothed(const cv::Mat& plane)
{
    cv::Mat result;
    cv::GaussianBlur(plane, result, {}, smoothing, smoothing, cv::BORDER_REPLICATE);
    return result;
}

GreyPlane copied(const cv::Mat& plane)
{
    return {plane.cols, plane.rows, std::vector<float>(plane.begin<float>(), plane.end<float>())};
}

/// The mark in whole pixels of the copy; none where it is too small for it.
std::optional<cv::Rect> markOn(const cv::Mat& reference, const Rect& mark, double pixelsOfCopy)
{
    // What is left over at the right and at the bottom isn't in the copy: the mark moves in, rather than shrink.
    const auto along = [pixelsOfCopy](double from, double length, int pixels) {
        const int count = std::min(int(std::lround(length / pixelsOfCopy)), pixels);
        return std::pair {std::clamp(int(std::lround(from / pixelsOfCopy)), 0, pixels - count), count};
    };
    const auto [left, width] = along(mark.x, mark.width, reference.cols);
    const auto [top, height] = along(mark.y, mark.height, reference.rows);
    if (width < Anchor::leastMark || height < Anchor::leastMark)
        return std::nullopt;
    return cv::Rect(left, top, width, height);
}

/// The greatest correlation over all angles and moves, to about a pixel.
Alignment coarse(const cv::Mat& reference, const cv::Rect& mark, const cv::Mat& picture, int reach, double turn)
{
    const cv::Mat wanted = reference(mark);
    const cv::Point2d middle(mark.x + mark.width / 2.0, mark.y + mark.height / 2.0);
    const cv::Size window(mark.width + 2 * reach, mark.height + 2 * reach);
    const double step = stepAtCorner / (std::hypot(mark.width, mark.height) / 2);
    const int steps = int(std::ceil(std::min(turn, 180.0) * std::numbers::pi / 180 / step));
    Alignment best;
    best.match = -2;
    cv::Mat looked, answer;
    for (int i = -steps; i <= steps; ++i) {
        const double angle = steps == 0 ? 0 : std::min(turn, 180.0) * std::numbers::pi / 180 * i / steps, c = std::cos(angle), s = std::sin(angle);
        // From places of the window, turned about its middle, to those of the picture; OpenCV counts from pixel centres.
        const double halfWidth = window.width / 2.0 - 0.5, halfHeight = window.height / 2.0 - 0.5;
        const cv::Matx23d toPicture(c, -s, middle.x - 0.5 - c * halfWidth + s * halfHeight, s, c, middle.y - 0.5 - s * halfWidth - c * halfHeight);
        cv::warpAffine(picture, looked, toPicture, window, cv::INTER_LINEAR | cv::WARP_INVERSE_MAP, cv::BORDER_REPLICATE);
        cv::matchTemplate(looked, wanted, answer, cv::TM_CCOEFF_NORMED);
        double greatest = 0;
        cv::Point at;
        cv::minMaxLoc(answer, nullptr, &greatest, nullptr, &at);
        if (greatest > best.match) {
            const double x = at.x - reach, y = at.y - reach;
            best = {angle, {c * x - s * y, s * x + c * y}, greatest, 1};
        }
    }
    return best;
}

Alignment found(const cv::Mat& reference, const cv::Rect& mark, const cv::Mat& picture, const Anchor& anchor)
{
    const bool halved = std::min(mark.width, mark.height) >= 2 * leastHalved;
    const int reach = int(std::ceil(anchor.greatestShift * std::max(picture.cols, picture.rows)));
    Alignment start;
    if (halved) {
        cv::Mat smallReference, smallPicture;
        cv::resize(reference, smallReference, {(reference.cols + 1) / 2, (reference.rows + 1) / 2}, 0, 0, cv::INTER_AREA);
        cv::resize(picture, smallPicture, {(picture.cols + 1) / 2, (picture.rows + 1) / 2}, 0, 0, cv::INTER_AREA);
        const cv::Rect smallMark(mark.x / 2, mark.y / 2, mark.width / 2, mark.height / 2);
        start = coarse(smallReference, smallMark, smallPicture, (reach + 1) / 2 + 1, anchor.greatestTurn);
        start.shift = {2 * start.shift.x, 2 * start.shift.y};
    } else {
        start = coarse(reference, mark, picture, reach + 1, anchor.greatestTurn);
    }
    return refined(copied(reference), {double(mark.x), double(mark.y), double(mark.width), double(mark.height)}, copied(picture), start);
}

}  // namespace

Placement placementOf(const GreyCopy& picture, Size imageSize, const Anchor& anchor)
{
    if (imageSize.width < 1 || imageSize.height < 1 || anchor.picture.width < 1 || anchor.picture.height < 1 || !anchor.reference)
        throw Error(ErrorCode::BadInput, {"anchor"});
    const double scaleX = double(imageSize.width) / anchor.picture.width, scaleY = double(imageSize.height) / anchor.picture.height;
    const Rect mark = markIn(anchor, imageSize);
    Placement placement;
    placement.middle = {mark.x + mark.width / 2, mark.y + mark.height / 2};
    if (std::abs(scaleX / scaleY - 1) > sameShape)
        return placement;

    const cv::Mat looked = smoothed(planeOf(picture));
    cv::Mat reference = planeOf(*anchor.reference);
    // A pixel of both copies shall be as large: pictures of another size stretch the reference.
    if (const double stretch = anchor.reference->block * scaleX / picture.block; std::abs(stretch - 1) > 1e-9)
        cv::resize(reference, reference, {}, stretch, stretch, stretch < 1 ? cv::INTER_AREA : cv::INTER_LINEAR);
    reference = smoothed(reference);
    const auto wanted = markOn(reference, mark, picture.block);
    if (!wanted)
        return placement;

    const Alignment alignment = found(reference, *wanted, looked, anchor);
    // The mark in whole pixels has its middle a little beside that of the mark.
    const Point turnedAbout {(wanted->x + wanted->width / 2.0) * picture.block, (wanted->y + wanted->height / 2.0) * picture.block};
    const Placement aboutThere {turnedAbout, {alignment.shift.x * picture.block, alignment.shift.y * picture.block}, alignment.angle * 180 / std::numbers::pi, 0, false};
    const Point there = placed(placement.middle, aboutThere);
    placement.shift = {there.x - placement.middle.x, there.y - placement.middle.y};
    placement.turn = std::remainder(aboutThere.turn, 360);
    placement.match = alignment.inside >= leastInside ? std::max(0.0, alignment.match) : 0;
    // Refining may walk out of what was looked at, a little by right: the search has steps.
    const double slack = 2.0 * picture.block, reach = std::hypot(mark.width, mark.height) / 2;
    const bool inPlace = std::hypot(placement.shift.x, placement.shift.y) <= anchor.greatestShift * std::max(imageSize.width, imageSize.height) + slack
        && std::abs(placement.turn) <= anchor.greatestTurn + slack / reach * 180 / std::numbers::pi;
    placement.found = inPlace && placement.match > 0 && placement.match >= anchor.leastMatch;
    return placement;
}

}  // namespace inference::judging
