// The same image in training and test, in two data sets, or in what the weights were trained on.

#include "core/detector.h"
#include "core/error.h"
#include "dataset_tools.h"
#include "pipeline/data_leaks.h"
#include "pipeline/file_hash.h"
#include "pipeline/trained_on.h"
#include "training/datasets/read_dataset.h"

#include <QTemporaryDir>
#include <QTest>

using namespace inference;
using namespace inference::pipeline;
using datasets::Dataset;
using datasets::Layout;

namespace {

QString errorOf(const std::function<void()>& work)
{
    try {
        work();
    } catch (const Error& error) {
        return QString::fromStdString(std::string(codeName(error.code())) + ' ' + (error.arguments().empty() ? "" : error.arguments().front()));
    }
    return {};
}

}  // namespace

class TestDataLeaks : public QObject {
    Q_OBJECT

private slots:
    void sameBytesInBothParts();
    void sameBytesInTwoSets();
    void whatCannotBeReadIsTold();
    void stopIsHeard();
    void recordReadsBack();
    void recordsAreJoined();
    void brokenRecordsNameTheirKey_data();
    void brokenRecordsNameTheirKey();
    void weightsKnowTheirImages();
    void weightsKnowTheirSetsByName_data();
    void weightsKnowTheirSetsByName();
};

void TestDataLeaks::sameBytesInBothParts()
{
    QTemporaryDir folder;
    // texts as files: only the bytes count
    makeFiles(folder.path(), {"nut/train/good/1.png: text same bytes", "nut/train/good/2.png: text same bytes", "nut/train/good/3.png: text other byte",
                              "nut/test/good/4.png: text same bytes", "nut/test/good/5.png: text alone"});
    const std::vector sets {datasets::readDataset(folder.path().toStdString(), Layout::Mvtec)};
    const DataLeaks leaks = findLeaks(sets);
    QCOMPARE(leaks.shared.size(), 1u);
    QCOMPARE(leaks.shared[0].sha256, sha256Of("same bytes"));
    QStringList places;
    for (const ImagePlace& place : leaks.shared[0].places)
        places.append(relativeText(place.image, sets[0].root));
    QCOMPARE(places, (QStringList {"nut/train/good/1.png", "nut/train/good/2.png", "nut/test/good/4.png"}));
    QVERIFY(leaks.unread.empty());
}

void TestDataLeaks::sameBytesInTwoSets()
{
    QTemporaryDir folder;
    makeFiles(folder.path(), {"a/good/1.png: text one", "a/good/2.png: text two", "a/cut/copy.png: text two", "b/good/x.png: text two", "b/good/y.png: text six"});
    const std::vector sets {datasets::readDataset(folder.filePath("a").toStdString(), Layout::Folder), datasets::readDataset(folder.filePath("b").toStdString(), Layout::Folder)};
    const DataLeaks leaks = findLeaks(sets);
    QCOMPARE(leaks.shared.size(), 1u);
    QCOMPARE(leaks.shared[0].places.size(), 3u);
    QCOMPARE(leaks.shared[0].places[2].dataset, 1u);
    QCOMPARE(leaks.shared[0].places[2].product, std::string("b"));
    // Twice in one part of one set is no leak.
    QVERIFY(findLeaks(std::span(sets).first(1)).shared.empty());
}

void TestDataLeaks::whatCannotBeReadIsTold()
{
    QTemporaryDir folder;
    makeFiles(folder.path(), {"a/good/1.png: text one", "b/good/1.png: text one"});
    std::vector sets {datasets::readDataset(folder.filePath("a").toStdString(), Layout::Folder), datasets::readDataset(folder.filePath("b").toStdString(), Layout::Folder)};
    QVERIFY(QFile::remove(folder.filePath("b/good/1.png")));
    const DataLeaks leaks = findLeaks(sets);
    QVERIFY(leaks.shared.empty());
    QCOMPARE(leaks.unread, std::vector {sets[1].products[0].samples[0].image});
}

void TestDataLeaks::stopIsHeard()
{
    QTemporaryDir folder;
    makeFiles(folder.path(), {"good/1.png: text one"});
    const std::vector sets {datasets::readDataset(folder.path().toStdString(), Layout::Folder)};
    std::stop_source stop;
    stop.request_stop();
    QVERIFY_EXCEPTION_THROWN(findLeaks(sets, stop.get_token()), Cancelled);
    QVERIFY_EXCEPTION_THROWN(recordOf(sets[0], stop.get_token()), Cancelled);
    QVERIFY_EXCEPTION_THROWN(seenInTraining({{}, {sha256Of("x")}}, sets[0], stop.get_token()), Cancelled);
}

void TestDataLeaks::recordReadsBack()
{
    QTemporaryDir folder;
    makeFiles(folder.path(), {"nut/good/1.png: text one", "nut/good/2.png: text two", "nut/cut/3.png: text two", "later.json: text {\"datasets\": [\"VisA\"], \"licence\": 1}"});
    const Dataset dataset = datasets::readDataset(folder.filePath("nut").toStdString(), Layout::Folder);
    const TrainedOn record = recordOf(dataset);
    QCOMPARE(record.datasets, std::vector<std::string> {"nut"});
    std::vector<std::string> hashes {sha256Of("one"), sha256Of("two")};
    std::ranges::sort(hashes);
    QCOMPARE(record.images, hashes);
    const auto path = std::filesystem::path(folder.path().toStdString()) / "trained_on.json";
    writeTrainedOn(path, record);
    QCOMPARE(readTrainedOn(path), record);
    QCOMPARE(readTrainedOn(folder.filePath("later.json").toStdString()), (TrainedOn {{"VisA"}, {}}));
}

void TestDataLeaks::recordsAreJoined()
{
    const std::string a(64, 'a'), b(64, 'b'), c(64, 'c');
    QCOMPARE(joined({{"VisA"}, {b, a}}, {{"VisA", "gears"}, {a, c}}), (TrainedOn {{"VisA", "gears"}, {b, a, c}}));
    // As many as a file takes, and no more.
    TrainedOn many;
    for (std::size_t i = 0; i <= greatestImageRecord; ++i) {
        const std::string number = std::to_string(i);
        many.images.push_back(std::string(64 - number.size(), 'd') + number);
    }
    const TrainedOn kept = joined({{"gears"}, {a}}, many);
    QCOMPARE(kept.images.size(), greatestImageRecord);
    QCOMPARE(kept.images.front(), a);
    QTemporaryDir folder;
    const auto path = std::filesystem::path(folder.path().toStdString()) / "trained_on.json";
    writeTrainedOn(path, kept);
    QCOMPARE(readTrainedOn(path), kept);
}

void TestDataLeaks::brokenRecordsNameTheirKey_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("error");
    QTest::newRow("no JSON") << "{" << "bundle_invalid byte 2";
    QTest::newRow("no object") << "[]" << "bundle_invalid {}";
    QTest::newRow("name is a number") << R"({"datasets": [1]})" << "bundle_invalid datasets";
    QTest::newRow("images as text") << R"({"images": "x"})" << "bundle_invalid images";
    QTest::newRow("no hash") << R"({"images": ["abc"]})" << "bundle_invalid images";
}

void TestDataLeaks::brokenRecordsNameTheirKey()
{
    QFETCH(QString, text);
    QTemporaryDir folder;
    makeFiles(folder.path(), {"t.json: text " + text});
    QTEST(errorOf([&] { readTrainedOn(folder.filePath("t.json").toStdString()); }), "error");
}

void TestDataLeaks::weightsKnowTheirImages()
{
    QTemporaryDir folder;
    makeFiles(folder.path(), {"nut/good/1.png: text one", "nut/good/2.png: text two", "nut/cut/3.png: text two"});
    const Dataset dataset = datasets::readDataset(folder.filePath("nut").toStdString(), Layout::Folder);
    const SeenInTraining seen = seenInTraining({{"somebody's"}, {sha256Of("two"), sha256Of("three")}}, dataset);
    QVERIFY(seen.names.empty());
    QStringList images;
    for (const auto& image : seen.images)
        images.append(relativeText(image, dataset.root));
    QCOMPARE(images, (QStringList {"cut/3.png", "good/2.png"}));
    QVERIFY(seen.any());
    QVERIFY(!seenInTraining({{"somebody's"}, {sha256Of("three")}}, dataset).any());
    QVERIFY(!seenInTraining({}, dataset).any());
    QVERIFY(QFile::remove(folder.filePath("nut/cut/3.png")));
    QCOMPARE(seenInTraining({{}, {sha256Of("one")}}, dataset).unread.size(), 1u);
}

void TestDataLeaks::weightsKnowTheirSetsByName_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("folder");
    QTest::addColumn<int>("layout");
    QTest::addColumn<bool>("seen");
    QTest::newRow("itself") << "MVTec AD" << "x" << int(Layout::Mvtec) << true;
    QTest::newRow("another spelling") << "mvtec_ad" << "x" << int(Layout::Mvtec) << true;
    QTest::newRow("short") << "mvtec" << "x" << int(Layout::Mvtec) << true;
    QTest::newRow("another set") << "VisA" << "x" << int(Layout::Mvtec) << false;
    QTest::newRow("the folder's name") << "VisA" << "visa_pytorch" << int(Layout::Meta) << true;
    QTest::newRow("CrackForest is Road") << "road" << "x" << int(Layout::Road) << true;
    QTest::newRow("KSDD is not KSDD2") << "ksdd" << "x" << int(Layout::Ksdd2) << false;
    QTest::newRow("no name at all") << "---" << "---" << int(Layout::Meta) << false;
}

void TestDataLeaks::weightsKnowTheirSetsByName()
{
    QFETCH(QString, name);
    QFETCH(QString, folder);
    QFETCH(int, layout);
    const std::string own(datasets::publishedName(Layout(layout)));
    const Dataset dataset {Layout(layout), "/nowhere/" + folder.toStdString(), own.empty() ? folder.toStdString() : own, {}, {}};
    QTEST(seenInTraining({{name.toStdString()}, {}}, dataset).any(), "seen");
}

QTEST_GUILESS_MAIN(TestDataLeaks)
#include "tst_data_leaks.moc"
