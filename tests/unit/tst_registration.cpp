// Where a part lies in a picture: a part that is drawn by a formula is found to a tenth of a pixel of the copy, and what isn't the part isn't.
#include "core/anchor.h"
#include "core/error.h"
#include "imaging/picture_figures.h"
#include "judging/registration.h"
#include "tests/drawn_part.h"

#include <QtTest>

using namespace inference;
using judging::placementOf;

namespace {

constexpr Point middle {320, 240};

Anchor anchorOf(double shift = 0.15, double turn = 10)
{
    Anchor anchor;
    anchor.greatestShift = shift;
    anchor.greatestTurn = turn;
    anchor.mark = {170, 130, 300, 220};
    return withReference(std::move(anchor), imaging::greyCopyOf(tests::pictureOfPart({})), {640, 480});
}

Placement lying(double x, double y, double turn, double scale = 1)
{
    return {{middle.x * scale, middle.y * scale}, {x, y}, turn, 1, true};
}

Placement found(const Image& picture, const Anchor& anchor)
{
    return placementOf(*imaging::greyCopyOf(picture), picture.size(), anchor);
}

}  // namespace

class TestRegistration : public QObject {
    Q_OBJECT

private slots:
    void aPlaceGoesThereAndBack()
    {
        const Placement placement {{100, 50}, {7, -3}, 90, 1, true};
        // Clockwise as it is seen: what lies to the right of the middle comes to lie below it.
        const Point there = placed({110, 50}, placement);
        QCOMPARE(there.x, 107.0);
        QCOMPARE(there.y, 57.0);
        const Point back = unplaced(there, placement);
        QVERIFY(std::abs(back.x - 110) < 1e-12 && std::abs(back.y - 50) < 1e-12);
    }

    void thePartIsFoundWhereverItLies_data()
    {
        QTest::addColumn<double>("x");
        QTest::addColumn<double>("y");
        QTest::addColumn<double>("turn");
        QTest::addColumn<double>("allowed");
        QTest::newRow("as in the reference") << 0.0 << 0.0 << 0.0 << 10.0;
        QTest::newRow("moved by fractions") << 3.3 << -1.7 << 0.0 << 10.0;
        QTest::newRow("moved far") << -61.25 << 44.5 << 0.0 << 10.0;
        QTest::newRow("turned a little") << 0.0 << 0.0 << 0.8 << 10.0;
        QTest::newRow("turned and moved") << 33.0 << 21.5 << -9.4 << 10.0;
        QTest::newRow("turning not looked for, and a little turned") << 5.0 << 8.0 << 0.7 << 0.0;
        QTest::newRow("any way round") << -20.0 << 12.0 << 137.0 << 180.0;
        QTest::newRow("upside down") << 4.0 << -9.0 << -179.5 << 180.0;
    }

    void thePartIsFoundWhereverItLies()
    {
        QFETCH(double, x);
        QFETCH(double, y);
        QFETCH(double, turn);
        QFETCH(double, allowed);
        for (const auto& [contrast, brightness, noise] : {std::array {1.0, 0.0, 0.0}, std::array {0.7, 20.0, 12.0}, std::array {1.1, -15.0, 12.0}}) {
            const Placement placement = found(tests::pictureOfPart(lying(x, y, turn), 1, contrast, brightness, noise), anchorOf(0.15, allowed));
            QVERIFY(placement.found);
            QVERIFY2(placement.match > 0.98, qPrintable(QString::number(placement.match)));
            constexpr double block = 5;  // 640 px in 128
            QVERIFY2(std::hypot(placement.shift.x - x, placement.shift.y - y) < 0.1 * block,
                     qPrintable(QStringLiteral("%1, %2").arg(placement.shift.x).arg(placement.shift.y)));
            QVERIFY2(std::abs(std::remainder(placement.turn - turn, 360)) < 0.1, qPrintable(QString::number(placement.turn)));
            QCOMPARE(placement.middle, (Point {320, 240}));
        }
    }

    void aPictureOfAnotherSizeStretchesTheReference()
    {
        for (const double scale : {0.5, 1.6, 2.0}) {
            const Placement placement = found(tests::pictureOfPart(lying(20 * scale, -14 * scale, 4, scale), scale), anchorOf());
            QVERIFY(placement.found);
            QVERIFY2(std::hypot(placement.shift.x / scale - 20, placement.shift.y / scale + 14) < 1, qPrintable(QString::number(scale)));
            QVERIFY(std::abs(placement.turn - 4) < 0.2);
            QCOMPARE(placement.middle, (Point {320 * scale, 240 * scale}));
        }
    }

    void whatIsntThePartIsntFound()
    {
        const Anchor anchor = anchorOf();
        // Further away or further turned than it is looked for.
        const Placement away = found(tests::pictureOfPart(lying(190, 0, 0)), anchor);
        QVERIFY2(!away.found, qPrintable(QStringLiteral("%1, %2, %3 degrees, %4").arg(away.shift.x).arg(away.shift.y).arg(away.turn).arg(away.match)));
        QVERIFY(!found(tests::pictureOfPart(lying(0, 0, 45)), anchor).found);
        QVERIFY(found(tests::pictureOfPart(lying(0, 0, 45)), anchorOf(0.15, 60)).found);
        // Nothing there, and something else.
        Image flat = makeImage(640, 480, 1);
        std::ranges::fill(flat.pixels, std::uint8_t(90));
        const Placement nothing = found(flat, anchor);
        QVERIFY(!nothing.found);
        QCOMPARE(nothing.match, 0.0);
        Image stripes = flat;
        for (int y = 0; y < 480; ++y)
            for (int x = 0; x < 640; ++x)
                stripes.row(y)[x] = std::uint8_t(128 + 100 * std::sin((x + 0.3 * y) / 9));
        QVERIFY(!found(stripes, anchor).found);
        // Another shape of picture has no place that would be the same.
        const Placement other = found(makeImage(480, 480, 1), anchor);
        QVERIFY(!other.found);
        QCOMPARE(other.match, 0.0);
    }

    void howLikeItHasToBeIsTheRecipesBusiness()
    {
        Anchor anchor = anchorOf();
        // A hole is closed: the same part, less alike.
        Image picture = tests::pictureOfPart(lying(10, 5, 2));
        for (int y = 170; y < 250; ++y)
            for (int x = 360; x < 440; ++x)
                picture.row(y)[x] = 180;
        const Placement placement = found(picture, anchor);
        QVERIFY(placement.found);
        QVERIFY2(placement.match > 0.75 && placement.match < 0.97, qPrintable(QString::number(placement.match)));
        QVERIFY(std::hypot(placement.shift.x - 10, placement.shift.y - 5) < 5);
        anchor.leastMatch = 0.98;
        QVERIFY(!found(picture, anchor).found);
    }

    void aMarkThatIsTooSmallIsNone()
    {
        Anchor anchor = anchorOf();
        anchor.mark = {200, 200, 20, 20};  // four pixels of the copy
        QCOMPARE(found(tests::pictureOfPart({}), anchor).match, 0.0);
    }

    void whatIsNoCopyIsRefused()
    {
        const auto refused = [](const auto& call) {
            try {
                call();
            } catch (const Error& error) {
                return error.code() == ErrorCode::BadInput;
            }
            return false;
        };
        Anchor anchor = anchorOf();
        QVERIFY(refused([&] { placementOf(GreyCopy {}, {640, 480}, anchor); }));
        QVERIFY(refused([&] { placementOf(*anchor.reference, {0, 480}, anchor); }));
        QVERIFY(refused([&] { withReference({}, anchor.reference, {650, 480}); }));
        QVERIFY(refused([&] { withReference({}, nullptr, {640, 480}); }));
        anchor.reference.reset();
        QVERIFY(refused([&] { placementOf(*anchorOf().reference, {640, 480}, anchor); }));
    }

    void copiesAreMeansOfBlocks()
    {
        Image image = makeImage(300, 100, 1);  // blocks of 3: 100 x 33, the last row is left out
        for (int y = 0; y < 100; ++y)
            for (int x = 0; x < 300; ++x)
                image.row(y)[x] = std::uint8_t(x / 3 + (y == 99 ? 100 : y / 3 * 2));
        const auto copy = imaging::greyCopyOf(image);
        QCOMPARE(copy->block, 3);
        QCOMPARE(copy->width, 100);
        QCOMPARE(copy->height, 33);
        for (int y = 0; y < 33; ++y)
            for (int x = 0; x < 100; ++x)
                QCOMPARE(int(copy->values[std::size_t(y * 100 + x)]), x + 2 * y);
        QCOMPARE(imaging::greyCopyOf(makeImage(128, 20, 3))->block, 1);
        QCOMPARE(imaging::greyCopyOf(makeImage(3000, 2, 4))->height, 1);
    }
};

QTEST_APPLESS_MAIN(TestRegistration)
#include "tst_registration.moc"
