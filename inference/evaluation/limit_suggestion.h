#pragma once

#include "evaluation/score_distribution.h"

#include <optional>
#include <stop_token>

namespace inference::evaluation {

/// How a limit is chosen. A part at or above it is "caught", be it by the fail or by the review limit.
enum class SuggestionMethod {
    F1Max,             ///< greatest F1 = 2 caught defective / (defective + all caught)
    RecallAtOverkill,  ///< most defective parts caught while at most `demand` of the good ones are
    OverkillAtEscape,  ///< fewest good parts caught while at most `demand` of the defective ones are missed
    GoodPercentile,    ///< good parts alone: at most `demand` of them are caught
    ExtremeTail,       ///< good parts alone: a model of their tail says that `demand` of all to come are caught
    Cheapest,          ///< least cost(escapes, overkills); no review band
};

struct SuggestionRequest {
    SuggestionMethod method = SuggestionMethod::F1Max;
    double demand = 0.01;  ///< rate, 0..below 1; above 0 for GoodPercentile and ExtremeTail; unused for F1Max and Cheapest
    Costs costs;           ///< for Cheapest
    friend bool operator==(const SuggestionRequest&, const SuggestionRequest&) = default;
};

/// Why there is no limit.
enum class SuggestionProblem {
    None,
    TooFewGood,        ///< `needed` good parts would do
    TooFewDefective,   ///< `needed` defective parts would do
    NoCosts,           ///< neither an escape nor an overkill has a cost
    AllScoresEqual,    ///< the scores that were used don't differ: no limit parts them
    DemandUnreachable, ///< no limit up to 1 meets the demand
};

/// What the limit of ExtremeTail rests on.
enum class TailModel {
    None,               ///< another method
    Empirical,          ///< the demand lies inside the sample: its own percentile
    Exponential,        ///< too few exceedances for a shape: the tail of all distributions that fall like exp(-x)
    GeneralisedPareto,
};

struct Suggestion {
    SuggestionRequest request;
    SuggestionProblem problem = SuggestionProblem::None;
    std::size_t needed = 0;     ///< least number of parts of the label that is short; 0: none is
    std::size_t good = 0;       ///< parts used
    std::size_t defective = 0;  ///< parts used; 0 where the method looks at good parts alone

    // The rest says something only when `problem` is None.
    float limit = 1;         ///< 0..1; halfway between neighbouring scores where anything between them does the same
    Share recall;            ///< defective parts caught, of all labelled ones even where the method doesn't look at them
    Share overkill;          ///< good parts caught
    double f1 = 0;           ///< 0..1; 0 without defective parts
    double cost = 0;         ///< of the labelled parts; 0 without costs
    /// True when the 95 % interval of what was demanded lies within the demand; true where nothing is demanded. ExtremeTail
    /// is a forecast, never proven by its own sample.
    bool demandProven = true;
    /// 5 % and 95 % points of the limit over `bootstrapResamples` resamples; none when fewer than half of them gave a limit.
    std::optional<Interval> limitRange;
    TailModel tail = TailModel::None;
    std::size_t exceedances = 0;  ///< scores that the tail was fitted to
    double tailShape = 0;         ///< xi of the generalised Pareto; below 0: the tail has an end
};

/// With fewer parts of a label, one more would move the limit anywhere.
inline constexpr std::size_t leastLabelled = 5;
/// ExtremeTail: exceedances for an exponential tail, and for a generalised Pareto.
inline constexpr std::size_t leastExceedances = 10;
inline constexpr std::size_t leastForPareto = 30;
/// Good and defective parts are drawn apart, each as many as there are, with a generator of fixed seed (std::mt19937_64,
/// whose numbers the standard fixes): the same parts give the same range everywhere.
inline constexpr int bootstrapResamples = 200;
inline constexpr unsigned bootstrapSeed = 20240229;

/// A limit from labelled scores. Of several that do equally well: F1Max, Cheapest and OverkillAtEscape take the one with fewest
/// escapes, RecallAtOverkill the one with fewest overkills.
///
/// GoodPercentile needs 1/demand good parts. ExtremeTail fits the greatest tenth of the good scores (of small samples up to a
/// quarter, to have leastForPareto): a generalised Pareto over the next lower score by probability-weighted moments (J. R. M.
/// Hosking and J. R. Wallis, Technometrics 29 (1987) 339: a_0 = mean, a_1 = mean of (1 - p_i) y_i with p_i = (i - 0.35)/k, shape
/// xi = 2 - a_0/(a_0 - 2 a_1), scale = 2 a_0 a_1/(a_0 - 2 a_1)), or an exponential with the exceedances' mean; the limit is
/// where that tail has the demanded rate.
///
/// Deterministic; any thread; half a second for 100,000 labelled parts, most of it for the range. Throws Cancelled when asked
/// to stop, Error(BadInput) for a demand or cost out of its range.
Suggestion suggestLimit(const ScoreDistribution& parts, const SuggestionRequest& request, const std::stop_token& stop = {});

}  // namespace inference::evaluation
