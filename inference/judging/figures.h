#pragma once

#include "judging/judge.h"

#include <optional>
#include <span>
#include <vector>

namespace inference::judging {

/// What is kept of one zone of one part, so that a moved limit is answered without its maps.
struct ZoneFigures {
    /// Levels of `largestArea`: level i is i / 200, so that every limit with two decimals is one of them.
    static constexpr int levels = 201;
    /// Below this one (0.1) the background joins in: areas are not measured there and infinite, an upper bound that always holds.
    static constexpr int leastLevel = 20;

    /// The greatest limit at which a region is left that is large and long enough: the part reaches a limit exactly when this
    /// number does. With hysteresis the greatest peak of the regions at the grow limit. -1 where no limit leaves one.
    float regionScore = -1;
    /// Area in image pixels squared of the largest region at each level; empty where it wasn't asked for.
    std::vector<float> largestArea;
    friend bool operator==(const ZoneFigures&, const ZoneFigures&) = default;
};

/// The numbers of one part that limits are compared with.
struct PartFigures {
    double score = 0;                ///< by the score rule
    float peak = 0;                  ///< greatest value that is judged
    std::vector<ZoneFigures> zones;  ///< as in ZoneRaster: [0] for all that lies in no zone, [i + 1] for zone i
    std::optional<PictureFigures> picture {};  ///< as in Inspection
    std::optional<Placement> placement {};     ///< as in Judgement
    friend bool operator==(const PartFigures&, const PartFigures&) = default;
};

/// Region scores by flooding from the greatest value down: pixels join in descending order and the flood ends where a region is
/// large and long enough, so that small limits cost little. With `curves` it goes on to leastLevel and notes areas too.
/// Pure; any thread. Throws Error(BadInput) as judge() does.
PartFigures figuresOf(const RenderedMaps& maps, Size imageSize, const Recipe& recipe, bool curves = false);
/// The same when the score is known already, from judge().
PartFigures figuresOf(const RenderedMaps& maps, Size imageSize, const Recipe& recipe, double score, bool curves);

/// The greatest value that is judged in each zone: [0] in all that lies in no zone, [i + 1] in zone i of `zones`; 0 where
/// nothing is. Pure; any thread.
std::vector<float> zonePeaks(const RenderedMaps& maps, std::size_t zones);

/// The verdict that judge() would give under `recipe`, from figures that were made under `made`; none where these figures
/// can't tell. They can while alpha, sigma, polygons and score rule are the same and, for each zone, either its least area, least
/// length and grow limit are too, or neither rule knows lengths or a grow limit and its curve is unambiguous.
std::optional<Verdict> verdictFrom(const PartFigures& figures, const Recipe& made, const Recipe& recipe);

/// verdictFrom() for many parts whose figures were made under one recipe: what both recipes have in common is compared once.
/// Neither recipe needs to outlive it. Pure; any thread.
class MovedLimits {
public:
    MovedLimits(const Recipe& made, const Recipe& recipe);
    std::optional<Verdict> verdict(const PartFigures& figures) const;
    /// The same from two numbers of the figures, where they are enough: one zone, whose regions are what they were, and no question
    /// about the picture or where the part lies in it. For figures that lie scattered in memory.
    std::optional<Verdict> verdict(float regionScore, double score) const;
    /// The figures' region scores are those that `recipe` would make, too.
    bool hasSameRegions() const;

private:
    struct Rule {
        RegionRule rule;
        bool sameRegions = false;  ///< least area, least length and grow limit are those of the figures
    };
    bool m_comparable = false;
    std::optional<LimitPair> m_scoreLimits;
    PictureGate m_gate;
    bool m_anchored = false;
    std::vector<Rule> m_rules;  // by zone, as in PartFigures
};

/// One number on the scale of the recipe's own limits: the greatest region score over all zones, each bent so that its own
/// fail and review limits fall on the recipe's. It reaches them exactly when a region of the part does. -1 where there is none.
float combinedRegionScore(const PartFigures& figures, const Recipe& recipe);

}  // namespace inference::judging
