#pragma once

#include "app/common/study_design.h"
#include "core/defect.h"
#include "core/judgement.h"
#include "core/label.h"
#include "core/recipe.h"
#include "evaluation/gauge_study.h"
#include "evaluation/verdict_agreement.h"
#include "widgets/gauge_point.h"
#include "widgets/measure.h"

#include <array>
#include <optional>
#include <span>
#include <stop_token>
#include <string_view>
#include <vector>

namespace app {

/// What a study can be of.
enum class GaugeMeasure { RegionScore, ImageScore, LargestArea, AllAreas, LongestRegion, Regions };
inline constexpr int gaugeMeasures = 6;

/// A picture as the list of parts has it.
struct GaugePicture {
    enum class State {
        Waiting,
        Stopped,  ///< nobody inspects it at present
        Judged,
        Failed,   ///< there will be no answer
    };
    QString path, name;
    QString placed;  ///< what a pattern is held against: the name below all that was opened
    State state = State::Waiting;
    inference::Verdict verdict = inference::Verdict::Pass;
    inference::Label label = inference::Label::None;
    std::array<double, gaugeMeasures> values {};  ///< by GaugeMeasure; scores 0..1, image pixels (squared), 0 where there is no region
};

/// The values that scores and regions of a judged picture come to; a region score below 0 is none.
void setScores(GaugePicture& picture, double regionScore, double imageScore);
void setRegions(GaugePicture& picture, std::span<const inference::Defect> defects);

struct GaugeQuestion {
    std::vector<GaugePicture> pictures;
    QString pattern;     ///< empty: it is found, where the names are of a usual kind
    QString remembered;  ///< then this is tried too, as suggestedPattern() says; may be empty
    GaugeMeasure measure = GaugeMeasure::RegionScore;
    widgets::Calibration calibration;
    std::optional<inference::LimitPair> limits {};  ///< on the measure
};

/// Verdicts on the pictures of one part.
struct PartVerdicts {
    std::array<int, 3> counts {};  ///< by Verdict
    inference::Label label = inference::Label::None;  ///< what its labelled pictures say; none also where they contradict each other
    QStringList paths;

    bool agree() const;
};

/// What a study comes to. Pictures that failed are not in it, as if they weren't there.
struct GaugeAnswer {
    GaugeQuestion question;
    ReadingPattern pattern {QString()};  ///< the question's own, or the one that was found; with the problem NoPart and no text none was
    StudyDesign design;                  ///< places are of question.pictures
    int waiting = 0;                     ///< pictures of the study without an answer yet; there is no study before the last has one
    int stopped = 0;                     ///< of these those that nobody inspects
    int failed = 0;                      ///< pictures left aside since they couldn't be inspected
    std::optional<inference::evaluation::GaugeStudy> study;
    inference::evaluation::VerdictAgreement agreement;
    std::vector<PartVerdicts> verdicts;  ///< by part of the design
    int silentParts = 0;                 ///< parts whose every value is 0: where nothing is found, nothing is measured
    std::vector<widgets::GaugePoint> points;  ///< sorted
};

/// A pattern is sought by the names of all pictures, also of those that failed. Pure; any thread. Throws Cancelled.
GaugeAnswer answerOf(GaugeQuestion question, const std::stop_token& stop = {});

/// What a recipe limits of it, if anything.
std::optional<inference::LimitPair> limitsOn(GaugeMeasure measure, const inference::Recipe& recipe);
/// "region_score", "largest_defect_area": stable, for files.
std::string_view measureKey(GaugeMeasure measure);
/// Translated, "Area of the largest region"; its unit; the value in it.
widgets::GaugeAxis axisOf(GaugeMeasure measure, widgets::Calibration calibration);
double inUnit(double value, GaugeMeasure measure, widgets::Calibration calibration);

}  // namespace app
