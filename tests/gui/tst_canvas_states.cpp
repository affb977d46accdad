// The canvas around its picture: navigator, large pictures, what stands there without one, what is dropped on it.
#include "canvas_tools.h"
#include "widgets/navigator.h"

#include <QMimeData>
#include <QPushButton>
#include <QSignalSpy>

using namespace canvas_tools;
using namespace widgets;

class TestCanvasStates : public QObject {
    Q_OBJECT

private slots:
    void init() { m_canvas = shownCanvas(); }
    void cleanup() { m_canvas.reset(); }

    void navigatorComesWithTheZoom();
    void largePictureIsSharpenedLater();
    void leavingWhileBuildingIsHarmless();
    void placeholderHasAButton();
    void busyIsAQuietLine();
    void errorTakesThePictureAway();
    void viewOutlivesAnError_data();
    void viewOutlivesAnError();
    void dropGivesPaths();
    void dropFrameIsShown();
    void focusFrameIsShownByTab();
    void isNamedForScreenReaders();
    void backgroundIsNeverBlack();

private:
    std::unique_ptr<Canvas> m_canvas;
};

void TestCanvasStates::navigatorComesWithTheZoom()
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

void TestCanvasStates::largePictureIsSharpenedLater()
{
    QSignalSpy ready(m_canvas.get(), &Canvas::pictureReady);
    m_canvas->setImage(grey({3000, 2000}));
    QCOMPARE(shownAt(*m_canvas, {1500, 1000}), QColor(100, 100, 100));  // coarsely, but at once
    QVERIFY(ready.wait());
    QCOMPARE(ready.size(), 1);
    QCOMPARE(shownAt(*m_canvas, {1500, 1000}), QColor(100, 100, 100));
}

void TestCanvasStates::leavingWhileBuildingIsHarmless()
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

void TestCanvasStates::placeholderHasAButton()
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

void TestCanvasStates::busyIsAQuietLine()
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

void TestCanvasStates::errorTakesThePictureAway()
{
    m_canvas->setError(QStringLiteral("Can't be read"), QStringLiteral("gear.tif ends too early"));
    QVERIFY(!m_canvas->hasPicture());
    QCOMPARE(m_canvas->accessibleDescription(), QStringLiteral("Can't be read. gear.tif ends too early"));
    QVERIFY(!m_canvas->findChild<QPushButton*>()->isVisible());
    m_canvas->setImage(grey());
    QVERIFY(m_canvas->hasPicture());
}

void TestCanvasStates::viewOutlivesAnError_data()
{
    QTest::addColumn<QSize>("next");
    QTest::addColumn<bool>("forgotten");
    QTest::addColumn<bool>("kept");
    QTest::newRow("same size") << imageSize << false << true;
    QTest::newRow("other size") << QSize(801, 600) << false << false;
    QTest::newRow("other pictures") << imageSize << true << false;
}

void TestCanvasStates::viewOutlivesAnError()
{
    QFETCH(QSize, next);
    QFETCH(bool, forgotten);
    QFETCH(bool, kept);
    turnWheel(*m_canvas, {100, 100}, 480);
    const QPointF middle = m_canvas->view().toImage(m_canvas->view().viewportCentre());
    const double zoom = m_canvas->view().zoom();
    m_canvas->setError({}, QStringLiteral("gear.tif ends too early"));
    m_canvas->setError({}, QStringLiteral("wheel.tif ends too early"));
    m_canvas->resize(700, 500);
    if (forgotten)
        m_canvas->setImage({});
    m_canvas->setImage(grey(next));
    QCOMPARE(m_canvas->view().isFit(), !kept);
    QCOMPARE(m_canvas->view().viewport(), QSizeF(700, 500));
    if (!kept)
        return;
    QCOMPARE(m_canvas->view().zoom(), zoom);
    const QPointF moved = m_canvas->view().toImage(m_canvas->view().viewportCentre()) - middle;
    QVERIFY2(moved.manhattanLength() < 1, qPrintable(QDebug::toString(moved)));
}

void TestCanvasStates::dropGivesPaths()
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

void TestCanvasStates::dropFrameIsShown()
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

void TestCanvasStates::focusFrameIsShownByTab()
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

void TestCanvasStates::isNamedForScreenReaders()
{
    m_canvas->setDefects({square(100, 100, 50, true)});
    QCOMPARE(m_canvas->accessibleName(), QStringLiteral("Picture"));
    QVERIFY(m_canvas->accessibleDescription().contains(QStringLiteral("800")));
    QVERIFY(m_canvas->focusPolicy() & Qt::TabFocus);
}

void TestCanvasStates::backgroundIsNeverBlack()
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

QTEST_MAIN(TestCanvasStates)
#include "tst_canvas_states.moc"
