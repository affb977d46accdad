#pragma once

#include "training/synth/arithmetic_p.h"
#include "training/synth/random_p.h"

#include <algorithm>
#include <cstddef>
#include <vector>

namespace inference::synth {

/// Linear light, 0..1 for what reflects; the camera takes the square root.
struct Colour {
    float r = 0, g = 0, b = 0;
};

inline Colour mix(const Colour& a, const Colour& b, float t)
{
    return {mix(a.r, b.r, t), mix(a.g, b.g, t), mix(a.b, b.b, t)};
}
inline Colour operator*(const Colour& c, float f)
{
    return {c.r * f, c.g * f, c.b * f};
}
inline float brightness(const Colour& c)
{
    return 0.3f * c.r + 0.59f * c.g + 0.11f * c.b;
}

/// Hue in turns, saturation and value as they look on a screen.
struct Tone {
    float hue, saturation, value;
};
Colour hsv(const Tone& tone);
/// A grey as it looks on a screen.
inline Colour grey(float value)
{
    return {value * value, value * value, value * value};
}
/// Nearly `base`: every channel, as it looks on a screen, off by about `amount`.
Colour near(const Colour& base, float amount, Random& random);

struct Point {
    float x, y;
};

using Plane = std::vector<float>;

/// Pixels left <= x < right, top <= y < bottom.
struct Window {
    int left = 0, top = 0, right = 0, bottom = 0;

    int width() const { return right - left; }
    int height() const { return bottom - top; }
    std::size_t pixels() const { return std::size_t(width()) * std::size_t(height()); }
    bool empty() const { return right <= left || bottom <= top; }
    /// Grown on every side, within a raster of side x side.
    Window grown(int by, int side) const { return {std::max(left - by, 0), std::max(top - by, 0), std::min(right + by, side), std::min(bottom + by, side)}; }
    std::size_t at(int x, int y) const { return std::size_t(y - top) * std::size_t(width()) + std::size_t(x - left); }
};

/// The part of a plane of side x side that lies in the window.
Plane cropped(const Plane& plane, int side, const Window& window);

/// The flat thing before the camera: what each point reflects, how high it lies and how it shines. The picture's frame is the
/// unit square; the canvas reaches `margin` further on each side, for the camera to turn in. Heights are in widths of the
/// picture too.
class Canvas {
public:
    static constexpr float margin = 0.1f;

    explicit Canvas(int pictureSize);

    int side() const { return m_side; }
    Window whole() const { return {0, 0, m_side, m_side}; }
    float pixelsPerUnit() const { return m_perUnit; }
    std::size_t at(int column, int row) const { return std::size_t(row) * std::size_t(m_side) + std::size_t(column); }
    float unitOf(int index) const { return (float(index) + 0.5f) / m_perUnit - margin; }
    int indexOf(float unit) const { return std::clamp(floorInt((unit + margin) * m_perUnit), 0, m_side - 1); }
    Colour colour(std::size_t i) const { return {red[i], green[i], blue[i]}; }
    void setColour(std::size_t i, const Colour& c)
    {
        red[i] = c.r;
        green[i] = c.g;
        blue[i] = c.b;
    }

    /// `visit(x, y, i)` for every pixel whose centre lies within `reach` of (x, y), in each direction.
    template <class Visit> void around(float x, float y, float reach, Visit visit) const
    {
        const int left = indexOf(x - reach);
        const int right = indexOf(x + reach);
        const int bottom = indexOf(y + reach);
        for (int row = indexOf(y - reach); row <= bottom; ++row)
            for (int column = left; column <= right; ++column)
                visit(unitOf(column), unitOf(row), at(column, row));
    }
    template <class Visit> void everywhere(Visit visit) const
    {
        for (int row = 0; row < m_side; ++row)
            for (int column = 0; column < m_side; ++column)
                visit(unitOf(column), unitOf(row), at(column, row));
    }

    Plane red, green, blue;
    Plane height;
    Plane gloss;  ///< 0 matt .. 1 mirror
    Plane solid;  ///< 1 the part, 0 what it lies on

private:
    int m_side;
    float m_perUnit;
};

/// Mean over a square of 2 * radius + 1 pixels, the border repeated.
Plane boxBlurred(const Plane& plane, int width, int height, int radius);

}  // namespace inference::synth
