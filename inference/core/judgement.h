#pragma once

#include "core/defect.h"
#include "core/placement.h"

#include <optional>
#include <vector>

namespace inference {

/// The machine's verdict on one part.
enum class Verdict { Pass, Review, Fail };

/// What is wrong with the picture itself, by a recipe's gate or its anchor.
struct PictureFault {
    enum class Kind {
        TooDark,      ///< brightness below the least
        TooBright,    ///< brightness above the greatest
        OutOfFocus,   ///< focus below the least
        NotMeasured,  ///< the gate asks, and nobody measured: the part has to be looked at again
        NotFound,     ///< the anchor's mark is nowhere where it may be; value and limit are the match
        OutOfPlace,   ///< it is found, but moved or turned further than the anchor allows
        NotKept,      ///< the anchor asks, and no grey copy was kept: the part has to be looked at again
    };
    Kind kind = Kind::NotMeasured;
    double value = 0;  ///< as in PictureFigures, Placement
    double limit = 0;
    friend bool operator==(const PictureFault&, const PictureFault&) = default;
};

/// What a recipe makes of an inspection.
struct Judgement {
    Verdict verdict = Verdict::Pass;  ///< the worst of score, defects and picture; a picture's fault asks for review, no more
    double score = 0;             ///< 0..1, by the recipe's score rule
    Verdict scoreVerdict = Verdict::Pass;  ///< of the score alone; pass where the recipe has no score limits
    std::vector<Defect> defects;  ///< regions at or above the review limit, failing ones first, then largest first
    std::vector<PictureFault> pictureFaults {};
    std::optional<Placement> placement {};  ///< where the recipe has an anchor and the picture a grey copy
};

}  // namespace inference
