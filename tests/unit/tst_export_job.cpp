// An export in one go: which files it writes, what it does where a part, the folder or the disk fails.

#include "app/export/export_manifest.h"
#include "app/common/error_text.h"
#include "app/store/history.h"
#include "app/store/history_schema.h"
#include "export_tools.h"
#include "store_tools.h"

#include <QtTest>

#include <opencv2/imgcodecs.hpp>

using namespace export_tools;
using app::ExportProblem;
using app::ExportWants;
using inference::ErrorCode;

namespace {

constexpr ExportWants everything {true, true, true, true, true, true, true, true, false};

app::ExportOrder order(const fs::path& folder, const ExportWants& wants = everything)
{
    return {folder, wants, {}, {}};
}

/// Everything below a folder but export.json, "sub/name", sorted.
QStringList filesIn(const fs::path& folder, bool withManifest = false)
{
    QStringList found;
    for (const auto& entry : fs::recursive_directory_iterator(folder))
        if (!entry.is_directory() && (withManifest || entry.path().filename() != app::manifestName))
            found.append(QString::fromStdString(entry.path().lexically_relative(folder).string()));
    found.sort();
    return found;
}

QByteArray contents(const fs::path& path)
{
    return store_tools::contents(path);
}

QJsonObject json(const fs::path& path)
{
    return QJsonDocument::fromJson(contents(path)).object();
}

}  // namespace

class TestExportJob : public QObject {
    Q_OBJECT

private slots:
    void eachWishWritesItsFiles_data();
    void eachWishWritesItsFiles();
    void namesThatPartsHaveInCommonAreTold();
    void whatIsGoneIsAProblemAndTheRestGoesOn();
    void reportOfNothingIsWhole();
    void allFailedIsWhole();
    void redactedReportGivesRedactedNames();
    void earlierFilesAreReplacedOthersStay();
    void staleFilesOfAPartGo();
    void filesOfOthersAreLeftAlone_data();
    void filesOfOthersAreLeftAlone();
    void anEarlierExportDoesNotMakeThemOurs();
    void manifestSaysWhatTheFolderHolds();
    void unwritableFolderIsSaid_data();
    void unwritableFolderIsSaid();
    void fullDiskLeavesNoHalfFile_data();
    void fullDiskLeavesNoHalfFile();
    void cancelledExportHasNoTables();
    void longPathsAreWritten();
    void mapAndMaskAreThoseOfTheReport();
    void historyIsCopiedWhileItIsInUse();
    void historyOfARedactedReportIsRefused();
    void damagedHistoryIsSaid();
    void problemsAreSentences_data();
    void problemsAreSentences();
};

void TestExportJob::eachWishWritesItsFiles_data()
{
    QTest::addColumn<ExportWants>("wants");
    QTest::addColumn<QStringList>("files");
    const auto row = [](const char* name, bool ExportWants::*wish, QStringList files) {
        ExportWants wants;
        wants.*wish = true;
        QTest::newRow(name) << wants << files;
    };
    row("images.csv", &ExportWants::imagesCsv, {"images.csv"});
    row("defects.csv", &ExportWants::defectsCsv, {"defects.csv"});
    row("report.json", &ExportWants::json, {"report.json"});
    row("coco.json", &ExportWants::coco, {"coco.json"});
    row("labelme", &ExportWants::labelme, {"labelme/a.json", "labelme/b.json"});
    row("masks", &ExportWants::masks, {"masks/a.png", "masks/b.png"});
    row("overlays", &ExportWants::overlays, {"overlays/a.png", "overlays/b.png"});
    row("maps", &ExportWants::maps, {"maps/a.tiff", "maps/b.tiff"});
    QTest::newRow("everything") << everything
                                << QStringList {"coco.json", "defects.csv", "images.csv", "labelme/a.json", "labelme/b.json", "maps/a.tiff", "maps/b.tiff",
                                                "masks/a.png", "masks/b.png", "overlays/a.png", "overlays/b.png", "report.json"};
}

void TestExportJob::eachWishWritesItsFiles()
{
    QFETCH(ExportWants, wants);
    QFETCH(QStringList, files);
    Sample sample;
    sample.add("a.png", ring);
    sample.add("sub/b.png", nothing);
    sample.addFailed("c.png");
    const fs::path out = sample.path("new/folder");
    int asked = 0;
    const app::ReportEvidence evidence = [&](std::size_t part) {
        ++asked;
        return sample.inspections.at(part);
    };
    std::vector<std::size_t> heard;
    const auto result = app::exportAll(sample.report, evidence, order(out, wants), [&](std::size_t done, std::size_t total) {
        heard.push_back(done);
        QCOMPARE(total, std::size_t(3));
    });
    QCOMPARE(filesIn(out), files);
    QCOMPARE(result.files, std::size_t(files.size()) + 1);  // with export.json
    QCOMPARE(result.parts, std::size_t(3));
    QVERIFY(result.problems.empty());
    QCOMPARE(heard, (std::vector<std::size_t> {1, 2, 3}));
    QCOMPARE(asked, wants.needsEvidence() ? 2 : 0);
}

void TestExportJob::namesThatPartsHaveInCommonAreTold()
{
    Sample sample;
    for (const char* const file : {"a.png", "sub/A.png", "a.jpg", "other/b.png"})
        sample.add(file, dot);
    const fs::path out = sample.path("out");
    ExportWants wants;
    wants.masks = true;
    app::exportAll(sample.report, sample.evidence(), order(out, wants));
    QCOMPARE(filesIn(out), QStringList({"masks/A-2.png", "masks/a-3.png", "masks/a.png", "masks/b.png"}));
}

void TestExportJob::whatIsGoneIsAProblemAndTheRestGoesOn()
{
    Sample sample;
    for (const char* const file : {"missing.png", "changed.png", "forgotten.png", "damaged.png", "whole.png"})
        sample.add(file, dot);
    fs::remove(sample.report.parts[0].path);
    fs::copy_file(sample.report.parts[4].path, sample.report.parts[1].path, fs::copy_options::overwrite_existing);
    sample.inspections[2] = nullptr;
    const app::ReportEvidence evidence = [&](std::size_t part) {
        if (part == 3)
            throw inference::Error(ErrorCode::EvidenceCorrupt, {"version"}, "damaged.png");
        return sample.inspections[part];
    };
    const fs::path out = sample.path("out");
    const auto result = app::exportAll(sample.report, evidence, order(out));
    QCOMPARE(result.problems.size(), std::size_t(4));
    QCOMPARE(result.problems[0].file, std::string("missing.png"));
    QCOMPARE(result.problems[0].error->code(), ErrorCode::FileMissing);
    QCOMPARE(result.problems[1].kind, ExportProblem::Kind::ImageChanged);
    QCOMPARE(result.problems[1].file, std::string("changed.png"));
    QCOMPARE(result.problems[2].kind, ExportProblem::Kind::EvidenceGone);
    QCOMPARE(result.problems[3].error->code(), ErrorCode::EvidenceCorrupt);
    const QStringList files = filesIn(out);
    QCOMPARE(files.filter("overlays/"), QStringList {"overlays/whole.png"});
    QCOMPARE(files.filter("masks/"), QStringList({"masks/changed.png", "masks/missing.png", "masks/whole.png"}));
    QCOMPARE(contents(out / "images.csv").count("\r\n"), 6);
    // An image whose regions aren't known must not be taken for one without any.
    QCOMPARE(json(out / "coco.json")["images"].toArray().size(), 3);
    QCOMPARE(json(out / "report.json")["images"].toArray().size(), 5);
}

void TestExportJob::reportOfNothingIsWhole()
{
    const Sample sample;
    const fs::path out = sample.path("out");
    const auto result = app::exportAll(sample.report, sample.evidence(), order(out));
    QCOMPARE(filesIn(out), QStringList({"coco.json", "defects.csv", "images.csv", "report.json"}));
    QCOMPARE(result.files, std::size_t(5));
    QCOMPARE(contents(out / "images.csv").count('\n'), 1);
    QVERIFY(json(out / "coco.json")["images"].toArray().isEmpty());
}

void TestExportJob::allFailedIsWhole()
{
    Sample sample;
    sample.addFailed("a.png");
    sample.addFailed("b.png", ErrorCode::ImageTruncated);
    const fs::path out = sample.path("out");
    const auto result = app::exportAll(sample.report, sample.evidence(), order(out));
    QVERIFY(result.problems.empty());  // they are the report's, and stand in its tables
    QCOMPARE(contents(out / "images.csv").count("error,error"), 2);
    QCOMPARE(contents(out / "defects.csv").count('\n'), 1);
}

void TestExportJob::redactedReportGivesRedactedNames()
{
    Sample sample;
    sample.add("customer Ångström/gear 7.png", ring).review = {inference::Verdict::Pass, "2026-05-01T12:00:00Z", "Ana", "", {}};
    sample.add("customer Ångström/gear 8.png", dot).modified = QDateTime::currentDateTime();
    app::ReportPart& photo = sample.add("customer Ångström/gear 9.png", islands);
    QImage tagged(210, 168, QImage::Format_RGB888);
    tagged.fill(Qt::gray);
    tagged.setText("GPS", "secret place");
    QVERIFY(tagged.save(QString::fromStdString(photo.path.string())));
    QVERIFY(contents(photo.path).contains("secret place"));
    photo.image = inference::pipeline::sha256OfFile(photo.path);
    app::redact(sample.report, {app::Redaction::Names::Numbers, true, true});
    const fs::path out = sample.path("out");
    app::exportAll(sample.report, sample.evidence(), order(out));
    QVERIFY(filesIn(out).contains("overlays/part 0003.png"));
    for (const QString& file : filesIn(out)) {
        const QByteArray bytes = contents(out / file.toStdString());
        for (const QByteArray& secret : {QByteArray("customer"), QByteArray("gear 7"), QByteArray("Ana"), QByteArray("secret place"), sample.folder.path().toUtf8()})
            QVERIFY2(!bytes.contains(secret) && !file.contains(secret), qPrintable(file + ": " + secret));
    }
}

void TestExportJob::earlierFilesAreReplacedOthersStay()
{
    Sample sample;
    sample.add("a.png", ring);
    const fs::path out = sample.path("out");
    fs::create_directories(out / "masks");
    app::exportAll(sample.report, sample.evidence(), order(out));
    for (const char* const file : {"images.csv", "coco.json", "masks/a.png", "masks/mine.png", "notes.txt"})
        store_tools::write(out / file, "old");
    app::exportAll(sample.report, sample.evidence(), order(out));
    for (const char* const file : {"images.csv", "coco.json", "masks/a.png"})
        QVERIFY2(contents(out / file) != "old", file);
    for (const char* const file : {"masks/mine.png", "notes.txt"})
        QCOMPARE(contents(out / file), QByteArray("old"));
}

void TestExportJob::staleFilesOfAPartGo()
{
    Sample sample;
    for (const char* const file : {"a.png", "b.png", "c.png"})
        sample.add(file, dot);
    const fs::path out = sample.path("out");
    app::exportAll(sample.report, sample.evidence(), order(out));
    fs::remove(sample.report.parts[0].path);
    sample.inspections[1] = nullptr;
    sample.report.parts[2].error = inference::Error(ErrorCode::FileEmpty);
    app::exportAll(sample.report, sample.evidence(), order(out));
    QCOMPARE(filesIn(out).filter("/"), QStringList({"labelme/a.json", "maps/a.tiff", "masks/a.png"}));
}

void TestExportJob::filesOfOthersAreLeftAlone_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<ExportWants>("wants");
    QTest::addColumn<QString>("foreign");
    ExportWants masks;
    masks.masks = true;
    QTest::newRow("masks of a data set") << "masks/000.png" << everything << "masks";
    QTest::newRow("masks, when these are wanted") << "masks/000.png" << masks << "masks";
    QTest::newRow("a table") << "defects.csv" << everything << "defects.csv";
    QTest::newRow("a table that isn't wanted") << "defects.csv" << masks << QString();
    QTest::newRow("other files") << "train/000.png" << everything << QString();
    QTest::newRow("somebody's export.json") << "export.json" << masks << "export.json";
}

void TestExportJob::filesOfOthersAreLeftAlone()
{
    QFETCH(QString, file);
    QFETCH(ExportWants, wants);
    QFETCH(QString, foreign);
    Sample sample;
    sample.add("000.png", ring);
    const fs::path out = sample.path("dataset"), own = out / file.toStdString();
    fs::create_directories(own.parent_path());
    store_tools::write(own, "old");
    QCOMPARE(app::foreignFile(out, wants), foreign.isEmpty() ? fs::path() : out / foreign.toStdString());
    const auto code = store_tools::codeOf([&] { app::exportAll(sample.report, sample.evidence(), order(out, wants)); });
    QCOMPARE(code, foreign.isEmpty() ? std::nullopt : std::optional(ErrorCode::BadInput));
    QCOMPARE(contents(own), QByteArray("old"));
    if (!foreign.isEmpty())
        QCOMPARE(filesIn(out, true), QStringList {file});
}

void TestExportJob::anEarlierExportDoesNotMakeThemOurs()
{
    Sample sample;
    sample.add("000.png", ring);
    const fs::path out = sample.path("dataset");
    fs::create_directories(out / "masks");
    store_tools::write(out / "masks/000.png", "old");
    ExportWants table, maps, masks;
    table.imagesCsv = maps.maps = masks.masks = true;
    app::exportAll(sample.report, sample.evidence(), order(out, table));
    app::exportAll(sample.report, sample.evidence(), order(out, maps));
    QCOMPARE(json(out / app::manifestName)["holds"].toArray(), QJsonArray({"maps", "images.csv"}));
    QVERIFY(app::foreignFile(out, table).empty());
    QCOMPARE(app::foreignFile(out, masks), out / "masks");
    QCOMPARE(store_tools::codeOf([&] { app::exportAll(sample.report, sample.evidence(), order(out, masks)); }), store_tools::code(ErrorCode::BadInput));
    QCOMPARE(contents(out / "masks/000.png"), QByteArray("old"));
    // A table of ours that went away: what lies there later may be anybody's.
    fs::remove(out / "images.csv");
    app::exportAll(sample.report, sample.evidence(), order(out, maps));
    store_tools::write(out / "images.csv", "another");
    QCOMPARE(app::foreignFile(out, table), out / "images.csv");
}

void TestExportJob::manifestSaysWhatTheFolderHolds()
{
    Sample sample;
    sample.add("a.png", ring);
    sample.add("b.png", dot);
    sample.inspections[1] = nullptr;
    const fs::path out = sample.path("out");
    ExportWants wants;
    wants.masks = wants.imagesCsv = true;
    app::exportAll(sample.report, sample.evidence(), order(out, wants));
    const QJsonObject manifest = json(out / app::manifestName);
    QCOMPARE(manifest["format"].toString(), QString("vcp-export"));
    QCOMPARE(manifest["complete"].toBool(), true);
    QCOMPARE(manifest["parts"].toInt(), 2);
    QCOMPARE(manifest["holds"].toArray(), QJsonArray({"images.csv", "masks"}));
    QCOMPARE(manifest["problems"].toArray(), QJsonArray({QJsonObject {{"file", "b.png"}, {"code", "evidence_gone"}}}));
}

void TestExportJob::unwritableFolderIsSaid_data()
{
    QTest::addColumn<QString>("out");
    QTest::newRow("a file is in its place") << "file";
    QTest::newRow("below a file") << "file/below";
    QTest::newRow("a folder is where a table goes") << "taken";
}

void TestExportJob::unwritableFolderIsSaid()
{
    QFETCH(QString, out);
    Sample sample;
    sample.add("a.png", ring);
    store_tools::write(sample.path("file"), "mine");
    app::exportAll(sample.report, sample.evidence(), order(sample.path("taken")));
    fs::remove(sample.path("taken/images.csv"));
    fs::create_directories(sample.path("taken/images.csv/full"));
    try {
        app::exportAll(sample.report, sample.evidence(), order(sample.path(out)));
        QFAIL("nothing was thrown");
    } catch (const inference::Error& error) {
        QCOMPARE(error.code(), ErrorCode::WriteFailed);
        QVERIFY2(QString::fromStdString(error.file().string()).startsWith(sample.folder.filePath(out)), error.what());
    }
    QCOMPARE(contents(sample.path("file")), QByteArray("mine"));
}

void TestExportJob::fullDiskLeavesNoHalfFile_data()
{
    QTest::addColumn<ExportWants>("wants");
    QTest::addColumn<int>("room");
    const auto row = [](const char* name, bool ExportWants::*wish, int room = 450) {
        ExportWants wants;
        wants.*wish = true;
        QTest::newRow(name) << wants << room;
    };
    row("images.csv", &ExportWants::imagesCsv);
    row("defects.csv", &ExportWants::defectsCsv);
    row("report.json", &ExportWants::json);
    row("coco.json", &ExportWants::coco);
    row("labelme", &ExportWants::labelme);
    row("masks", &ExportWants::masks);
    row("overlays", &ExportWants::overlays);
    row("maps", &ExportWants::maps);
    row("history.sqlite", &ExportWants::history, 40'000);  // SQLite needs some to read
}

void TestExportJob::fullDiskLeavesNoHalfFile()
{
    QFETCH(ExportWants, wants);
    QFETCH(int, room);
    Sample sample;
    for (int i = 0; i < 6; ++i)
        sample.add("a" + std::to_string(i) + ".png", islands, {900, 700});
    app::ExportOrder wanted = order(sample.path("out"), wants);
    wanted.history = sample.path("history.db");
    app::prepareHistory(wanted.history);
    app::History(wanted.history).put({store_tools::sha(1), store_tools::setup()}, store_tools::inspection(1));
    {
        const FullDisk full {rlim_t(room)};
        try {
            app::exportAll(sample.report, sample.evidence(), wanted);
            QFAIL("nothing was thrown");
        } catch (const inference::Error& error) {
            QCOMPARE(error.code(), ErrorCode::WriteFailed);
            QVERIFY2(error.file().string().starts_with(wanted.folder.string()), error.what());
            QVERIFY2(error.file().filename() != app::manifestName, error.what());
        }
    }
    QCOMPARE(filesIn(wanted.folder, true), QStringList {app::manifestName});
    QCOMPARE(json(wanted.folder / app::manifestName)["complete"].toBool(true), false);
}

void TestExportJob::cancelledExportHasNoTables()
{
    Sample sample;
    for (int i = 0; i < 5; ++i)
        sample.add("a" + std::to_string(i) + ".png", dot);
    const fs::path out = sample.path("out");
    std::stop_source stop;
    int asked = 0;
    const app::ReportEvidence evidence = [&](std::size_t part) {
        if (++asked == 3)
            stop.request_stop();
        return sample.inspections[part];
    };
    QVERIFY_THROWS_EXCEPTION(inference::Cancelled, app::exportAll(sample.report, evidence, order(out), {}, stop.get_token()));
    QCOMPARE(asked, 3);
    QCOMPARE(filesIn(out).filter("masks/"), QStringList({"masks/a0.png", "masks/a1.png"}));
    QCOMPARE(json(out / app::manifestName)["complete"].toBool(true), false);
    QCOMPARE(filesIn(out).size(), 8);  // four of each finished part, no table
}

void TestExportJob::longPathsAreWritten()
{
    Sample sample;
    const std::string stem(240, 'n');
    sample.add(std::string(55, 'd') + "/" + stem + ".png", dot);
    sample.add(std::string(55, 'e') + "/" + stem + ".png", dot);
    const fs::path out = sample.path(QString(200, 'o') + '/' + QString(150, 'u') + '/' + QString(100, 't'));
    const auto result = app::exportAll(sample.report, sample.evidence(), order(out));
    QVERIFY(result.problems.empty());
    QCOMPARE(filesIn(out).filter("labelme/").size(), 2);
}

void TestExportJob::mapAndMaskAreThoseOfTheReport()
{
    Sample sample;
    sample.add("a.png", islands, {301, 97});
    const fs::path out = sample.path("out");
    app::exportAll(sample.report, sample.evidence(), order(out));
    const cv::Mat map = cv::imread((out / "maps/a.tiff").string(), cv::IMREAD_UNCHANGED);
    QCOMPARE(map.type(), CV_32FC1);
    const auto maps = inference::judging::renderMaps(*sample.inspections[0], sample.report.recipe);
    QCOMPARE(map.cols, maps.blended.width);
    for (int y = 0; y < map.rows; ++y)
        for (int x = 0; x < map.cols; ++x)
            QCOMPARE(map.at<float>(y, x), maps.blended.at(x, y));
    const cv::Mat mask = cv::imread((out / "masks/a.png").string(), cv::IMREAD_UNCHANGED);
    QCOMPARE(mask.type(), CV_8UC1);
    QCOMPARE(mask.cols, 301);
    QCOMPARE(mask.rows, 97);
    double failing = 0, asking = 0;
    for (const inference::Defect& defect : sample.report.parts[0].judgement.defects)
        (defect.failing ? failing : asking) += defect.area;
    QVERIFY(failing > 1000 && asking > 100);
    // The table counts pixels of the map, the mask those of the image: the outline lies between.
    QVERIFY(std::abs(cv::countNonZero(mask == 255) / failing - 1) < 0.1);
    QVERIFY(std::abs(cv::countNonZero(mask == 128) / asking - 1) < 0.1);
}

void TestExportJob::historyIsCopiedWhileItIsInUse()
{
    using namespace store_tools;
    const Sample sample;
    app::ExportOrder wanted = order(sample.path("it's \"out\""), {});
    wanted.wants.history = true;
    wanted.history = sample.path("history.db");
    app::prepareHistory(wanted.history);
    app::History history(wanted.history);
    for (int i = 0; i < 5; ++i)
        history.put({store_tools::sha(i), setup()}, inspection(unsigned(i)));
    const auto result = app::exportAll(sample.report, sample.evidence(), wanted);
    QCOMPARE(result.files, std::size_t(2));
    const fs::path copy = wanted.folder / "history.sqlite";
    QCOMPARE(filesIn(wanted.folder), QStringList {"history.sqlite"});
    QCOMPARE(rawValue(copy, "PRAGMA integrity_check").toString(), QString("ok"));
    QCOMPARE(rawValue(copy, "SELECT count(*) FROM inspection").toInt(), 5);
    QCOMPARE(rawValue(copy, "PRAGMA user_version").toInt(), int(app::historySteps().size()));
    history.put({store_tools::sha(9), setup()}, inspection(9));
    QCOMPARE(rawValue(copy, "SELECT count(*) FROM inspection").toInt(), 5);
}

void TestExportJob::historyOfARedactedReportIsRefused()
{
    Sample sample;
    sample.add("a.png", dot);
    app::redact(sample.report, {app::Redaction::Names::Files, false, false});
    app::ExportOrder wanted = order(sample.path("out"));
    wanted.wants.history = true;
    wanted.history = sample.path("history.db");
    app::prepareHistory(wanted.history);
    QCOMPARE(store_tools::codeOf([&] { app::exportAll(sample.report, sample.evidence(), wanted); }), ErrorCode::BadInput);
    QVERIFY(!fs::exists(wanted.folder));
}

void TestExportJob::damagedHistoryIsSaid()
{
    const Sample sample;
    app::ExportOrder wanted = order(sample.path("out"), {});
    wanted.wants.history = true;
    wanted.history = sample.path("history.db");
    QCOMPARE(store_tools::codeOf([&] { app::exportAll(sample.report, sample.evidence(), wanted); }), ErrorCode::FileMissing);
    store_tools::write(wanted.history, "this is no database, whatever its name says");
    QCOMPARE(store_tools::codeOf([&] { app::exportAll(sample.report, sample.evidence(), wanted); }), ErrorCode::HistoryDamaged);
    QCOMPARE(filesIn(wanted.folder), QStringList());
}

void TestExportJob::problemsAreSentences_data()
{
    QTest::addColumn<ExportProblem>("problem");
    QTest::addColumn<QString>("sentence");
    QTest::newRow("changed") << ExportProblem {ExportProblem::Kind::ImageChanged, "a.png", {}}
                             << "a.png: the file holds another image than the one inspected, so there is no overlay. Inspect it again.";
    QTest::newRow("evidence gone") << ExportProblem {ExportProblem::Kind::EvidenceGone, "a.png", {}}
                                   << "a.png: its inspection isn't kept any more, so there is no mask, outline, map or overlay. Inspect it again.";
    QTest::newRow("names its file") << ExportProblem {ExportProblem::Kind::Failed, "a.png", inference::Error(ErrorCode::FileMissing, {}, "/parts/a.png")}
                                    << "The file “/parts/a.png” does not exist. Check its name, and whether its drive is connected.";
    QTest::newRow("names none") << ExportProblem {ExportProblem::Kind::Failed, "a.png", inference::Error(ErrorCode::OutOfMemory)}
                                << "a.png: " + app::sentence(inference::Error(ErrorCode::OutOfMemory));
}

void TestExportJob::problemsAreSentences()
{
    QFETCH(ExportProblem, problem);
    QFETCH(QString, sentence);
    QCOMPARE(app::problemText(problem), sentence);
}

QTEST_GUILESS_MAIN(TestExportJob)
#include "tst_export_job.moc"
