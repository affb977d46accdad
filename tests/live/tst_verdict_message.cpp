// A verdict as JSON and as a line of a table, field by field, as the README tells them.

#include "app/outputs/verdict_message.h"
#include "record_tools.h"

#include <nlohmann/json.hpp>

#include <QtTest>

#include <clocale>

using namespace app;
using nlohmann::json;

namespace {

json read(const VerdictRecord& record)
{
    return json::parse(verdictJson(verdictMessage(record)));
}

/// Cells of one line of RFC 4180 that ends as it should; empty otherwise.
QStringList cells(const std::string& line)
{
    if (!QString::fromStdString(line).endsWith("\r\n"))
        return {};
    QStringList found {QString()};
    bool quoted = false;
    for (const QChar c : QString::fromStdString(line).chopped(2)) {
        if (c == '"')
            quoted = !quoted;
        else if (c == ',' && !quoted)
            found.append(QString());
        else
            found.back() += c;
    }
    return found;
}

QString cell(const std::string& line, const char* column)
{
    const QStringList columns = QString::fromUtf8(verdictCsvHeader.data(), qsizetype(verdictCsvHeader.size())).split(',');
    return cells(line).value(columns.indexOf(QString(column)), "no such column");
}

}  // namespace

class TestVerdictMessage : public QObject {
    Q_OBJECT

private slots:
    void everyFieldStandsInTheJson();
    void theJsonIsOneLineOfUtf8();
    void whatIsNotKnownIsNull();
    void verdictsHaveTheirWords_data();
    void verdictsHaveTheirWords();
    void atMostHundredDefectsAreSentAndAllAreCounted();
    void textsAreBounded();
    void timesAreUtcToTheMillisecond_data();
    void timesAreUtcToTheMillisecond();
    void aTestSaysSo();
    void everyCellStandsInTheTable();
    void theTableLeavesEmptyWhatIsNotKnown();
    void noCellIsAFormula();
    void numbersHaveAPointInEveryLocale();
};

void TestVerdictMessage::everyFieldStandsInTheJson()
{
    const json expected = {
        {"format", "vcp-verdict"}, {"version", 1}, {"utc", "2026-05-01T12:03:04.567Z"}, {"run", "20260501T120000Z-0a1b2c3d"}, {"number", 7},
        {"part", 5}, {"frame", 412}, {"source", "Kamera \u00e4 1"}, {"trigger", "part"}, {"verdict", "fail"}, {"error", nullptr},
        {"score", 0.123457}, {"defect_count", 2},
        {"defects",
            {{{"verdict", "fail"}, {"area_px", 512.0}, {"x", 10.0}, {"y", 20.5}, {"width", 30.0}, {"height", 40.0}, {"centroid_x", 25.3},
                 {"centroid_y", 40.0}, {"peak", 0.9}, {"mean", 0.7}, {"length", 48.5}, {"feret_width", 12.3}, {"contrast", 0.4}, {"zone", 0},
                 {"area_mm2", 0.204816}, {"length_mm", 0.9704}, {"feret_width_mm", 0.2462}},
                {{"verdict", "review"}, {"area_px", 700.0}, {"x", 10.0}, {"y", 20.5}, {"width", 30.0}, {"height", 40.0}, {"centroid_x", 25.3},
                    {"centroid_y", 40.0}, {"peak", 0.9}, {"mean", 0.7}, {"length", 48.5}, {"feret_width", 12.3}, {"contrast", 0.4},
                    {"zone", nullptr}, {"area_mm2", 0.28}, {"length_mm", 0.9704}, {"feret_width_mm", 0.2462}}}},
        {"picture_faults", {"too_dark"}}, {"width", 640}, {"height", 480}, {"mm_per_pixel", 0.02}, {"latency_ms", 84.13}, {"recipe", "Gear A"}, {"recipe_sha256", "aa11"},
        {"model_sha256", "bb22"}, {"file", "/line/7.png"}};
    const json found = read(records::record());
    QVERIFY2(found == expected, json::diff(expected, found).dump().c_str());
}

void TestVerdictMessage::theJsonIsOneLineOfUtf8()
{
    VerdictRecord record = records::record();
    record.recipe = "a\nb";
    record.file = "/line/\xff.png";
    const std::string text = verdictJson(verdictMessage(record));
    QVERIFY(text.starts_with(R"({"format":"vcp-verdict","version":1,"utc":)"));
    QVERIFY(text.find('\n') == std::string::npos);
    QVERIFY(QString::fromStdString(text).toStdString() == text);
    QCOMPARE(json::parse(text)["file"], "/line/\uFFFD.png");
}

void TestVerdictMessage::whatIsNotKnownIsNull()
{
    VerdictRecord record = records::record();
    record.part = 0;
    record.verdict.reset();
    record.error = "out_of_memory";
    record.mmPerPixel = 0;
    record.file.clear();
    const json found = read(record);
    for (const char* key : {"part", "score", "mm_per_pixel", "file"})
        QVERIFY2(found.at(key).is_null(), key);
    QCOMPARE(found.at("verdict"), "none");
    QCOMPARE(found.at("error"), "out_of_memory");
    for (const char* key : {"area_mm2", "length_mm", "feret_width_mm"})
        QVERIFY2(!found.at("defects").at(0).contains(key), key);
}

void TestVerdictMessage::verdictsHaveTheirWords_data()
{
    QTest::addColumn<int>("verdict");
    QTest::addColumn<QString>("word");
    QTest::newRow("pass") << int(inference::Verdict::Pass) << "pass";
    QTest::newRow("review") << int(inference::Verdict::Review) << "review";
    QTest::newRow("fail") << int(inference::Verdict::Fail) << "fail";
}

void TestVerdictMessage::verdictsHaveTheirWords()
{
    QFETCH(int, verdict);
    QFETCH(QString, word);
    VerdictRecord record = records::record();
    record.verdict = inference::Verdict(verdict);
    QCOMPARE(QString::fromStdString(read(record).at("verdict")), word);
    QCOMPARE(cell(verdictCsvLine(verdictMessage(record)), "verdict"), word);
}

void TestVerdictMessage::atMostHundredDefectsAreSentAndAllAreCounted()
{
    VerdictRecord record = records::record();
    record.defects.assign(149, records::defect(10, true));
    record.defects.push_back(records::defect(5000, false));
    const VerdictMessage message = verdictMessage(record);
    QCOMPARE(message.record.defects.size(), 100U);
    QVERIFY(message.record.defects.front().contours.empty());
    const json found = json::parse(verdictJson(message));
    QCOMPARE(found.at("defects").size(), 100U);
    QCOMPARE(found.at("defect_count"), 150);
    QCOMPARE(cell(verdictCsvLine(message), "defects"), "150");
    QCOMPARE(cell(verdictCsvLine(message), "largest_defect_px2"), "5000.0");
}

void TestVerdictMessage::textsAreBounded()
{
    VerdictRecord record = records::record();
    record.recipe = std::string(4095, 'x') + "\u00e4\u00e4";  // the cut would fall into a letter
    const std::string found = read(record).at("recipe");
    QCOMPARE(QString::fromStdString(found), QString(4095, 'x'));
}

void TestVerdictMessage::timesAreUtcToTheMillisecond_data()
{
    QTest::addColumn<qint64>("microseconds");
    QTest::addColumn<QString>("text");
    QTest::newRow("whole") << qint64(0) << "1970-01-01T00:00:00.000Z";
    QTest::newRow("cut") << qint64(1'999'999) << "1970-01-01T00:00:01.999Z";
    QTest::newRow("before the epoch") << qint64(-1) << "1969-12-31T23:59:59.999Z";
}

void TestVerdictMessage::timesAreUtcToTheMillisecond()
{
    QFETCH(qint64, microseconds);
    QFETCH(QString, text);
    VerdictRecord record = records::record();
    record.exposed = std::chrono::system_clock::time_point(std::chrono::microseconds(microseconds));
    QCOMPARE(QString::fromStdString(read(record).at("utc")), text);
    QCOMPARE(cell(verdictCsvLine(verdictMessage(record)), "utc"), text);
}

void TestVerdictMessage::aTestSaysSo()
{
    const json found = json::parse(verdictJson(testMessage()));
    QCOMPARE(found.at("test"), true);
    QCOMPARE(found.at("verdict"), "none");
    QCOMPARE(found.at("number"), 0);
    QVERIFY(std::string(found.at("run")).starts_with("test-20"));
    QVERIFY(!read(records::record()).contains("test"));
}

void TestVerdictMessage::everyCellStandsInTheTable()
{
    QCOMPARE(QString::fromStdString(verdictCsvLine(verdictMessage(records::record()))),
        QString("2026-05-01T12:03:04.567Z,20260501T120000Z-0a1b2c3d,7,5,412,Kamera \u00e4 1,part,fail,,0.123457,2,700.0,0.280000,640,480,84.13,"
                "Gear A,aa11,bb22,/line/7.png\r\n"));
    QCOMPARE(cells(std::string(verdictCsvHeader) + "\r\n").size(), cells(verdictCsvLine(verdictMessage(records::record()))).size());
}

void TestVerdictMessage::theTableLeavesEmptyWhatIsNotKnown()
{
    VerdictRecord record = records::record();
    record.part = 0;
    record.verdict.reset();
    record.error = "internal";
    record.defects.clear();
    record.image = {};
    record.file.clear();
    const std::string line = verdictCsvLine(verdictMessage(record));
    for (const char* column : {"part", "score", "largest_defect_px2", "largest_defect_mm2", "width_px", "height_px", "file"})
        QCOMPARE(cell(line, column), QString());
    QCOMPARE(cell(line, "verdict"), "none");
    QCOMPARE(cell(line, "error"), "internal");
    QCOMPARE(cell(line, "defects"), "0");
}

void TestVerdictMessage::noCellIsAFormula()
{
    VerdictRecord record = records::record();
    record.source = "=cmd|' /C calc'!A0";
    record.recipe = "@a, b";
    record.file = "-1.png";
    const std::string line = verdictCsvLine(verdictMessage(record));
    QCOMPARE(cell(line, "source"), "'=cmd|' /C calc'!A0");
    QCOMPARE(cell(line, "recipe"), "'@a, b");
    QCOMPARE(cell(line, "file"), "'-1.png");
}

void TestVerdictMessage::numbersHaveAPointInEveryLocale()
{
    const QLocale before;
    QLocale::setDefault(QLocale(QLocale::German));
    const std::string line = verdictCsvLine(verdictMessage(records::record()));
    const json found = read(records::record());
    QLocale::setDefault(before);
    QCOMPARE(cell(line, "score"), "0.123457");
    QCOMPARE(found.at("score"), 0.123457);
}

QTEST_GUILESS_MAIN(TestVerdictMessage)
#include "tst_verdict_message.moc"
