#include "widgets/canvas.h"
#include "widgets/colour_bar.h"
#include "widgets/navigator.h"

#include <QMimeData>
#include <QPushButton>
#include <QSignalSpy>
#include <QtTest>

using namespace widgets;

namespace {

constexpr QSize imageSize(800, 600);

QImage grey(QSize size = imageSize)
{
    QImage image(size, QImage::Format_RGB32);
    image.fill(QColor(100, 100, 100));
    return image;
}

inference::ColourTable greenTable()
{
    inference::ColourTable table {};
    table.fill({0, 255, 0});
    return table;
}

std::shared_ptr<const inference::AnomalyMap> evenMap(float value)
{
    return std::make_shared<const inference::AnomalyMap>(inference::AnomalyMap {20, 20, std::vector<float>(400, value)});
}

inference::Defect square(double x, double y, double side, bool failing)
{
    inference::Defect defect;
    defect.box = {x, y, side, side};
    defect.area = side * side;
    defect.failing = failing;
    defect.contours = {{{x, y}, {x + side, y}, {x + side, y + side}, {x, y + side}}};
    return defect;
}

void mouseMove(QWidget& widget, QPointF to, Qt::MouseButtons buttons = Qt::NoButton)
{
    QMouseEvent move(QEvent::MouseMove, to, widget.mapToGlobal(to), Qt::NoButton, buttons, {});
    QCoreApplication::sendEvent(&widget, &move);
}

void drag(QWidget& widget, QPoint from, QPoint to, Qt::MouseButton button)
{
    QTest::mousePress(&widget, button, {}, from);
    mouseMove(widget, to, button);
    QTest::mouseRelease(&widget, button, {}, to);
}

void turnWheel(QWidget& widget, QPointF at, int angle)
{
    QWheelEvent wheel(at, widget.mapToGlobal(at), {}, {0, angle}, Qt::NoButton, {}, Qt::NoScrollPhase, false);
    QCoreApplication::sendEvent(&widget, &wheel);
}

bool key(QWidget& widget, QEvent::Type type, int code, quint64 timestamp = 0, Qt::KeyboardModifiers modifiers = {})
{
    QKeyEvent event(type, code, modifiers);
    event.setTimestamp(timestamp);
    QCoreApplication::sendEvent(&widget, &event);
    return event.isAccepted();
}

QColor shownAt(Canvas& canvas, QPointF imagePoint)
{
    const QImage shown = canvas.grab().toImage();
    return shown.pixelColor((canvas.view().toWidget(imagePoint) * shown.devicePixelRatio()).toPoint());
}

}  // namespace

class TestCanvas : public QObject {
    Q_OBJECT

private slots:
    void init();
    void cleanup();

    void showsThePictureFitted();
    void wheelZoomsAtTheCursor();
    void keysChangeTheView();
    void arrowKeysAreLeftToTheWindow_data();
    void arrowKeysAreLeftToTheWindow();
    void keysWinOverShortcutsOfTheWindow();
    void dragPans_data();
    void dragPans();
    void doubleClickGoesBetweenFitAndOneToOne();
    void sameSizeKeepsTheView_data();
    void sameSizeKeepsTheView();

    void heatIsInvisibleUpToHalfTheLimit();
    void heatIsOpaqueAtTheLimit();
    void movedLimitChangesPixels();
    void bracketsChangeTheOpacity();
    void tapOnSpaceSwitchesTheHeat();
    void heldSpacePeeks();
    void aNewPictureTakesMapAndRegionsAway();
    void draggedBarMarkerIsPassedOn();

    void contoursAppear_data();
    void contoursAppear();
    void clickNamesTheRegion();
    void dragIsNoClick();
    void hoverNamesTheRegion();
    void centreOnBringsARegionToTheMiddle();
    void selectionIsKeptWhileItExists();

    void readOutFollowsTheCursor();
    void readOutNamesTheRawValues();
    void navigatorComesWithTheZoom();
    void largePictureIsSharpenedLater();
    void leavingWhileBuildingIsHarmless();

    void placeholderHasAButton();
    void busyIsAQuietLine();
    void errorTakesThePictureAway();
    void dropGivesPaths();
    void dropFrameIsShown();
    void focusFrameIsShownByTab();
    void isNamedForScreenReaders();
    void backgroundIsNeverBlack();

private:
    std::unique_ptr<Canvas> m_canvas;
};

void TestCanvas::init()
{
    m_canvas = std::make_unique<Canvas>();
    m_canvas->resize(640, 480);
    m_canvas->setColourTable(greenTable());
    m_canvas->setLimits(0.6f, 0.4f);
    m_canvas->setOpacity(1);
    m_canvas->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_canvas.get()));
    m_canvas->setImage(grey());
}

void TestCanvas::cleanup()
{
    m_canvas.reset();
}

void TestCanvas::showsThePictureFitted()
{
    QVERIFY(m_canvas->view().isFit());
    QCOMPARE(shownAt(*m_canvas, {400, 300}), QColor(100, 100, 100));
    QCOMPARE(shownAt(*m_canvas, {2, 2}), QColor(100, 100, 100));
    QVERIFY(shownAt(*m_canvas, {400, -5}) != QColor(100, 100, 100));
}

void TestCanvas::wheelZoomsAtTheCursor()
{
    QSignalSpy changed(m_canvas.get(), &Canvas::viewChanged);
    const QPointF cursor(200, 150);
    const QPointF below = m_canvas->view().toImage(cursor);
    for (int i = 0; i < 8; ++i)
        turnWheel(*m_canvas, cursor, 120);
    QVERIFY(m_canvas->view().zoom() > 3);
    QVERIFY((m_canvas->view().toImage(cursor) - below).manhattanLength() < 2);
    QCOMPARE(changed.size(), 8);
    QCOMPARE(changed.last()[0].toDouble(), m_canvas->view().zoom());
    for (int i = 0; i < 8; ++i)
        turnWheel(*m_canvas, cursor, -120);
    QVERIFY(m_canvas->view().isFit());
}

void TestCanvas::keysChangeTheView()
{
    const double fitting = m_canvas->view().zoom();
    QTest::keyClick(m_canvas.get(), Qt::Key_Plus);
    QVERIFY(m_canvas->view().zoom() > fitting);
    QTest::keyClick(m_canvas.get(), Qt::Key_Minus);
    QCOMPARE(m_canvas->view().zoom(), fitting);
    QTest::keyClick(m_canvas.get(), Qt::Key_1);
    QCOMPARE(m_canvas->view().zoom(), 1.0);
    const QPointF before = m_canvas->view().toWidget(QPointF(0, 0));
    QTest::keyClick(m_canvas.get(), Qt::Key_Right, Qt::ShiftModifier);
    QVERIFY(m_canvas->view().toWidget(QPointF(0, 0)).x() < before.x());
    QTest::keyClick(m_canvas.get(), Qt::Key_F);
    QVERIFY(m_canvas->view().isFit());
}

void TestCanvas::arrowKeysAreLeftToTheWindow_data()
{
    QTest::addColumn<int>("code");
    QTest::addColumn<Qt::KeyboardModifiers>("modifiers");
    for (const int code : {Qt::Key_Left, Qt::Key_Right, Qt::Key_Up, Qt::Key_Down}) {
        QTest::addRow("plain %x", code) << code << Qt::KeyboardModifiers();
        QTest::addRow("control %x", code) << code << Qt::KeyboardModifiers(Qt::ControlModifier);
    }
    QTest::newRow("accept") << int(Qt::Key_A) << Qt::KeyboardModifiers();
    QTest::newRow("find") << int(Qt::Key_F) << Qt::KeyboardModifiers(Qt::ControlModifier);
}

void TestCanvas::arrowKeysAreLeftToTheWindow()
{
    QFETCH(int, code);
    QFETCH(Qt::KeyboardModifiers, modifiers);
    m_canvas->actualSize();
    const ViewTransform before = m_canvas->view();
    QVERIFY(!key(*m_canvas, QEvent::KeyPress, code, 0, modifiers));
    QCOMPARE(m_canvas->view(), before);
}

void TestCanvas::keysWinOverShortcutsOfTheWindow()
{
    const auto claimed = [this](int code) {
        QKeyEvent event(QEvent::ShortcutOverride, code, Qt::NoModifier);
        event.ignore();
        QCoreApplication::sendEvent(m_canvas.get(), &event);
        return event.isAccepted();
    };
    QVERIFY(claimed(Qt::Key_F));
    QVERIFY(claimed(Qt::Key_Space));
    QVERIFY(!claimed(Qt::Key_Left));
    QVERIFY(!claimed(Qt::Key_A));
}

void TestCanvas::dragPans_data()
{
    QTest::addColumn<Qt::MouseButton>("button");
    QTest::newRow("left") << Qt::LeftButton;
    QTest::newRow("middle") << Qt::MiddleButton;
}

void TestCanvas::dragPans()
{
    QFETCH(Qt::MouseButton, button);
    m_canvas->actualSize();
    const QPointF before = m_canvas->view().toWidget(QPointF(0, 0));
    drag(*m_canvas, {300, 200}, {270, 215}, button);
    // The picture's corner lies on a whole device pixel.
    const QPointF moved = (m_canvas->view().toWidget(QPointF(0, 0)) - before - QPointF(-30, 15)) * m_canvas->devicePixelRatioF();
    QVERIFY2(std::abs(moved.x()) < 1 && std::abs(moved.y()) < 1, qPrintable(QStringLiteral("%1 %2").arg(moved.x()).arg(moved.y())));
}

void TestCanvas::doubleClickGoesBetweenFitAndOneToOne()
{
    QTest::mouseDClick(m_canvas.get(), Qt::LeftButton, {}, {300, 200});
    QCOMPARE(m_canvas->view().zoom(), 1.0);
    QTest::mouseDClick(m_canvas.get(), Qt::LeftButton, {}, {300, 200});
    QVERIFY(m_canvas->view().isFit());
}

void TestCanvas::sameSizeKeepsTheView_data()
{
    QTest::addColumn<bool>("keep");
    QTest::addColumn<QSize>("next");
    QTest::addColumn<bool>("kept");
    QTest::newRow("same size") << true << imageSize << true;
    QTest::newRow("other size") << true << QSize(801, 600) << false;
    QTest::newRow("not wanted") << false << imageSize << false;
}

void TestCanvas::sameSizeKeepsTheView()
{
    QFETCH(bool, keep);
    QFETCH(QSize, next);
    QFETCH(bool, kept);
    m_canvas->setKeepView(keep);
    turnWheel(*m_canvas, {100, 100}, 480);
    const ViewTransform before = m_canvas->view();
    m_canvas->setImage(grey(next));
    QCOMPARE(m_canvas->view() == before, kept);
    QCOMPARE(m_canvas->view().isFit(), !kept);
}

void TestCanvas::heatIsInvisibleUpToHalfTheLimit()
{
    m_canvas->setMap(evenMap(0.29f));
    QCOMPARE(shownAt(*m_canvas, {300, 300}), QColor(100, 100, 100));
}

void TestCanvas::heatIsOpaqueAtTheLimit()
{
    m_canvas->setMap(evenMap(0.6f));
    QCOMPARE(shownAt(*m_canvas, {300, 300}), QColor(0, 255, 0));
    QCOMPARE(shownAt(*m_canvas, {1, 1}), QColor(0, 255, 0));
    m_canvas->setHeatVisible(false);
    QCOMPARE(shownAt(*m_canvas, {300, 300}), QColor(100, 100, 100));
}

void TestCanvas::movedLimitChangesPixels()
{
    m_canvas->setMap(evenMap(0.5f));
    const QColor faded = shownAt(*m_canvas, {300, 300});
    QVERIFY(faded != QColor(100, 100, 100));
    QVERIFY(faded != QColor(0, 255, 0));
    m_canvas->setLimits(0.5f, 0.4f);
    QCOMPARE(shownAt(*m_canvas, {300, 300}), QColor(0, 255, 0));
    m_canvas->setLimits(1.0f, 0.4f);
    QCOMPARE(shownAt(*m_canvas, {300, 300}), QColor(100, 100, 100));
}

void TestCanvas::bracketsChangeTheOpacity()
{
    QSignalSpy changed(m_canvas.get(), &Canvas::opacityChanged);
    QTest::keyClick(m_canvas.get(), Qt::Key_BracketRight);
    QCOMPARE(changed.size(), 0);  // already opaque
    QTest::keyClick(m_canvas.get(), Qt::Key_BracketLeft);
    QCOMPARE(changed.size(), 1);
    QCOMPARE(changed[0][0].toDouble(), 0.9);
    QCOMPARE(m_canvas->opacity(), 0.9);
}

void TestCanvas::tapOnSpaceSwitchesTheHeat()
{
    QSignalSpy changed(m_canvas.get(), &Canvas::heatVisibleChanged);
    key(*m_canvas, QEvent::KeyPress, Qt::Key_Space, 1000);
    QVERIFY(!m_canvas->heatVisible());  // at once
    key(*m_canvas, QEvent::KeyRelease, Qt::Key_Space, 1100);
    QVERIFY(!m_canvas->heatVisible());
    QCOMPARE(changed.size(), 1);
    QCOMPARE(changed[0][0].toBool(), false);
}

void TestCanvas::heldSpacePeeks()
{
    QSignalSpy changed(m_canvas.get(), &Canvas::heatVisibleChanged);
    m_canvas->setMap(evenMap(0.9f));
    key(*m_canvas, QEvent::KeyPress, Qt::Key_Space, 1000);
    QCOMPARE(shownAt(*m_canvas, {300, 300}), QColor(100, 100, 100));
    key(*m_canvas, QEvent::KeyRelease, Qt::Key_Space, 1300);
    QCOMPARE(shownAt(*m_canvas, {300, 300}), QColor(0, 255, 0));
    QCOMPARE(changed.size(), 0);
}

void TestCanvas::aNewPictureTakesMapAndRegionsAway()
{
    m_canvas->setMap(evenMap(0.9f));
    m_canvas->setDefects({square(100, 100, 50, true)});
    m_canvas->setImage(grey());
    QCOMPARE(shownAt(*m_canvas, {300, 300}), QColor(100, 100, 100));
    QCOMPARE(shownAt(*m_canvas, {100, 125}), QColor(100, 100, 100));
}

void TestCanvas::draggedBarMarkerIsPassedOn()
{
    m_canvas->setMap(evenMap(0.2f));
    auto* bar = m_canvas->findChild<ColourBar*>();
    QVERIFY(bar->isVisible());
    QSignalSpy asked(m_canvas.get(), &Canvas::limitDragged);
    const QRectF strip = bar->barRect();
    const int x = int(strip.left()) - 4;
    drag(*bar, {x, int(barPlace(0.6, strip))}, {x, int(barPlace(0.8, strip))}, Qt::LeftButton);
    QCOMPARE(asked.size(), 1);
    QVERIFY(std::abs(asked[0][0].toFloat() - 0.8f) < 0.02f);
}

void TestCanvas::contoursAppear_data()
{
    QTest::addColumn<bool>("failing");
    QTest::newRow("fail is red") << true;
    QTest::newRow("review is amber") << false;
}

void TestCanvas::contoursAppear()
{
    QFETCH(bool, failing);
    m_canvas->setDefects({square(200, 200, 200, failing)});
    const QImage shown = m_canvas->grab().toImage();
    const QRectF box = m_canvas->view().toWidget(QRectF(200, 200, 200, 200));
    const double ratio = m_canvas->devicePixelRatioF();
    int coloured = 0;
    for (int y = int(box.top()) + 20; y < int(box.bottom()) - 20; ++y) {
        const QColor pixel = shown.pixelColor(int(std::round(box.left() * ratio)), int(y * ratio));
        const bool red = pixel.red() > 150 && pixel.green() < 120;
        const bool amber = pixel.red() > 150 && pixel.green() > 110 && pixel.blue() < 110;
        coloured += failing ? red : amber;
    }
    QVERIFY2(coloured > (failing ? 80 : 40), qPrintable(QString::number(coloured)));
    QCOMPARE(shownAt(*m_canvas, {300, 300}), QColor(100, 100, 100));
    m_canvas->setContoursVisible(false);
    QCOMPARE(shownAt(*m_canvas, {200, 300}), QColor(100, 100, 100));
}

void TestCanvas::clickNamesTheRegion()
{
    m_canvas->setDefects({square(100, 100, 50, true), square(400, 300, 80, false)});
    QSignalSpy clicked(m_canvas.get(), &Canvas::defectClicked);
    const auto click = [this](QPointF at) {
        QTest::mouseClick(m_canvas.get(), Qt::LeftButton, {}, m_canvas->view().toWidget(at).toPoint());
    };
    click({430, 340});
    click({120, 120});
    click({700, 500});
    QCOMPARE(clicked.size(), 3);
    QCOMPARE(clicked[0][0].toInt(), 1);
    QCOMPARE(clicked[1][0].toInt(), 0);
    QCOMPARE(clicked[2][0].toInt(), -1);
}

void TestCanvas::dragIsNoClick()
{
    QSignalSpy clicked(m_canvas.get(), &Canvas::defectClicked);
    drag(*m_canvas, {200, 200}, {240, 200}, Qt::LeftButton);
    QCOMPARE(clicked.size(), 0);
}

void TestCanvas::hoverNamesTheRegion()
{
    m_canvas->setDefects({square(100, 100, 50, true)});
    QSignalSpy hovered(m_canvas.get(), &Canvas::defectHovered);
    mouseMove(*m_canvas, m_canvas->view().toWidget(QPointF(120, 120)));
    mouseMove(*m_canvas, m_canvas->view().toWidget(QPointF(125, 120)));
    mouseMove(*m_canvas, m_canvas->view().toWidget(QPointF(500, 400)));
    QCOMPARE(hovered.size(), 2);
    QCOMPARE(hovered[0][0].toInt(), 0);
    QCOMPARE(hovered[1][0].toInt(), -1);
}

void TestCanvas::centreOnBringsARegionToTheMiddle()
{
    m_canvas->setDefects({square(300, 200, 6, true), square(0, 0, 800, false)});
    m_canvas->centreOn(0);
    QVERIFY(m_canvas->view().zoom() > 2);
    QVERIFY((m_canvas->view().toImage(m_canvas->view().viewportCentre()) - QPointF(303, 203)).manhattanLength() < 1);
    const double zoom = m_canvas->view().zoom();
    m_canvas->centreOn(0);
    QCOMPARE(m_canvas->view().zoom(), zoom);  // comfortable already
    m_canvas->centreOn(1);
    QVERIFY(m_canvas->view().zoom() < 1);
    m_canvas->centreOn(7);
    m_canvas->centreOn(-1);
}

void TestCanvas::selectionIsKeptWhileItExists()
{
    m_canvas->setDefects({square(100, 100, 50, true), square(400, 300, 80, false)});
    m_canvas->setSelectedDefect(1);
    m_canvas->setDefects({square(100, 100, 60, true), square(400, 300, 90, false)});
    QCOMPARE(m_canvas->selectedDefect(), 1);
    const QImage selected = m_canvas->grab().toImage();
    m_canvas->setSelectedDefect(0);
    QVERIFY(m_canvas->grab().toImage() != selected);
    m_canvas->setSelectedDefect(1);
    m_canvas->setDefects({square(100, 100, 60, true)});
    QCOMPARE(m_canvas->selectedDefect(), -1);
    m_canvas->setSelectedDefect(5);
    QCOMPARE(m_canvas->selectedDefect(), -1);
}

void TestCanvas::readOutFollowsTheCursor()
{
    std::optional<Readout> last;
    int count = 0;
    connect(m_canvas.get(), &Canvas::cursorMoved, this, [&](const std::optional<Readout>& readout) {
        last = readout;
        ++count;
    });
    const QImage before = m_canvas->grab().toImage();
    mouseMove(*m_canvas, m_canvas->view().toWidget(QPointF(123.5, 456.5)));
    QVERIFY(last.has_value());
    QCOMPARE(last->x, 123);
    QCOMPARE(last->y, 456);
    QCOMPARE(last->value[0], 100);
    QVERIFY(!last->heat);
    QVERIFY(m_canvas->grab().toImage() != before);  // the line at the bottom
    m_canvas->setMap(evenMap(0.25f));
    QCOMPARE(last->heat, std::optional<float>(0.25f));
    QEvent leave(QEvent::Leave);
    QCoreApplication::sendEvent(m_canvas.get(), &leave);
    QVERIFY(!last);
    QCOMPARE(count, 3);
}

void TestCanvas::readOutNamesTheRawValues()
{
    QImage raw(imageSize, QImage::Format_Grayscale16);
    raw.fill(0);
    reinterpret_cast<quint16*>(raw.scanLine(50))[60] = 1234;
    m_canvas->setImage(grey(), raw);
    std::optional<Readout> last;
    connect(m_canvas.get(), &Canvas::cursorMoved, this, [&](const std::optional<Readout>& readout) { last = readout; });
    mouseMove(*m_canvas, m_canvas->view().toWidget(QPointF(60.5, 50.5)));
    QVERIFY(last.has_value());
    QCOMPARE(last->bits, 16);
    QCOMPARE(last->value[0], 1234);
}

void TestCanvas::navigatorComesWithTheZoom()
{
    m_canvas->resize(900, 700);
    auto* navigator = m_canvas->findChild<Navigator*>();
    m_canvas->fit();
    QVERIFY(!navigator->isVisible());
    for (int i = 0; i < 6; ++i)
        turnWheel(*m_canvas, {450, 350}, 120);
    QVERIFY(navigator->isVisible());
    const QPoint corner = navigator->pictureRect().topLeft().toPoint() + QPoint(2, 2);
    QTest::mouseClick(navigator, Qt::LeftButton, {}, corner);
    const QPointF middle = m_canvas->view().toImage(m_canvas->view().viewportCentre());
    QVERIFY2(middle.x() < 100 && middle.y() < 100, qPrintable(QDebug::toString(middle)));
    m_canvas->fit();
    QVERIFY(!navigator->isVisible());
}

void TestCanvas::largePictureIsSharpenedLater()
{
    QSignalSpy ready(m_canvas.get(), &Canvas::pictureReady);
    m_canvas->setImage(grey({3000, 2000}));
    QCOMPARE(shownAt(*m_canvas, {1500, 1000}), QColor(100, 100, 100));  // coarsely, but at once
    QVERIFY(ready.wait());
    QCOMPARE(ready.size(), 1);
    QCOMPARE(shownAt(*m_canvas, {1500, 1000}), QColor(100, 100, 100));
}

void TestCanvas::leavingWhileBuildingIsHarmless()
{
    m_canvas->setImage(grey({3000, 2000}));
    m_canvas->setImage(grey({2000, 3000}));
    QSignalSpy ready(m_canvas.get(), &Canvas::pictureReady);
    QVERIFY(ready.wait());
    QCOMPARE(ready.size(), 1);  // of the second alone
    QCOMPARE(m_canvas->view().imageSize(), QSize(2000, 3000));
    m_canvas->setImage(grey({3000, 2000}));
    m_canvas.reset();
}

void TestCanvas::placeholderHasAButton()
{
    m_canvas->setImage({});
    m_canvas->setPlaceholder(QStringLiteral("Drop a folder here"), QStringLiteral("Nothing leaves this computer"), QStringLiteral("Open samples"));
    QVERIFY(!m_canvas->hasPicture());
    auto* button = m_canvas->findChild<QPushButton*>();
    QVERIFY(button->isVisible());
    QSignalSpy activated(m_canvas.get(), &Canvas::placeholderActivated);
    QTest::mouseClick(button, Qt::LeftButton);
    QCOMPARE(activated.size(), 1);
    m_canvas->setImage(grey());
    QVERIFY(!button->isVisible());
}

void TestCanvas::busyIsAQuietLine()
{
    const QImage before = m_canvas->grab().toImage();
    m_canvas->setBusy(QStringLiteral("Inspecting"));
    const QImage during = m_canvas->grab().toImage();
    QVERIFY(during != before);
    QCOMPARE(shownAt(*m_canvas, {400, 300}), QColor(100, 100, 100));
    m_canvas->setBusy({});
    QCOMPARE(m_canvas->grab().toImage(), before);

    m_canvas->setImage({});
    m_canvas->setBusy(QStringLiteral("Loading"));
    QCOMPARE(m_canvas->accessibleDescription(), QStringLiteral("Loading"));
    m_canvas->setImage(grey());
    QCOMPARE(m_canvas->grab().toImage(), before);  // a picture ends it
}

void TestCanvas::errorTakesThePictureAway()
{
    m_canvas->setError(QStringLiteral("Can't be read"), QStringLiteral("gear.tif ends too early"));
    QVERIFY(!m_canvas->hasPicture());
    QCOMPARE(m_canvas->accessibleDescription(), QStringLiteral("Can't be read. gear.tif ends too early"));
    QVERIFY(!m_canvas->findChild<QPushButton*>()->isVisible());
    m_canvas->setImage(grey());
    QVERIFY(m_canvas->hasPicture());
}

void TestCanvas::dropGivesPaths()
{
    QMimeData data;
    data.setUrls({QUrl::fromLocalFile(QStringLiteral("/parts/a b.png")), QUrl(QStringLiteral("https://example.org/x.png")),
                  QUrl::fromLocalFile(QStringLiteral("/parts/\u00e4.png"))});
    QSignalSpy dropped(m_canvas.get(), &Canvas::pathsDropped);
    QDragEnterEvent enter({50, 50}, Qt::CopyAction, &data, Qt::LeftButton, {});
    QCoreApplication::sendEvent(m_canvas.get(), &enter);
    QVERIFY(enter.isAccepted());
    QDropEvent drop({50, 50}, Qt::CopyAction, &data, Qt::LeftButton, {});
    QCoreApplication::sendEvent(m_canvas.get(), &drop);
    QCOMPARE(dropped.size(), 1);
    QCOMPARE(dropped[0][0].toStringList(), (QStringList {QStringLiteral("/parts/a b.png"), QStringLiteral("/parts/\u00e4.png")}));

    QMimeData text;
    text.setText(QStringLiteral("no file"));
    QDragEnterEvent other({50, 50}, Qt::CopyAction, &text, Qt::LeftButton, {});
    other.ignore();
    QCoreApplication::sendEvent(m_canvas.get(), &other);
    QVERIFY(!other.isAccepted());
}

void TestCanvas::dropFrameIsShown()
{
    QMimeData data;
    data.setUrls({QUrl::fromLocalFile(QStringLiteral("/parts"))});
    const QImage before = m_canvas->grab().toImage();
    QDragEnterEvent enter({50, 50}, Qt::CopyAction, &data, Qt::LeftButton, {});
    QCoreApplication::sendEvent(m_canvas.get(), &enter);
    QVERIFY(m_canvas->grab().toImage() != before);
    QDragLeaveEvent leave;
    QCoreApplication::sendEvent(m_canvas.get(), &leave);
    QCOMPARE(m_canvas->grab().toImage(), before);
}

void TestCanvas::focusFrameIsShownByTab()
{
    const auto framed = [this](Qt::FocusReason reason) {
        QFocusEvent in(QEvent::FocusIn, reason);
        QCoreApplication::sendEvent(m_canvas.get(), &in);
        const QImage with = m_canvas->grab().toImage();
        QFocusEvent out(QEvent::FocusOut);
        QCoreApplication::sendEvent(m_canvas.get(), &out);
        return with != m_canvas->grab().toImage();
    };
    QVERIFY(framed(Qt::TabFocusReason));
    QVERIFY(framed(Qt::BacktabFocusReason));
    QVERIFY(!framed(Qt::MouseFocusReason));
}

void TestCanvas::isNamedForScreenReaders()
{
    m_canvas->setDefects({square(100, 100, 50, true)});
    QCOMPARE(m_canvas->accessibleName(), QStringLiteral("Picture"));
    QVERIFY(m_canvas->accessibleDescription().contains(QStringLiteral("800")));
    QVERIFY(m_canvas->focusPolicy() & Qt::TabFocus);
}

void TestCanvas::backgroundIsNeverBlack()
{
    for (const QColor window : {QColor(Qt::black), QColor(Qt::white), QColor(32, 32, 32)}) {
        QPalette palette;
        palette.setColor(QPalette::Window, window);
        m_canvas->setPalette(palette);
        const QColor background = m_canvas->grab().toImage().pixelColor(2, 2);
        QCOMPARE(background.saturation(), 0);
        QVERIFY(background.value() >= 32 && background.value() <= 96);
    }
}

QTEST_MAIN(TestCanvas)
#include "tst_canvas.moc"
