#include "defect_tools.h"
#include "plot_tools.h"

#include "widgets/pareto_plot.h"
#include "widgets/theme.h"

#include <QApplication>
#include <QClipboard>
#include <QSignalSpy>

#include <qcustomplot.h>

using namespace widgets;

namespace {

DefectRecords lot()
{
    return recordsFrom({"a/1.png 1 class=dent zone=B area=5", "a/1.png 2 class=scratch zone=A area=10", "b/2.png 1 area=400",
                        "b/2.png 2 class=scratch zone=A area=10", "b/3.png 1 class=scratch area=10", "4.png 1 class=pore zone=B area=100",
                        "4.png 2 class=dent zone=A area=5"});
}

}  // namespace

class TestParetoPlot : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }

    void clickSelectsThePartsOfTheBar_data()
    {
        QTest::addColumn<ParetoBy>("by");
        QTest::addColumn<ParetoHeight>("height");
        QTest::addColumn<int>("bar");
        QTest::addColumn<QStringList>("paths");
        QTest::addColumn<QString>("what");
        const QStringList scratched{"/lot/a/1.png", "/lot/b/2.png", "/lot/b/3.png"};
        QTest::newRow("first class") << ParetoBy::Class << ParetoHeight::Count << 0 << scratched << "class scratch";
        QTest::newRow("second class") << ParetoBy::Class << ParetoHeight::Count << 1 << QStringList{"/lot/a/1.png", "/lot/4.png"}
                                      << "class dent";
        QTest::newRow("largest class") << ParetoBy::Class << ParetoHeight::Area << 0 << QStringList{"/lot/4.png"} << "class pore";
        QTest::newRow("no class") << ParetoBy::Class << ParetoHeight::Area << 3 << QStringList{"/lot/b/2.png"}
                                  << "unclassified defects";
        QTest::newRow("zone") << ParetoBy::Zone << ParetoHeight::Count << 1 << QStringList{"/lot/a/1.png", "/lot/4.png"} << "zone B";
        QTest::newRow("folder") << ParetoBy::Folder << ParetoHeight::Count << 0 << QStringList{"/lot/b/2.png", "/lot/b/3.png"}
                                << "defects in folder b";
    }

    void clickSelectsThePartsOfTheBar()
    {
        QFETCH(ParetoBy, by);
        QFETCH(ParetoHeight, height);
        QFETCH(int, bar);
        ParetoPlot pareto;
        pareto.setGrouping(by);
        pareto.setHeight(height);
        pareto.setRecords(lot());
        showPlot(pareto);
        QSignalSpy selected(&pareto, &ParetoPlot::partsSelected);
        clickItem(pareto, bar);
        QCOMPARE(selected.count(), 1);
        QTEST(selected[0][0].toStringList(), "paths");
        QTEST(selected[0][1].toString(), "what");
    }

    void besideABarNothingIsSelected()
    {
        ParetoPlot pareto;
        pareto.setRecords(lot());
        showPlot(pareto);
        QSignalSpy selected(&pareto, &ParetoPlot::partsSelected);
        const QPointF between = (pareto.placeOf(0) + pareto.placeOf(1)) / 2;
        QTest::mouseClick(pareto.plotArea(), Qt::LeftButton, {}, between.toPoint());
        QCOMPARE(selected.count(), 0);
    }

    void smallestStandTogetherWhereThereIsNoRoom()
    {
        ParetoPlot pareto;
        QStringList texts;
        for (int i = 0; i < 30; ++i)
            for (int n = 0; n <= 30 - i; ++n)
                texts.append(QStringLiteral("part_%1 %2 class=kind_%1 area=1").arg(i).arg(n + 1));
        pareto.setRecords(recordsFrom(texts));
        showPlot(pareto, {360, 200});
        const int few = pareto.itemCount();
        QCOMPARE(pareto.bars().back().kind, ParetoBar::Kind::Others);
        QCOMPARE(pareto.bars().back().members, 30 - (few - 1));
        showPlot(pareto, {1000, 300});
        QVERIFY(pareto.itemCount() > few);
        QCOMPARE(pareto.bars().back().members, 30 - (pareto.itemCount() - 1));
        QSignalSpy selected(&pareto, &ParetoPlot::partsSelected);
        clickItem(pareto, pareto.itemCount() - 1);
        QCOMPARE(selected[0][0].toStringList().size(), qsizetype(30 - (pareto.itemCount() - 1)));
    }

    void arrowsMoveAndEnterActivates()
    {
        ParetoPlot pareto;
        pareto.setRecords(lot());
        showPlot(pareto);
        QSignalSpy selected(&pareto, &ParetoPlot::partsSelected);
        QTest::keyClick(pareto.plotArea(), Qt::Key_End);
        QTest::keyClick(pareto.plotArea(), Qt::Key_Left);
        QTest::keyClick(pareto.plotArea(), Qt::Key_Enter);
        QCOMPARE(selected.count(), 1);
        QCOMPARE(selected[0][1].toString(), QString("class pore"));
        QCOMPARE(plain(pareto.plotArea()->accessibleDescription()),
                 QString("class pore: 1 defect(s), 100 px²; 85.7 % with all before it"));
    }

    void copiesItsNumbers()
    {
        ParetoPlot pareto;
        pareto.setRecords(lot());
        pareto.setMmPerPixel(0.1);
        showPlot(pareto);
        QTest::keySequence(pareto.plotArea(), QKeySequence::Copy);
        QCOMPARE(QGuiApplication::clipboard()->text(), QString("Class\tDefects\tArea mm²\tCumulative %\n"
                                                               "scratch\t3\t0.30\t42.9\ndent\t2\t0.10\t71.4\n"
                                                               "pore\t1\t1.00\t85.7\nno class\t1\t4.00\t100.0\n"));
    }

    void theAxisTellsSmallAreasApart_data()
    {
        QTest::addColumn<double>("mmPerPixel");
        QTest::addColumn<int>("decimals");
        QTest::newRow("400 px²") << 0.0 << 0;
        QTest::newRow("4 mm²") << 0.1 << 2;
        QTest::newRow("0.0004 mm²") << 0.001 << 6;
    }

    void theAxisTellsSmallAreasApart()
    {
        QFETCH(double, mmPerPixel);
        ParetoPlot pareto;
        pareto.setRecords(lot());
        pareto.setMmPerPixel(mmPerPixel);
        pareto.setHeight(ParetoHeight::Area);
        showPlot(pareto);
        QTEST(qobject_cast<QCustomPlot*>(pareto.plotArea())->yAxis->numberPrecision(), "decimals");
    }

    void emptyOneTeaches()
    {
        ParetoPlot pareto;
        showPlot(pareto);
        QVERIFY(pareto.isEmpty());
        QVERIFY(pareto.emptyText().contains("Inspect parts"));
    }

    void nothingIsClippedWhenSmall()
    {
        ParetoPlot pareto;
        pareto.setRecords(lot());
        showPlot(pareto, {360, 200});
        QCOMPARE(pareto.size(), QSize(360, 200));
        QCOMPARE(clippedControls(pareto), QStringList());
    }

    void followsTheLanguage()
    {
        ParetoPlot pareto;
        pareto.setRecords(lot());
        showPlot(pareto);
        QCOMPARE(untranslated(pareto), QStringList());
    }

    void followsTheTheme()
    {
        ParetoPlot pareto;
        pareto.setRecords(lot());
        showPlot(pareto);
        applyTheme(*qApp, Theme::Dark);
        QCOMPARE(groundOf(pareto), paletteOf(Theme::Dark).color(QPalette::Base));
        applyTheme(*qApp, Theme::Light);
    }

    void hundredThousandRecords()
    {
        const DefectRecords records = manyRecords(100000);
        ParetoPlot pareto;
        showPlot(pareto);
        QBENCHMARK {
            pareto.setRecords(records);
            pareto.grab();
        }
        QVERIFY(pareto.itemCount() > 5);
    }
};

QTEST_MAIN(TestParetoPlot)
#include "tst_pareto_plot.moc"
