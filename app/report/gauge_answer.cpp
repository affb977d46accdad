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

/// A pattern that somebody has typed before is how pictures are named there.
QString foundPattern(std::span<const QString> names, const QString& remembered)
{
    if (!remembered.isEmpty() && studyDesign(names, ReadingPattern(remembered)).isStudy())
        return remembered;
    return suggestedPattern(names);
}

void place(GaugeAnswer& answer)
{
    std::vector<QString> names;
    std::vector<std::size_t> pictures;
    for (std::size_t i = 0; i < answer.question.pictures.size(); ++i) {
        const GaugePicture& picture = answer.question.pictures[i];
        if (picture.state == GaugePicture::State::Failed) {
            ++answer.failed;
            continue;
        }
        names.push_back(picture.name);
        pictures.push_back(i);
    }
    answer.pattern = ReadingPattern(answer.question.pattern.isEmpty() ? foundPattern(names, answer.question.remembered) : answer.question.pattern);
    if (answer.pattern.problem() != ReadingPattern::Problem::None)
        return;
    answer.design = studyDesign(names, answer.pattern);
    std::vector<StudyDesign::Place> places(answer.question.pictures.size());
    for (std::size_t i = 0; i < pictures.size(); ++i)
        places[pictures[i]] = answer.design.places[i];
    answer.design.places = std::move(places);
}

void addLabel(PartVerdicts& part, Label label, bool first)
{
    if (first)
        part.label = label;
    else if (part.label != label)
        part.label = Label::None;
}

void measure(GaugeAnswer& answer)
{
    std::vector<evaluation::GaugeReading> readings;
    std::vector<evaluation::VerdictReading> verdicts;
    answer.verdicts.resize(std::size_t(answer.design.parts.size()));
    for (std::size_t i = 0; i < answer.question.pictures.size(); ++i) {
        const GaugePicture& picture = answer.question.pictures[i];
        const StudyDesign::Place& place = answer.design.places[i];
        if (!place.isInStudy())
            continue;
        const double value = inUnit(picture.values[std::size_t(answer.question.measure)], answer.question.measure, answer.question.calibration);
        readings.push_back({place.part, place.appraiser, value});
        verdicts.push_back({place.part, place.appraiser, picture.verdict});
        answer.points.push_back({place.part, place.appraiser, value, picture.path, picture.name});
        PartVerdicts& part = answer.verdicts[std::size_t(place.part)];
        addLabel(part, picture.label, part.paths.isEmpty());
        ++part.counts[std::size_t(picture.verdict)];
        part.paths.append(picture.path);
    }
    std::vector<Label> labels;
    for (const PartVerdicts& part : answer.verdicts)
        labels.push_back(part.label);
    answer.study = evaluation::gaugeStudy(readings);
    answer.agreement = evaluation::verdictAgreement(verdicts, labels);
}

}  // namespace

bool PartVerdicts::agree() const
{
    return std::ranges::max(counts) == std::accumulate(counts.begin(), counts.end(), 0);
}

GaugeAnswer answerOf(GaugeQuestion question)
{
    GaugeAnswer answer;
    answer.question = std::move(question);
    place(answer);
    if (!answer.design.isStudy())
        return answer;
    for (std::size_t i = 0; i < answer.question.pictures.size(); ++i)
        answer.waiting += answer.design.places[i].isInStudy() && answer.question.pictures[i].state == GaugePicture::State::Waiting ? 1 : 0;
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
