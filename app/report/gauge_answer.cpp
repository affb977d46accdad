#include "app/report/gauge_answer.h"

#include <QCoreApplication>

#include <algorithm>
#include <numeric>

namespace app {

using inference::Label;

namespace evaluation = inference::evaluation;

namespace {

/// The translations' context.
struct MeasureName {
    Q_DECLARE_TR_FUNCTIONS(MeasureName)
};

QString nameOf(GaugeMeasure measure)
{
    switch (measure) {
    case GaugeMeasure::RegionScore: return MeasureName::tr("Region score");
    case GaugeMeasure::ImageScore: return MeasureName::tr("Image score");
    case GaugeMeasure::LargestArea: return MeasureName::tr("Area of the largest region");
    case GaugeMeasure::AllAreas: return MeasureName::tr("Area of all regions");
    case GaugeMeasure::LongestRegion: return MeasureName::tr("Length of the longest region");
    case GaugeMeasure::Regions: break;
    }
    return MeasureName::tr("Number of regions");
}

/// The measure of one region whose unit the values have.
widgets::Measure regionMeasure(GaugeMeasure measure)
{
    switch (measure) {
    case GaugeMeasure::RegionScore:
    case GaugeMeasure::ImageScore: return widgets::Measure::Peak;
    case GaugeMeasure::LargestArea:
    case GaugeMeasure::AllAreas: return widgets::Measure::Area;
    case GaugeMeasure::LongestRegion: return widgets::Measure::Length;
    case GaugeMeasure::Regions: break;
    }
    return widgets::Measure::Count;
}

void place(GaugeAnswer& answer, const std::stop_token& stop)
{
    const std::vector<GaugePicture>& pictures = answer.question.pictures;
    std::vector<QString> names, there;  // of all, and of those that are in the study
    std::vector<std::size_t> places;
    for (std::size_t i = 0; i < pictures.size(); ++i) {
        names.push_back(pictures[i].placed);
        if (pictures[i].state == GaugePicture::State::Failed)
            continue;
        there.push_back(pictures[i].placed);
        places.push_back(i);
    }
    answer.failed = int(names.size() - there.size());
    const QString& given = answer.question.pattern;
    answer.pattern = ReadingPattern(given.isEmpty() ? suggestedPattern(names, answer.question.remembered, stop) : given);
    if (answer.pattern.problem() != ReadingPattern::Problem::None)
        return;
    answer.design = studyDesign(there, answer.pattern);
    std::vector<StudyDesign::Place> all(pictures.size());
    for (std::size_t i = 0; i < places.size(); ++i)
        all[places[i]] = answer.design.places[i];
    answer.design.places = std::move(all);
}

/// What the labels of one part's pictures come to.
class PartLabel {
public:
    void add(Label label)
    {
        m_good |= label == Label::Good;
        m_defective |= label == Label::Defective;
    }
    Label label() const { return m_good == m_defective ? Label::None : m_good ? Label::Good : Label::Defective; }

private:
    bool m_good = false, m_defective = false;
};

void measure(GaugeAnswer& answer)
{
    const auto parts = std::size_t(answer.design.parts.size());
    std::vector<evaluation::GaugeReading> readings;
    std::vector<evaluation::VerdictReading> verdicts;
    std::vector<PartLabel> labels(parts);
    std::vector<bool> found(parts);
    answer.verdicts.resize(parts);
    for (std::size_t i = 0; i < answer.question.pictures.size(); ++i) {
        const GaugePicture& picture = answer.question.pictures[i];
        const StudyDesign::Place& place = answer.design.places[i];
        if (!place.isInStudy())
            continue;
        const auto part = std::size_t(place.part);
        const double value = inUnit(picture.values[std::size_t(answer.question.measure)], answer.question.measure, answer.question.calibration);
        readings.push_back({place.part, place.appraiser, value});
        verdicts.push_back({place.part, place.appraiser, picture.verdict});
        answer.points.push_back({place.part, place.appraiser, value, picture.path, picture.name});
        labels[part].add(picture.label);
        found[part] = found[part] || value > 0;
        ++answer.verdicts[part].counts[std::size_t(picture.verdict)];
        answer.verdicts[part].paths.append(picture.path);
    }
    std::sort(answer.points.begin(), answer.points.end());
    std::vector<Label> truth;
    for (std::size_t part = 0; part < parts; ++part) {
        truth.push_back(labels[part].label());
        answer.verdicts[part].label = truth.back();
        answer.silentParts += found[part] ? 0 : 1;
    }
    answer.study = evaluation::gaugeStudy(readings);
    answer.agreement = evaluation::verdictAgreement(verdicts, truth);
}

}  // namespace

bool PartVerdicts::agree() const
{
    return std::ranges::max(counts) == std::accumulate(counts.begin(), counts.end(), 0);
}

void setScores(GaugePicture& picture, double regionScore, double imageScore)
{
    picture.values[std::size_t(GaugeMeasure::RegionScore)] = std::max(0.0, regionScore);
    picture.values[std::size_t(GaugeMeasure::ImageScore)] = imageScore;
}

void setRegions(GaugePicture& picture, std::span<const inference::Defect> defects)
{
    const auto value = [&](GaugeMeasure measure) -> double& { return picture.values[std::size_t(measure)]; };
    value(GaugeMeasure::Regions) = double(defects.size());
    value(GaugeMeasure::LargestArea) = value(GaugeMeasure::AllAreas) = value(GaugeMeasure::LongestRegion) = 0;
    for (const inference::Defect& defect : defects) {
        value(GaugeMeasure::LargestArea) = std::max(value(GaugeMeasure::LargestArea), defect.area);
        value(GaugeMeasure::AllAreas) += defect.area;
        value(GaugeMeasure::LongestRegion) = std::max(value(GaugeMeasure::LongestRegion), defect.length);
    }
}

std::optional<inference::LimitPair> limitsOn(GaugeMeasure measure, const inference::Recipe& recipe)
{
    if (measure == GaugeMeasure::RegionScore)
        return inference::LimitPair {recipe.rule.failLimit, recipe.rule.reviewLimit};
    return measure == GaugeMeasure::ImageScore ? recipe.scoreLimits : std::nullopt;
}

GaugeAnswer answerOf(GaugeQuestion question, const std::stop_token& stop)
{
    GaugeAnswer answer;
    answer.question = std::move(question);
    place(answer, stop);
    if (!answer.design.isStudy())
        return answer;
    for (std::size_t i = 0; i < answer.question.pictures.size(); ++i) {
        if (!answer.design.places[i].isInStudy())
            continue;
        const GaugePicture::State state = answer.question.pictures[i].state;
        answer.waiting += state != GaugePicture::State::Judged ? 1 : 0;
        answer.stopped += state == GaugePicture::State::Stopped ? 1 : 0;
    }
    if (answer.waiting == 0)
        measure(answer);
    return answer;
}

std::string_view measureKey(GaugeMeasure measure)
{
    switch (measure) {
    case GaugeMeasure::RegionScore: return "region_score";
    case GaugeMeasure::ImageScore: return "image_score";
    case GaugeMeasure::LargestArea: return "largest_defect_area";
    case GaugeMeasure::AllAreas: return "all_defects_area";
    case GaugeMeasure::LongestRegion: return "longest_defect_length";
    case GaugeMeasure::Regions: break;
    }
    return "defects";
}

widgets::GaugeAxis axisOf(GaugeMeasure measure, widgets::Calibration calibration)
{
    constexpr int decimalsOfScores = 3;  // studies look at small differences
    const widgets::Measure of = regionMeasure(measure);
    return {nameOf(measure), widgets::measureUnit(of, calibration), of == widgets::Measure::Peak ? decimalsOfScores : widgets::measureDecimals(of, calibration)};
}

double inUnit(double value, GaugeMeasure measure, widgets::Calibration calibration)
{
    switch (regionMeasure(measure)) {
    case widgets::Measure::Area: return calibration.area(value);
    case widgets::Measure::Length: return calibration.length(value);
    default: return value;
    }
}

}  // namespace app
