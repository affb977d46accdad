#include "widgets/canvas_defects.h"
#include "widgets/canvas_readout.h"

#include <QtTest>

using namespace widgets;

namespace {

inference::Defect square(double x, double y, double side)
{
    inference::Defect defect;
    defect.box = {x, y, side, side};
    defect.area = side * side;
    defect.contours = {{{x, y}, {x + side, y}, {x + side, y + side}, {x, y + side}}};
    return defect;
}

inference::Defect ring()
{
    inference::Defect defect = square(0, 0, 100);
    defect.contours.push_back({{30, 30}, {70, 30}, {70, 70}, {30, 70}});
    return defect;
}

BadgeWish wish(QRectF box, bool always = false)
{
    const QPointF middle = box.center();
    return {box, {QPointF(middle.x(), box.top()), QPointF(box.right(), middle.y()), QPointF(middle.x(), box.bottom()),
                  QPointF(box.left(), middle.y())}, {20, 16}, always};
}

}  // namespace

class TestCanvasDefects : public QObject {
    Q_OBJECT

private slots:
    void holesAreOutside();
    void aPlaceMeansTheSmallestRegion_data();
    void aPlaceMeansTheSmallestRegion();
    void tipsAreTheOutermostPoints();
    void badgesStandBesideTheirRegion();
    void badgesDoNotOverlap();
    void badgesStayInsideTheView();
    void aRegionThatFillsTheViewKeepsAnAskedForNumber();
    void readoutNamesThePixel_data();
    void readoutNamesThePixel();
    void readoutOutsideIsEmpty();
    void readoutLineDoesNotJump();
};

void TestCanvasDefects::holesAreOutside()
{
    QVERIFY(isInside(ring(), {10, 10}));
    QVERIFY(!isInside(ring(), {50, 50}));
    QVERIFY(!isInside(ring(), {101, 50}));
}

void TestCanvasDefects::aPlaceMeansTheSmallestRegion_data()
{
    QTest::addColumn<QPointF>("at");
    QTest::addColumn<double>("reach");
    QTest::addColumn<int>("defect");
    QTest::newRow("inside") << QPointF(50, 50) << 0.0 << 0;
    QTest::newRow("the smaller of two") << QPointF(25, 25) << 0.0 << 1;
    QTest::newRow("beside") << QPointF(120, 50) << 0.0 << -1;
    QTest::newRow("within reach") << QPointF(103, 50) << 4.0 << 0;
    QTest::newRow("nearest within reach") << QPointF(304, 302) << 20.0 << 2;
    QTest::newRow("out of reach") << QPointF(110, 50) << 4.0 << -1;
}

void TestCanvasDefects::aPlaceMeansTheSmallestRegion()
{
    QFETCH(QPointF, at);
    QFETCH(double, reach);
    QFETCH(int, defect);
    QCOMPARE(defectAt({square(0, 0, 100), square(20, 20, 10), square(300, 300, 1), square(312, 300, 1)}, at, reach), defect);
}

void TestCanvasDefects::tipsAreTheOutermostPoints()
{
    inference::Defect defect = square(0, 0, 10);
    defect.contours = {{{3, 0}, {10, 4}, {6, 10}, {0, 5}}};
    QCOMPARE(extremes(defect), (Extremes {QPointF(3, 0), QPointF(10, 4), QPointF(6, 10), QPointF(0, 5)}));
    defect.contours.clear();
    QCOMPARE(extremes(defect), (Extremes {QPointF(5, 0), QPointF(10, 5), QPointF(5, 10), QPointF(0, 5)}));
}

void TestCanvasDefects::badgesStandBesideTheirRegion()
{
    const QRectF box(100, 100, 50, 40);
    const auto places = placeBadges({wish(box)}, {0, 0, 400, 300});
    QVERIFY(places[0].has_value());
    QVERIFY(!places[0]->intersects(box));
    QVERIFY(places[0]->bottom() >= box.top() - 8);
}

void TestCanvasDefects::badgesDoNotOverlap()
{
    std::vector<BadgeWish> wishes;
    for (int i = 0; i < 40; ++i)
        wishes.push_back(wish(QRectF(100 + 5 * i, 100, 4, 4)));
    const auto places = placeBadges(wishes, {0, 0, 400, 300});
    int shown = 0;
    for (std::size_t i = 0; i < places.size(); ++i) {
        shown += places[i].has_value();
        for (std::size_t j = 0; places[i] && j < i; ++j)
            QVERIFY(!places[j] || !places[j]->intersects(*places[i]));
    }
    QVERIFY(shown >= 10);
    QVERIFY(shown < 40);
}

void TestCanvasDefects::badgesStayInsideTheView()
{
    const QRectF area(0, 0, 400, 300);
    for (const QRectF box : {QRectF(0, 0, 10, 10), QRectF(390, 0, 10, 10), QRectF(0, 290, 10, 10), QRectF(390, 290, 10, 10)}) {
        const auto places = placeBadges({wish(box)}, area);
        QVERIFY(places[0].has_value());
        QVERIFY(area.contains(*places[0]));
    }
}

void TestCanvasDefects::aRegionThatFillsTheViewKeepsAnAskedForNumber()
{
    const QRectF area(0, 0, 400, 300);
    QVERIFY(!placeBadges({wish({-50, -50, 600, 500})}, area)[0]);
    const auto asked = placeBadges({wish({-50, -50, 600, 500}, true)}, area);
    QVERIFY(asked[0].has_value());
    QVERIFY(area.contains(*asked[0]));
}

void TestCanvasDefects::readoutNamesThePixel_data()
{
    QTest::addColumn<int>("format");
    QTest::addColumn<QColor>("colour");
    QTest::addColumn<int>("channels");
    QTest::addColumn<int>("bits");
    QTest::addColumn<QList<int>>("value");
    QTest::newRow("RGB 8") << int(QImage::Format_RGB888) << QColor(12, 34, 56) << 3 << 8 << QList<int> {12, 34, 56};
    QTest::newRow("grey 8") << int(QImage::Format_Grayscale8) << QColor(77, 77, 77) << 1 << 8 << QList<int> {77, 0, 0};
    QTest::newRow("grey 16") << int(QImage::Format_Grayscale16) << QColor::fromRgba64(40000, 40000, 40000) << 1 << 16
                             << QList<int> {40000, 0, 0};
    QTest::newRow("RGB 16") << int(QImage::Format_RGBX64) << QColor::fromRgba64(65535, 300, 1) << 3 << 16
                            << QList<int> {65535, 300, 1};
}

void TestCanvasDefects::readoutNamesThePixel()
{
    QFETCH(int, format);
    QFETCH(QColor, colour);
    QFETCH(int, channels);
    QFETCH(int, bits);
    QFETCH(QList<int>, value);
    QImage image(20, 10, QImage::Format(format));
    image.fill(Qt::black);
    if (image.format() == QImage::Format_Grayscale16)
        reinterpret_cast<quint16*>(image.scanLine(3))[7] = colour.rgba64().red();
    else
        image.setPixelColor(7, 3, colour);
    const inference::AnomalyMap map {1, 1, {0.83f}};
    const auto readout = readOut(image, &map, {7.9, 3.1});
    QVERIFY(readout.has_value());
    QCOMPARE(readout->x, 7);
    QCOMPARE(readout->y, 3);
    QCOMPARE(readout->channels, channels);
    QCOMPARE(readout->bits, bits);
    QCOMPARE(QList<int>(readout->value.begin(), readout->value.end()), value);
    QCOMPARE(readout->heat, std::optional<float>(0.83f));
}

void TestCanvasDefects::readoutOutsideIsEmpty()
{
    const QImage image(20, 10, QImage::Format_RGB32);
    QVERIFY(!readOut(image, nullptr, {-0.01, 3}));
    QVERIFY(!readOut(image, nullptr, {20, 3}));
    QVERIFY(!readOut({}, nullptr, {0, 0}));
    QVERIFY(!readOut(image, nullptr, {1, 1})->heat);
}

void TestCanvasDefects::readoutLineDoesNotJump()
{
    Readout small;
    small.heat = 0.01f;
    Readout large {3999, 2999, 3, 8, {255, 255, 255}, 1.0f};
    const auto fields = readoutFields(large, {4000, 3000});
    QCOMPARE(readoutSize(fields, QFont()), readoutSize(readoutFields(small, {4000, 3000}), QFont()));
    QStringList texts;
    for (const ReadoutField& field : fields)
        texts << field.label + u' ' + field.value;
    QCOMPARE(texts.join(u"  ").replace(QChar(0x2007), u' '), QStringLiteral("x 3999  y 2999  RGB 255 255 255  heat 1.00"));
}

QTEST_MAIN(TestCanvasDefects)
#include "tst_canvas_defects.moc"
