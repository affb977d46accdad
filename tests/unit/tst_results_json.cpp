// results.json: the schema in results_json.h, valid whatever the names, written in one piece.

#include "app/common/results_json.h"

#include <QtTest>

using inference::Error;
using inference::ErrorCode;

namespace {

const app::ResultModel model {"Starter", "aa", "bb", 240, {2, 3, 4, 6}, "cpu", "fp32"};

app::ResultRow judged()
{
    app::ResultRow row;
    row.file = "gear/007.png";
    row.imageSize = {640, 480};
    row.times = {1.257, 2.5, 100};
    row.judgement.verdict = inference::Verdict::Review;
    row.judgement.score = 0.12345678;
    inference::Defect defect;
    defect.area = 512.04;
    defect.box = {10, 20, 30, 40};
    defect.peak = 0.5f;
    row.judgement.defects = {defect};
    row.written.map = "maps/007.tiff";
    return row;
}

QJsonObject parsed(const std::string& text)
{
    QJsonParseError error;
    const auto document = QJsonDocument::fromJson(QByteArray::fromStdString(text), &error);
    return error.error == QJsonParseError::NoError ? document.object() : QJsonObject {{"broken", error.errorString()}};
}

QJsonObject onlyImage(const app::ResultRow& row)
{
    app::ResultsJson json;
    json.add(row);
    return parsed(json.text(model, {}, true)).value("images").toArray().first().toObject();
}

}  // namespace

class TestResultsJson : public QObject {
    Q_OBJECT

private slots:
    void headSaysWhatMadeTheResults();
    void judgedImageHasItsNumbers();
    void failedImageHasItsReason();
    void namesThatAreNoUtf8StayValidJson();
    void imagesKeepTheirOrder();
    void emptyRunIsValid();
    void fileIsReplacedWhole();
    void folderThatIsNotThereIsSaid();
    void failedWritingLeavesNothingBehind();
};

void TestResultsJson::headSaysWhatMadeTheResults()
{
    inference::Recipe recipe;
    recipe.rule.failLimit = 0.7f;
    const QJsonObject head = parsed(app::ResultsJson().text(model, recipe, false));
    QCOMPARE(head.keys(), QStringList({"complete", "format", "images", "model", "program", "recipe", "version"}));
    QCOMPARE(head.value("format").toString(), QString("vcp-results"));
    QCOMPARE(head.value("version").toInt(), 1);
    QCOMPARE(head.value("complete").toBool(true), false);
    QVERIFY(head.value("program").toString().startsWith("vcp-inspect "));
    const QJsonObject expected {{"name", "Starter"}, {"clip_sha256", "aa"}, {"vcp_sha256", "bb"}, {"image_size", 240},
                                {"layers", QJsonArray {2, 3, 4, 6}}, {"device", "cpu"}, {"precision", "fp32"}, {"self_test", QJsonValue()}};
    QCOMPARE(head.value("model").toObject(), expected);
    QCOMPARE(head.value("recipe").toObject().value("format").toString(), QString("vcp-recipe"));
    QCOMPARE(head.value("recipe").toObject().value("limits").toObject().value("fail").toDouble(), 0.7);
}

void TestResultsJson::judgedImageHasItsNumbers()
{
    const QJsonObject image = onlyImage(judged());
    QCOMPARE(image.value("file").toString(), QString("gear/007.png"));
    QCOMPARE(image.value("verdict").toString(), QString("review"));
    QCOMPARE(image.value("score").toDouble(), 0.123457);
    QCOMPARE(image.value("width").toInt(), 640);
    QCOMPARE(image.value("height").toInt(), 480);
    QCOMPARE(image.value("milliseconds").toObject(), (QJsonObject {{"decode", 1.26}, {"prepare", 2.5}, {"infer", 100.0}}));
    QVERIFY(image.value("error").isNull());
    QCOMPARE(image.value("maps").toObject(), (QJsonObject {{"map", "maps/007.tiff"}}));
    const QJsonObject defect = image.value("defects").toArray().first().toObject();
    QCOMPARE(defect, (QJsonObject {{"verdict", "review"}, {"area_px", 512.0}, {"x", 10.0}, {"y", 20.0}, {"width", 30.0}, {"height", 40.0},
                                   {"centroid_x", 0.0}, {"centroid_y", 0.0}, {"peak", 0.5}, {"mean", 0.0}, {"length", 0.0}, {"feret_width", 0.0}, {"contrast", 0.0},
                                   {"zone", QJsonValue()}}));
}

void TestResultsJson::failedImageHasItsReason()
{
    app::ResultRow row;
    row.file = "a.png";
    row.error = Error(ErrorCode::ImageTruncated, {}, "/x/a.png");
    const QJsonObject image = onlyImage(row);
    QCOMPARE(image.value("verdict").toString(), QString("error"));
    for (const char* const key : {"score", "width", "height", "milliseconds"})
        QVERIFY2(image.value(key).isNull(), key);
    QVERIFY(image.value("defects").toArray().isEmpty());
    const QJsonObject error = image.value("error").toObject();
    QCOMPARE(error.value("code").toString(), QString("image_truncated"));
    QVERIFY(error.value("sentence").toString().contains("“a.png” ends early"));
}

void TestResultsJson::namesThatAreNoUtf8StayValidJson()
{
    app::ResultRow row = judged();
    row.file = "a\xFF\"\n.png";
    QCOMPARE(onlyImage(row).value("file").toString(), QString("a") + QChar(0xFFFD) + "\"\n.png");
}

void TestResultsJson::imagesKeepTheirOrder()
{
    app::ResultsJson json;
    for (const char* const name : {"b", "a", "c"}) {
        app::ResultRow row = judged();
        row.file = name;
        json.add(row);
    }
    QStringList names;
    for (const QJsonValue image : parsed(json.text(model, {}, true)).value("images").toArray())
        names.append(image.toObject().value("file").toString());
    QCOMPARE(names, QStringList({"b", "a", "c"}));
}

void TestResultsJson::emptyRunIsValid()
{
    const QJsonObject head = parsed(app::ResultsJson().text(model, {}, true));
    QVERIFY(head.value("images").isArray() && head.value("images").toArray().isEmpty());
}

void TestResultsJson::fileIsReplacedWhole()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath("results.json");
    app::ResultsJson json;
    json.write(path.toStdString(), model, {}, false);
    json.add(judged());
    json.write(path.toStdString(), model, {}, true);
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll().toStdString(), json.text(model, {}, true));
    QCOMPARE(QDir(folder.path()).entryList(QDir::Files), QStringList("results.json"));
}

void TestResultsJson::folderThatIsNotThereIsSaid()
{
    try {
        app::ResultsJson().write("/nowhere/results.json", model, {}, true);
        QFAIL("nothing was thrown");
    } catch (const Error& error) {
        QCOMPARE(error.code(), ErrorCode::WriteFailed);
    }
}

void TestResultsJson::failedWritingLeavesNothingBehind()
{
    // A folder in the file's place is what nobody can write over.
    const QTemporaryDir folder;
    QVERIFY(QDir(folder.path()).mkpath("results.json/full"));
    QVERIFY_THROWS_EXCEPTION(Error, app::ResultsJson().write(folder.filePath("results.json").toStdString(), model, {}, true));
    QCOMPARE(QDir(folder.path()).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot), QStringList("results.json"));
}

QTEST_GUILESS_MAIN(TestResultsJson)
#include "tst_results_json.moc"
