#pragma once

#include "core/image.h"
#include "sources/frame.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace app {

/// A picture as the trigger sees it: means of its cells, 0..255.
struct CellPicture {
    static constexpr int longestSide = 64;  ///< cells along the longer side; of smaller pictures one a pixel
    int columns = 0, rows = 0;
    std::vector<float> values;  ///< row by row

    bool sameShape(const CellPicture& other) const { return columns == other.columns && rows == other.rows; }
    float at(int column, int row) const { return values[std::size_t(row) * std::size_t(columns) + std::size_t(column)]; }
};

/// Green of RGB, or grey; of each cell at most 8 x 8 pixels are read, so that it costs the same at every resolution (below a
/// millisecond). Pure; any thread. Throws Error(BadInput) for an empty image.
CellPicture cellsOf(const inference::Image& image);

/// Share of the cells, 0..1, whose difference is above `level`, after the median difference is taken off: a lamp that flickers
/// changes all cells alike. 1 for pictures of another shape.
double changedShare(const CellPicture& one, const CellPicture& other, double level);

/// Tells when a part has come to rest in view: one verdict per part, without a light barrier. Something moves (the picture no
/// longer is what it was when it last stood still), then nothing does for `rest`: that picture is the part's. The next one needs a
/// movement first. Where the empty view is known, a picture at rest that shows nothing else is no part. Slow movement counts too,
/// because a picture is compared with the last one that stood, not with the one before; what stands is followed within a minute, so that the
/// light of a day is no movement. One thread.
class PartTrigger {
public:
    struct Limits {
        std::chrono::milliseconds rest {300};
        double level = 10;    ///< difference of a cell, of 255, that counts
        double share = 0.01;  ///< of the cells, that must differ by it; 0..1
    };
    enum class State : std::uint8_t { Empty, Moving, Settling, AtRest };

    PartTrigger() = default;
    explicit PartTrigger(const Limits& limits)
        : m_limits(limits)
    {
    }

    /// True: this picture is that of a new part. `when` never goes back.
    bool look(const CellPicture& cells, inference::sources::Clock::time_point when);
    State state() const { return m_state; }
    void setLimits(const Limits& limits) { m_limits = limits; }

    /// The picture looked at last is what is seen without a part. forgetEmpty(): each rest is a part.
    void takeAsEmpty();
    void forgetEmpty() { m_empty.reset(); }
    bool knowsEmpty() const { return m_empty.has_value(); }

private:
    bool isEmptyView(const CellPicture& cells) const;
    void follow(const CellPicture& cells, inference::sources::Clock::duration passed);

    Limits m_limits;
    CellPicture m_last;    // looked at last
    CellPicture m_anchor;  // what all pictures since m_since look like
    inference::sources::Clock::time_point m_since;
    inference::sources::Clock::time_point m_lastWhen;
    std::optional<CellPicture> m_empty;
    State m_state = State::Moving;
};

}  // namespace app
