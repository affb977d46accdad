// Each planted change in a report is found, and named.

#include "app/report/finding_text.h"
#include "app/report/json_seal.h"
#include "app/report/pdf_seal.h"
#include "app/report/report_check.h"
#include "app/report/report_file.h"
#include "app/report/report_json.h"
#include "app/store/history_schema.h"
#include "pipeline/file_hash.h"
#include "store_tools.h"
#include "tests/pdf_tools.h"
#include "tests/report_tools.h"

#include <QTemporaryDir>
#include <QtTest>

using namespace app;
using Problem = ReportProblem;
namespace fs = std::filesystem;

namespace {

std::string bytesOf(const fs::path& path)
{
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

void write(const fs::path& path, const std::string& bytes)
{
    std::ofstream(path, std::ios::binary | std::ios::trunc) << bytes;
}

std::vector<Problem> problemsOf(const std::vector<ReportFinding>& findings)
{
    std::vector<Problem> problems;
    for (const ReportFinding& finding : findings)
        problems.push_back(finding.problem);
    return problems;
}

}  // namespace

class TestReportCheck : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();

    void aWholeReportHasNoFindings();
    void factsAreThoseOfTheReport();
    void oneChangedBitAnywhereIsFound();
    void bytesCutOffOrAddedAreFound();
    void aPdfWithoutSealIsNoReport();
    void changedFiguresAreFoundBehindANewSeal_data();
    void changedFiguresAreFoundBehindANewSeal();
    void entriesOfTheReviewLogHoldTogether_data();
    void entriesOfTheReviewLogHoldTogether();
    void whatWasRedactedIsNoChange_data();
    void whatWasRedactedIsNoChange();
    void aLogThatWasBrokenIsNamed();
    void entriesAreComparedWithTheLog();
    void aLogIsCheckedAsItLies_data();
    void aLogIsCheckedAsItLies();
    void aFileThatIsNoLogIsAnError();
    void aFileThatIsNoneIsAnError();
    void figuresThatAreNoneAreNamed_data();
    void figuresThatAreNoneAreNamed();

private:
    fs::path changed() const { return fs::path(m_folder.path().toStdString()) / "changed.pdf"; }
    /// A report with `json` attached instead of its own, its PDF sealed anew: by somebody who knows how.
    void forge(const std::string& json);
    std::vector<ReviewRow> rows() const { return m_report->reviews->rows; }

    QTemporaryDir m_folder;
    fs::path m_pdf;
    fs::path m_history;
    std::shared_ptr<app::Report> m_report;
};

void TestReportCheck::initTestCase()
{
    const fs::path folder = m_folder.path().toStdString();
    auto sample = report_tools::sample(folder, 3);
    m_report = sample.report;
    m_history = folder / "history" / "history.db";
    prepareHistory(m_history);
    ReviewLog log(m_history);
    const std::string& first = m_report->parts[0].image;
    const std::string& second = m_report->parts[1].image;
    log.append(std::vector {noteEntry(first, "B. Jones", "one"), noteEntry(std::string(64, 'e'), "B. Jones", "another part"), noteEntry(second, "B. Jones", "two")});
    m_report->reviews = ReportReviews {log.verify(), {log.rows(), log.row(log.rows())->hash}, {*log.row(1), *log.row(3)}};
    m_pdf = folder / "report.pdf";
    writeReport(m_pdf, ReportPages(m_report, {}, sample.evidence()));
}

void TestReportCheck::forge(const std::string& json)
{
    const fs::path attached = fs::path(m_folder.path().toStdString()) / "report.json";
    write(attached, json);
    pdf_tools::run("qpdf", {pdf_tools::textOf(m_pdf), "--remove-attachment=report.json", "--", pdf_tools::textOf(changed()) + ".bare"});
    pdf_tools::run("qpdf", {pdf_tools::textOf(changed()) + ".bare", "--add-attachment", pdf_tools::textOf(attached), "--key=report.json", "--", "--",
                            pdf_tools::textOf(changed())});
    const std::string bytes = bytesOf(changed());
    write(changed(), bytes + pdfSealLine(inference::pipeline::sha256Of(bytes)));
}

void TestReportCheck::aWholeReportHasNoFindings()
{
    const CheckedReport report = checkReport(m_pdf);
    QCOMPARE(problemsOf(report.findings), std::vector<Problem> {});
    QVERIFY(report.facts);
    QCOMPARE(problemsOf(checkAgainstLog(*report.facts, m_history)), std::vector<Problem> {});
}

void TestReportCheck::factsAreThoseOfTheReport()
{
    const ReportFacts facts = reportFacts(reportJson(*m_report));
    QCOMPARE(facts.images.size(), std::size_t(3));
    for (std::size_t i = 0; i < 3; ++i) {
        const ReportPart& part = m_report->parts[i];
        QCOMPARE(facts.images[i].file, part.file);
        QCOMPARE(facts.images[i].sha256, part.image);
        QCOMPARE(facts.images[i].verdict.value(), part.judgement.verdict);
        QVERIFY(std::abs(facts.images[i].score - part.judgement.score) < 1e-6);
        QCOMPARE(facts.images[i].regionScore.has_value(), part.regionScore >= 0);
    }
    QCOMPARE(facts.recipe, m_report->recipe);
    QCOMPARE(facts.clipSha256, m_report->model.clip.sha256);
    QCOMPARE(facts.vcpSha256, m_report->model.vcp.sha256);
    QCOMPARE(facts.layers, m_report->model.layers);
    QCOMPARE(facts.counted.fail, 1);
    QVERIFY(facts.counts == facts.counted);
    QCOMPARE(facts.reviewLog->entries.size(), std::size_t(2));
    QCOMPARE(facts.reviewLog->entries[1].hash, m_report->reviews->rows[1].hash);
}

void TestReportCheck::oneChangedBitAnywhereIsFound()
{
    const std::string whole = bytesOf(m_pdf);
    // every place of the end, where the seal and the tables stand, and 300 places before it
    std::vector<std::size_t> places;
    for (std::size_t i = whole.size() - 200; i < whole.size(); ++i)
        places.push_back(i);
    for (std::size_t i = 0; i < 300; ++i)
        places.push_back(i * (whole.size() - 200) / 300);
    for (const std::size_t place : places) {
        std::string bytes = whole;
        bytes[place] = char(bytes[place] ^ (1 << (place % 8)));
        write(changed(), bytes);
        const auto problems = problemsOf(checkReport(changed()).findings);
        const bool named = !problems.empty() && (problems.front() == Problem::PdfChanged || problems.front() == Problem::SealMissing);
        QVERIFY2(named, qPrintable(QString("byte %1").arg(place)));
    }
}

void TestReportCheck::bytesCutOffOrAddedAreFound()
{
    const std::string whole = bytesOf(m_pdf);
    for (const std::string& bytes : {whole + "\n", whole + whole, whole.substr(0, whole.size() - 1), whole.substr(0, whole.size() / 2), whole.substr(1)}) {
        write(changed(), bytes);
        QVERIFY(!checkReport(changed()).findings.empty());
    }
    write(changed(), whole + "%");
    QCOMPARE(problemsOf(checkReport(changed()).findings), std::vector {Problem::SealMissing});  // its figures are still there
}

void TestReportCheck::aPdfWithoutSealIsNoReport()
{
    pdf_tools::run("qpdf", {"--empty", pdf_tools::textOf(changed())});
    QCOMPARE(problemsOf(checkReport(changed()).findings), (std::vector {Problem::SealMissing, Problem::FiguresMissing}));
    write(changed(), "no PDF at all");
    QCOMPARE(problemsOf(checkReport(changed()).findings), (std::vector {Problem::SealMissing, Problem::FiguresMissing}));
}

void TestReportCheck::changedFiguresAreFoundBehindANewSeal_data()
{
    QTest::addColumn<QByteArray>("from");
    QTest::addColumn<QByteArray>("to");
    QTest::addColumn<bool>("sealedAnew");
    QTest::addColumn<int>("problem");
    QTest::newRow("a digit of a score") << QByteArray("\"score\":0.") << QByteArray("\"score\":1.") << false << int(Problem::FiguresChanged);
    QTest::newRow("an operator") << QByteArray("A. Smith") << QByteArray("A. Smyth") << false << int(Problem::FiguresChanged);
    QTest::newRow("a count, sealed anew") << QByteArray("\"pass\": 1") << QByteArray("\"pass\": 2") << true << int(Problem::CountsChanged);
    QTest::newRow("a limit, sealed anew") << QByteArray("\"fail\": 0.6") << QByteArray("\"fail\": 0.9") << true << int(Problem::RecipeChanged);
    QTest::newRow("a final verdict, sealed anew") << QByteArray("\"final_verdict\":\"fail\"") << QByteArray("\"final_verdict\":\"pass\"") << true << int(Problem::CountsChanged);
    QTest::newRow("a note in the log, sealed anew") << QByteArray("\\\"text\\\":\\\"one\\\"") << QByteArray("\\\"text\\\":\\\"won\\\"") << true << int(Problem::EntryChanged);
}

void TestReportCheck::changedFiguresAreFoundBehindANewSeal()
{
    QFETCH(QByteArray, from);
    QFETCH(QByteArray, to);
    QFETCH(bool, sealedAnew);
    QFETCH(int, problem);
    QByteArray json = pdf_tools::attachedJson(m_pdf);
    const qsizetype at = json.indexOf(from);
    QVERIFY2(at >= 0, "the figures don't hold what is to be changed");
    std::string text = json.replace(at, from.size(), to).toStdString();
    if (sealedAnew) {
        const std::size_t digits = text.find("sha256:") + 7;
        text.replace(digits, 64, 64, '0');
        sealJson(text);
    }
    forge(text);
    QCOMPARE(problemsOf(checkReport(changed()).findings), std::vector {Problem(problem)});
}

void TestReportCheck::entriesOfTheReviewLogHoldTogether_data()
{
    QTest::addColumn<int>("what");
    QTest::addColumn<QList<int>>("problems");
    QTest::newRow("another order") << 0 << QList {int(Problem::EntryUnlinked), int(Problem::EntryUnlinked)};
    QTest::newRow("another image") << 1 << QList {int(Problem::EntryChanged), int(Problem::EntryForeign)};
    QTest::newRow("a longer log") << 2 << QList {int(Problem::EntryUnlinked)};
}

void TestReportCheck::entriesOfTheReviewLogHoldTogether()
{
    QFETCH(int, what);
    QFETCH(QList<int>, problems);
    app::Report report = *m_report;
    std::vector<ReviewRow>& rows = report.reviews->rows;
    if (what == 0) {
        std::swap(rows[0].id, rows[1].id);
        for (ReviewRow& row : rows)
            row.hash = chainHash(row);
    } else if (what == 1) {
        rows[0].image = std::string(64, 'd');
    } else {
        rows[1].id = 4;
        rows[1].hash = chainHash(rows[1]);
    }
    forge(reportJson(report));
    std::vector<Problem> wanted;
    for (const int problem : problems)
        wanted.push_back(Problem(problem));
    QCOMPARE(problemsOf(checkReport(changed()).findings), wanted);
}

void TestReportCheck::whatWasRedactedIsNoChange_data()
{
    QTest::addColumn<int>("names");
    QTest::newRow("folders") << int(Redaction::Names::Files);
    QTest::newRow("names") << int(Redaction::Names::Numbers);
}

/// The recipe lacks words that its SHA-256 was made with.
void TestReportCheck::whatWasRedactedIsNoChange()
{
    QFETCH(int, names);
    app::Report report = *m_report;
    report.recipe.golden = {{report.parts[0].image, "vault/part0.jpg", inference::Verdict::Fail}};
    report.recipeHash = inference::pipeline::recipeHash(report.recipe);
    redact(report, {Redaction::Names(names), false, false});
    forge(reportJson(report));
    QCOMPARE(problemsOf(checkReport(changed()).findings), std::vector<Problem> {});
}

void TestReportCheck::aLogThatWasBrokenIsNamed()
{
    app::Report report = *m_report;
    report.reviews->check = {ReviewFinding::RowChanged, 2, 3};
    forge(reportJson(report));
    QCOMPARE(checkReport(changed()).findings, (std::vector {ReportFinding {Problem::LogWasBroken, {"row_changed"}}}));
}

void TestReportCheck::entriesAreComparedWithTheLog()
{
    const ReportFacts facts = reportFacts(reportJson(*m_report));
    const fs::path other = fs::path(m_folder.path().toStdString()) / "other" / "history.db";
    prepareHistory(other);
    QCOMPARE(problemsOf(checkAgainstLog(facts, other)), (std::vector {Problem::LogLacksEntry, Problem::LogLacksEntry}));  // rows 1 and 3
    ReviewLog(other).append(std::vector {noteEntry(m_report->parts[0].image, "B. Jones", "one")});
    QCOMPARE(problemsOf(checkAgainstLog(facts, other)), (std::vector {Problem::LogLacksEntry, Problem::LogLacksEntry}));  // another time, another hash
    {
        QSqlDatabase database = QSqlDatabase::addDatabase("QSQLITE", "tamper");
        database.setDatabaseName(pdf_tools::textOf(other));
        QVERIFY(database.open());
        QSqlQuery query(database);
        QSqlQuery triggers("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'review'", database);
        QStringList names;
        while (triggers.next())
            names << triggers.value(0).toString();
        for (const QString& name : names)
            QVERIFY(query.exec("DROP TRIGGER " + name));
        QVERIFY(query.exec("UPDATE review SET payload = '{}' WHERE id = 1"));
    }
    QSqlDatabase::removeDatabase("tamper");
    const auto findings = checkAgainstLog(facts, other);
    QCOMPARE(findings.front(), (ReportFinding {Problem::LogIsBroken, {"row_changed", "1"}}));
}

void TestReportCheck::aLogIsCheckedAsItLies_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("tip");
    QTest::addColumn<bool>("endIsKnown");
    QTest::newRow("a copy with its record") << "history.db" << "review-tip" << true;
    QTest::newRow("a copy without") << "history.db" << "" << false;
    QTest::newRow("an export, beside another history") << "history.sqlite" << "" << false;
    QTest::newRow("one that was set aside, beside the new one") << "history-damaged-20260501T120000.db" << "review-tip-damaged-20260501T120000" << true;
}

void TestReportCheck::aLogIsCheckedAsItLies()
{
    QFETCH(QString, name);
    QFETCH(QString, tip);
    QFETCH(bool, endIsKnown);
    const QTemporaryDir evidence;
    const fs::path folder = evidence.path().toStdString(), log = folder / name.toStdString();
    if (name != "history.db") {
        prepareHistory(folder / "history.db");
        ReviewLog(folder / "history.db").append(std::vector {noteEntry(std::string(64, 'f'), "C", "another")});
    }
    fs::copy_file(m_history, log);
    if (!tip.isEmpty())
        fs::copy_file(reviewTipPath(m_history), folder / tip.toStdString());
    const auto lying = [&folder] {
        std::map<std::string, QByteArray> files;
        for (const auto& file : fs::directory_iterator(folder))
            files[file.path().filename().string()] = store_tools::contents(file.path());
        return files;
    };
    const auto before = lying();
    const ReportFacts facts = reportFacts(reportJson(*m_report));
    QCOMPARE(problemsOf(checkAgainstLog(facts, log)), endIsKnown ? std::vector<Problem> {} : std::vector {Problem::LogEndUnknown});
    QVERIFY(stemsFromLog(facts, log));
    QVERIFY(lying() == before);  // evidence is only looked at
    QVERIFY(!isChange(Problem::LogEndUnknown));
    // A label that was changed stands out all the same.
    QCOMPARE(store_tools::rawSql(log, {"INSERT INTO label VALUES ('" + QString(64, 'a') + "', 'good', '', 'me')"}), QString());
    for (const char* const ending : {"-wal", "-shm"})
        QVERIFY(!fs::exists(log.string() + ending));
    QCOMPARE(problemsOf(checkAgainstLog(facts, log)), std::vector {Problem::LogIsBroken});
}

void TestReportCheck::aFileThatIsNoLogIsAnError()
{
    using store_tools::codeOf;
    const QTemporaryDir folder;
    const fs::path older = fs::path(folder.path().toStdString()) / "history-v1.db", other = older.parent_path() / "other.db", text = older.parent_path() / "text.db";
    const ReportFacts facts = reportFacts(reportJson(*m_report));
    prepareHistory(older, historySteps().first(1));  // a program before wrote it: that is no reason to refuse
    QCOMPARE(problemsOf(checkAgainstLog(facts, older)), (std::vector {Problem::LogLacksEntry, Problem::LogLacksEntry}));
    QCOMPARE(store_tools::rawSql(other, {"CREATE TABLE somebodys (x)", "PRAGMA user_version = 1"}), QString());
    write(text, std::string(2000, 't'));
    for (const fs::path& none : {other, text}) {
        QCOMPARE(codeOf([&] { checkAgainstLog(facts, none); }), store_tools::code(inference::ErrorCode::HistoryDamaged));
        QVERIFY(store_tools::filesNamed(older.parent_path(), none.filename().string()).size() == 1);
    }
}

void TestReportCheck::aFileThatIsNoneIsAnError()
{
    using store_tools::codeOf;
    QCOMPARE(codeOf([&] { checkReport(changed().parent_path() / "none.pdf"); }), inference::ErrorCode::FileMissing);
    QCOMPARE(codeOf([&] { checkReport(changed().parent_path()); }), inference::ErrorCode::FileUnreadable);
}

void TestReportCheck::figuresThatAreNoneAreNamed_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QByteArray>("place");
    QTest::newRow("no JSON") << QByteArray("{") << QByteArray("byte 2");
    QTest::newRow("no object") << QByteArray("[]") << QByteArray("format");
    QTest::newRow("another format") << QByteArray(R"({"format": "vcp-recipe"})") << QByteArray("format");
    QTest::newRow("a newer version") << QByteArray(R"({"format": "vcp-report", "version": 2})") << QByteArray("version");
    QTest::newRow("a key is missing") << QByteArray(R"({"format": "vcp-report", "version": 1})") << QByteArray("program");
    QTest::newRow("a key of another type") << QByteArray(R"({"format": "vcp-report", "version": 1, "program": 1})") << QByteArray("program");
    QTest::newRow("a model that would take all memory")
        << QByteArray::fromStdString(reportJson(report_tools::emptyReport())).replace("\"image_size\": 128", "\"image_size\": 1000000") << QByteArray("image_size");
    QTest::newRow("deeply nested") << QByteArray(100000, '[') << QByteArray("byte 100001");
}

void TestReportCheck::figuresThatAreNoneAreNamed()
{
    QFETCH(QByteArray, json);
    QFETCH(QByteArray, place);
    try {
        reportFacts(json.toStdString());
        QFAIL("taken for a report");
    } catch (const inference::Error& error) {
        QCOMPARE(error.code(), inference::ErrorCode::BadInput);
        QCOMPARE(error.arguments().at(0), place.toStdString());
    }
}

QTEST_MAIN(TestReportCheck)
#include "tst_report_check.moc"
