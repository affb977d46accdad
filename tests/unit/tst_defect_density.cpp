#include "../gui/defect_tools.h"

#include "widgets/defect_density.h"

using namespace widgets;

class TestDefectDensity : public QObject {
    Q_OBJECT

private slots:
    void centresAreCountedRelativeToTheirImages()
    {
        // 100 x 50 is cut into 4 x 2 cells of 25 x 25; the last is twice as large and has its centre at the same share.
        const DefectRecords records = recordsFrom({"a 1 at=0,0", "a 2 at=24.9,24.9", "b 1 at=25,25", "c 1 at=100,50",
                                                   "c 2 at=60,10", "d 1 at=120,20 size=200,100"});
        const DensityGrid grid = densityOf(*records, 4, 2);
        QCOMPARE(grid.counts, (std::vector<int>{2, 0, 2, 0, 0, 1, 0, 1}));
        QCOMPARE(grid.greatest(), 2);
        QCOMPARE(grid.outside, 0);
        QCOMPARE(grid.rectOf(6), (inference::Rect{0.5, 0.5, 0.25, 0.5}));
    }

    void whatHasNoPlaceIsNotDrawn()
    {
        const DefectRecords records = recordsFrom({"a 1 at=-1,10", "a 2 at=10,51", "b 1 at=10,10 size=0,0", "b 2 at=nan,10", "c 1 at=50,25"});
        const DensityGrid grid = densityOf(*records, 2, 2);
        QCOMPARE(grid.outside, 4);
        QCOMPARE(grid.counts, (std::vector<int>{0, 0, 0, 1}));
    }

    void mostCommonShapeCounts()
    {
        QCOMPARE(usualAspect(*recordsFrom({"a 1 size=100,50", "b 1 size=100,50", "c 1 size=30,30"})), 2.0);
        QCOMPARE(usualAspect(*recordsFrom({"a 1 size=0,0"})), 4.0 / 3);
    }

    void areaTakesItsUpperLeftBorder_data()
    {
        QTest::addColumn<QString>("at");
        QTest::addColumn<QRectF>("area");
        QTest::addColumn<bool>("inside");
        QTest::newRow("upper left corner") << "25,10" << QRectF(0.25, 0.2, 0.5, 0.5) << true;
        QTest::newRow("right border") << "75,20" << QRectF(0.25, 0.2, 0.5, 0.5) << false;
        QTest::newRow("lower border") << "50,35" << QRectF(0.25, 0.2, 0.5, 0.5) << false;
        QTest::newRow("the image's own border") << "100,50" << QRectF(0.5, 0.5, 0.5, 0.5) << true;
        QTest::newRow("outside the image") << "101,50" << QRectF(0, 0, 1, 1) << false;
    }

    void areaTakesItsUpperLeftBorder()
    {
        QFETCH(QString, at);
        QFETCH(QRectF, area);
        QFETCH(bool, inside);
        const DefectRecords records = recordsFrom({"a 1 at=" + at});
        QCOMPARE(liesInside(records->front(), {area.x(), area.y(), area.width(), area.height()}), inside);
    }

    void aPartThatWasFoundIsSeenAsInTheReference()
    {
        inference::Defect defect;
        defect.centroid = {60, 20};
        DefectRecord record = recordOf(defect, inference::Placement {{50, 25}, {20, 0}, 90, 0.9, true});
        record.imageSize = {100, 50};
        QCOMPARE(record.centroid, (inference::Point {60, 20}));
        const auto place = relativePlace(record);  // 10 left of and 5 above the middle of the part: turned back, 5 left of and 10 below it
        QVERIFY(place && std::abs(place->x - 0.45) < 1e-9 && std::abs(place->y - 0.7) < 1e-9);
        record = recordOf(defect, inference::Placement {{50, 25}, {20, 0}, 90, 0.3, false});
        record.imageSize = {100, 50};
        QCOMPARE(relativePlace(record), std::optional(inference::Point {0.6, 0.4}));
    }
};

QTEST_APPLESS_MAIN(TestDefectDensity)
#include "tst_defect_density.moc"
