// Regions on the canvas: seen, named, chosen; and what is read out under the cursor.
#include "canvas_tools.h"

#include <QSignalSpy>

using namespace canvas_tools;
using namespace widgets;

class TestCanvasRegions : public QObject {
    Q_OBJECT

private slots:
    void init() { m_canvas = shownCanvas(); }
    void cleanup() { m_canvas.reset(); }

    void contoursAppear_data();
    void contoursAppear();
    void clickNamesTheRegion();
    void dragIsNoClick();
    void hoverNamesTheRegion();
    void centreOnBringsARegionToTheMiddle();
    void selectionIsKeptWhileItExists();
    void readOutFollowsTheCursor();
    void readOutNamesTheRawValues();

private:
    std::unique_ptr<Canvas> m_canvas;
};

void TestCanvasRegions::contoursAppear_data()
{
    QTest::addColumn<bool>("failing");
    QTest::newRow("fail is red") << true;
    QTest::newRow("review is amber") << false;
}

void TestCanvasRegions::contoursAppear()
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

void TestCanvasRegions::clickNamesTheRegion()
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

void TestCanvasRegions::dragIsNoClick()
{
    QSignalSpy clicked(m_canvas.get(), &Canvas::defectClicked);
    drag(*m_canvas, {200, 200}, {240, 200}, Qt::LeftButton);
    QCOMPARE(clicked.size(), 0);
}

void TestCanvasRegions::hoverNamesTheRegion()
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

void TestCanvasRegions::centreOnBringsARegionToTheMiddle()
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

void TestCanvasRegions::selectionIsKeptWhileItExists()
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

void TestCanvasRegions::readOutFollowsTheCursor()
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

void TestCanvasRegions::readOutNamesTheRawValues()
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

QTEST_MAIN(TestCanvasRegions)
#include "tst_canvas_regions.moc"
