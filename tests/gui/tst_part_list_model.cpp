#include "part_tools.h"
#include "widgets/part_list_model.h"

#include <QAbstractItemModelTester>
#include <QtTest>

using namespace widgets;

class TestPartListModel : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }

    void keepsTheRulesOfModels()
    {
        PartListModel model;
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setParts(partsFrom({"a", "b fail 0.8"}));
        model.appendParts(partsFrom({"c", "d"}));
        model.updatePart(2, partFrom("c pass 0.1"));
        model.clear();
        QCOMPARE(model.rowCount(), 0);
    }

    void aPathStandsOnce()
    {
        PartListModel model;
        QCOMPARE(model.setParts(partsFrom({"a", "b", "a"})), 2);
        QCOMPARE(model.appendParts(partsFrom({"b", "c", "c"})), 1);
        QCOMPARE(model.rowCount(), 3);
        QCOMPARE(model.rowOf("/parts/c"), 2);
        QCOMPARE(model.rowOf("/parts/x"), -1);
        QCOMPARE(model.appendParts(partsFrom({"a"})), 0);
    }

    void countsFollowEveryChange()
    {
        PartListModel model;
        model.setParts(partsFrom({"a", "b", "c fail 0.9"}));
        QCOMPARE(model.count(Mark::Waiting), 2);
        QSignalSpy counted(&model, &PartListModel::countsChanged);
        model.updatePart(0, partFrom("a review 0.5"));
        QCOMPARE(counted.count(), 1);
        model.updatePart(0, partFrom("a review 0.6"));
        QCOMPARE(counted.count(), 1);
        QCOMPARE(model.count(Mark::Waiting), 1);
        QCOMPARE(model.count(Mark::Review), 1);
        QCOMPARE(model.count(Mark::Fail), 1);
    }

    void manyUpdatesAreCountedOnce()
    {
        PartListModel model;
        model.setParts(partsFrom({"a", "b", "c fail 0.9"}));
        QSignalSpy counted(&model, &PartListModel::countsChanged);
        QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
        model.updateParts({{0, partFrom("a fail 0.9")}, {2, partFrom("c fail 0.9")}, {1, partFrom("b pass 0.1")}});
        QCOMPARE(counted.count(), 1);
        QCOMPARE(changed.count(), 2);
        QCOMPARE(model.count(Mark::Fail), 2);
        QCOMPARE(model.count(Mark::Pass), 1);
        QCOMPARE(model.count(Mark::Waiting), 0);
        model.updateParts({{0, partFrom("a fail 0.7")}});
        QCOMPARE(counted.count(), 1);
    }

    void anUpdateKeepsThePath()
    {
        PartListModel model;
        model.setParts(partsFrom({"a"}));
        model.updatePart(0, partFrom("z fail 0.7"));
        QCOMPARE(model.rowOf("/parts/a"), 0);
        QCOMPARE(model.part(0).name, QString("z"));
    }

    void anEqualUpdateSaysNothing()
    {
        PartListModel model;
        model.setParts(partsFrom({"a fail 0.7"}));
        QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
        model.updatePart(0, partFrom("a fail 0.7"));
        QCOMPARE(changed.count(), 0);
    }

    void aPictureIsWantedOnceUntilItComes()
    {
        PartListModel model;
        model.setParts(partsFrom({"a", "b"}));
        QSignalSpy wanted(&model, &PartListModel::thumbnailWanted);
        QVERIFY(!model.index(0).data(PartListModel::ThumbnailRole).isValid());
        QVERIFY(!model.index(0).data(PartListModel::ThumbnailRole).isValid());
        QCOMPARE(wanted.count(), 1);
        QCOMPARE(wanted[0][0].toString(), QString("/parts/a"));

        QImage image(4, 3, QImage::Format_RGB32);
        image.fill(Qt::red);
        QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
        model.setThumbnail("/parts/a", image);
        QCOMPARE(changed.count(), 1);
        QCOMPARE(model.index(0).data(PartListModel::ThumbnailRole).value<QPixmap>().size(), QSize(4, 3));
        QCOMPARE(wanted.count(), 1);
    }

    void aPictureThatFailedIsNotWantedAgain()
    {
        PartListModel model;
        model.setParts(partsFrom({"a"}));
        QSignalSpy wanted(&model, &PartListModel::thumbnailWanted);
        model.index(0).data(PartListModel::ThumbnailRole);
        model.setThumbnailFailed("/parts/a");
        model.index(0).data(PartListModel::ThumbnailRole);
        QCOMPARE(wanted.count(), 1);
        QVERIFY(model.index(0).data(PartListModel::ThumbnailFailedRole).toBool());
        model.setParts(partsFrom({"a"}));
        model.index(0).data(PartListModel::ThumbnailRole);
        QCOMPARE(wanted.count(), 2);
    }

    void latePicturesOfGonePartsAreIgnored()
    {
        PartListModel model;
        model.setParts(partsFrom({"a"}));
        QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
        model.setThumbnail("/parts/gone", QImage(2, 2, QImage::Format_RGB32));
        model.setThumbnailFailed("/parts/gone");
        QCOMPARE(changed.count(), 0);
    }

    void scoreAndVerdictExistOnlyWhenDone()
    {
        PartListModel model;
        model.setParts(partsFrom({"a", "b fail 0.83"}));
        QVERIFY(!model.index(0).data(PartListModel::ScoreRole).isValid());
        QVERIFY(!model.index(0).data(PartListModel::VerdictRole).isValid());
        QCOMPARE(model.index(1).data(PartListModel::ScoreRole).toDouble(), 0.83);
        QCOMPARE(model.index(1).data(PartListModel::VerdictRole).toInt(), int(inference::Verdict::Fail));
    }

    void everyStateHasASentence_data()
    {
        QTest::addColumn<QString>("part");
        QTest::addColumn<QString>("sentence");
        QTest::newRow("waiting") << "a.png waiting" << "a.png: waiting.";
        QTest::newRow("running") << "a.png running" << "a.png: being inspected.";
        QTest::newRow("pass") << "a.png pass 0.12" << "a.png: pass, score 0.12, 0 defect(s).";
        QTest::newRow("review") << "a.png review 0.5" << "a.png: review, score 0.50, 1 defect(s).";
        QTest::newRow("fail") << "a.png fail 0.83" << "a.png: fail, score 0.83, 1 defect(s).";
        QTest::newRow("error") << "a.png error" << "a.png: not inspected. The file ends too early.";
        QTest::newRow("cancelled") << "a.png cancelled" << "a.png: cancelled before it was inspected.";
        QTest::newRow("a name like a placeholder") << "%2.png fail 0.83" << "%2.png: fail, score 0.83, 1 defect(s).";
    }
    void everyStateHasASentence()
    {
        QFETCH(QString, part);
        QFETCH(QString, sentence);
        PartListModel model;
        model.setParts(partsFrom({part}));
        QCOMPARE(model.index(0).data(Qt::ToolTipRole).toString(), sentence);
        QCOMPARE(model.index(0).data(Qt::AccessibleTextRole).toString(), sentence);
    }
};

QTEST_MAIN(TestPartListModel)
#include "tst_part_list_model.moc"
