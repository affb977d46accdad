#include "shape_tools.h"

#include "widgets/compare_bar.h"
#include "widgets/split_handle.h"

#include <QLabel>
#include <QSignalSpy>
#include <QToolButton>

using namespace widgets;
using namespace shapes;

namespace {

const QColor partColour(100, 100, 100);
const QColor referenceColour(200, 200, 200);
const QColor heatColour(0, 255, 0);

}  // namespace

class TestCanvasCompare : public QObject {
    Q_OBJECT

    struct Desk {
        Canvas canvas;
        QSignalSpy changed {&canvas, &Canvas::compareModeChanged};
        Desk()
        {
            inference::ColourTable table {};
            table.fill({0, 255, 0});
            canvas.resize(640, 480);
            canvas.setColourTable(table);
            canvas.setLimits(0.6f, 0.4f);
            canvas.setOpacity(1);
            canvas.show();
            canvas.setImage(grey());
        }
        void heat()
        {
            canvas.setMap(std::make_shared<const inference::AnomalyMap>(
                inference::AnomalyMap {20, 20, std::vector<float>(400, 0.9f)}));
        }
        void reference(QSize size = imageSize) { canvas.setReference(grey(size, 200), "golden.png"); }
        SplitHandle& handle() { return *canvas.findChild<SplitHandle*>(); }
        QColor shown(int x, int y = 300) { return canvas.grab().toImage().pixelColor(x, y); }
        /// A key with a time of its own, in milliseconds.
        void key(QEvent::Type type, quint64 when)
        {
            QKeyEvent event(type, Qt::Key_C, Qt::NoModifier);
            event.setTimestamp(when);
            QCoreApplication::sendEvent(&canvas, &event);
        }
    };

private slots:
    void heatIsSplitAtTheLine_data()
    {
        QTest::addColumn<bool>("heatVisible");
        QTest::newRow("heat on") << true;
        QTest::newRow("heat off: shown to the right all the same") << false;
    }
    void heatIsSplitAtTheLine()
    {
        QFETCH(bool, heatVisible);
        Desk desk;
        desk.heat();
        desk.canvas.setHeatVisible(heatVisible);
        desk.canvas.setCompareMode(CompareMode::SplitHeat);
        QVERIFY(desk.handle().isVisible());
        QCOMPARE(desk.shown(100), partColour);
        QCOMPARE(desk.shown(300), partColour);
        QCOMPARE(desk.shown(340), heatColour);
        desk.canvas.setCompareMode(CompareMode::Off);
        QVERIFY(!desk.handle().isVisible());
        QCOMPARE(desk.shown(100), heatVisible ? heatColour : partColour);
    }

    void theLineIsDragged()
    {
        Desk desk;
        desk.heat();
        desk.canvas.setCompareMode(CompareMode::SplitHeat);
        QSignalSpy moved(&desk.canvas, &Canvas::splitMoved);
        SplitHandle& handle = desk.handle();
        QCOMPARE(handle.geometry(), QRect(308, 0, 24, 480));
        QTest::mousePress(&handle, Qt::LeftButton, {}, {12, 200});
        mouseMove(handle, {12 - 160, 200}, Qt::LeftButton);
        QTest::mouseRelease(&handle, Qt::LeftButton, {}, {12, 200});
        QCOMPARE(desk.canvas.split(), 0.25);
        QCOMPARE(moved.size(), 1);
        QCOMPARE(handle.geometry(), QRect(148, 0, 24, 480));
        QCOMPARE(desk.shown(100), partColour);
        QCOMPARE(desk.shown(200), heatColour);
        QTest::mouseDClick(&handle, Qt::LeftButton);
        QCOMPARE(desk.canvas.split(), 0.5);
        desk.canvas.resize(800, 480);
        QCOMPARE(handle.geometry(), QRect(388, 0, 24, 480));
    }

    void keysMoveTheFocusedLine_data()
    {
        QTest::addColumn<int>("code");
        QTest::addColumn<bool>("shift");
        QTest::addColumn<double>("split");
        QTest::newRow("left") << int(Qt::Key_Left) << false << 0.49;
        QTest::newRow("right") << int(Qt::Key_Right) << false << 0.51;
        QTest::newRow("far right") << int(Qt::Key_Right) << true << 0.6;
        QTest::newRow("home") << int(Qt::Key_Home) << false << 0.0;
        QTest::newRow("end") << int(Qt::Key_End) << false << 1.0;
    }
    void keysMoveTheFocusedLine()
    {
        QFETCH(int, code);
        QFETCH(bool, shift);
        Desk desk;
        desk.canvas.setCompareMode(CompareMode::SplitHeat);
        QKeyEvent claim(QEvent::ShortcutOverride, code, shift ? Qt::ShiftModifier : Qt::NoModifier);
        claim.ignore();
        QCoreApplication::sendEvent(&desk.handle(), &claim);
        QVERIFY(claim.isAccepted());
        QTest::keyClick(&desk.handle(), Qt::Key(code), shift ? Qt::ShiftModifier : Qt::NoModifier);
        QTEST(desk.canvas.split(), "split");
    }

    void theReferenceIsStretchedToThePicture_data()
    {
        QTest::addColumn<QSize>("size");
        QTest::newRow("same size") << imageSize;
        QTest::newRow("smaller") << QSize(80, 60);
        QTest::newRow("other shape") << QSize(300, 900);
        QTest::newRow("large, scaled on a thread") << QSize(2000, 1500);
    }
    void theReferenceIsStretchedToThePicture()
    {
        QFETCH(QSize, size);
        Desk desk;
        desk.heat();
        desk.reference(size);
        desk.canvas.setCompareMode(CompareMode::SplitReference);
        QTRY_VERIFY(desk.handle().isVisible());
        QCOMPARE(desk.shown(100), heatColour);
        QCOMPARE(desk.shown(340), referenceColour);
        const QPoint corner = at(desk.canvas, 797, 597);
        QCOMPARE(desk.shown(corner.x(), corner.y()), referenceColour);
        desk.canvas.setImage(grey({400, 300}, 50));  // the next part: the same reference
        QTRY_COMPARE(desk.shown(340), referenceColour);
    }

    void withoutAReferenceThePartIsShownAlone_data()
    {
        QTest::addColumn<CompareMode>("mode");
        QTest::newRow("split") << CompareMode::SplitReference;
        QTest::newRow("blink") << CompareMode::Blink;
        QTest::newRow("two views") << CompareMode::TwoViews;
    }
    void withoutAReferenceThePartIsShownAlone()
    {
        QFETCH(CompareMode, mode);
        Desk desk;
        const QImage plain = desk.canvas.grab().toImage();
        desk.canvas.setCompareMode(mode);
        QCOMPARE(desk.canvas.grab().toImage(), plain);
        desk.reference();
        desk.canvas.setReference({}, {});
        QCOMPARE(desk.canvas.grab().toImage(), plain);
    }

    void blinkingShowsBothInTurn()
    {
        Desk desk;
        desk.reference();
        desk.canvas.setCompareMode(CompareMode::Blink);
        QCOMPARE(desk.shown(340), partColour);
        QTRY_COMPARE(desk.shown(340), referenceColour);
        QTRY_COMPARE(desk.shown(340), partColour);
        desk.canvas.setCompareMode(CompareMode::Off);
        QCOMPARE(desk.shown(340), partColour);
        const auto timers = desk.canvas.findChildren<QTimer*>();
        QVERIFY(std::none_of(timers.begin(), timers.end(), [](QTimer* timer) { return timer->isActive(); }));
    }

    void regionsAreMarkedOnThePartAlone()
    {
        Desk desk;
        desk.reference();
        inference::Defect defect;
        defect.box = {100, 250, 600, 100};
        defect.area = 60000;
        defect.failing = true;
        desk.canvas.setCompareMode(CompareMode::SplitReference);
        desk.canvas.setDefects({defect});
        const QImage shown = desk.canvas.grab().toImage();
        const int y = at(desk.canvas, 100, 250).y();
        QVERIFY(shown.pixelColor(250, y) != partColour);
        QCOMPARE(shown.pixelColor(400, y), referenceColour);
    }

    void aTapOnCSwitchesAndHoldingItOnlyShows_data()
    {
        QTest::addColumn<int>("held");
        QTest::addColumn<bool>("stays");
        QTest::newRow("tap") << 80 << true;
        QTest::newRow("hold") << 900 << false;
    }
    void aTapOnCSwitchesAndHoldingItOnlyShows()
    {
        QFETCH(int, held);
        QFETCH(bool, stays);
        Desk desk;
        desk.reference();
        desk.key(QEvent::KeyPress, 1000);
        QCOMPARE(desk.canvas.compareMode(), CompareMode::SplitReference);
        desk.key(QEvent::KeyRelease, 1000 + quint64(held));
        QCOMPARE(desk.canvas.compareMode(), stays ? CompareMode::SplitReference : CompareMode::Off);
        QCOMPARE(desk.changed.size(), stays ? 1 : 0);
    }

    void cLetGoWithoutAPictureIsLetGo()
    {
        Desk desk;
        desk.key(QEvent::KeyPress, 1000);
        desk.canvas.setError({}, "part_17.jpg is damaged");
        desk.key(QEvent::KeyRelease, 1900);
        QCOMPARE(desk.canvas.compareMode(), CompareMode::Off);
    }

    void cComesBackToTheLastMode()
    {
        Desk desk;
        desk.key(QEvent::KeyPress, 100);
        desk.key(QEvent::KeyRelease, 110);
        QCOMPARE(desk.canvas.compareMode(), CompareMode::SplitHeat);  // nothing else without a reference
        desk.reference();
        desk.canvas.setCompareMode(CompareMode::Blink);
        for (const CompareMode mode : {CompareMode::Off, CompareMode::Blink}) {
            desk.key(QEvent::KeyPress, 2000);
            desk.key(QEvent::KeyRelease, 2010);
            QCOMPARE(desk.canvas.compareMode(), mode);
        }
        QCOMPARE(desk.changed.size(), 3);
    }

    void theBarOffersWhatIsPossible()
    {
        CompareBar bar;
        QSignalSpy chosen(&bar, &CompareBar::modeChosen);
        QSignalSpy wanted(&bar, &CompareBar::useAsReferenceWanted);
        QSignalSpy forget(&bar, &CompareBar::forgetReferenceWanted);
        bar.resize(600, 40);
        bar.show();
        for (const CompareMode mode : {CompareMode::SplitReference, CompareMode::Blink, CompareMode::TwoViews})
            QVERIFY(!bar.button(mode)->isEnabled());
        QVERIFY(!bar.forgetButton()->isVisible());
        QTest::mouseClick(bar.button(CompareMode::SplitHeat), Qt::LeftButton);
        QTest::mouseClick(bar.button(CompareMode::SplitHeat), Qt::LeftButton);  // it is chosen already
        QCOMPARE(chosen.size(), 1);
        QCOMPARE(chosen[0][0].value<CompareMode>(), CompareMode::SplitHeat);
        QTest::mouseClick(bar.useButton(), Qt::LeftButton);
        QCOMPARE(wanted.size(), 1);
        bar.setReferenceName("golden.png");
        QVERIFY(bar.button(CompareMode::Blink)->isEnabled());
        QVERIFY(bar.findChild<QLabel*>()->toolTip().contains("golden.png"));
        QTest::mouseClick(bar.forgetButton(), Qt::LeftButton);
        QCOMPARE(forget.size(), 1);
        bar.setMode(CompareMode::TwoViews);
        QVERIFY(bar.button(CompareMode::TwoViews)->isChecked());
        QCOMPARE(chosen.size(), 1);
        bar.setPartAvailable(false);
        QVERIFY(!bar.useButton()->isEnabled());
    }
};

QTEST_MAIN(TestCanvasCompare)
#include "tst_canvas_compare.moc"
