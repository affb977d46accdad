// Boards that are drawn through a known mapping are found where they are, and nothing else is one.
#include "core/error.h"
#include "imaging/checkerboard.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <stop_token>

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
    double shear = 0;     ///< towards the right for each pixel down, and down for each to the right: as a camera far away, tilted about the diagonal
    double bend = 0;      ///< of the lens, per pixel squared
    int channels = 1, bytes = 1;
    double noise = 3;     ///< grey levels
    int dark = 40, light = 210, around = 140;
    double range = 255;   ///< what white is, of the 16 bits' 65535 / 257

    /// Of a corner of squares, counted from the board's own.
    Point at(double column, double row) const
    {
        const double x = (column - columns / 2.0) * side, y = (row - rows / 2.0) * side;
        const double shearedX = x + shear * y, shearedY = y + shear * x;
        const double turnedX = std::cos(angle) * shearedX - std::sin(angle) * shearedY, turnedY = std::sin(angle) * shearedX + std::cos(angle) * shearedY;
        const double depth = 1 + askew * turnedX;
        return {width / 2.0 + turnedX / depth, height / 2.0 + turnedY / depth};
    }
    double value(double x, double y) const
    {
        double seenX = x - width / 2.0, seenY = y - height / 2.0;
        const double bent = 1 + bend * (seenX * seenX + seenY * seenY);
        seenX *= bent;
        seenY *= bent;
        const double depth = 1 / (1 - askew * seenX), turnedX = seenX * depth, turnedY = seenY * depth;
        const double shearedX = std::cos(angle) * turnedX + std::sin(angle) * turnedY, shearedY = -std::sin(angle) * turnedX + std::cos(angle) * turnedY;
        const double straight = 1 - shear * shear;
        const double column = (shearedX - shear * shearedY) / straight / side + columns / 2.0;
        const double row = (shearedY - shear * shearedX) / straight / side + rows / 2.0;
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
                    const auto sample = quint16(alpha ? 65535 : std::lround(grey * view.range / 255 * 257));
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
    void unevenScalesAreTold_data();
    void unevenScalesAreTold();
    void longPicturesAreLookedAtSmaller();
    void aStopAnswersNone();
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
    row("12 of 16 bits", {.bytes = 2, .range = 15.9});
    row("dim", {.noise = 2, .dark = 30, .light = 60, .around = 40});
    row("noisy", {.noise = 12});
    row("larger than is looked through", {.width = 2700, .height = 2000, .columns = 13, .rows = 10, .side = 150, .angle = 0.2, .askew = 0.00007});
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
        QVERIFY2(board->unevenness < 0.2 / seen.side, qPrintable(QString::number(board->unevenness)));  // noise of the corners
    } else {
        // by how much the outermost squares differ from those in the middle
        const double change = 1 / std::pow(1 - seen.askew * seen.side * seen.columns / 3, 2) - 1;
        QVERIFY2(board->unevenness > change / 2 && std::abs(board->pixelsPerSquare / seen.side - 1) < board->unevenness, qPrintable(QString::number(board->unevenness)));
    }
}

/// What bends the scale is told, whatever its kind.
void TestCheckerboard::unevenScalesAreTold_data()
{
    QTest::addColumn<QByteArray>("view");
    QTest::addColumn<double>("least");
    QTest::addColumn<double>("most");
    const auto row = [](const char* name, const View& view, double least, double most) {
        QTest::newRow(name) << QByteArray(reinterpret_cast<const char*>(&view), sizeof view) << least << most;
    };
    // Tilted about the diagonal from far away the sides of the squares stay alike: only their diagonals differ, by 1 + s to 1 - s.
    row("sheared by 2 %", {.shear = 0.02}, 0.017, 0.025);
    row("sheared by 2 %, turned", {.angle = 0.5, .shear = 0.02}, 0.017, 0.025);
    row("barrel", {.bend = -1e-6}, 0.01, 0.06);
    row("cushion", {.bend = 1e-6}, 0.01, 0.06);
    row("straight", {}, 0, 0.005);
}

void TestCheckerboard::unevenScalesAreTold()
{
    QFETCH(QByteArray, view);
    QFETCH(double, least);
    QFETCH(double, most);
    View seen;
    std::memcpy(&seen, view.constData(), sizeof seen);
    const auto board = findCheckerboard(draw(seen));
    QVERIFY(board);
    QVERIFY2(board->unevenness >= least && board->unevenness <= most, qPrintable(QString::number(board->unevenness)));
}

/// Memory goes with the square of the longer side where a picture is turned.
void TestCheckerboard::longPicturesAreLookedAtSmaller()
{
    QVERIFY(!findCheckerboard(draw({.width = 20'000, .height = 40, .dark = 140, .light = 140})));  // too narrow then
    View beside {.width = 9000, .height = 700, .side = 60};
    const auto board = findCheckerboard(draw(beside));
    QVERIFY(board);
    QVERIFY2(std::abs(board->pixelsPerSquare / 60 - 1) < 0.001, qPrintable(QString::number(board->pixelsPerSquare)));
    QCOMPARE(inference::imaging::leastSquare({640, 480}), 8.0);
    QCOMPARE(inference::imaging::leastSquare({8000, 2000}), 16.0);
    QCOMPARE(inference::imaging::leastSquare({6000, 4000}), 8 * std::sqrt(6.0));
}

void TestCheckerboard::aStopAnswersNone()
{
    std::stop_source stop;
    stop.request_stop();
    QVERIFY(!findCheckerboard(draw({}), stop.get_token()));
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
