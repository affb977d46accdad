#include "app/inspect/run_report.h"

#include "app/common/made_folder.h"
#include "app/common/program.h"
#include "app/report/logo.h"
#include "app/report/pdf_seal.h"
#include "app/report/report_file.h"
#include "app/report/report_model.h"
#include "judging/figures.h"
#include "pipeline/recipe_file.h"
#include "widgets/joined_list.h"

#include <QCoreApplication>

namespace app {
namespace {

using Pictures = ReportRequest::Pictures;

/// The value of an option that is one of a few words.
template <typename Value>
Value chosen(const Arguments& arguments, const char* option, std::initializer_list<std::pair<const char*, Value>> choices, Value byDefault)
{
    const auto given = arguments.value(option);
    if (!given)
        return byDefault;
    QStringList known;
    for (const auto& [word, value] : choices) {
        if (*given == word)
            return value;
        known.append(QLatin1String(word));
    }
    throw UsageError(QCoreApplication::translate("Run", "“%1” doesn't fit --%2. There are: %3.")
                         .arg(QString::fromUtf8(QByteArray::fromStdString(*given)), QLatin1String(option), widgets::joinedList(known)));
}

QString textOf(const Arguments& arguments, const char* option)
{
    return QString::fromUtf8(QByteArray::fromStdString(arguments.value(option).value_or(std::string())));
}

}  // namespace

std::vector<Option> reportOptions()
{
    return {{"report", "F.pdf", QCoreApplication::translate("Run", "also write a sealed report as PDF")},
            {"template", "T", QCoreApplication::translate("Run", "of the report: short, full (default) or rejects")},
            {"pictures", "P", QCoreApplication::translate("Run", "parts that get a picture in it: all, not-passing (default) or failing")},
            {"per-page", "N", QCoreApplication::translate("Run", "pictures on a page: 1 (default) or 2")},
            {"paper", "P", QCoreApplication::translate("Run", "a4 (default) or letter")},
            {"product", "TEXT", QCoreApplication::translate("Run", "what the report calls the product (default: the recipe's name)")},
            {"lot", "TEXT", QCoreApplication::translate("Run", "and its lot")},
            {"station", "TEXT", QCoreApplication::translate("Run", "where it was inspected")},
            {"operator", "TEXT", QCoreApplication::translate("Run", "and by whom")},
            {"notes", "TEXT", QCoreApplication::translate("Run", "for the report's first page")},
            {"heading", "TEXT", QCoreApplication::translate("Run", "at the head of every page")},
            {"logo", "F", QCoreApplication::translate("Run", "picture at the head of every page")},
            {"redact", "NAMES", QCoreApplication::translate("Run", "leave out of the report: folders (of files' names), or names (numbers instead) and times")}};
}

std::optional<ReportRequest> readReportRequest(const Arguments& arguments)
{
    if (!arguments.has("report")) {
        for (const Option& option : reportOptions())
            if (arguments.has(option.name))
                throw UsageError(QCoreApplication::translate("Run", "--%1 goes with: --report F.pdf").arg(QString::fromStdString(option.name)));
        return std::nullopt;
    }
    ReportRequest request;
    request.file = *arguments.value("report");
    if (request.file.empty() || std::filesystem::is_directory(request.file))
        throw UsageError(QCoreApplication::translate("Run", "--report wants the name of a PDF file."));
    request.options.style = chosen<ReportTemplate>(arguments, "template", {{"short", ReportTemplate::Short}, {"full", ReportTemplate::Full}, {"rejects", ReportTemplate::Rejects}},
                                                   ReportTemplate::Full);
    request.options.paper = chosen<ReportPaper>(arguments, "paper", {{"a4", ReportPaper::A4}, {"letter", ReportPaper::Letter}}, ReportPaper::A4);
    request.options.picturesPerPage = chosen<int>(arguments, "per-page", {{"1", 1}, {"2", 2}}, 1);
    request.pictures = chosen<Pictures>(arguments, "pictures", {{"all", Pictures::All}, {"not-passing", Pictures::NotPassing}, {"failing", Pictures::Failing}},
                                        Pictures::NotPassing);
    const auto names = chosen<Redaction::Names>(arguments, "redact", {{"folders", Redaction::Names::Files}, {"names", Redaction::Names::Numbers}}, Redaction::Names::Kept);
    request.redaction = {names, names == Redaction::Names::Numbers, false};
    request.head.product = textOf(arguments, "product");
    request.head.lot = textOf(arguments, "lot");
    request.head.station = textOf(arguments, "station");
    request.head.operatorName = textOf(arguments, "operator");
    request.head.notes = textOf(arguments, "notes");
    request.head.heading = textOf(arguments, "heading");
    if (const auto logo = arguments.value("logo"))
        request.head.logo = readLogo(*logo);
    if (request.file.has_parent_path())
        makeWritableFolder(request.file.parent_path());  // said now, not after an hour of inspection
    return request;
}

RunReport::RunReport(ReportRequest request, const std::filesystem::path& folder, inference::Recipe recipe)
    : m_request(std::move(request))
    , m_report(m_request.head)
    , m_spool(folder)
{
    m_report.recipe = std::move(recipe);
    m_report.recipeHash = inference::pipeline::recipeHash(m_report.recipe);
    if (m_report.product.isEmpty())
        m_report.product = QString::fromStdString(m_report.recipe.name);
    m_report.program = QStringLiteral("vcp-inspect ") + programVersion();
    // Until this one is there it would tell of other parts. What is no report of ours stays until then.
    std::error_code ignored;
    if (std::filesystem::is_regular_file(m_request.file, ignored) && checkPdfSeal(m_request.file) != PdfSeal::Missing)
        std::filesystem::remove(m_request.file, ignored);
}

bool RunReport::wantsPicture(const ReportPart& part) const
{
    const inference::Verdict verdict = part.judgement.verdict;
    switch (m_request.pictures) {
    case Pictures::All: return true;
    case Pictures::NotPassing: return verdict != inference::Verdict::Pass;
    case Pictures::Failing: break;
    }
    return verdict == inference::Verdict::Fail;
}

ReportPart RunReport::partOf(const InputPath& input, const PictureFile& file, const ResultRow& row, const inference::judging::RenderedMaps& maps) const
{
    ReportPart part;
    part.file = row.file;
    part.path = std::filesystem::absolute(input.path);
    part.image = file.sha256;
    part.modified = QDateTime::fromMSecsSinceEpoch(file.look.stamp.mtimeNs / 1'000'000);
    part.imageSize = row.imageSize;
    part.judgement = row.judgement;
    for (inference::Defect& defect : part.judgement.defects)
        defect.contours = {};
    const auto figures = inference::judging::figuresOf(maps, row.imageSize, m_report.recipe, row.judgement.score, false);
    part.regionScore = inference::judging::combinedRegionScore(figures, m_report.recipe);
    part.pictured = wantsPicture(part);
    return part;
}

void RunReport::add(ReportPart part, const inference::Inspection& inspection)
{
    m_spooled.push_back(part.pictured ? std::optional(m_spool.put(inspection)) : std::nullopt);
    m_report.parts.push_back(std::move(part));
}

void RunReport::addFailed(const InputPath& input, const ResultRow& row, const std::string& sha256)
{
    ReportPart part;
    part.file = row.file;
    part.path = input.path;
    part.image = sha256;
    part.error = row.error;
    part.pictured = m_request.pictures != Pictures::Failing;
    m_spooled.push_back(std::nullopt);
    m_report.parts.push_back(std::move(part));
}

void RunReport::write(const inference::pipeline::LoadedModel& model, bool complete, Progress& progress, const std::stop_token& stop)
{
    m_report.model = reportModel(model);
    m_report.complete = complete;
    m_report.made = QDateTime::currentDateTime();
    redact(m_report, m_request.redaction);
    const ReportEvidence evidence = [this](std::size_t part) { return m_spooled[part] ? m_spool.get(*m_spooled[part]) : nullptr; };
    const ReportPages pages(std::make_shared<const Report>(m_report), m_request.options, evidence);
    progress.start(pages.count());
    writeReport(m_request.file, pages, [&progress](int, int) { progress.advance(); }, stop);
}

}  // namespace app
