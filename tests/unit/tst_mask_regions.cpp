// Regions of masks drawn as text.

#include "core/error.h"
#include "evaluation/mask_regions.h"

#include <QtTest>

#include <random>

using namespace inference;
using namespace inference::evaluation;

namespace {

struct Mask {
    std::vector<std::uint8_t> pixels;
    int width = 0;
    int height = 0;
};

/// Rows parted by spaces; '.' is good.
Mask maskOf(const QString& text)
{
    Mask mask;
    const QStringList rows = text.split(' ', Qt::SkipEmptyParts);
    mask.height = int(rows.size());
    for (const QString& row : rows) {
        mask.width = int(row.size());
        for (const QChar pixel : row)
            mask.pixels.push_back(pixel == '.' ? 0 : std::uint8_t(pixel.toLatin1()));
    }
    return mask;
}

/// Each pixel's region as a letter.
QString drawn(const Mask& mask, const MaskRegions& regions)
{
    QString pixels(qsizetype(mask.pixels.size()), '.');
    for (const MaskRun& run : regions.runs)
        for (std::size_t i = 0; i < run.length; ++i)
            pixels[qsizetype(run.first + i)] = QChar('a' + int(run.region));
    QStringList rows;
    for (int y = 0; y < mask.height; ++y)
        rows.append(pixels.mid(qsizetype(y) * mask.width, mask.width));
    return rows.join(' ');
}

/// Slow and plain: spreads the first free pixel until nothing changes.
QString flooded(const Mask& mask)
{
    std::vector<int> label(mask.pixels.size(), -1);
    int regions = 0;
    const auto at = [&](int x, int y) { return std::size_t(y) * std::size_t(mask.width) + std::size_t(x); };
    for (int y = 0; y < mask.height; ++y)
        for (int x = 0; x < mask.width; ++x) {
            if (mask.pixels[at(x, y)] == 0 || label[at(x, y)] >= 0)
                continue;
            std::vector<std::pair<int, int>> open {{x, y}};
            label[at(x, y)] = regions;
            while (!open.empty()) {
                const auto [fromX, fromY] = open.back();
                open.pop_back();
                for (int toY = std::max(0, fromY - 1); toY <= std::min(mask.height - 1, fromY + 1); ++toY)
                    for (int toX = std::max(0, fromX - 1); toX <= std::min(mask.width - 1, fromX + 1); ++toX)
                        if (mask.pixels[at(toX, toY)] != 0 && label[at(toX, toY)] < 0) {
                            label[at(toX, toY)] = regions;
                            open.push_back({toX, toY});
                        }
            }
            ++regions;
        }
    MaskRegions asRuns;
    for (std::size_t i = 0; i < label.size(); ++i)
        if (label[i] >= 0)
            asRuns.runs.push_back({i, 1, std::uint32_t(label[i])});
    return drawn(mask, asRuns);
}

}  // namespace

class TestMaskRegions : public QObject {
    Q_OBJECT

private slots:
    void regionsOf_data();
    void regionsOf();
    void sizesAreThePixels();
    void runsAreInOrder();
    void anyMaskAsFlooded_data();
    void anyMaskAsFlooded();
    void emptyMaskHasNone();
    void wrongSizeIsRefused();
};

void TestMaskRegions::regionsOf_data()
{
    QTest::addColumn<QString>("mask");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char* name, const char* mask, const char* expected) {
        QTest::newRow(name) << QString(mask) << QString(expected);
    };
    row("none", "... ...", "... ...");
    row("all", "xx xx", "aa aa");
    row("a corner joins", "x.. .x. ..x", "a.. .a. ..a");
    row("the other corner joins", "..x .x. x..", "..a .a. a..");
    row("a gap parts", "x.x ... x.x", "a.b ... c.d");
    row("a U is one, whatever its arms", "x.x x.x xxx", "a.a a.a aaa");
    row("arms that meet late", "x.x.x x.x.x xxxxx", "a.a.a a.a.a aaaaa");
    row("any value that isn't 0", "12. .3.", "aa. .a.");
    row("a row's end doesn't touch the next row's start", "..x ... x..", "..a ... b..");
    row("neither does it one row below", "...x x...", "...a b...");
    row("rows of one pixel", "x x . x", "a a . b");
    row("wider than eight", "..........xx x...........", "..........aa b...........");
    row("one spans two above", "xx..xx .xxxx.", "aa..aa .aaaa.");
}

void TestMaskRegions::regionsOf()
{
    QFETCH(QString, mask);
    QFETCH(QString, expected);
    const Mask made = maskOf(mask);
    QCOMPARE(drawn(made, findMaskRegions(made.pixels, made.width, made.height)), expected);
    QCOMPARE(flooded(made), expected);
}

void TestMaskRegions::sizesAreThePixels()
{
    const Mask mask = maskOf("xx..x x...x ..... .xx..");
    QCOMPARE(findMaskRegions(mask.pixels, mask.width, mask.height).sizes, (std::vector<std::uint32_t> {3, 2, 2}));
}

void TestMaskRegions::runsAreInOrder()
{
    const Mask mask = maskOf("xx.x ...x");
    QCOMPARE(findMaskRegions(mask.pixels, mask.width, mask.height).runs,
        (std::vector<MaskRun> {{0, 2, 0}, {3, 1, 1}, {7, 1, 1}}));
}

void TestMaskRegions::anyMaskAsFlooded_data()
{
    QTest::addColumn<int>("percent");
    for (const int percent : {2, 10, 25, 40, 60, 90})
        QTest::addRow("%d %%", percent) << percent;
}

void TestMaskRegions::anyMaskAsFlooded()
{
    QFETCH(int, percent);
    std::mt19937 random(7);
    for (int i = 0; i < 40; ++i) {
        Mask mask;
        mask.width = 1 + int(random() % 40);
        mask.height = 1 + int(random() % 30);
        for (int pixel = 0; pixel < mask.width * mask.height; ++pixel)
            mask.pixels.push_back(int(random() % 100) < percent ? 255 : 0);
        QCOMPARE(drawn(mask, findMaskRegions(mask.pixels, mask.width, mask.height)), flooded(mask));
    }
}

void TestMaskRegions::emptyMaskHasNone()
{
    const MaskRegions regions = findMaskRegions({}, 5, 5);
    QVERIFY(regions.runs.empty() && regions.sizes.empty());
}

void TestMaskRegions::wrongSizeIsRefused()
{
    const std::vector<std::uint8_t> six(6);
    QVERIFY_EXCEPTION_THROWN(findMaskRegions(six, 5, 1), Error);
    QVERIFY_EXCEPTION_THROWN(findMaskRegions(six, 3, 3), Error);
    QVERIFY_EXCEPTION_THROWN(findMaskRegions(six, -2, -3), Error);
    QVERIFY_EXCEPTION_THROWN(findMaskRegions(six, 0, 6), Error);
}

QTEST_GUILESS_MAIN(TestMaskRegions)
#include "tst_mask_regions.moc"
