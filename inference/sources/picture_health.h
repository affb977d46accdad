#pragma once

#include "core/image.h"
#include "core/picture_figures.h"
#include "sources/cusum.h"

#include <cstdint>

namespace inference::sources {

/// Of size and every byte: two pictures of one camera with the same hash are the same. Pure; any thread.
std::uint64_t bytesHash(const Image& image);

/// What successive pictures of a live source say of the camera. One thread.
class PictureHealth {
public:
    struct Limits {
        /// Black: mean below 4 and deviation below 4 of 255: a covered or unlit 8-bit sensor shows a black level of 0 to 2 and noise
        /// of about 1, television range ends at 16. A dark picture with a part in it spreads further.
        double blackMean = 4;
        double blackSpread = 4;
        /// Frozen: so many pictures in a row with the same bytes. Noise changes the lowest bits of every real exposure; a
        /// saturated one (all black, all white) may repeat, so those never count.
        int frozenPictures = 10;
    };
    struct Signs {
        bool black = false;
        bool frozen = false;
        PictureFigures figures;
    };

    PictureHealth() = default;
    explicit PictureHealth(const Limits& limits)
        : m_limits(limits)
    {
    }
    Signs look(const Image& image);  ///< throws as imaging::figuresOf()

private:
    Limits m_limits;
    std::uint64_t m_bytes = 0;
    int m_same = 0;  // pictures in a row with m_bytes
};

/// Tells that camera or light have changed against the first pictures: a two-sided CUSUM (Page, Biometrika 1954) of brightness and of the
/// logarithm of focus, each in deviations of the reference. One thread.
class DriftSentinel {
public:
    struct Limits {
        int reference = 100;  ///< pictures that make up the reference
        /// Slack k and decision interval h of the CUSUM in deviations. k = 1.5 looks for shifts of two deviations and more; h = 8 tells one of
        /// two after 16 pictures, one of four after 4. Where nothing changes each of the four sums gives a false one in (exp(2 k b) - 2 k b - 1)
        /// / (2 k^2) independent pictures, b = h + 1.166 (Siegmund, Sequential Analysis, 1985); with a reference that is three standard errors
        /// off (mean by 0.3 deviations, deviation by a fifth) that is still half a million. The usual k = 0.5, h = 5
        /// (Montgomery, Introduction to Statistical Quality Control) would cry every few minutes.
        double slack = 1.5;
        double decision = 8;
        double settled = 2;  ///< over when all sums are below this one again: no flicker at the limit. Sums end at 2 h, so 10 good pictures do
        /// The deviation is never taken for less: one grey level of 255, and 5 % of the focus.
        double leastBrightness = 1;
        double leastFocus = 0.05;
        double greatestStep = 4;  ///< one picture counts for at most so many deviations: a single odd part isn't a drift
    };
    struct State {
        bool known = false;    ///< the reference is complete
        bool changed = false;  ///< camera or light have
        double brightness = 0; ///< deviations of this picture from the reference, signed
        double focus = 0;
    };

    DriftSentinel();
    explicit DriftSentinel(const Limits& limits);
    /// Takes in a picture; give it good ones only. After reset() a new reference begins.
    State look(const PictureFigures& figures);
    void reset();

private:
    Limits m_limits;
    bool m_changed = false;
    Cusum m_brightness, m_focus;
};

}  // namespace inference::sources
