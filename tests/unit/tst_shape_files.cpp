// COCO and labelme: the keys that their readers ask for, and regions as they were found.

#include "app/export/coco_file.h"
#include "app/export/labelme_file.h"
#include "core/error.h"
#include "export_tools.h"
#include "tests/full_disk.h"

#include <QtTest>

#include <cmath>

#include <unistd.h>

using inference::Verdict;

namespace {

inference::Polygon box(double left, double top, double right, double bottom)
{
    return {{left, top}, {right, top}, {right, bottom}, {left, bottom}};
}

app::RegionShape region(std::vector<inference::Polygon> polygons, bool failing, const std::string& className = {})
{
    app::RegionShape shape;
    shape.polygons = std::move(polygons);
    shape.failing = failing;
    shape.className = className;
    shape.peak = 0.75f;
    shape.mean = 0.5f;
    return shape;
}

app::ImageShapes image(const std::string& file, std::vector<app::RegionShape> regions = {})
{
    return {file, {64, 48}, regions.empty() ? Verdict::Pass : Verdict::Fail, Verdict::Pass, 0.25, std::move(regions)};
}

QJsonObject json(const QString& path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    QJsonParseError error;
    const QJsonObject object = QJsonDocument::fromJson(file.readAll(), &error).object();
    if (error.error != QJsonParseError::NoError)
        qWarning("%s", qPrintable(error.errorString()));
    return object;
}

QByteArray compact(const QJsonValue& value)
{
    return value.isArray() ? QJsonDocument(value.toArray()).toJson(QJsonDocument::Compact) : QJsonDocument(value.toObject()).toJson(QJsonDocument::Compact);
}

}  // namespace

class TestShapeFiles : public QObject {
    Q_OBJECT

private slots:
    void cocoHoldsImagesRegionsAndClasses();
    void cocoOfNothingIsWhole();
    void cocoThatIsNotFinishedIsNotThere();
    void memoryDoesNotGrowWithTheRegions();
    void fullDiskLeavesTheOldFile();
    void labelmeHoldsAShapeForEachPiece();
    void namesOfAnyKindStayAsTheyAre_data();
    void namesOfAnyKindStayAsTheyAre();
    void shapesCarryWhatPeopleSaid();

private:
    QTemporaryDir m_folder;
    QString path(const char* name) const { return m_folder.filePath(name); }
};

void TestShapeFiles::cocoHoldsImagesRegionsAndClasses()
{
    app::CocoFile file(path("coco.json").toStdString());
    file.add(image("a.png", {region({box(1, 2, 11, 7), box(20, 2, 22, 3)}, true, "scratch"), region({box(0, 0, 2, 2)}, false)}));
    file.add(image("good.png"));
    file.add(image("b.png", {region({box(5, 5, 6.5, 6)}, false, "scratch")}));
    file.finish({"vcp-inspect 0.1.0", QDateTime(QDate(2026, 5, 1), QTime(14, 3), Qt::OffsetFromUTC, 7200), false});

    const QJsonObject coco = json(path("coco.json"));
    QCOMPARE(coco.keys(), QStringList({"annotations", "categories", "images", "info", "licenses"}));
    const QJsonArray annotations = coco["annotations"].toArray();
    QCOMPARE(annotations.size(), 3);
    QCOMPARE(compact(annotations[0]), QByteArray(R"({"area":52,"bbox":[1,2,21,5],"category_id":1,"id":1,"image_id":1,"iscrowd":0,"mean":0.5,"score":0.75,)"
                                                 R"("segmentation":[[1,2,11,2,11,7,1,7],[20,2,22,2,22,3,20,3]],"verdict":"fail","zone":null})"));
    QCOMPARE(annotations[1]["category_id"].toInt(), 2);
    QCOMPARE(annotations[1]["verdict"].toString(), QString("review"));
    QCOMPARE(annotations[2]["category_id"].toInt(), 1);
    QCOMPARE(annotations[2]["image_id"].toInt(), 3);
    QCOMPARE(compact(annotations[2]["segmentation"]), QByteArray("[[5,5,6.5,5,6.5,6,5,6]]"));
    QCOMPARE(compact(coco["images"].toArray()[1]),
             QByteArray(R"({"file_name":"good.png","final_verdict":"pass","height":48,"id":2,"score":0.25,"verdict":"pass","width":64})"));
    QCOMPARE(compact(coco["categories"]),
             QByteArray(R"([{"id":1,"name":"scratch","supercategory":"defect"},{"id":2,"name":"defect","supercategory":"defect"}])"));
    QCOMPARE(coco["info"]["complete"].toBool(true), false);
    QCOMPARE(coco["info"]["date_created"].toString(), QString("2026-05-01T14:03:00+02:00"));
}

void TestShapeFiles::cocoOfNothingIsWhole()
{
    app::CocoFile file(path("none.json").toStdString());
    file.finish({});
    const QJsonObject coco = json(path("none.json"));
    QVERIFY(coco["annotations"].isArray() && coco["annotations"].toArray().isEmpty());
    QVERIFY(coco["images"].isArray() && coco["images"].toArray().isEmpty());
    QCOMPARE(coco["categories"].toArray().size(), 1);
}

void TestShapeFiles::cocoThatIsNotFinishedIsNotThere()
{
    const QTemporaryDir empty;
    {
        app::CocoFile file(empty.filePath("coco.json").toStdString());
        file.add(image("a.png", {region({box(1, 2, 11, 7)}, true)}));
    }
    QCOMPARE(QDir(empty.path()).entryList(QDir::Files | QDir::Hidden), QStringList());
}

void TestShapeFiles::memoryDoesNotGrowWithTheRegions()
{
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
    QSKIP("a sanitizer keeps what is freed for a while");
#endif
    const auto resident = [] {
        QFile file("/proc/self/statm");
        return file.open(QIODevice::ReadOnly) ? file.readAll().split(' ').value(1).toLongLong() * sysconf(_SC_PAGESIZE) : 0;
    };
    inference::Polygon outline;
    for (int i = 0; i < 100; ++i)
        outline.push_back({20 + 15.33 * std::cos(i * 0.0628), 20 + 15.33 * std::sin(i * 0.0628)});
    const app::ImageShapes one = image("line 7/part 000000.png", {region({outline}, true), region({outline}, false)});
    constexpr int images = 5'000;
    app::CocoFile file(path("large.json").toStdString());
    const qint64 before = resident();
    for (int i = 0; i < images; ++i)
        file.add(one);
    const qint64 grown = resident() - before;
    file.finish({});
    QVERIFY(QFileInfo(path("large.json")).size() > images * 4000LL);
    QVERIFY2(grown < 4 << 20, qPrintable(QString::number(grown)));  // of more than 20 MB written
}

void TestShapeFiles::fullDiskLeavesTheOldFile()
{
    const QString place = path("full.json");
    app::CocoFile(place.toStdString()).finish({});
    const QJsonObject before = json(place);
    app::CocoFile file(place.toStdString());
    file.add(image("a.png", std::vector(5000, region({box(1, 2, 11, 7)}, true))));
    {
        const FullDisk full(4096);
        try {
            file.finish({});
            QFAIL("nothing was thrown");
        } catch (const inference::Error& error) {
            QCOMPARE(error.code(), inference::ErrorCode::WriteFailed);
            QCOMPARE(error.file().string(), place.toStdString());
        }
    }
    QCOMPARE(json(place), before);
}

void TestShapeFiles::labelmeHoldsAShapeForEachPiece()
{
    app::RegionShape two = region({box(1, 2, 11, 7), box(20, 2, 22, 3)}, true, "scratch");
    two.note = "deep";
    app::writeLabelme(path("a.json").toStdString(), image("sub/a.png", {two, region({box(0, 0, 2, 2)}, false)}));
    const QJsonObject labelme = json(path("a.json"));
    QCOMPARE(labelme.keys(), QStringList({"flags", "imageData", "imageHeight", "imagePath", "imageWidth", "shapes", "version"}));
    QCOMPARE(labelme["version"].toString(), QString("5.0.1"));
    QCOMPARE(labelme["imagePath"].toString(), QString("sub/a.png"));
    QCOMPARE(labelme["imageHeight"].toInt(), 48);
    QCOMPARE(labelme["imageWidth"].toInt(), 64);
    QVERIFY(labelme["imageData"].isNull());
    QCOMPARE(compact(labelme["flags"]), QByteArray(R"({"fail":false,"pass":true,"review":false})"));
    const QJsonArray shapes = labelme["shapes"].toArray();
    QCOMPARE(shapes.size(), 3);
    QCOMPARE(compact(shapes[0]), QByteArray(R"({"description":"deep","flags":{},"group_id":1,"label":"scratch","points":[[1,2],[11,2],[11,7],[1,7]],)"
                                            R"("score":0.75,"shape_type":"polygon","verdict":"fail"})"));
    QCOMPARE(shapes[1]["group_id"].toInt(), 1);
    QCOMPARE(shapes[2]["group_id"].toInt(), 2);
    QCOMPARE(shapes[2]["label"].toString(), QString("defect"));
}

void TestShapeFiles::namesOfAnyKindStayAsTheyAre_data()
{
    QTest::addColumn<QString>("name");
    for (const char* const name : {"a,b.png", "say \"hi\".png", "two\nlines.png", "חלק 7.png", "gear 🦷.png", "=1+1.png", "back\\slash.png", "tab\tin.png"})
        QTest::newRow(name) << QString::fromUtf8(name);
    QTest::newRow("300 characters") << QString(150, 'd') + '/' + QString(145, 'f') + ".png";
}

void TestShapeFiles::namesOfAnyKindStayAsTheyAre()
{
    QFETCH(QString, name);
    const app::ImageShapes named = image(name.toStdString(), {region({box(1, 2, 11, 7)}, true, name.toStdString())});
    QCOMPARE(QJsonDocument::fromJson(QByteArray::fromStdString(app::labelmeJson(named))).object()["imagePath"].toString(), name);
    app::CocoFile file(path("named.json").toStdString());
    file.add(named);
    file.finish({});
    QCOMPARE(json(path("named.json"))["images"].toArray().at(0)["file_name"].toString(), name);
    QCOMPARE(json(path("named.json"))["categories"].toArray().at(0)["name"].toString(), name);
}

void TestShapeFiles::shapesCarryWhatPeopleSaid()
{
    export_tools::Sample sample;
    sample.report.recipe.zones = {{"rim", {{0, 0}, {210, 0}, {210, 40}, {0, 40}}, sample.report.recipe.rule}};
    sample.report.recipe.drawnFor = {210, 168};
    app::ReportPart& part = sample.add("a.png", export_tools::islands);
    part.review.human = Verdict::Pass;
    const auto maps = inference::judging::renderMaps(*sample.inspections[0], sample.report.recipe);
    const auto judgement = inference::judging::judge(maps, part.imageSize, sample.report.recipe);
    QVERIFY(judgement.defects.size() >= 2);
    part.review.regions = {{judgement.defects[1].peakAt, "dust", "wiped off"}};
    const app::ImageShapes shapes = app::imageShapes("a.png", part.imageSize, judgement, sample.report.recipe, part.review);
    QCOMPARE(shapes.verdict, Verdict::Fail);
    QCOMPARE(shapes.finalVerdict, Verdict::Pass);
    QCOMPARE(shapes.score, judgement.score);
    QCOMPARE(shapes.regions.size(), judgement.defects.size());
    QCOMPARE(app::shownClass(shapes.regions[0]), std::string("defect"));
    QCOMPARE(app::shownClass(shapes.regions[1]), std::string("dust"));
    QCOMPARE(shapes.regions[1].note, std::string("wiped off"));
    for (std::size_t i = 0; i < shapes.regions.size(); ++i) {
        QCOMPARE(shapes.regions[i].failing, judgement.defects[i].failing);
        QCOMPARE(shapes.regions[i].zone, std::string(judgement.defects[i].zone == 0 ? "rim" : ""));
    }
}

QTEST_GUILESS_MAIN(TestShapeFiles)
#include "tst_shape_files.moc"
