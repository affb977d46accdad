#include "widgets/label_legend.h"
#include "widgets/limit_handle.h"
#include "widgets/rate_text.h"
#include "widgets/score_histogram.h"
#include "widgets/theme.h"

#include <QCheckBox>
#include <QPushButton>
#include <QtTest>

#include <random>

using namespace widgets;
using inference::Label;
using inference::LimitPair;
using inference::evaluation::ScoreDistribution;
using inference::evaluation::ScoredPart;

namespace {

using Parts = std::vector<ScoredPart>;

std::shared_ptr<const ScoreDistribution> made(const Parts& parts) { return std::make_shared<const ScoreDistribution>(parts); }

/// 100,000 parts as a line would give them.
Parts manyParts()
{
    std::mt19937 random(7);
    std::normal_distribution<double> good(0.25, 0.08);
    std::normal_distribution<double> bad(0.65, 0.12);
    Parts parts;
    for (int i = 0; i < 100000; ++i) {
        const Label label = i % 10 == 0 ? Label::None : i % 20 == 1 ? Label::Defective : Label::Good;
        const double score = label == Label::Defective || i % 50 == 0 ? bad(random) : good(random);
        parts.push_back({std::clamp(score, 0.0, 1.0), label});
    }
    return parts;
}

struct Set {
    ScoreHistogram histogram;
    QSignalSpy dragged{&histogram, &ScoreHistogram::limitsDragged};
    QSignalSpy ended{&histogram, &ScoreHistogram::limitDragEnded};
    QSignalSpy selected{&histogram, &ScoreHistogram::scoreRangeSelected};

    explicit Set(const Parts& parts = {}, LimitPair limits = {0.6f, 0.4f})
    {
        histogram.resize(700, 320);
        histogram.setDistribution(made(parts));
        histogram.setLimits(limits);
        histogram.show();
        (void)QTest::qWaitForWindowExposed(&histogram);
    }
    QWidget* over() const { return histogram.overlay(); }
    /// Halfway up the plot, at a score.
    QPoint at(double score) const
    {
        return {int(std::lround(histogram.plot()->placeOf(score))), histogram.plot()->area().center().y()};
    }
    void drag(QPoint from, QPoint to) const
    {
        QTest::mousePress(over(), Qt::LeftButton, {}, from);
        QTest::mouseMove(over(), (from + to) / 2);
        QTest::mouseMove(over(), to);
    }
    void release(QPoint at) const { QTest::mouseRelease(over(), Qt::LeftButton, {}, at); }
    LimitPair last() const { return dragged.last()[0].value<LimitPair>(); }
    /// In the middle of a bar, so high.
    QPoint inBar(double score, double parts) const
    {
        const HistogramPlot& plot = *histogram.plot();
        const double top = double(plot.bins().tallest()) * 1.08;
        return {at(score).x(), int(plot.area().bottom() + 1 - parts / top * plot.area().height())};
    }
};

bool near(float one, double other) { return std::abs(double(one) - other) <= 0.002; }

}  // namespace

class TestScoreHistogram : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void legendTakesTheLinesItNeeds();
    void limitsGoAlongWithBarsThatMove();
    void dragMovesTheLimit_data();
    void dragMovesTheLimit();
    void aPushedLimitComesBack();
    void handlesAreDraggedToo();
    void handlesOfEqualLimitsLieBesideEachOther();
    void pressWithoutMoveChangesNothing();
    void escapeGivesTheDragUp();
    void setLimitsInASlotLetsTheDragGoOn();
    void keysMoveTheLimit_data();
    void keysMoveTheLimit();
    void tabLeadsToBothHandles();
    void clickSelectsTheBarsRange_data();
    void clickSelectsTheBarsRange();
    void clickBesideTheBarsSelectsNothing();
    void theLastBarHoldsOne();
    void wheelZoomsAtTheCursorAndResets();
    void logCountsShowOnePartBesideThousands();
    void suggestionIsPainted();
    void descriptionSaysTheNumbers();
    void themes_data();
    void themes();
    void redrawWhileDragging();
    void redrawOfNewScores();
};

void TestScoreHistogram::initTestCase()
{
    QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
    applyTheme(*qApp, Theme::Light);
}

void TestScoreHistogram::legendTakesTheLinesItNeeds()
{
    widgets::LabelLegend legend;
    legend.setCounts({100'000, 100'000, 100'000});
    const QSize whole = legend.sizeHint(), least = legend.minimumSizeHint();
    QVERIFY(least.width() < whole.width());
    QCOMPARE(legend.heightForWidth(whole.width()), whole.height());
    QVERIFY(legend.heightForWidth(whole.width() - 1) >= 2 * whole.height());
    QVERIFY(legend.heightForWidth(least.width()) >= 3 * whole.height());
}

void TestScoreHistogram::dragMovesTheLimit_data()
{
    QTest::addColumn<double>("from");
    QTest::addColumn<double>("to");
    QTest::addColumn<double>("fail");
    QTest::addColumn<double>("review");
    QTest::newRow("fail up") << 0.6 << 0.8 << 0.8 << 0.4;
    QTest::newRow("fail down") << 0.6 << 0.5 << 0.5 << 0.4;
    QTest::newRow("fail pushes review") << 0.6 << 0.2 << 0.2 << 0.2;
    QTest::newRow("review up") << 0.4 << 0.5 << 0.6 << 0.5;
    QTest::newRow("review pushes fail") << 0.4 << 0.9 << 0.9 << 0.9;
    QTest::newRow("beyond the end") << 0.6 << 1.4 << 1.0 << 0.4;
    QTest::newRow("below the start") << 0.4 << -0.5 << 0.6 << 0.0;
}

void TestScoreHistogram::dragMovesTheLimit()
{
    QFETCH(double, from);
    QFETCH(double, to);
    QFETCH(double, fail);
    QFETCH(double, review);
    Set set;
    set.drag(set.at(from) + QPoint(2, 0), set.at(to) + QPoint(2, 0));  // gripped beside the line: it doesn't jump
    QVERIFY(set.dragged.count() >= 1);
    QVERIFY2(near(set.last().fail, fail), qPrintable(QString::number(double(set.last().fail))));
    QVERIFY2(near(set.last().review, review), qPrintable(QString::number(double(set.last().review))));
    QCOMPARE(set.histogram.limits(), set.last());
    QCOMPARE(set.ended.count(), 0);
    set.release(set.at(to));
    QCOMPARE(set.ended.count(), 1);
    QCOMPARE(set.selected.count(), 0);
}

void TestScoreHistogram::aPushedLimitComesBack()
{
    Set set;
    set.drag(set.at(0.6), set.at(0.2));
    QVERIFY(near(set.last().review, 0.2));
    QTest::mouseMove(set.over(), set.at(0.7));
    QVERIFY(near(set.last().fail, 0.7));
    QCOMPARE(set.last().review, 0.4f);
}

void TestScoreHistogram::handlesAreDraggedToo()
{
    Set set;
    const QPoint grip = set.histogram.overlay()->reviewHandle()->geometry().center();
    const int by = set.at(0.5).x() - set.at(0.4).x();
    set.drag(grip, grip + QPoint(by, 0));
    QVERIFY(near(set.last().review, 0.5));
    QVERIFY(set.histogram.overlay()->reviewHandle()->hasFocus());
}

void TestScoreHistogram::handlesOfEqualLimitsLieBesideEachOther()
{
    for (const float limit : {0.0f, 0.5f, 1.0f}) {
        Set set({}, {limit, limit});
        const LimitOverlay& over = *set.histogram.overlay();
        QVERIFY(!over.reviewHandle()->geometry().intersects(over.failHandle()->geometry()));
        QVERIFY(over.reviewHandle()->x() < over.failHandle()->x());
        QVERIFY(over.rect().contains(over.reviewHandle()->geometry()));
        QVERIFY(over.rect().contains(over.failHandle()->geometry()));
    }
}

void TestScoreHistogram::pressWithoutMoveChangesNothing()
{
    Set set({}, {0.61803f, 0.4f});
    QTest::mouseClick(set.over(), Qt::LeftButton, {}, set.at(0.618));
    QCOMPARE(set.dragged.count(), 0);
    QCOMPARE(set.ended.count(), 0);
    QCOMPARE(set.histogram.limits().fail, 0.61803f);
}

void TestScoreHistogram::escapeGivesTheDragUp()
{
    Set set;
    set.drag(set.at(0.6), set.at(0.2));
    QTest::keyClick(set.histogram.overlay()->failHandle(), Qt::Key_Escape);
    QCOMPARE(set.last(), (LimitPair {0.6f, 0.4f}));
    set.release(set.at(0.2));
    QCOMPARE(set.ended.count(), 0);
    QCOMPARE(set.histogram.limits(), (LimitPair {0.6f, 0.4f}));
}

void TestScoreHistogram::setLimitsInASlotLetsTheDragGoOn()
{
    Set set;
    connect(&set.histogram, &ScoreHistogram::limitsDragged, &set.histogram, &ScoreHistogram::setLimits);
    set.drag(set.at(0.6), set.at(0.2));
    QTest::mouseMove(set.over(), set.at(0.8));
    QCOMPARE(set.last().review, 0.4f);
    set.release(set.at(0.8));
    QCOMPARE(set.ended.count(), 1);
}

void TestScoreHistogram::keysMoveTheLimit_data()
{
    QTest::addColumn<int>("key");
    QTest::addColumn<int>("modifiers");
    QTest::addColumn<float>("fail");
    QTest::addColumn<float>("review");
    const auto plain = int(Qt::NoModifier);
    QTest::newRow("right") << int(Qt::Key_Right) << plain << 0.61f << 0.4f;
    QTest::newRow("left") << int(Qt::Key_Left) << plain << 0.59f << 0.4f;
    QTest::newRow("shift") << int(Qt::Key_Right) << int(Qt::ShiftModifier) << 0.65f << 0.4f;
    QTest::newRow("control") << int(Qt::Key_Left) << int(Qt::ControlModifier) << 0.599f << 0.4f;
    QTest::newRow("page") << int(Qt::Key_PageDown) << plain << 0.55f << 0.4f;
    QTest::newRow("home pushes review") << int(Qt::Key_Home) << plain << 0.0f << 0.0f;
    QTest::newRow("end") << int(Qt::Key_End) << plain << 1.0f << 0.4f;
}

void TestScoreHistogram::keysMoveTheLimit()
{
    QFETCH(int, key);
    QFETCH(int, modifiers);
    QFETCH(float, fail);
    QFETCH(float, review);
    Set set;
    LimitHandle* handle = set.histogram.overlay()->failHandle();
    QTest::keyPress(handle, Qt::Key(key), Qt::KeyboardModifiers(modifiers));
    QCOMPARE(set.last(), (LimitPair {fail, review}));
    QCOMPARE(set.ended.count(), 0);
    QTest::keyRelease(handle, Qt::Key(key), Qt::KeyboardModifiers(modifiers));
    QCOMPARE(set.ended.count(), 1);
    QVERIFY(handle->accessibleName().contains(limitText(double(fail))));
}

void TestScoreHistogram::tabLeadsToBothHandles()
{
    Set set;
    set.histogram.activateWindow();
    set.histogram.findChild<QCheckBox*>()->setFocus();
    QWidget* const review = set.histogram.overlay()->reviewHandle();
    QWidget* const fail = set.histogram.overlay()->failHandle();
    QTest::keyClick(set.histogram.window()->focusWidget(), Qt::Key_Tab);
    QCOMPARE(set.histogram.focusWidget(), review);  // "Whole axis" is disabled
    QTest::keyClick(review, Qt::Key_Tab);
    QCOMPARE(set.histogram.focusWidget(), fail);
}

void TestScoreHistogram::clickSelectsTheBarsRange_data()
{
    QTest::addColumn<double>("score");
    QTest::addColumn<double>("height");
    QTest::addColumn<double>("from");
    QTest::addColumn<double>("to");
    QTest::addColumn<int>("label");  // -1: all
    // Bars of a tenth. In 0.2..0.3: 1 defective below 2 good below 1 unlabelled; in 0.7..0.8: 6 defective.
    QTest::newRow("defective piece") << 0.25 << 0.5 << 0.2 << 0.3 << int(Label::Defective);
    QTest::newRow("good piece") << 0.25 << 2.0 << 0.2 << 0.3 << int(Label::Good);
    QTest::newRow("unlabelled piece") << 0.25 << 3.5 << 0.2 << 0.3 << int(Label::None);
    QTest::newRow("above the pile") << 0.25 << 5.5 << 0.2 << 0.3 << -1;
    QTest::newRow("another bar, at its left edge") << 0.705 << 3.0 << 0.7 << 0.8 << int(Label::Defective);
    QTest::newRow("at its right edge") << 0.795 << 3.0 << 0.7 << 0.8 << int(Label::Defective);
}

void TestScoreHistogram::clickSelectsTheBarsRange()
{
    QFETCH(double, score);
    QFETCH(double, height);
    QFETCH(double, from);
    QFETCH(double, to);
    QFETCH(int, label);
    Parts parts {{0.2, Label::Good}, {0.29, Label::Good}, {0.25, Label::Defective}, {0.25, Label::None}};
    for (int i = 0; i < 6; ++i)
        parts.push_back({0.7 + i * 0.01, Label::Defective});
    Set set(parts);
    QCOMPARE(set.histogram.plot()->bins().perUnit, 10);
    QTest::mouseClick(set.over(), Qt::LeftButton, {}, set.inBar(score, height));
    QCOMPARE(set.selected.count(), 1);
    QCOMPARE(set.selected[0][0].toDouble(), from);
    QCOMPARE(set.selected[0][1].toDouble(), to);
    const auto chosen = set.selected[0][2].value<std::optional<Label>>();
    QCOMPARE(chosen ? int(*chosen) : -1, label);
    QCOMPARE(set.dragged.count(), 0);
}

void TestScoreHistogram::clickBesideTheBarsSelectsNothing()
{
    Set set({{0.25, Label::Good}});
    QTest::mouseClick(set.over(), Qt::LeftButton, {}, set.at(0.85));
    QTest::mouseClick(set.over(), Qt::LeftButton, {}, QPoint(2, set.over()->height() - 2));
    QTest::mouseClick(set.over(), Qt::RightButton, {}, set.inBar(0.25, 0.5));
    set.drag(set.at(0.25), set.at(0.3));  // no click
    set.release(set.at(0.3));
    QCOMPARE(set.selected.count(), 0);
}

void TestScoreHistogram::theLastBarHoldsOne()
{
    Set set({{1, Label::Defective}, {0.1, Label::Good}}, {0.6f, 0.4f});
    QTest::mouseClick(set.over(), Qt::LeftButton, {}, set.inBar(0.99, 0.5));
    QCOMPARE(set.selected.count(), 1);
    QVERIFY(set.selected[0][0].toDouble() < 1);
    QVERIFY(set.selected[0][1].toDouble() > 1);
}

void TestScoreHistogram::wheelZoomsAtTheCursorAndResets()
{
    Set set(manyParts());
    auto* const whole = set.histogram.findChild<QPushButton*>();
    QVERIFY(!whole->isVisibleTo(&set.histogram));
    const auto wheel = [&](int delta, Qt::KeyboardModifiers modifiers) {
        const QPointF at = set.at(0.3);
        QWheelEvent event(at, set.over()->mapToGlobal(at), {}, {0, delta}, Qt::NoButton, modifiers, Qt::NoScrollPhase, false);
        QCoreApplication::sendEvent(set.over(), &event);
    };
    const int place = set.at(0.3).x();
    wheel(240, {});
    HistogramPlot& plot = *set.histogram.plot();
    QVERIFY(std::abs(plot.high() - plot.low() - 0.64) < 1e-9);
    QVERIFY(std::abs(set.at(0.3).x() - place) <= 20);  // but for the width of the tick labels
    QVERIFY(whole->isVisibleTo(&set.histogram));
    const double low = plot.low();
    wheel(-120, Qt::ShiftModifier);
    QVERIFY(plot.low() > low);
    wheel(120 * 100, {});
    QVERIFY(std::abs(plot.high() - plot.low() - 0.01) < 1e-9);
    wheel(-120 * 100, {});
    QCOMPARE(plot.low(), 0.0);
    QCOMPARE(plot.high(), 1.0);
    wheel(240, {});
    whole->click();
    QCOMPARE(plot.high() - plot.low(), 1.0);
    set.histogram.setVisibleRange(0.5, 0.7);
    set.histogram.setDistribution(made({}));
    QTest::mouseDClick(set.over(), Qt::LeftButton, {}, set.at(0.65));
    QCOMPARE(plot.low(), 0.0);
}

void TestScoreHistogram::logCountsShowOnePartBesideThousands()
{
    Parts parts(5000, {0.25, Label::Good});
    parts.push_back({0.855, Label::Defective});
    Set set(parts);
    const auto hit = [&] { return set.histogram.plot()->hitAt({double(set.at(0.855).x()), set.histogram.plot()->area().bottom() - 8.0}); };
    QVERIFY(hit() && !hit()->label);
    set.histogram.findChild<QCheckBox*>()->click();
    QVERIFY(hit() && hit()->label == Label::Defective);
}

void TestScoreHistogram::suggestionIsPainted()
{
    Set set(manyParts());
    const QImage before = set.histogram.grab().toImage();
    set.histogram.setSuggestion(LimitMark {0.5, inference::evaluation::Interval {0.45, 0.53}});
    const QImage marked = set.histogram.grab().toImage();
    QVERIFY(marked != before);
    set.histogram.setSuggestion(std::nullopt);
    QCOMPARE(set.histogram.grab().toImage(), before);
}

void TestScoreHistogram::descriptionSaysTheNumbers()
{
    Set set({{0.1, Label::Good}, {0.7, Label::Good}, {0.2, Label::Defective}, {0.9, Label::Defective}, {0.5, Label::None}});
    QCOMPARE(set.histogram.accessibleDescription(),
             QString("Scores of 5 part(s). Fail limit 0.60, review limit 0.40. Escapes 1 of 2, overkill 1 of 2."));
    set.drag(set.at(0.6), set.at(0.8));
    QVERIFY(set.histogram.accessibleDescription().contains("overkill 0 of 2"));
}

void TestScoreHistogram::themes_data()
{
    QTest::addColumn<int>("theme");
    QTest::newRow("light") << int(Theme::Light);
    QTest::newRow("dark") << int(Theme::Dark);
    QTest::newRow("high contrast") << int(Theme::HighContrast);
}

void TestScoreHistogram::limitsGoAlongWithBarsThatMove()
{
    Set set;
    set.histogram.resize(set.histogram.minimumSizeHint().width(), 320);
    QCoreApplication::processEvents();
    const QWidget* const plot = set.histogram.plot();
    const int top = plot->geometry().top();
    constexpr std::size_t many = 1'000'000'000;
    set.histogram.findChild<LabelLegend*>()->setCounts({many, many, many});
    QTRY_VERIFY(plot->geometry().top() > top);  // the legend has more lines
    QCOMPARE(set.over()->geometry(), plot->geometry());
}

/// The plot's ground follows the palette, also while it is shown.
void TestScoreHistogram::themes()
{
    QFETCH(int, theme);
    Parts parts = manyParts();
    parts.resize(3000);
    Set set(parts);
    applyTheme(*qApp, Theme(theme));
    set.histogram.setSuggestion(LimitMark {0.47, inference::evaluation::Interval {0.43, 0.5}});
    QCoreApplication::processEvents();
    const QImage image = set.histogram.grab().toImage();
    const QPoint corner = set.histogram.plot()->geometry().topLeft() + QPoint(2, 2);
    QCOMPARE(image.pixelColor(corner * image.devicePixelRatio()), paletteOf(Theme(theme)).color(QPalette::Base));
    if (const QString folder = qEnvironmentVariable("WORKBENCH_GRABS"); !folder.isEmpty())
        image.save(folder + "/histogram-" + QString(QTest::currentDataTag()).replace(' ', '-') + ".png");
    applyTheme(*qApp, Theme::Light);
}

void TestScoreHistogram::redrawWhileDragging()
{
    Set set(manyParts());
    set.drag(set.at(0.6), set.at(0.5));
    int step = 0;
    QBENCHMARK {
        QTest::mouseMove(set.over(), set.at(0.5 + 0.001 * (++step % 300)));
        set.histogram.repaint();
    }
    QVERIFY(set.dragged.count() > 1);
}

void TestScoreHistogram::redrawOfNewScores()
{
    Set set;
    const auto parts = made(manyParts());
    QBENCHMARK {
        set.histogram.setDistribution(parts);
        set.histogram.repaint();
    }
    QCOMPARE(set.histogram.plot()->distribution()->size(), std::size_t(100000));
}

QTEST_MAIN(TestScoreHistogram)
#include "tst_score_histogram.moc"
