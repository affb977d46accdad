// What a training is told of its data: whether anything of what it uses could not be read.
#include "dataset_tools.h"

#include "app/inspect/train_data.h"

#include <QtTest>

namespace {

/// Four by four pixels of one digit: no two numbers have the same bytes.
QString picture(int number)
{
    return "mask " + QStringList(4, QString::number(number).repeated(4)).join('/');
}

const char* const nothing = "mask ..../..../..../....";
const char* const corner = "mask ##../##../..../....";

QStringList ksdd2()
{
    return {"test/1.png: " + picture(1), QString("test/1_GT.png: ") + nothing, "test/2.png: " + picture(2), QString("test/2_GT.png: ") + corner,
            "test/3.png: " + picture(3), QString("test/3_GT.png: ") + corner};
}

QStringList mvtec()
{
    return {"nut/test/good/1.png: " + picture(1), "nut/test/bent/2.png: " + picture(2), QString("nut/ground_truth/bent/2_mask.png: ") + corner,
            "nut/test/bent/3.png: " + picture(3), QString("nut/ground_truth/bent/3_mask.png: ") + corner};
}

}  // namespace

class TestTrainData : public QObject {
    Q_OBJECT

private slots:
    void lostFilesOfWhatIsUsedAreTold_data();
    void lostFilesOfWhatIsUsedAreTold();
};

void TestTrainData::lostFilesOfWhatIsUsedAreTold_data()
{
    QTest::addColumn<QStringList>("files");
    QTest::addColumn<bool>("trainSplit");
    QTest::addColumn<bool>("lost");
    const QStringList train {"train/4.png: " + picture(4), "train/4_GT.png: text no mask"};
    const QStringList list {"a/1.png: " + picture(1), "a/2.png: " + picture(2), "a/3.png: " + picture(3), QString("a/mask.png: ") + corner,
                            R"(meta.json: text {"test": {"a": [{"img_path": "a/1.png", "anomaly": 0}, {"img_path": "a/2.png", "mask_path": "a/mask.png", "anomaly": 1}, )"
                            R"({"img_path": "a/3.png", "mask_path": "a/mask.png", "anomaly": 1}, {"img_path": "a/4.png", "anomaly": 0}]}})"};
    QTest::newRow("all is read") << ksdd2() << false << false;
    QTest::newRow("a mask that tells the label") << ksdd2() + QStringList {"test/4.png: " + picture(4), "test/4_GT.png: text no mask"} << false << true;
    QTest::newRow("of the training split") << ksdd2() + train << true << true;
    QTest::newRow("of the training split, which isn't used") << ksdd2() + train << false << false;
    QTest::newRow("an image of a list") << list << false << true;
    QTest::newRow("an image") << mvtec() + QStringList {"nut/test/good/4.png: text no picture"} << false << true;
    QTest::newRow("a mask") << mvtec() + QStringList {"nut/test/bent/4.png: " + picture(4), "nut/ground_truth/bent/4_mask.png: text no mask"} << false << true;
    QTest::newRow("a mask that marks nothing") << mvtec() + QStringList {"nut/test/bent/4.png: " + picture(4), QString("nut/ground_truth/bent/4_mask.png: ") + nothing} << false << true;
    QTest::newRow("a mask without image") << mvtec() + QStringList {QString("nut/ground_truth/bent/4_mask.png: ") + corner} << false << false;
}

void TestTrainData::lostFilesOfWhatIsUsedAreTold()
{
    QFETCH(QStringList, files);
    QFETCH(bool, trainSplit);
    const QTemporaryDir folder;
    makeFiles(folder.path(), files);
    app::DataRequest request;
    request.folder = folder.path().toStdString();
    request.trainSplit = trainSplit;
    const app::TrainingData data = app::TrainDataReader(request, 1, false, true).read({});
    QVERIFY(data.images > 0);
    QTEST(data.lost, "lost");
}

QTEST_GUILESS_MAIN(TestTrainData)
#include "tst_train_data.moc"
