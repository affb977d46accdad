#pragma once

#include <QImage>

#include <memory>
#include <stop_token>
#include <vector>

namespace widgets {

/// A picture and its halves, quarters ..., so that any zoom reads about as many pixels as it paints.
/// Immutable once built and shared as shared_ptr<const CanvasPyramid>; any thread. Level k has one pixel for every
/// 2^k x 2^k pixels of the picture, rounded up, averaged.
class CanvasPyramid {
public:
    /// `values`, of the same size, is what the read-out names (such as 16-bit samples before windowing); without it the picture.
    /// The first level is held as Grayscale8, RGB888 or RGB32, the others as Grayscale8 or RGB32; transparent pixels are
    /// flattened over mid grey. A tenth of a second for 60 megapixels: belongs off the GUI thread.
    /// Returns null when stopped.
    static std::shared_ptr<const CanvasPyramid> build(const QImage& picture, const QImage& values = {},
                                                      const std::stop_token& stop = {});
    /// What can be shown at once, while build() is under way: every 2^k-th pixel, at most about half a megapixel of them, and
    /// the picture itself where its format needs no change. A few milliseconds whatever the size. Null for a null picture.
    static std::shared_ptr<const CanvasPyramid> preview(const QImage& picture, const QImage& values = {});

    QSize size() const { return m_size; }
    const QImage& values() const { return m_values; }
    std::size_t levelCount() const { return m_levels.size(); }

    struct Level {
        int exponent = 0;  ///< k
        QImage image;
    };
    /// The level to sample at `zoom` (device pixels per image pixel): the smallest picture that is not magnified, or in a
    /// preview the next smaller one.
    const Level& levelFor(double zoom) const;

private:
    CanvasPyramid(const QImage& picture, const QImage& values);
    QSize m_size;
    QImage m_values;
    std::vector<Level> m_levels;  // largest first
};

}  // namespace widgets
