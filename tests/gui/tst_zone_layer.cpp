#include "shape_tools.h"

#include "widgets/zone_layer.h"

#include <QPainter>

#include <numbers>

using namespace widgets;
using namespace shapes;
using inference::Polygon;

namespace {

const Polygon square {{300, 200}, {500, 200}, {500, 400}, {300, 400}};

Polygon wavy(double x, double y, double radius, int vertices)
{
    Polygon outline;
    for (int i = 0; i < vertices; ++i) {
        const double angle = 2 * std::numbers::pi * i / vertices;
        const double r = radius * (1 + 0.12 * std::sin(9 * angle));
        outline.push_back({x + r * std::cos(angle), y + r * std::sin(angle)});
    }
    return outline;
}

/// How many pixels of a row around `x` differ from the plain picture.
int lineWidthAt(const QImage& shown, QPoint centre)
{
    int width = 0;
    for (int x = centre.x() - 12; x <= centre.x() + 12; ++x)
        width += shown.pixelColor(x, centre.y()) != QColor(100, 100, 100);
    return width;
}

}  // namespace

class TestZoneLayer : public QObject {
    Q_OBJECT

    static void lookAt(Canvas& canvas, double zoom, QPointF centre)
    {
        ViewTransform leader = canvas.view();
        leader.zoomTo(zoom, leader.viewportCentre());
        leader.centreOn(centre);
        canvas.follow(leader);
    }

private slots:
    void linesAreEquallyWideAtEveryZoom_data()
    {
        QTest::addColumn<double>("zoom");
        for (const double zoom : {0.25, 1.0, 8.0, 64.0})
            QTest::addRow("%g", zoom) << zoom;
    }
    void linesAreEquallyWideAtEveryZoom()
    {
        QFETCH(double, zoom);
        Canvas canvas;
        canvas.resize(640, 480);
        canvas.show();
        canvas.setImage(grey());
        canvas.setShapes(setOf({square}));
        lookAt(canvas, zoom, {300, 300});
        const int width = lineWidthAt(canvas.grab().toImage(), at(canvas, 300, 300));
        QVERIFY2(width >= 4 && width <= 5, qPrintable(QString::number(width)));  // 1.6 and a rim of 1 on each side
    }

    void dontCareIsHatchedAndAZoneIsNot()
    {
        Canvas canvas;
        canvas.resize(640, 480);
        canvas.show();
        canvas.setImage(grey());
        const auto colours = [&](const ShapeSet& shapes) {
            canvas.setShapes(shapes);
            lookAt(canvas, 1, {400, 300});
            const QImage shown = canvas.grab().toImage();
            QSet<QRgb> found;
            for (int i = 0; i < 60; ++i)
                found.insert(shown.pixel(at(canvas, 370 + i, 300)));
            return int(found.size());
        };
        QCOMPARE(colours(setOf({square})), 1);
        QVERIFY(colours(setOf({}, {square})) > 4);
    }

    void hatchingFillsTheViewAtTheGreatestZoom()
    {
        Canvas canvas;
        canvas.resize(640, 480);
        canvas.show();
        canvas.setImage(grey());
        canvas.setShapes(setOf({}, {square}));
        lookAt(canvas, 64, {400, 300});
        const QImage shown = canvas.grab().toImage();
        for (const QPoint corner : {QPoint(100, 150), QPoint(400, 100), QPoint(100, 440)}) {
            QSet<QRgb> found;
            for (int i = 0; i < 24; ++i)
                found.insert(shown.pixel(corner + QPoint(i, 0)));
            QVERIFY(found.size() > 4);
        }
    }

    void tagsSayNumberAndName()
    {
        const ShapeSet shapes = setOf({square, square}, {square});
        QCOMPARE(ZoneLayer::tagText(shapes, {ShapeKind::Zone, 1}), QString("2 Z2"));
        QCOMPARE(ZoneLayer::tagText(shapes, {ShapeKind::DontCare, 0}), QString("D1"));
        ShapeSet nameless = shapes;
        nameless.dontCares[0].name.clear();
        QCOMPARE(ZoneLayer::tagText(nameless, {ShapeKind::DontCare, 0}), QString("Don't care"));
    }

    void handlesAreThoseOfTheSelectedShape()
    {
        Canvas canvas;
        canvas.resize(640, 480);
        canvas.show();
        canvas.setImage(grey());
        canvas.setShapes(setOf({square}));
        canvas.setSelectedShape({ShapeKind::Zone, 0});
        lookAt(canvas, 1, {400, 300});
        const QPoint corner = at(canvas, 300, 400);
        QVERIFY(canvas.grab().toImage().pixelColor(corner) != QColor(Qt::white));
        canvas.setZoneTool(ZoneMode::Select);
        QCOMPARE(canvas.grab().toImage().pixelColor(corner), QColor(Qt::white));
        canvas.setZoneTool(ZoneMode::Polygon);
        QVERIFY(canvas.grab().toImage().pixelColor(corner) != QColor(Qt::white));
        canvas.setZoneTool(ZoneMode::Select);
        canvas.setSelectedShape({});
        QVERIFY(canvas.grab().toImage().pixelColor(corner) != QColor(Qt::white));
    }

    void keptPicturesFollowEveryChange()
    {
        Canvas canvas;
        canvas.resize(640, 480);
        canvas.show();
        canvas.setImage(grey());
        canvas.setShapes(setOf({square}, {wavy(600, 300, 60, 40)}));
        canvas.grab();
        ShapeSet other = canvas.shapes();
        other.zones[0].outline[2] = {520, 430};
        canvas.setShapes(other);
        lookAt(canvas, 0.75, {420, 310});
        lookAt(canvas, 0.75, {450, 290});  // moved alone: what was kept is used again
        const QImage kept = canvas.grab().toImage();
        Canvas fresh;
        fresh.resize(640, 480);
        fresh.show();
        fresh.setImage(grey());
        fresh.setShapes(other);
        lookAt(fresh, 0.75, {450, 290});
        QCOMPARE(fresh.view(), canvas.view());
        QCOMPARE(kept, fresh.grab().toImage());
    }

    void hiddenShapesAreNotPainted()
    {
        Canvas canvas;
        canvas.resize(640, 480);
        canvas.show();
        canvas.setImage(grey());
        const QImage plain = canvas.grab().toImage();
        canvas.setShapes(setOf({square}, {square}));
        QVERIFY(canvas.grab().toImage() != plain);
        canvas.setShapesVisible(false);
        QCOMPARE(canvas.grab().toImage(), plain);
    }

    void repaint_data()
    {
        QTest::addColumn<int>("zones");
        QTest::addColumn<int>("dontCares");
        QTest::addColumn<bool>("zooms");
        QTest::newRow("none") << 0 << 0 << false;
        QTest::newRow("20 zones of 100 vertices") << 20 << 0 << false;
        QTest::newRow("10 zones and 10 don't-care areas of 100 vertices") << 10 << 10 << false;
        QTest::newRow("none, while zooming") << 0 << 0 << true;
        QTest::newRow("20 zones of 100 vertices, while zooming") << 20 << 0 << true;
    }
    void repaint()
    {
        QFETCH(int, zones);
        QFETCH(int, dontCares);
        QFETCH(bool, zooms);
        Canvas canvas;
        canvas.resize(1920, 1080);
        canvas.show();
        canvas.setImage(grey({1900, 1060}));
        std::vector<Polygon> outlines;
        for (int i = 0; i < zones + dontCares; ++i)
            outlines.push_back(wavy(200 + 375 * (i % 5), 140 + 260 * (i / 5), 110, 100));
        canvas.setShapes(setOf({outlines.begin(), outlines.begin() + zones}, {outlines.begin() + zones, outlines.end()}, {1900, 1060}));
        canvas.setZoneTool(ZoneMode::Select);
        canvas.setSelectedShape({ShapeKind::Zone, 0});
        QImage target(canvas.size(), QImage::Format_RGB32);
        canvas.render(&target);
        bool in = false;
        QBENCHMARK {
            if (zooms)
                lookAt(canvas, std::exchange(in, !in) ? 0.97 : 0.98, {950, 530});
            canvas.render(&target);
        }
    }
};

QTEST_MAIN(TestZoneLayer)
#include "tst_zone_layer.moc"
