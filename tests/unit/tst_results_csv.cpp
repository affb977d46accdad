// results.csv and defects.csv: RFC 4180, a decimal point everywhere, no cell that a spreadsheet would run.

#include "app/common/csv_file.h"
#include "app/common/defects_csv.h"
#include "app/common/number_text.h"
#include "app/common/results_csv.h"

#include <QtTest>

#include <clocale>

using inference::Defect;
using inference::Error;
using inference::ErrorCode;
using inference::Verdict;

namespace {

app::ResultRow judged()
{
    app::ResultRow row;
    row.file = "gear/007.png";
    row.imageSize = {640, 480};
    row.times = {1.25, 2.5, 100.02};
    row.judgement.verdict = Verdict::Fail;
    row.judgement.score = 0.12345678;
    Defect large, small;
    large.area = 512.04;
    large.box = {10, 20.5, 30, 40};
    large.centroid = {25.25, 40};
    large.peak = 0.9f;
    large.mean = 0.7f;
    large.length = 48.52;
    large.width = 12.31;
    large.contrast = 0.4f;
    large.zone = 0;
    large.failing = true;
    small.area = 30;
    row.judgement.defects = {large, small};
    return row;
}

app::ResultRow failed(const char* file)
{
    app::ResultRow row;
    row.file = file;
    row.error = Error(ErrorCode::FileEmpty, {}, file);
    return row;
}

QByteArray contents(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("unreadable");
}

}  // namespace

class TestResultsCsv : public QObject {
    Q_OBJECT

private slots:
    void headersStayAsTheyAre();
    void rowsReadAsWritten_data();
    void rowsReadAsWritten();
    void defectsHaveALineEach();
    void cellsAreQuotedWhereNeeded_data();
    void cellsAreQuotedWhereNeeded();
    void noTextStartsAFormula_data();
    void noTextStartsAFormula();
    void numbersHaveADecimalPoint_data();
    void numbersHaveADecimalPoint();
    void linesReachTheFileAtOnce();
    void folderThatIsNotThereIsSaid();
};

void TestResultsCsv::headersStayAsTheyAre()
{
    QCOMPARE(app::resultsCsvHeader, std::string_view("file,verdict,score,defects,largest_defect_px,width,height,milliseconds,error"));
    QCOMPARE(app::defectsCsvHeader, std::string_view("file,defect,verdict,area_px,x,y,width,height,centroid_x,centroid_y,peak,mean,length,feret_width,contrast,zone"));
}

void TestResultsCsv::rowsReadAsWritten_data()
{
    QTest::addColumn<app::ResultRow>("row");
    QTest::addColumn<QByteArray>("line");
    QTest::newRow("judged") << judged() << QByteArray("gear/007.png,fail,0.123457,2,512.0,640,480,103.8,\r\n");
    app::ResultRow good = judged();
    good.judgement = {};
    QTest::newRow("good") << good << QByteArray("gear/007.png,pass,0.000000,0,0.0,640,480,103.8,\r\n");
    QTest::newRow("failed") << failed("a.png") << QByteArray("a.png,error,,,,,,,The file “a.png” is empty. Copy it again from its source.\r\n");
    QTest::newRow("name with comma") << failed("a,b.png")
                                     << QByteArray("\"a,b.png\",error,,,,,,,\"The file “a,b.png” is empty. Copy it again from its source.\"\r\n");
}

void TestResultsCsv::rowsReadAsWritten()
{
    QFETCH(app::ResultRow, row);
    QFETCH(QByteArray, line);
    QCOMPARE(QByteArray::fromStdString(app::resultsCsvLine(row)), line);
}

void TestResultsCsv::defectsHaveALineEach()
{
    inference::Recipe recipe;
    recipe.zones = {{"A, left", {{0, 0}, {1, 0}, {1, 1}}, {}}};
    QCOMPARE(QByteArray::fromStdString(app::defectsCsvLines(judged(), recipe)),
             QByteArray("gear/007.png,1,fail,512.0,10.0,20.5,30.0,40.0,25.3,40.0,0.900000,0.700000,48.5,12.3,0.400000,\"A, left\"\r\n"
                        "gear/007.png,2,review,30.0,0.0,0.0,0.0,0.0,0.0,0.0,0.000000,0.000000,0.0,0.0,0.000000,\r\n"));
    QCOMPARE(app::defectsCsvLines(failed("a.png"), recipe), std::string());
}

void TestResultsCsv::cellsAreQuotedWhereNeeded_data()
{
    QTest::addColumn<QByteArray>("cell");
    QTest::addColumn<QByteArray>("line");
    QTest::newRow("plain") << QByteArray("a b") << QByteArray("a b,x\r\n");
    QTest::newRow("empty") << QByteArray() << QByteArray(",x\r\n");
    QTest::newRow("comma") << QByteArray("a,b") << QByteArray("\"a,b\",x\r\n");
    QTest::newRow("quote") << QByteArray("a\"b") << QByteArray("\"a\"\"b\",x\r\n");
    QTest::newRow("line break") << QByteArray("a\nb") << QByteArray("\"a\nb\",x\r\n");
    QTest::newRow("leading space") << QByteArray(" a") << QByteArray("\" a\",x\r\n");
}

void TestResultsCsv::cellsAreQuotedWhereNeeded()
{
    QFETCH(QByteArray, cell);
    QFETCH(QByteArray, line);
    const std::vector<std::string> cells {cell.toStdString(), "x"};
    QCOMPARE(QByteArray::fromStdString(app::csvLine(cells)), line);
}

void TestResultsCsv::noTextStartsAFormula_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<bool>("harmful");
    for (const char* const text : {"=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1"})
        QTest::newRow(text) << QByteArray(text) << true;
    for (const char* const text : {"", "a=1", "'=1", "1-2", "ü+"})
        QTest::newRow(text) << QByteArray(text) << false;
}

void TestResultsCsv::noTextStartsAFormula()
{
    QFETCH(QByteArray, text);
    QFETCH(bool, harmful);
    QCOMPARE(QByteArray::fromStdString(app::harmlessText(text.toStdString())), (harmful ? "'" : "") + text);
    if (harmful)
        QVERIFY(app::resultsCsvLine(failed(text.constData())).find("'" + text.toStdString().substr(0, 1)) <= 1);
}

void TestResultsCsv::numbersHaveADecimalPoint_data()
{
    QTest::addColumn<double>("value");
    QTest::addColumn<int>("decimals");
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("rounded up") << 0.9999999 << 6 << QByteArray("1.000000");
    QTest::newRow("half away from zero") << 2.5 << 0 << QByteArray("3");
    QTest::newRow("no negative zero") << -0.0001 << 2 << QByteArray("0.00");
    QTest::newRow("large") << 4e8 << 1 << QByteArray("400000000.0");
}

void TestResultsCsv::numbersHaveADecimalPoint()
{
    QFETCH(double, value);
    QFETCH(int, decimals);
    QFETCH(QByteArray, text);
    // Whichever of them the system has: none may change a number.
    for (const char* const locale : {"C", "de_DE.UTF-8", "fr_FR.UTF-8"}) {
        std::setlocale(LC_ALL, locale);
        QLocale::setDefault(QLocale(QLocale::German));
        QCOMPARE(QByteArray::fromStdString(app::decimalText(value, decimals)), text);
    }
    std::setlocale(LC_ALL, "C");
}

void TestResultsCsv::linesReachTheFileAtOnce()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath("ä.csv");
    app::CsvFile file(path.toStdString(), "a,b");
    QCOMPARE(contents(path), QByteArray("a,b\r\n"));
    file.add("1,2\r\n");
    QCOMPARE(contents(path), QByteArray("a,b\r\n1,2\r\n"));
}

void TestResultsCsv::folderThatIsNotThereIsSaid()
{
    try {
        const app::CsvFile file("/nowhere/at/all.csv", "a");
        QFAIL("nothing was thrown");
    } catch (const Error& error) {
        QCOMPARE(error.code(), ErrorCode::WriteFailed);
        QCOMPARE(error.file().string(), std::string("/nowhere/at/all.csv"));
    }
}

QTEST_GUILESS_MAIN(TestResultsCsv)
#include "tst_results_csv.moc"
