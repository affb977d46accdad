// Boards that are drawn through a known mapping are found where they are, and nothing else is one.
#include "core/error.h"
#include "imaging/checkerboard.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <cstring>

using inference::Image;
using inference::Point;
using inference::imaging::Checkerboard;
using inference::imaging::findCheckerboard;

namespace {

/// Where the camera sees the board: its middle in the middle of the picture, `side` pixels a square there, turned, and the further to the right the smaller.
struct View {
    int width = 640, height = 480;
    int columns = 9, rows = 7;  ///< squares
    double side = 40;
    double angle = 0;     ///< radians
    double askew = 0;     ///< per pixel
    int channels = 1, bytes = 1;
    double noise = 3;     ///< grey levels
    int dark = 40, light = 210, around = 140;

    /// Of a corner of squares, counted from the board's own.
    Point at(double column, double row) const
    {
        const double x = (column - columns / 2.0) * side, y = (row - rows / 2.0) * side;
        const double turnedX = std::cos(angle) * x - std::sin(angle) * y, turnedY = std::sin(angle) * x + std::cos(angle) * y;
        const double depth = 1 + askew * turnedX;
        return {width / 2.0 + turnedX / depth, height / 2.0 + turnedY / depth};
    }
    double value(double x, double y) const
    {
        const double seenX = x - width / 2.0, seenY = y - height / 2.0;
        const double depth = 1 / (1 - askew * seenX), turnedX = seenX * depth, turnedY = seenY * depth;
        const double column = (std::cos(angle) * turnedX + std::sin(angle) * turnedY) / side + columns / 2.0;
        const double row = (-std::sin(angle) * turnedX + std::cos(angle) * turnedY) / side + rows / 2.0;
        if (column < -0.6 || row < -0.6 || column > columns + 0.6 || row > rows + 0.6)
            return around;
        const bool inside = column >= 0 && row >= 0 && column < columns && row < rows;
        return inside && (int(column) + int(row)) % 2 == 0 ? dark : light;
    }
};

Image draw(const View& view)
{
    Image image = inference::makeImage(view.width, view.height, view.channels, view.bytes);
    quint32 state = 7;
    constexpr int samples = 6;
    constexpr double middle = (samples - 1) / 2.0, reach = 0.31;  // over two pixels, as lenses blur; never on an edge
    for (int y = 0; y < view.height; ++y)
        for (int x = 0; x < view.width; ++x) {
            double sum = 0;
            for (int i = 0; i < samples * samples; ++i)
                sum += view.value(x + 0.5 + reach * (i % samples - middle), y + 0.5 + reach * (double(i / samples) - middle));
            double noise = 0;
            for (int i = 0; i < 3; ++i)
                noise += double((state = state * 1664525 + 1013904223) >> 8) / (1 << 24) - 0.5;
            const double grey = std::clamp(sum / (samples * samples) + 2 * noise * view.noise, 0.0, 255.0);
            for (int channel = 0; channel < view.channels; ++channel) {
                const bool alpha = channel == 3 || (channel == 1 && view.channels == 2);
                const std::size_t place = std::size_t(x) * std::size_t(view.channels) + std::size_t(channel);
                if (view.bytes == 2) {
                    const auto sample = quint16(alpha ? 65535 : std::lround(grey * 257));
                    std::memcpy(image.row(y) + 2 * place, &sample, 2);
                } else
                    image.row(y)[place] = quint8(alpha ? 255 : std::lround(grey));
            }
        }
    return image;
}

}  // namespace

class TestCheckerboard : public QObject {
    Q_OBJECT

private slots:
    void boardsAreFoundWhereTheyAre_data();
    void boardsAreFoundWhereTheyAre();
    void whatIsNoBoardIsNotFound_data();
    void whatIsNoBoardIsNotFound();
    void anEmptyPictureIsRefused();
};

void TestCheckerboard::boardsAreFoundWhereTheyAre_data()
{
    QTest::addColumn<QByteArray>("view");
    const auto row = [](const char* name, const View& view) { QTest::newRow(name) << QByteArray(reinterpret_cast<const char*>(&view), sizeof view); };
    row("straight", {});
    row("turned", {.angle = 0.6});
    row("upside down", {.angle = 3.1});
    row("askew", {.askew = 0.0004});
    row("turned and askew", {.angle = -0.9, .askew = 0.0006});
    row("four by five squares", {.columns = 4, .rows = 5, .side = 30});
    row("many small squares", {.width = 900, .height = 700, .columns = 31, .rows = 23, .side = 25});
    row("tiny squares", {.columns = 11, .rows = 8, .side = 10, .noise = 2});
    row("colour", {.channels = 3});
    row("with alpha", {.channels = 4});
    row("grey with alpha", {.channels = 2});
    row("16 bits", {.bytes = 2});
    row("16 bits, colour", {.channels = 3, .bytes = 2});
    row("dim", {.noise = 2, .dark = 30, .light = 60, .around = 40});
    row("noisy", {.noise = 12});
    row("larger than is looked through", {.width = 3600, .height = 2700, .columns = 13, .rows = 10, .side = 200, .angle = 0.2, .askew = 0.00005});
}

void TestCheckerboard::boardsAreFoundWhereTheyAre()
{
    QFETCH(QByteArray, view);
    View seen;
    std::memcpy(&seen, view.constData(), sizeof seen);
    const auto board = findCheckerboard(draw(seen));
    QVERIFY(board);
    QCOMPARE(std::minmax(board->columns, board->rows), std::minmax(seen.columns - 1, seen.rows - 1));
    QCOMPARE(board->corners.size(), std::size_t(board->columns) * std::size_t(board->rows));
    // each corner of the board has one that was found
    double squares = 0, worst = 0;
    for (int column = 1; column < seen.columns; ++column)
        for (int row = 1; row < seen.rows; ++row) {
            const Point truly = seen.at(column, row);
            double nearest = 1e9;
            for (const Point& corner : board->corners)
                nearest = std::min(nearest, std::hypot(corner.x - truly.x, corner.y - truly.y));
            worst = std::max(worst, nearest);
            squares += nearest * nearest;
        }
    const double typical = std::sqrt(squares / double(board->corners.size()));
    QVERIFY2(typical < 0.12 && worst < 0.5, qPrintable(QStringLiteral("%1, at most %2 px").arg(typical).arg(worst)));
    if (seen.askew == 0) {
        QVERIFY2(std::abs(board->pixelsPerSquare / seen.side - 1) < 0.001, qPrintable(QString::number(board->pixelsPerSquare)));
        QVERIFY2(board->unevenness < 0.01, qPrintable(QString::number(board->unevenness)));
    } else {
        QVERIFY2(board->unevenness > 0.03, qPrintable(QString::number(board->unevenness)));
    }
    QVERIFY2(board->residual < 0.2, qPrintable(QString::number(board->residual)));
}

void TestCheckerboard::whatIsNoBoardIsNotFound_data()
{
    QTest::addColumn<QByteArray>("view");
    const auto row = [](const char* name, const View& view) { QTest::newRow(name) << QByteArray(reinterpret_cast<const char*>(&view), sizeof view); };
    row("plain", {.dark = 140, .light = 140});
    row("noise alone", {.noise = 60, .dark = 140, .light = 140});
    row("hardly any contrast", {.noise = 3, .dark = 137, .light = 143});
    row("two by two corners", {.columns = 3, .rows = 3});
    row("smaller than can be seen", {.width = 20, .height = 20, .side = 4});
}

void TestCheckerboard::whatIsNoBoardIsNotFound()
{
    QFETCH(QByteArray, view);
    View seen;
    std::memcpy(&seen, view.constData(), sizeof seen);
    QVERIFY(!findCheckerboard(draw(seen)));
}

void TestCheckerboard::anEmptyPictureIsRefused()
{
    QVERIFY_EXCEPTION_THROWN((void)findCheckerboard({}), inference::Error);
}

QTEST_APPLESS_MAIN(TestCheckerboard)
#include "tst_checkerboard.moc"
