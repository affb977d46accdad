#include "judging/alignment_p.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>

namespace inference::judging {
namespace {

using Three = std::array<double, 3>;
using ThreeByThree = std::array<Three, 3>;

constexpr int mostSteps = 30;
constexpr double finestMove = 0.003;   // pixels
constexpr double flat = 1;             // variance of the values below which there is nothing to compare
constexpr double leastInside = 0.25;   // of the mark: less of it says nothing

/// Value and slopes at a place between pixel centres.
struct Sample {
    double value, alongX, alongY;
};

std::optional<Sample> sampleAt(const GreyPlane& plane, Point place)
{
    const double x = place.x - 0.5, y = place.y - 0.5;
    const int left = int(std::floor(x)), top = int(std::floor(y));
    if (left < 0 || top < 0 || left + 1 >= plane.width || top + 1 >= plane.height)
        return std::nullopt;
    const double u = x - left, v = y - top;
    const double a = plane.at(left, top), b = plane.at(left + 1, top), c = plane.at(left, top + 1), d = plane.at(left + 1, top + 1);
    return Sample {(1 - v) * ((1 - u) * a + u * b) + v * ((1 - u) * c + u * d), (1 - v) * (b - a) + v * (d - c), (1 - u) * (c - a) + u * (d - b)};
}

/// By Cramer's rule; none where the equations hang on each other.
std::optional<Three> solved(const ThreeByThree& m, const Three& right)
{
    const auto determinant = [](const ThreeByThree& a) {
        return a[0][0] * (a[1][1] * a[2][2] - a[1][2] * a[2][1]) - a[0][1] * (a[1][0] * a[2][2] - a[1][2] * a[2][0])
            + a[0][2] * (a[1][0] * a[2][1] - a[1][1] * a[2][0]);
    };
    const double all = determinant(m);
    if (!(std::abs(all) > 1e-9 * m[0][0] * m[1][1] * m[2][2]))
        return std::nullopt;
    Three result {};
    for (std::size_t column = 0; column < 3; ++column) {
        ThreeByThree other = m;
        for (std::size_t row = 0; row < 3; ++row)
            other[row][column] = right[row];
        result[column] = determinant(other) / all;
    }
    return result;
}

/// Sums over the pixels of the mark that lie in the picture: t of the reference, i of the picture, g its slopes along angle and moves.
struct Sums {
    double count = 0, of = 0, t = 0, i = 0, tt = 0, ii = 0, ti = 0;
    Three g {}, gt {}, gi {};
    ThreeByThree gg {};

    void add(double reference, double picture, const Three& slopes)
    {
        ++count;
        t += reference;
        i += picture;
        tt += reference * reference;
        ii += picture * picture;
        ti += reference * picture;
        for (std::size_t k = 0; k < 3; ++k) {
            g[k] += slopes[k];
            gt[k] += slopes[k] * reference;
            gi[k] += slopes[k] * picture;
            for (std::size_t l = 0; l < 3; ++l)
                gg[k][l] += slopes[k] * slopes[l];
        }
    }
    /// Of values less their means.
    Sums centred() const
    {
        Sums c = *this;
        c.tt -= t * t / count;
        c.ii -= i * i / count;
        c.ti -= t * i / count;
        for (std::size_t k = 0; k < 3; ++k) {
            c.gt[k] -= g[k] * t / count;
            c.gi[k] -= g[k] * i / count;
            for (std::size_t l = 0; l < 3; ++l)
                c.gg[k][l] -= g[k] * g[l] / count;
        }
        return c;
    }
};

Point middleOf(const Rect& mark)
{
    return {mark.x + mark.width / 2, mark.y + mark.height / 2};
}

Sums sumsAt(const GreyPlane& reference, const Rect& mark, const GreyPlane& picture, const Alignment& at)
{
    const double c = std::cos(at.angle), s = std::sin(at.angle);
    const Point middle = middleOf(mark);
    const int left = int(mark.x), top = int(mark.y);
    Sums sums;
    sums.of = double(int(mark.width)) * int(mark.height);
    for (int y = top; y < top + int(mark.height); ++y)
        for (int x = left; x < left + int(mark.width); ++x) {
            const double offX = x + 0.5 - middle.x, offY = y + 0.5 - middle.y;
            const auto sample = sampleAt(picture, {middle.x + at.shift.x + c * offX - s * offY, middle.y + at.shift.y + s * offX + c * offY});
            if (sample)
                sums.add(reference.at(x, y), sample->value,
                         {sample->alongX * (-s * offX - c * offY) + sample->alongY * (c * offX - s * offY), sample->alongX, sample->alongY});
        }
    return sums;
}

double dot(const Three& a, const Three& b)
{
    return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

}  // namespace

Alignment refined(const GreyPlane& reference, const Rect& mark, const GreyPlane& picture, Alignment start)
{
    Alignment best = start, at = start;
    best.match = best.inside = 0;
    const double reach = std::hypot(mark.width, mark.height) / 2;
    for (int step = 0; step < mostSteps; ++step) {
        const Sums raw = sumsAt(reference, mark, picture, at);
        at.inside = raw.of > 0 ? raw.count / raw.of : 0;
        if (at.inside < leastInside)
            break;
        const Sums sums = raw.centred();
        if (sums.tt < flat * sums.count || sums.ii < flat * sums.count)
            break;
        at.match = std::clamp(sums.ti / std::sqrt(sums.tt * sums.ii), -1.0, 1.0);
        if (at.match > best.match)
            best = at;
        const auto ofPicture = solved(sums.gg, sums.gi), ofReference = solved(sums.gg, sums.gt);
        if (!ofPicture || !ofReference)
            break;
        const double below = sums.ti - dot(sums.gt, *ofPicture);
        if (!(below > 0))
            break;
        const double scale = (sums.ii - dot(sums.gi, *ofPicture)) / below;
        const double turn = scale * (*ofReference)[0] - (*ofPicture)[0];
        const Point move {scale * (*ofReference)[1] - (*ofPicture)[1], scale * (*ofReference)[2] - (*ofPicture)[2]};
        // The slopes hold for about two pixels.
        const double moved = std::max({std::abs(move.x), std::abs(move.y), std::abs(turn) * reach});
        const double share = std::min(1.0, 2 / std::max(moved, 1e-9));
        at.angle += share * turn;
        at.shift = {at.shift.x + share * move.x, at.shift.y + share * move.y};
        if (moved < finestMove)
            break;
    }
    return best;
}

}  // namespace inference::judging
