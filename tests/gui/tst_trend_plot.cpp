#include "defect_tools.h"
#include "plot_tools.h"

#include "widgets/theme.h"
#include "widgets/trend_plot.h"

#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QSignalSpy>

using namespace widgets;

namespace {

const QDateTime noon(QDate(2026, 11, 2), QTime(12, 0));

/// "gear_1 pass 0.2 +60": a score and how many seconds after noon; no time without.
TrendPoints pointsFrom(const QStringList& texts)
{
    static const QMap<QString, inference::Verdict> verdicts{
        {"pass", inference::Verdict::Pass}, {"review", inference::Verdict::Review}, {"fail", inference::Verdict::Fail}};
    std::vector<TrendPoint> points;
    for (const QString& text : texts) {
        const QStringList words = text.split(QLatin1Char(' '));
        TrendPoint point;
        point.name = words[0];
        point.path = QStringLiteral("/lot/") + words[0];
        point.verdict = verdicts[words[1]];
        point.score = words[2].toDouble();
        if (words.size() > 3)
            point.time = noon.addSecs(words[3].toInt());
        points.push_back(point);
    }
    return std::make_shared<const std::vector<TrendPoint>>(std::move(points));
}

TrendPoints lot()
{
    return pointsFrom({"e pass 0.2 +240", "d review 0.5 +180", "c fail 0.9 +120", "b pass 0.3", "a pass 0.1 +0", "f fail 0.7 +300"});
}

void turnWheel(TrendPlot& trend, QPointF at, int notches, Qt::KeyboardModifiers modifiers = {})
{
    QWidget* area = trend.plotArea();
    QWheelEvent wheel(at, area->mapToGlobal(at), {}, {0, 120 * notches}, Qt::NoButton, modifiers, Qt::NoScrollPhase, false);
    QCoreApplication::sendEvent(area, &wheel);
    QCoreApplication::processEvents();
}

}  // namespace

class TestTrendPlot : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }

    void clickOpensThePart_data()
    {
        QTest::addColumn<TrendPlot::Order>("order");
        QTest::addColumn<int>("place");
        QTest::addColumn<QString>("path");
        QTest::newRow("file order") << TrendPlot::Order::File << 2 << "/lot/c";
        QTest::newRow("file order, without a time") << TrendPlot::Order::File << 3 << "/lot/b";
        QTest::newRow("time") << TrendPlot::Order::Time << 2 << "/lot/d";
        QTest::newRow("time, last") << TrendPlot::Order::Time << 4 << "/lot/f";
    }

    void clickOpensThePart()
    {
        QFETCH(TrendPlot::Order, order);
        QFETCH(int, place);
        TrendPlot trend;
        trend.setOrder(order);
        trend.setPoints(lot());
        showPlot(trend);
        QSignalSpy activated(&trend, &TrendPlot::partActivated);
        clickItem(trend, place);
        QCOMPARE(activated.count(), 1);
        QTEST(activated[0][0].toString(), "path");
        QTest::mouseClick(trend.plotArea(), Qt::LeftButton, {}, (trend.placeOf(place) - QPointF(0, 20)).toPoint());
        QCOMPARE(activated.count(), 1);
    }

    void dragSelectsThePartsOfARange_data()
    {
        QTest::addColumn<TrendPlot::Order>("order");
        QTest::addColumn<QStringList>("paths");
        QTest::addColumn<QString>("what");
        QTest::newRow("file order") << TrendPlot::Order::File << QStringList{"/lot/d", "/lot/c", "/lot/b"} << "parts 2 to 4";
        QTest::newRow("time") << TrendPlot::Order::Time << QStringList{"/lot/c", "/lot/d", "/lot/e"}
                              << QStringLiteral("parts from %1 to %2")
                                     .arg(QLocale(QLocale::English, QLocale::UnitedStates).toString(noon.addSecs(120), QLocale::ShortFormat),
                                          QLocale(QLocale::English, QLocale::UnitedStates).toString(noon.addSecs(240), QLocale::ShortFormat));
    }

    void dragSelectsThePartsOfARange()
    {
        QFETCH(TrendPlot::Order, order);
        TrendPlot trend;
        trend.setOrder(order);
        trend.setPoints(lot());
        showPlot(trend);
        QSignalSpy selected(&trend, &TrendPlot::partsSelected);
        QSignalSpy activated(&trend, &TrendPlot::partActivated);
        const QPoint from(int(trend.placeOf(1).x()) - 12, 40);
        const QPoint to(int(trend.placeOf(3).x()) + 12, 90);
        dragOver(trend, from, to);
        QCOMPARE(selected.count(), 1);
        QTEST(selected[0][0].toStringList(), "paths");
        QTEST(selected[0][1].toString(), "what");
        QCOMPARE(activated.count(), 0);
    }

    void wheelZoomsAtThePointer()
    {
        TrendPlot trend;
        trend.setPoints(manyPoints(1000));
        showPlot(trend);
        QCOMPARE(trend.shownPlaces(), std::pair(0, 999));
        const QPointF at = trend.placeOf(700);
        turnWheel(trend, at, 6);
        const auto [first, last] = trend.shownPlaces();
        QVERIFY(first > 400 && first < 700);
        QVERIFY(last > 700 && last < 900);
        QVERIFY(qAbs(trend.placeOf(700).x() - at.x()) < 2);
        turnWheel(trend, at, -20);
        QCOMPARE(trend.shownPlaces(), std::pair(0, 999));
    }

    void shiftDragMovesAndDoubleClickShowsAll()
    {
        TrendPlot trend;
        trend.setPoints(manyPoints(1000));
        showPlot(trend);
        turnWheel(trend, trend.placeOf(500), 6);
        const auto before = trend.shownPlaces();
        QSignalSpy selected(&trend, &TrendPlot::partsSelected);
        dragOver(trend, {300, 100}, {200, 100}, Qt::ShiftModifier);
        const auto after = trend.shownPlaces();
        QCOMPARE(selected.count(), 0);
        QVERIFY(after.first > before.first + 20);
        QVERIFY(qAbs((after.second - after.first) - (before.second - before.first)) <= 1);
        QTest::mouseDClick(trend.plotArea(), Qt::LeftButton, {}, {100, 20});
        QCOMPARE(trend.shownPlaces(), std::pair(0, 999));
    }

    void newPointsKeepTheZoomOfTheSameLot()
    {
        TrendPlot trend;
        trend.setPoints(manyPoints(1000));
        showPlot(trend);
        turnWheel(trend, trend.placeOf(500), 6);
        const auto zoomed = trend.shownPlaces();
        trend.setPoints(manyPoints(1000));
        trend.refresh();
        QCOMPARE(trend.shownPlaces(), zoomed);
        trend.setPoints(manyPoints(500));
        trend.refresh();
        QCOMPARE(trend.shownPlaces(), std::pair(0, 499));
    }

    void arrowsMoveAndEnterOpens()
    {
        TrendPlot trend;
        trend.setPoints(lot());
        trend.setLimits(inference::LimitPair{0.6f, 0.45f});
        showPlot(trend);
        QSignalSpy activated(&trend, &TrendPlot::partActivated);
        QTest::keyClick(trend.plotArea(), Qt::Key_Home);
        QTest::keyClick(trend.plotArea(), Qt::Key_Right);
        QTest::keyClick(trend.plotArea(), Qt::Key_Right);
        QTest::keyClick(trend.plotArea(), Qt::Key_Return);
        QCOMPARE(activated.count(), 1);
        QCOMPARE(activated[0][0].toString(), QString("/lot/c"));
        QVERIFY(trend.plotArea()->accessibleDescription().startsWith("c: Fail, score 0.9000, "));
    }

    void arrowsBringTheViewAlong()
    {
        TrendPlot trend;
        trend.setPoints(manyPoints(1000));
        showPlot(trend);
        turnWheel(trend, trend.placeOf(100), 10);
        trend.setCurrent(900);
        const auto [first, last] = trend.shownPlaces();
        QVERIFY(first <= 900 && last >= 900);
    }

    void toolTipTellsTheFailRateOfItsGroup()
    {
        TrendPlot trend;
        trend.setLine(TrendPlot::Line::FailRate);
        trend.setWindow(3);
        trend.setPoints(lot());
        showPlot(trend);
        QCOMPARE(trend.sentenceOf(3), QString("b: Pass, score 0.3000\nParts 4 to 6: 33.3 % fail, limits 0.0 to 100.0 %"));
    }

    void copiesItsNumbers()
    {
        TrendPlot trend;
        trend.setPoints(pointsFrom({"b pass 0.25 +60", "=a fail 0.9"}));
        showPlot(trend);
        QTest::keySequence(trend.plotArea(), QKeySequence::Copy);
        QCOMPARE(QGuiApplication::clipboard()->text(), QString("Place\tPart\tScore\tVerdict\tTime\n"
                                                               "1\tb\t0.250000\tPass\t2026-11-02T12:01:00\n"
                                                               "2\t'=a\t0.900000\tFail\t\n"));
    }

    void emptyOnesTeach()
    {
        TrendPlot trend;
        showPlot(trend);
        QVERIFY(trend.isEmpty());
        QVERIFY(trend.emptyText().contains("Inspect parts"));
        trend.setPoints(pointsFrom({"b pass 0.25"}));
        trend.setOrder(TrendPlot::Order::Time);
        trend.refresh();
        QVERIFY(trend.isEmpty());
        QVERIFY(trend.emptyText().contains("order of files"));
        turnWheel(trend, {100, 100}, 2);
        QTest::keyClick(trend.plotArea(), Qt::Key_0);
        QCOMPARE(trend.itemCount(), 0);
    }

    void limitsAreDrawn()
    {
        TrendPlot trend;
        trend.setLine(TrendPlot::Line::None);
        trend.setPoints(pointsFrom({"a pass 0.1 +0", "b pass 0.1 +1"}));
        showPlot(trend);
        showPlot(trend);  // margins settle with the first drawing
        const QImage without = trend.plotArea()->grab().toImage();
        trend.setLimits(inference::LimitPair{0.6f, 0.6f});
        trend.refresh();
        const QImage one = trend.plotArea()->grab().toImage();
        QVERIFY(one != without);
        trend.setLimits(inference::LimitPair{0.6f, 0.4f});
        trend.refresh();
        QVERIFY(trend.plotArea()->grab().toImage() != one);
        trend.setLimits(std::nullopt);
        trend.refresh();
        QCOMPARE(trend.plotArea()->grab().toImage(), without);
    }

    void nothingIsClippedWhenSmall()
    {
        TrendPlot trend;
        trend.setPoints(lot());
        showPlot(trend, {360, 200});
        QCOMPARE(trend.size(), QSize(360, 200));
        QCOMPARE(clippedControls(trend), QStringList());
    }

    void followsTheLanguage()
    {
        TrendPlot trend;
        trend.setPoints(lot());
        showPlot(trend);
        QCOMPARE(untranslated(trend), QStringList());
    }

    void followsTheTheme()
    {
        TrendPlot trend;
        trend.setPoints(lot());
        showPlot(trend);
        applyTheme(*qApp, Theme::Dark);
        QCOMPARE(groundOf(trend), paletteOf(Theme::Dark).color(QPalette::Base));
        applyTheme(*qApp, Theme::Light);
    }

    void hundredThousandPoints_data()
    {
        QTest::addColumn<TrendPlot::Order>("order");
        QTest::addColumn<TrendPlot::Line>("line");
        QTest::newRow("file order, running mean") << TrendPlot::Order::File << TrendPlot::Line::Mean;
        QTest::newRow("time, fail rate") << TrendPlot::Order::Time << TrendPlot::Line::FailRate;
    }

    void hundredThousandPoints()
    {
        QFETCH(TrendPlot::Order, order);
        QFETCH(TrendPlot::Line, line);
        const TrendPoints points = manyPoints(100000);
        TrendPlot trend;
        trend.setOrder(order);
        trend.setLine(line);
        showPlot(trend, {1000, 300});
        QBENCHMARK {
            trend.setPoints(points);
            trend.grab();
        }
        QCOMPARE(trend.itemCount(), 100000);
    }

    void aZoomStepOfHundredThousandPoints()
    {
        TrendPlot trend;
        trend.setPoints(manyPoints(100000));
        showPlot(trend, {1000, 300});
        int notches = 1;
        QBENCHMARK {
            turnWheel(trend, {500, 100}, notches);
            trend.grab();
            notches = -notches;
        }
    }
};

QTEST_MAIN(TestTrendPlot)
#include "tst_trend_plot.moc"
