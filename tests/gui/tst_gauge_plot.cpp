#include "plot_tools.h"

#include "widgets/contrast.h"
#include "widgets/gauge_plot.h"
#include "widgets/series_style.h"
#include "widgets/theme.h"

#include <QApplication>
#include <QClipboard>
#include <QSignalSpy>

using namespace widgets;

namespace {

const GaugeAxis area {"Area", "mm²", 2};

std::vector<GaugePoint> points()
{
    return {{1, 1, 5.5, "/s/b2_1.png", "b2_1.png"}, {0, 0, 1, "/s/a1_1.png", "a1_1.png"}, {0, 0, 2, "/s/a1_2.png", "a1_2.png"},
            {0, 1, 1.5, "/s/b1_1.png", "b1_1.png"}, {1, 0, 5, "/s/a2_1.png", "a2_1.png"}, {1, 0, 6, "/s/a2_2.png", "a2_2.png"}};
}

void fill(GaugePlot& plot)
{
    plot.setStudy({"one", "two"}, {"a", "b"}, points(), area);
    showPlot(plot);
}

}  // namespace

class TestGaugePlot : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }

    void clickOpensThePicture_data()
    {
        QTest::addColumn<int>("item");
        QTest::addColumn<QString>("path");
        QTest::newRow("first") << 0 << "/s/a1_1.png";
        QTest::newRow("other appraiser") << 2 << "/s/b1_1.png";
        QTest::newRow("last") << 5 << "/s/b2_1.png";
    }

    void clickOpensThePicture()
    {
        QFETCH(int, item);
        GaugePlot plot;
        fill(plot);
        QSignalSpy activated(&plot, &GaugePlot::partActivated);
        clickItem(plot, item);
        QCOMPARE(activated.count(), 1);
        QTEST(activated[0][0].toString(), "path");
    }

    void besideThePointsNothingOpens()
    {
        GaugePlot plot;
        fill(plot);
        QSignalSpy activated(&plot, &GaugePlot::partActivated);
        QTest::mouseClick(plot.plotArea(), Qt::LeftButton, {}, ((plot.placeOf(2) + plot.placeOf(3)) / 2).toPoint());
        QCOMPARE(activated.count(), 0);
    }

    void appraisersStandBesideEachOther()
    {
        GaugePlot plot;
        fill(plot);
        QVERIFY(plot.placeOf(0).x() < plot.placeOf(2).x());  // a, b of one part
        QVERIFY(plot.placeOf(2).x() < plot.placeOf(3).x());  // b of this, a of the next part
        QVERIFY(plot.placeOf(0).y() > plot.placeOf(1).y());
    }

    void keysMoveAndEnterOpens()
    {
        GaugePlot plot;
        fill(plot);
        QSignalSpy activated(&plot, &GaugePlot::partActivated);
        QTest::keyClick(plot.plotArea(), Qt::Key_End);
        QTest::keyClick(plot.plotArea(), Qt::Key_Left);
        QCOMPARE(plain(plot.plotArea()->accessibleDescription()), QString("two by a: 6.00 mm²\na2_2.png"));
        QTest::keyClick(plot.plotArea(), Qt::Key_Enter);
        QCOMPARE(activated[0][0].toString(), QString("/s/a2_2.png"));
    }

    void oneAppraiserHasNoName()
    {
        GaugePlot plot;
        plot.setStudy({"one", "two"}, {""}, {{0, 0, 0.25, "/1", "1"}, {1, 0, 0.5, "/2", "2"}}, {"Score", "", 2});
        showPlot(plot);
        QCOMPARE(plot.sentenceOf(1), QString("two: 0.50\n2"));
    }

    void copiesItsNumbers()
    {
        GaugePlot plot;
        fill(plot);
        QTest::keySequence(plot.plotArea(), QKeySequence::Copy);
        QCOMPARE(QGuiApplication::clipboard()->text().section('\n', 0, 1), QString("Part\tAppraiser\tPicture\tArea mm²\none\ta\ta1_1.png\t1.000000"));
    }

    void valuesMoveUnderTheCurrentPoint()
    {
        GaugePlot plot;
        fill(plot);
        plot.setCurrent(3);
        auto moved = points();
        for (GaugePoint& point : moved)
            point.value *= 2;
        plot.setStudy({"one", "two"}, {"a", "b"}, moved, area);
        QCOMPARE(plot.current(), 3);
        moved.pop_back();
        plot.setStudy({"one", "two"}, {"a", "b"}, moved, area);
        QCOMPARE(plot.current(), -1);
    }

    void limitsAreAlwaysInView()
    {
        GaugePlot plot;
        fill(plot);  // 1 to 6, the greatest at the top
        const QPointF before = plot.placeOf(4);
        plot.setLimits(inference::LimitPair {20, 10});
        showPlot(plot);
        QVERIFY(plot.placeOf(4).y() > before.y() + 40);  // room above for 20
        const QImage drawn = plot.plotArea()->grab().toImage();
        plot.setLimits(inference::LimitPair {20, 20});  // no band: one line
        showPlot(plot);
        QVERIFY(plot.plotArea()->grab().toImage() != drawn);
        plot.setLimits(std::nullopt);
        showPlot(plot);
        QVERIFY(std::abs(plot.placeOf(4).y() - before.y()) < 1);
    }

    void anotherMeasureIsSaidOfTheSamePoint()
    {
        GaugePlot plot;
        fill(plot);
        plot.setCurrent(0);
        plot.setStudy({"one", "two"}, {"a", "b"}, points(), {"Length", "mm", 1});
        QCOMPARE(plain(plot.plotArea()->accessibleDescription()), QString("one by a: 1.0 mm\na1_1.png"));
    }

    void tooManyAppraisersAreNotToldApart()
    {
        GaugePlot plot;
        std::vector<GaugePoint> many;
        QStringList names;
        for (int i = 0; i <= mostAppraisersApart; ++i) {
            names.append(QString::number(i));
            many.push_back({0, i, 1.0 * i, QString::number(i), QString::number(i)});
        }
        plot.setStudy({"one"}, names, many, area);
        showPlot(plot);
        QCOMPARE(plot.itemCount(), mostAppraisersApart + 1);
        QSignalSpy activated(&plot, &GaugePlot::partActivated);
        clickItem(plot, mostAppraisersApart);
        QCOMPARE(activated[0][0].toString(), names.back());
    }

    void fewerAndMoreAppraisers()
    {
        GaugePlot plot;
        fill(plot);
        plot.setStudy({"one"}, {""}, {{0, 0, 1, "/1", "1"}, {0, 0, 1, "/2", "2"}}, area);
        showPlot(plot);
        QCOMPARE(plot.itemCount(), 2);
        std::vector<GaugePoint> many;
        QStringList names;
        for (int i = 0; i < 9; ++i) {
            names.append(QString::number(i));
            many.push_back({0, i, 1.0 * i, QString::number(i), QString::number(i)});
        }
        plot.setStudy({"one"}, names, many, area);
        showPlot(plot);
        QCOMPARE(plot.itemCount(), 9);
        plot.setStudy({}, {}, {}, area);
        plot.refresh();
        QVERIFY(plot.isEmpty());
        QVERIFY(plot.emptyText().startsWith("No study"));
    }

    void coloursCanBeTold_data()
    {
        QTest::addColumn<Theme>("theme");
        QTest::newRow("light") << Theme::Light;
        QTest::newRow("dark") << Theme::Dark;
        QTest::newRow("high contrast") << Theme::HighContrast;
    }

    void coloursCanBeTold()
    {
        QFETCH(Theme, theme);
        applyTheme(*qApp, theme);
        const QPalette palette = QGuiApplication::palette();
        for (int i = 0; i < seriesColours; ++i) {
            QVERIFY(contrast(seriesColour(i, palette), palette.color(QPalette::Base)) >= 3);
            for (int k = 0; k < i; ++k) {
                const QColor one = seriesColour(i, palette), other = seriesColour(k, palette);
                QVERIFY(std::abs(one.red() - other.red()) + std::abs(one.green() - other.green()) + std::abs(one.blue() - other.blue()) > 60);
            }
        }
        QCOMPARE(seriesColour(seriesColours, palette), seriesColour(0, palette));
        applyTheme(*qApp, Theme::Light);
    }

    void languageIsFollowed()
    {
        GaugePlot plot;
        fill(plot);
        QCOMPARE(untranslated(plot), QStringList());
    }
};

QTEST_MAIN(TestGaugePlot)
#include "tst_gauge_plot.moc"
