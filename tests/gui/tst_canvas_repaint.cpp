// A canvas paints anew only what a change has changed: here it is shown that this is enough.
#include "canvas_tools.h"

#include <QPaintEvent>
#include <QtTest>

#include <cmath>

using namespace widgets;
using canvas_tools::square;

namespace {

QImage stripes()
{
    QImage image(800, 600, QImage::Format_RGB32);
    for (int y = 0; y < image.height(); ++y)
        for (int x = 0; x < image.width(); ++x)
            image.setPixel(x, y, qRgb(x % 256, y % 256, (x + y) % 256));
    return image;
}

/// Two hills on a low ground: peaks of 0.95 and 0.6.
std::shared_ptr<const inference::AnomalyMap> hills()
{
    inference::AnomalyMap map {40, 40, std::vector<float>(1600)};
    for (int y = 0; y < 40; ++y)
        for (int x = 0; x < 40; ++x)
            map.values[std::size_t(y * 40 + x)] = 0.05f + 0.9f * float(std::exp(-0.05 * (std::pow(x - 10, 2) + std::pow(y - 12, 2))))
                + 0.55f * float(std::exp(-0.1 * (std::pow(x - 31, 2) + std::pow(y - 28, 2))));
    return std::make_shared<const inference::AnomalyMap>(std::move(map));
}

std::vector<inference::Defect> many()
{
    std::vector<inference::Defect> defects;
    for (int i = 0; i < 12; ++i)
        defects.push_back(square(40 + 60 * i, 30 + 40 * i, 20 + 3 * i, i % 2 == 0));
    return defects;
}

/// Notes what a widget is asked to paint.
class PaintedRegion : public QObject {
public:
    explicit PaintedRegion(QWidget& widget)
    {
        widget.installEventFilter(this);
    }
    QRegion region;
    bool eventFilter(QObject*, QEvent* event) override
    {
        if (event->type() == QEvent::Paint)
            region += static_cast<QPaintEvent*>(event)->region();
        return false;
    }
};

using Change = void (*)(Canvas&);

}  // namespace

Q_DECLARE_METATYPE(Change)

class TestCanvasRepaint : public QObject {
    Q_OBJECT

private slots:
    void whatIsPaintedHoldsAllThatChanges_data();
    void whatIsPaintedHoldsAllThatChanges();
    void theSameChoicePaintsNothing();
};

void TestCanvasRepaint::whatIsPaintedHoldsAllThatChanges_data()
{
    QTest::addColumn<Change>("before");
    QTest::addColumn<Change>("change");
    QTest::addColumn<bool>("small");  // less than half of the canvas is painted
    const auto row = [](const char* name, Change before, Change change, bool small) { QTest::newRow(name) << before << change << small; };
    const Change nothing = [](Canvas&) {};
    row("limit falls", [](Canvas& c) { c.setLimits(0.9f, 0.8f); }, [](Canvas& c) { c.setLimits(0.5f, 0.4f); }, true);
    row("limit rises", [](Canvas& c) { c.setLimits(0.3f, 0.2f); }, [](Canvas& c) { c.setLimits(0.8f, 0.7f); }, false);
    row("limit below everything", [](Canvas& c) { c.setLimits(0.9f, 0.8f); }, [](Canvas& c) { c.setLimits(0.04f, 0.03f); }, false);
    row("heat goes", [](Canvas& c) { c.setLimits(0.9f, 0.8f); }, [](Canvas& c) { c.setLimits(1.0f, 1.0f); }, true);
    row("a region comes", nothing, [](Canvas& c) { c.setDefects({square(300, 200, 50, true)}); }, true);
    row("a region at the corner", nothing, [](Canvas& c) { c.setDefects({square(0, 0, 20, true), square(780, 580, 20, false)}); }, false);
    row("a region goes", [](Canvas& c) { c.setDefects({square(300, 200, 50, true), square(500, 100, 30, false)}); },
        [](Canvas& c) { c.setDefects({square(500, 100, 30, false)}); }, true);
    row("many regions change", [](Canvas& c) { c.setDefects(many()); }, [](Canvas& c) {
        auto fewer = many();
        fewer.erase(fewer.begin() + 3, fewer.begin() + 6);
        c.setDefects(std::move(fewer));
    }, false);
    row("a region is chosen", [](Canvas& c) { c.setDefects(many()); }, [](Canvas& c) { c.setSelectedDefect(4); }, false);
    row("another is chosen", [](Canvas& c) { c.setDefects(many()); c.setSelectedDefect(4); }, [](Canvas& c) { c.setSelectedDefect(11); }, false);
    row("none is chosen", [](Canvas& c) { c.setDefects(many()); c.setSelectedDefect(4); }, [](Canvas& c) { c.setSelectedDefect(-1); }, false);
    row("zoomed in", [](Canvas& c) { c.setDefects(many()); c.setLimits(0.9f, 0.8f); c.centreOn(0); },
        [](Canvas& c) { c.setLimits(0.5f, 0.4f); c.setDefects({square(60, 40, 10, true)}); }, false);
    row("limit and regions", [](Canvas& c) { c.setLimits(0.9f, 0.8f); }, [](Canvas& c) {
        c.setLimits(0.6f, 0.5f);
        c.setDefects({square(180, 150, 90, true)});
    }, true);
}

void TestCanvasRepaint::whatIsPaintedHoldsAllThatChanges()
{
    QFETCH(Change, before);
    QFETCH(Change, change);
    QFETCH(bool, small);
    Canvas canvas;
    canvas.resize(900, 640);
    canvas.setImage(stripes());
    inference::ColourTable table {};
    table.fill({255, 0, 0});
    canvas.setColourTable(table);
    canvas.setMap(hills());
    before(canvas);
    canvas.show();
    QVERIFY(QTest::qWaitForWindowExposed(&canvas));
    QCoreApplication::processEvents();
    const QImage was = canvas.grab().toImage();

    PaintedRegion painted(canvas);
    change(canvas);
    QTRY_VERIFY(!painted.region.isEmpty());
    QCoreApplication::processEvents();
    const QRegion region = painted.region;
    const QImage is = canvas.grab().toImage();
    QVERIFY(was != is);
    // Children repaint themselves.
    QRegion outside = QRegion(canvas.rect()) - region;
    for (const QWidget* const child : canvas.findChildren<QWidget*>())
        if (child->isVisible())
            outside -= QRect(child->mapTo(&canvas, QPoint(0, 0)), child->size());
    for (const QRect& rect : outside)
        QCOMPARE(is.copy(rect), was.copy(rect));
    qint64 pixels = 0;
    for (const QRect& rect : region)
        pixels += qint64(rect.width()) * rect.height();
    if (small)
        QVERIFY(2 * pixels < qint64(canvas.width()) * canvas.height());
}

void TestCanvasRepaint::theSameChoicePaintsNothing()
{
    Canvas canvas;
    canvas.resize(900, 640);
    canvas.setImage(stripes());
    canvas.setMap(hills());
    canvas.setDefects(many());
    canvas.setSelectedDefect(2);
    canvas.show();
    QVERIFY(QTest::qWaitForWindowExposed(&canvas));
    QCoreApplication::processEvents();
    PaintedRegion painted(canvas);
    canvas.setSelectedDefect(2);
    QCoreApplication::processEvents();
    QVERIFY(painted.region.isEmpty());
}

QTEST_MAIN(TestCanvasRepaint)
#include "tst_canvas_repaint.moc"
