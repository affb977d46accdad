#include "defect_tools.h"
#include "plot_tools.h"

#include "widgets/location_map.h"
#include "widgets/theme.h"

#include <QApplication>
#include <QClipboard>
#include <QSignalSpy>

using namespace widgets;

namespace {

/// Images of 100 x 50: 24 x 12 cells of 4.17 px.
DefectRecords lot()
{
    return recordsFrom({"c.png 1 at=51,26 fail", "a.png 1 at=52,27", "b.png 1 at=10,10", "b.png 2 at=90,45",
                        "d.png 1 at=104,52 size=200,100"});
}

/// The pixel of a place in shares of the map, from two cells whose places are known.
QPoint pixelAt(const LocationMap& map, double x, double y)
{
    const QPointF first = map.placeOf(0);
    const QPointF last = map.placeOf(map.itemCount() - 1);
    const auto along = [](double from, double to, double share, int cells) {
        const double cell = (to - from) / (cells - 1);
        return from - cell / 2 + share * cell * cells;
    };
    return QPointF(along(first.x(), last.x(), x, map.grid().columns), along(first.y(), last.y(), y, map.grid().rows)).toPoint();
}

}  // namespace

class TestLocationMap : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }

    void clickSelectsThePartsOfTheCell()
    {
        LocationMap map;
        map.setRecords(lot());
        showPlot(map);
        QCOMPARE(map.grid().columns, 24);
        QCOMPARE(map.grid().rows, 12);
        QSignalSpy selected(&map, &LocationMap::partsSelected);
        QTest::mouseClick(map.plotArea(), Qt::LeftButton, {}, pixelAt(map, 0.52, 0.54));
        QCOMPARE(selected.count(), 1);
        QCOMPARE(selected[0][0].toStringList(), (QStringList{"/lot/c.png", "/lot/a.png", "/lot/d.png"}));
        QCOMPARE(selected[0][1].toString(), QString("defects at 50 to 54 % across, 50 to 58 % down"));
        QTest::mouseClick(map.plotArea(), Qt::LeftButton, {}, pixelAt(map, 0.3, 0.9));  // nothing lies there
        QCOMPARE(selected.count(), 1);
    }

    void dragSelectsThePartsInside()
    {
        LocationMap map;
        map.setRecords(lot());
        showPlot(map);
        QSignalSpy selected(&map, &LocationMap::partsSelected);
        dragOver(map, pixelAt(map, 0.4, 0.4), pixelAt(map, 0.95, 0.95));
        QCOMPARE(selected.count(), 1);
        QCOMPARE(selected[0][0].toStringList(), (QStringList{"/lot/c.png", "/lot/a.png", "/lot/b.png", "/lot/d.png"}));
        dragOver(map, pixelAt(map, 0.3, 0.4), pixelAt(map, 0.02, 0.1));  // backwards
        QCOMPARE(selected.count(), 2);
        QCOMPARE(selected[1][0].toStringList(), QStringList{"/lot/b.png"});
        dragOver(map, pixelAt(map, 0.6, 0.1), pixelAt(map, 0.9, 0.3));
        QCOMPARE(selected.count(), 2);
    }

    void escapeEndsADrag()
    {
        LocationMap map;
        map.setRecords(lot());
        showPlot(map);
        QSignalSpy selected(&map, &LocationMap::partsSelected);
        QWidget* area = map.plotArea();
        const QPoint to = pixelAt(map, 0.9, 0.9);
        QTest::mousePress(area, Qt::LeftButton, {}, pixelAt(map, 0.1, 0.1));
        QMouseEvent move(QEvent::MouseMove, to, area->mapToGlobal(QPointF(to)), Qt::NoButton, Qt::LeftButton, {});
        QCoreApplication::sendEvent(area, &move);
        QTest::keyClick(area, Qt::Key_Escape);
        QTest::mouseRelease(area, Qt::LeftButton, {}, to);
        QCOMPARE(selected.count(), 0);
    }

    void mapKeepsTheShapeOfTheImages_data()
    {
        QTest::addColumn<QString>("size");
        QTest::addColumn<double>("aspect");
        QTest::newRow("wide") << "200,50" << 4.0;
        QTest::newRow("high") << "50,100" << 0.5;
    }

    void mapKeepsTheShapeOfTheImages()
    {
        QFETCH(QString, size);
        QFETCH(double, aspect);
        LocationMap map;
        map.setRecords(recordsFrom({"a 1 at=10,10 size=" + size}));
        showPlot(map);
        const QPoint from = pixelAt(map, 0, 0);
        const QPoint to = pixelAt(map, 1, 1);
        QVERIFY(map.plotArea()->rect().contains(QRect(from, to)));
        QVERIFY(qAbs(double(to.x() - from.x()) / (to.y() - from.y()) / aspect - 1) < 0.03);
    }

    void arrowsMoveAndEnterActivates()
    {
        LocationMap map;
        map.setRecords(lot());
        showPlot(map);
        QSignalSpy selected(&map, &LocationMap::partsSelected);
        map.setCurrent(-1);
        QTest::keyClick(map.plotArea(), Qt::Key_Down);  // starts at the fullest cell
        QCOMPARE(map.current(), 6 * 24 + 12);
        QCOMPARE(map.plotArea()->accessibleDescription(),
                 QString("defects at 50 to 54 % across, 50 to 58 % down: 3 defect(s) on 3 part(s)"));
        QTest::keyClick(map.plotArea(), Qt::Key_Return);
        QCOMPARE(selected.count(), 1);
        QTest::keyClick(map.plotArea(), Qt::Key_Up);
        QTest::keyClick(map.plotArea(), Qt::Key_Left);
        QCOMPARE(map.current(), 5 * 24 + 11);
        QTest::keyClick(map.plotArea(), Qt::Key_Return);
        QCOMPARE(selected.count(), 1);
    }

    void pointsAreShownWhileTheyAreFew()
    {
        LocationMap map;
        map.setRecords(lot());
        showPlot(map);
        QVERIFY(map.showsPoints());
        map.setRecords(manyRecords(5000));
        showPlot(map);
        QVERIFY(!map.showsPoints());
    }

    void pictureLiesBelowTheCells()
    {
        LocationMap map;
        map.setRecords(lot());
        showPlot(map);
        QImage picture(10, 5, QImage::Format_RGB32);
        picture.fill(QColor(10, 200, 30));
        map.setBackground(picture);
        showPlot(map);
        const QImage shown = map.plotArea()->grab().toImage();
        QCOMPARE(shown.pixelColor(pixelAt(map, 0.31, 0.9)), QColor(10, 200, 30));
        QVERIFY(shown.pixelColor(pixelAt(map, 0.902, 0.88)) != QColor(10, 200, 30));
    }

    void copiesTheCellsThatHoldSomething()
    {
        LocationMap map;
        map.setRecords(recordsFrom({"a 1 at=51,26", "b 1 at=51,26"}));
        showPlot(map);
        QTest::keySequence(map.plotArea(), QKeySequence::Copy);
        QCOMPARE(QGuiApplication::clipboard()->text(),
                 QString("From % of the width\tTo % of the width\tFrom % of the height\tTo % of the height\tDefects\n"
                         "50.00\t54.17\t50.00\t58.33\t2\n"));
    }

    void emptyOneTeaches()
    {
        LocationMap map;
        showPlot(map);
        QVERIFY(map.isEmpty());
        QVERIFY(map.emptyText().contains("Inspect parts"));
        map.setRecords(recordsFrom({"a 1 at=5,5 size=0,0"}));
        QCoreApplication::processEvents();
        QVERIFY(map.isEmpty());
    }

    void nothingIsClippedWhenSmall()
    {
        LocationMap map;
        map.setRecords(lot());
        showPlot(map, {360, 200});
        QCOMPARE(map.size(), QSize(360, 200));
        QCOMPARE(clippedControls(map), QStringList());
        QVERIFY(map.plotArea()->rect().contains(QRect(pixelAt(map, 0, 0), pixelAt(map, 1, 1))));
    }

    void followsTheLanguage()
    {
        LocationMap map;
        map.setRecords(lot());
        showPlot(map);
        QCOMPARE(untranslated(map), QStringList());
    }

    void followsTheTheme()
    {
        LocationMap map;
        map.setRecords(lot());
        showPlot(map);
        applyTheme(*qApp, Theme::Dark);
        QCOMPARE(groundOf(map), paletteOf(Theme::Dark).color(QPalette::Base));
        applyTheme(*qApp, Theme::Light);
    }

    void hundredThousandRecords()
    {
        const DefectRecords records = manyRecords(100000);
        LocationMap map;
        showPlot(map);
        QBENCHMARK {
            map.setRecords(records);
            map.grab();
        }
        QVERIFY(map.grid().greatest() > 100);
    }
};

QTEST_MAIN(TestLocationMap)
#include "tst_location_map.moc"
