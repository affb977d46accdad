#include "app/inspect/run_study.h"

#include "app/export/gauge_csv.h"
#include "app/inspect/option_numbers.h"
#include "app/report/gauge_text.h"
#include "judging/figures.h"
#include "weights/atomic_file.h"
#include "widgets/joined_list.h"

#include <QCoreApplication>

namespace app {
namespace {

GaugePicture unjudged(const std::string& file)
{
    GaugePicture picture;
    picture.path = picture.name = picture.placed = QString::fromStdString(file);
    return picture;
}

QStringList measureKeys()
{
    QStringList keys;
    for (int i = 0; i < gaugeMeasures; ++i)
        keys.append(QString::fromStdString(std::string(measureKey(GaugeMeasure(i)))));
    return keys;
}

GaugeMeasure measureOf(const Arguments& arguments)
{
    const auto given = arguments.value("measure");
    if (!given)
        return GaugeMeasure::RegionScore;
    const QString key = QString::fromUtf8(QByteArray::fromStdString(*given));
    const qsizetype measure = measureKeys().indexOf(key);
    if (measure < 0)
        throw UsageError(QCoreApplication::translate("Run", "“%1” doesn't fit --%2. There are: %3.").arg(key, QStringLiteral("measure"), widgets::joinedList(measureKeys())));
    return GaugeMeasure(measure);
}

}  // namespace

std::vector<Option> studyOptions()
{
    return {{"study", "NAMES", QCoreApplication::translate("Run", "a gauge study too: what the images' names are like, as {appraiser}/{part}_{trial}, or auto; study.csv")},
            {"measure", "M", QCoreApplication::translate("Run", "of the study: %1").arg(widgets::joinedList(measureKeys()))},
            {"tolerance", "X", QCoreApplication::translate("Run", "what the measure may differ by, in its unit (mm where the recipe is calibrated)")}};
}

std::optional<StudyRequest> readStudyRequest(const Arguments& arguments, std::span<const InputPath> inputs)
{
    const auto names = arguments.value("study");
    if (!names) {
        for (const char* const option : {"measure", "tolerance"})
            if (arguments.has(option))
                throw UsageError(QCoreApplication::translate("Run", "--%1 goes with: --study NAMES").arg(QLatin1String(option)));
        return std::nullopt;
    }
    StudyRequest request;
    request.measure = measureOf(arguments);
    request.tolerance = numberOf(arguments, "tolerance", 0.0, 1e9, 0.0);
    GaugeQuestion question;
    question.pattern = *names == "auto" ? QString() : QString::fromUtf8(QByteArray::fromStdString(*names));
    std::error_code ignored;
    for (const InputPath& input : inputs)
        if (std::filesystem::is_regular_file(input.path, ignored))  // what isn't there has no part
            question.pictures.push_back(unjudged(input.shown));
    const GaugeAnswer answer = answerOf(std::move(question));
    if (!answer.design.isStudy())
        throw UsageError(designSentence(answer));  // said now, not after an hour of inspection
    request.pattern = answer.pattern.text();
    return request;
}

RunStudy::RunStudy(StudyRequest request, const inference::Recipe& recipe)
    : m_request(std::move(request))
{
    m_question.pattern = m_request.pattern;
    m_question.measure = m_request.measure;
    m_question.calibration = {recipe.mmPerPixel};
    m_question.limits = limitsOn(m_request.measure, recipe);
}

GaugePicture RunStudy::pictureOf(const ResultRow& row, const inference::judging::RenderedMaps& maps, const inference::Recipe& recipe) const
{
    GaugePicture picture = unjudged(row.file);
    picture.state = GaugePicture::State::Judged;
    picture.verdict = row.judgement.verdict;
    const auto figures = inference::judging::figuresOf(maps, row.imageSize, recipe, row.judgement.score, false);
    setScores(picture, inference::judging::combinedRegionScore(figures, recipe), row.judgement.score);
    setRegions(picture, row.judgement.defects);
    return picture;
}

void RunStudy::add(GaugePicture picture)
{
    m_question.pictures.push_back(std::move(picture));
}

void RunStudy::addFailed(const ResultRow& row)
{
    m_question.pictures.push_back(unjudged(row.file));
    m_question.pictures.back().state = GaugePicture::State::Failed;
}

std::shared_ptr<const GaugeAnswer> RunStudy::finish(const std::filesystem::path& folder)
{
    auto answer = std::make_shared<const GaugeAnswer>(answerOf(std::move(m_question)));
    if (answer->study) {
        inference::weights::AtomicFile file(folder / "study.csv");
        file.write(gaugeCsv(*answer));
        file.commit();
    }
    return answer;
}

QString studyText(const GaugeAnswer& answer, double tolerance)
{
    QStringList lines {designSentence(answer)};
    if (answer.study)
        lines.append({gaugeSentence(*answer.study, tolerance), agreementSentence(answer)});
    return lines.join(QLatin1Char('\n')).replace(QChar(QChar::Nbsp), QLatin1Char(' '));  // scripts search for it
}

}  // namespace app
