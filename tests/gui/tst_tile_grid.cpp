// The borders of tiles on the canvas.
#include "core/tiling.h"
#include "widgets/canvas.h"

#include <QImage>
#include <QtTest>

using namespace widgets;

namespace {

QImage grey(int width, int height)
{
    QImage image(width, height, QImage::Format_RGB32);
    image.fill(QColor(128, 128, 128));
    return image;
}

/// Columns of one row of the canvas, in image pixels, that are brighter than the picture: borders.
QSet<int> bordersIn(Canvas& canvas, int imageRow)
{
    const QImage shot = canvas.grab().toImage();
    QSet<int> borders;
    for (int x = 0; x < canvas.view().imageSize().width(); ++x) {
        const QPointF at = canvas.view().toWidget(QPointF(x + 0.5, imageRow + 0.5)) * canvas.devicePixelRatioF();
        if (qRed(shot.pixel(int(at.x()), int(at.y()))) > 150)
            borders << x;
    }
    return borders;
}

}  // namespace

class TestTileGrid : public QObject {
    Q_OBJECT

private slots:
    void bordersLieWhereTheTilesEnd()
    {
        Canvas canvas;
        canvas.resize(900, 500);
        canvas.setImage(grey(300, 100));
        canvas.show();
        QVERIFY(QTest::qWaitForWindowExposed(&canvas));
        canvas.actualSize();
        QVERIFY(bordersIn(canvas, 50).isEmpty());
        canvas.setTileSide(100);
        QSet<int> expected;
        for (const inference::Rect& tile : inference::tilesOf({300, 100}, 100))
            expected << int(tile.x) << int(tile.x + tile.width);
        expected.remove(300);  // beside the picture
        QCOMPARE(bordersIn(canvas, 50), expected);
        canvas.setTileSide(0);
        QVERIFY(bordersIn(canvas, 50).isEmpty());
    }

    void tooManyAreNotDrawn()
    {
        Canvas canvas;
        canvas.resize(600, 400);
        canvas.setImage(grey(2000, 1200));
        canvas.show();
        QVERIFY(QTest::qWaitForWindowExposed(&canvas));
        canvas.actualSize();
        const QImage plain = canvas.grab().toImage();
        canvas.setTileSide(inference::leastTileSideFor({2000, 1200}) - 1);
        QCOMPARE(canvas.grab().toImage(), plain);
        canvas.setTileSide(inference::leastTileSideFor({2000, 1200}));
        QVERIFY(canvas.grab().toImage() != plain);
    }

    void withoutAPictureThereIsNothingToCut()
    {
        Canvas canvas;
        canvas.resize(600, 400);
        canvas.show();
        canvas.setTileSide(100);
        QCOMPARE(canvas.grab().size(), canvas.size() * canvas.devicePixelRatio());
    }
};

QTEST_MAIN(TestTileGrid)
#include "tst_tile_grid.moc"
