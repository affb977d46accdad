#include "defect_tools.h"
#include "plot_tools.h"

#include "widgets/measure_histogram.h"
#include "widgets/theme.h"

#include <QApplication>
#include <QClipboard>
#include <QCheckBox>
#include <QComboBox>
#include <QSignalSpy>

#include <qcustomplot.h>

using namespace widgets;

namespace {

/// Bins of 25 px²: 0..25 one, 100..125 one, 125..150 two, 150..175 one, 875..900 none, 900..925 one.
DefectRecords lot()
{
    return recordsFrom({"b.png 1 area=120 peak=0.6", "c.png 1 area=130 peak=0.7", "c.png 2 area=149.9 peak=0.7",
                        "d.png 1 area=150 peak=0.8", "b.png 2 area=125 peak=0.7", "a.png 1 area=10 peak=0.9", "e.png 1 area=900 peak=0.7"});
}

}  // namespace

class TestMeasureHistogram : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }

    void clickSelectsThePartsOfTheBar_data()
    {
        QTest::addColumn<Measure>("measure");
        QTest::addColumn<bool>("logarithmic");
        QTest::addColumn<double>("mmPerPixel");
        QTest::addColumn<double>("value");
        QTest::addColumn<QStringList>("paths");
        QTest::addColumn<QString>("what");
        QTest::newRow("area") << Measure::Area << false << 0.0 << 130.0 << QStringList{"/lot/c.png", "/lot/b.png"}
                              << "area 125 to 150 px²";
        QTest::newRow("the last bar") << Measure::Area << false << 0.0 << 900.0 << QStringList{"/lot/e.png"} << "area 900 to 925 px²";
        QTest::newRow("area, logarithmic") << Measure::Area << true << 0.0 << 130.0
                                           << QStringList{"/lot/c.png", "/lot/d.png", "/lot/b.png"} << "area 125 to 160 px²";
        QTest::newRow("area in millimetres") << Measure::Area << false << 0.1 << 1.3 << QStringList{"/lot/c.png", "/lot/b.png"}
                                             << "area 1.25 to 1.50 mm²";
        QTest::newRow("peak") << Measure::Peak << false << 0.0 << 0.7 << QStringList{"/lot/c.png", "/lot/b.png", "/lot/e.png"}
                              << "peak 0.70 to 0.71";
        QTest::newRow("regions per part") << Measure::Count << false << 0.0 << 2.0 << QStringList{"/lot/b.png", "/lot/c.png"}
                                          << "2 to below 3 regions";
    }

    void clickSelectsThePartsOfTheBar()
    {
        QFETCH(Measure, measure);
        QFETCH(bool, logarithmic);
        QFETCH(double, mmPerPixel);
        QFETCH(double, value);
        MeasureHistogram histogram;
        histogram.setMeasure(measure);
        histogram.setLogarithmic(logarithmic);
        histogram.setMmPerPixel(mmPerPixel);
        histogram.setRecords(lot());
        showPlot(histogram);
        QSignalSpy selected(&histogram, &MeasureHistogram::partsSelected);
        const int bin = histogram.bins().binOf(value);
        clickItem(histogram, bin);
        QCOMPARE(selected.count(), 1);
        QTEST(selected[0][0].toStringList(), "paths");
        QTEST(plain(selected[0][1].toString()), "what");
        QCOMPARE(histogram.current(), bin);
    }

    void anEmptyBinSelectsNothing()
    {
        MeasureHistogram histogram;
        histogram.setLogarithmic(false);
        histogram.setRecords(lot());
        showPlot(histogram);
        QSignalSpy selected(&histogram, &MeasureHistogram::partsSelected);
        clickItem(histogram, histogram.bins().binOf(500));
        QCOMPARE(selected.count(), 0);
    }

    void arrowsMoveAndEnterActivates()
    {
        MeasureHistogram histogram;
        histogram.setLogarithmic(false);
        histogram.setRecords(lot());
        showPlot(histogram);
        QSignalSpy selected(&histogram, &MeasureHistogram::partsSelected);
        QTest::keyClick(histogram.plotArea(), Qt::Key_Home);
        QCOMPARE(histogram.current(), 0);
        QTest::keyClick(histogram.plotArea(), Qt::Key_Left);
        QCOMPARE(histogram.current(), 0);
        QTest::keyClick(histogram.plotArea(), Qt::Key_End);
        QTest::keyClick(histogram.plotArea(), Qt::Key_Left);
        QCOMPARE(histogram.current(), histogram.itemCount() - 2);
        QTest::keyClick(histogram.plotArea(), Qt::Key_Return);  // an empty bin
        QCOMPARE(selected.count(), 0);
        QTest::keyClick(histogram.plotArea(), Qt::Key_Right);
        QTest::keyClick(histogram.plotArea(), Qt::Key_Return);
        QCOMPARE(selected.count(), 1);
        QCOMPARE(selected[0][0].toStringList(), QStringList{"/lot/e.png"});
        QCOMPARE(plain(histogram.plotArea()->accessibleDescription()), QString("area 900 to 925 px²: 1 defect(s) on 1 part(s)"));
    }

    void copiesItsNumbers()
    {
        MeasureHistogram histogram;
        histogram.setMeasure(Measure::Peak);
        histogram.setRecords(recordsFrom({"a 1 peak=0.5", "b 1 peak=0.51", "b 2 peak=0.52"}));
        showPlot(histogram);
        QTest::keySequence(histogram.plotArea(), QKeySequence::Copy);
        QCOMPARE(QGuiApplication::clipboard()->text(), QString("Peak from\tPeak to below\tDefects\n"
                                                               "0.50\t0.51\t1\n0.51\t0.52\t1\n0.52\t0.53\t1\n"));
    }

    void choicesInTheComboAreTheMeasures()
    {
        MeasureHistogram histogram;
        histogram.setRecords(lot());
        showPlot(histogram);
        auto* choice = histogram.findChild<QComboBox*>();
        QStringList names;
        for (int i = 0; i < choice->count(); ++i)
            names.append(choice->itemText(i));
        QCOMPARE(names.join(' '), QString("Area Length Width Peak Mean Contrast Centre x Centre y Box width Box height Regions per part"));
        QVERIFY(histogram.findChild<QCheckBox*>()->isVisible());
        choice->setCurrentIndex(3);
        QCOMPARE(histogram.measure(), Measure::Peak);
        QVERIFY(!histogram.findChild<QCheckBox*>()->isVisible());
        QVERIFY(!histogram.isLogarithmic());
    }

    void emptyOneTeaches()
    {
        MeasureHistogram histogram;
        showPlot(histogram);
        QVERIFY(histogram.isEmpty());
        QVERIFY(histogram.emptyText().contains("Inspect parts"));
        histogram.setRecords(lot());
        QCoreApplication::processEvents();
        QVERIFY(!histogram.isEmpty());
        histogram.setRecords(nullptr);
        QCoreApplication::processEvents();
        QVERIFY(histogram.isEmpty());
        QTest::keyClick(histogram.plotArea(), Qt::Key_Right);
        QCOMPARE(histogram.current(), -1);
    }

    void countsAreWholeNumbers_data()
    {
        QTest::addColumn<int>("count");
        for (const int count : {1, 2, 3, 5, 7, 9, 10, 12, 24, 97})
            QTest::addRow("%d", count) << count;
    }

    /// With ticks at 2.5 and 7.5 the axis would say 3 and 8 in the wrong places.
    void countsAreWholeNumbers()
    {
        QFETCH(int, count);
        QStringList defects;
        for (int i = 0; i < count; ++i)
            defects.append(QStringLiteral("%1.png 1 area=10 peak=0.6").arg(i));
        MeasureHistogram histogram;
        histogram.setRecords(recordsFrom(defects));
        for (const int height : {150, 220, 300, 500}) {
            showPlot(histogram, {500, height});
            const QList<double> ticks = histogram.findChild<QCustomPlot*>()->yAxis->tickVector();
            QVERIFY(ticks.size() >= 2);
            for (const double tick : ticks)
                QCOMPARE(tick, std::round(tick));
        }
    }

    void nothingIsClippedWhenSmall()
    {
        MeasureHistogram histogram;
        histogram.setRecords(lot());
        showPlot(histogram, {360, 200});
        QCOMPARE(histogram.size(), QSize(360, 200));
        QCOMPARE(clippedControls(histogram), QStringList());
    }

    void followsTheLanguage()
    {
        MeasureHistogram histogram;
        histogram.setRecords(lot());
        showPlot(histogram);
        QCOMPARE(untranslated(histogram), QStringList());
    }

    void followsTheTheme()
    {
        applyTheme(*qApp, Theme::Light);
        MeasureHistogram histogram;
        histogram.setRecords(lot());
        showPlot(histogram);
        QCOMPARE(groundOf(histogram), paletteOf(Theme::Light).color(QPalette::Base));
        applyTheme(*qApp, Theme::Dark);
        QCOMPARE(groundOf(histogram), paletteOf(Theme::Dark).color(QPalette::Base));
        applyTheme(*qApp, Theme::Light);
    }

    void hundredThousandRecords()
    {
        const DefectRecords records = manyRecords(100000);
        MeasureHistogram histogram;
        showPlot(histogram);
        QBENCHMARK {
            histogram.setRecords(records);
            histogram.grab();
        }
        QVERIFY(histogram.itemCount() > 10);
    }
};

QTEST_MAIN(TestMeasureHistogram)
#include "tst_measure_histogram.moc"
