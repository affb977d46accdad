#include "core/error.h"
#include "imaging/decode.h"
#include "imaging/image_writer.h"
#include "training/synth/damage_p.h"
#include "training/synth/mvtec_layout.h"
#include "training/synth/specimen.h"

#include <QtTest>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <thread>

using namespace inference;
using namespace inference::synth;

namespace {

QByteArray hashOf(const Specimen& specimen)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    hash.addData(QByteArrayView(specimen.image.pixels.data(), qsizetype(specimen.image.pixels.size())));
    hash.addData(QByteArrayView(specimen.mask.data(), qsizetype(specimen.mask.size())));
    return hash.result().toHex();
}

double shareOf(const Specimen& specimen)
{
    return double(std::ranges::count(specimen.mask, 255)) / double(specimen.mask.size());
}

QString text(std::string_view name)
{
    return QString::fromLatin1(name.data(), qsizetype(name.size()));
}

void everyKind()
{
    QTest::addColumn<QString>("kind");
    for (const ProductKind& kind : productKinds())
        QTest::newRow(std::string(kind.name).c_str()) << text(kind.name);
}

QStringList filesUnder(const QString& folder)
{
    QStringList files;
    QDirIterator all(folder, QDir::Files, QDirIterator::Subdirectories);
    while (all.hasNext())
        files.append(QDir(folder).relativeFilePath(all.next()));
    files.sort();
    return files;
}

}  // namespace

class TestSynth : public QObject {
    Q_OBJECT

private slots:
    void sameSeedGivesTheSameBytesOnAnyThread_data() { everyKind(); }
    void sameSeedGivesTheSameBytesOnAnyThread();
    void bytesAreThoseOfEveryMachine_data();
    void bytesAreThoseOfEveryMachine();
    void arithmeticByHand();
    void flatPictureSurvivesJpeg_data();
    void flatPictureSurvivesJpeg();
    void goodOnesHaveAnEmptyMask_data() { everyKind(); }
    void goodOnesHaveAnEmptyMask();
    void everyDefectShowsOnEveryProduct_data() { everyKind(); }
    void everyDefectShowsOnEveryProduct();
    void nothingChangesOutsideTheMask_data() { everyKind(); }
    void nothingChangesOutsideTheMask();
    void designsAndSpecimensDiffer();
    void heldOutKindsAreNamed();
    void refusedArguments_data();
    void refusedArguments();
    void layoutIsReadBack();
    void photographsStayAsTheyAreButForTheDefect();
    void photographsBecomeProducts();
    void stopLeavesWholeFiles();
    void refusingDiskIsAnError();
};

void TestSynth::sameSeedGivesTheSameBytesOnAnyThread()
{
    QFETCH(QString, kind);
    const Product product {kind.toStdString(), 5};
    const auto hashes = [&product] {
        QByteArrayList list {hashOf(draw(product, 1, 96))};
        for (const DefectEntry& entry : defectKinds())
            list.append(hashOf(draw(product, 2, 96, entry.kind)));
        return list;
    };
    QByteArrayList here;
    QByteArrayList there;
    std::thread other([&] { there = hashes(); });
    here = hashes();
    other.join();
    QCOMPARE(here, there);
}

void TestSynth::bytesAreThoseOfEveryMachine_data()
{
    QTest::addColumn<QString>("kind");
    QTest::addColumn<QString>("defect");
    QTest::addColumn<QByteArray>("sha256");
    // Of the release build with GCC 12 on x86-64; a changed drawing changes them, another machine or build type must not.
    const auto row = [](const char* kind, const char* defect, const char* sha256) {
        QTest::addRow("%s %s", kind, defect) << QString(kind) << QString(defect) << QByteArray(sha256);
    };
    row("board", "misplaced", "5e9ee0b44096a377");
    row("carpet", "stain", "48c13013249610b6");
    row("gear", "good", "34087ca1631c0327");
    row("knit", "missing", "76711d6fe1cba519");
    row("leather", "dent", "29e78946c0510292");
    row("mesh", "scratch", "658c4aedf1fc1d95");
    row("tablet", "burn", "adf14c5e2f3a593a");
    row("wood", "crack", "d8a40e1abecee9f1");
    row("washer", "foreign_body", "44e7c09eb2f72664");
    row("terrazzo", "broken", "a35e72a52af2da24");
    row("assembly", "misplaced", "8b740e9c5a546b71");
    row("granules", "pit", "476bb1d387cb3398");
    row("grating", "extra", "4f4964a9e5b2dae6");
    row("label", "misplaced", "125e08d35d78a4ad");
    row("marble", "scratch", "8c32496d9b70c418");
    row("motif", "extra", "5e673602c17d149c");
    row("profile", "broken", "cc2d0b56f4d5649c");
    row("ribs", "broken", "f40e6b4901c338c7");
    row("biscuit", "broken", "0be91565b6fa9196");
    row("braid", "missing", "b328a87475190cba");
    row("dial", "misprint", "8f2ccd6c9ad3ae59");
    row("fibres", "misplaced", "d4fc9f78f573e627");
    row("foam", "broken", "1c61edaf2a6ede71");
    row("harness", "extra", "b10e29681ca12e20");
    row("keypad", "misplaced", "02185d1750f43f29");
    row("mural", "broken", "3b5186ea3d9d84af");
    row("patchwork", "missing", "af8533f3226acd35");
    row("pieces", "misplaced", "a244d697237b7dee");
    row("thread", "broken", "401c77c99f11e4b5");
    row("tray", "extra", "ffd2c374df22b2e5");
}

void TestSynth::bytesAreThoseOfEveryMachine()
{
    QFETCH(QString, kind);
    QFETCH(QString, defect);
    QFETCH(QByteArray, sha256);
    const Specimen specimen = draw({kind.toStdString(), 11}, 12, 96, defectNamed(defect.toStdString()));
    QCOMPARE(hashOf(specimen).left(16), sha256);
}

void TestSynth::arithmeticByHand()
{
    const auto isNear = [](float a, double b, double by) { return std::abs(double(a) - b) <= by; };
    for (int i = -40; i <= 40; ++i) {
        const double turns = i / 16.0;
        QVERIFY(isNear(sine(float(turns)), std::sin(2 * M_PI * turns), 0.0012));
        QVERIFY(isNear(cosine(float(turns)), std::cos(2 * M_PI * turns), 0.0012));
        QVERIFY(isNear(exp2Of(float(turns)), std::exp2(turns), 0.0003 * std::exp2(turns)));
        if (i > 0)
            QVERIFY(isNear(log2Of(float(turns)), std::log2(turns), 0.009));
        QVERIFY(isNear(angleOf(float(std::cos(turns)), float(std::sin(turns))), std::atan2(std::sin(turns), std::cos(turns)) / (2 * M_PI), 0.001));
    }
    QCOMPARE(angleOf(0, 0), 0.0f);
    QCOMPARE(floorInt(-0.5f), -1);
    QCOMPARE(floorInt(-1.0f), -1);
    QCOMPARE(floorInt(2.9f), 2);

    const Colour red = hsv({0, 1, 1});
    const Colour teal = hsv({0.5f, 1, 0.5f});  // half as bright on a screen is a quarter of the light
    QVERIFY(isNear(red.r, 1, 1e-5) && isNear(red.g, 0, 1e-5) && isNear(red.b, 0, 1e-5));
    QVERIFY(isNear(teal.r, 0, 1e-5) && isNear(teal.g, 0.25, 1e-5) && isNear(teal.b, 0.25, 1e-5));

    Plane dot(5 * 3, 0);
    dot[1 * 5 + 2] = 9;
    const Plane blurred = boxBlurred(dot, 5, 3, 1);
    QVERIFY(isNear(blurred[0 * 5 + 1], 1, 1e-5) && isNear(blurred[2 * 5 + 3], 1, 1e-5) && isNear(blurred[1 * 5 + 4], 0, 1e-5));
    const Plane part = cropped(dot, 5, {1, 1, 4, 2});
    QCOMPARE(part, Plane({0, 9, 0}));
}

void TestSynth::flatPictureSurvivesJpeg_data()
{
    QTest::addColumn<int>("size");
    QTest::addColumn<int>("quality");
    QTest::newRow("whole blocks") << 32 << 90;
    QTest::newRow("odd size") << 33 << 90;
    QTest::newRow("one pixel over") << 17 << 100;
    QTest::newRow("poor") << 24 << 20;
}

void TestSynth::flatPictureSurvivesJpeg()
{
    QFETCH(int, size);
    QFETCH(int, quality);
    // A flat block has one coefficient, 8 (value - 128), which is rounded to a multiple of its step.
    Image image = makeImage(size, size, 3);
    std::ranges::fill(image.pixels, std::uint8_t(128));
    const Image before = image;
    compressAsJpeg(image, quality);
    QCOMPARE(image.pixels, before.pixels);
}

void TestSynth::goodOnesHaveAnEmptyMask()
{
    QFETCH(QString, kind);
    for (std::uint64_t seed = 0; seed < 4; ++seed) {
        const Specimen specimen = draw({kind.toStdString(), seed}, seed, 64);
        QCOMPARE(specimen.image.width, 64);
        QCOMPARE(specimen.image.height, 64);
        QCOMPARE(specimen.image.channels, 3);
        QCOMPARE(specimen.image.pixels.size(), std::size_t(64 * 64 * 3));
        QCOMPARE(specimen.mask, std::vector<std::uint8_t>(64 * 64, 0));
        QCOMPARE(specimen.product, kind.toStdString());
        QCOMPARE(specimen.defect, std::string("good"));
        const auto [least, greatest] = std::ranges::minmax(specimen.image.pixels);
        QVERIFY(greatest - least > 20);  // there is something to see
    }
}

void TestSynth::everyDefectShowsOnEveryProduct()
{
    QFETCH(QString, kind);
    for (const DefectEntry& entry : defectKinds())
        for (std::uint64_t seed = 0; seed < 3; ++seed) {
            const Product product {kind.toStdString(), seed};
            const Specimen specimen = draw(product, seed, 96, entry.kind);
            QCOMPARE(specimen.defect, std::string(entry.name));
            QVERIFY(std::ranges::all_of(specimen.mask, [](std::uint8_t m) { return m == 0 || m == 255; }));
            const double share = shareOf(specimen);
            QVERIFY2(share >= 0.001 && share <= 0.1, qPrintable(QString("%1: %2").arg(text(entry.name)).arg(share)));
            // The camera takes the good one of the same seed the same way: what differs most lies in the mask.
            const Specimen good = draw(product, seed, 96);
            double inside = 0;
            double outside = 0;
            for (std::size_t i = 0; i < specimen.mask.size(); ++i)
                for (std::size_t k = 0; k < 3; ++k)
                    (specimen.mask[i] ? inside : outside) += std::abs(specimen.image.pixels[3 * i + k] - good.image.pixels[3 * i + k]);
            inside /= share;
            outside /= 1 - share;
            QVERIFY2(inside > 4 * outside, qPrintable(QString("%1 %2: %3 against %4").arg(text(entry.name)).arg(seed).arg(inside).arg(outside)));
        }
}

void TestSynth::nothingChangesOutsideTheMask()
{
    QFETCH(QString, kind);
    const SurfaceEntry* const surface = surfaceNamed(kind.toStdString());
    QVERIFY(surface);
    Random random(3);
    Random other(4);
    Scene scene {surface, {Random(1), Random(2)}, Light::drawn(random, other), Canvas(96), {}};
    surface->paint(scene.canvas, scene.streams, {});
    scene.good = lit(scene.canvas, scene.light);
    for (const DefectEntry& entry : defectKinds()) {
        const Damage damage = damaged(scene, painterOf(entry.kind), 0, 1, Random(5));
        for (std::size_t i = 0; i < damage.mask.size(); ++i) {
            QVERIFY(damage.mask[i] == 0 || damage.mask[i] == 1);
            if (damage.mask[i] == 0)
                QVERIFY(damage.radiance.red[i] == scene.good.red[i] && damage.radiance.green[i] == scene.good.green[i] && damage.radiance.blue[i] == scene.good.blue[i]);
        }
    }
}

void TestSynth::designsAndSpecimensDiffer()
{
    const QByteArray one = hashOf(draw({"weave", 1}, 1, 64));
    QVERIFY(one != hashOf(draw({"weave", 2}, 1, 64)));
    QVERIFY(one != hashOf(draw({"weave", 1}, 2, 64)));
    QVERIFY(one != hashOf(draw({"leather", 1}, 1, 64)));
}

void TestSynth::heldOutKindsAreNamed()
{
    QStringList products;
    for (const ProductKind& kind : productKinds()) {
        QVERIFY(kind.share > 0);
        if (kind.heldOut)
            products.append(text(kind.name));
    }
    QCOMPARE(products, QStringList({"board", "cap", "gear", "knit", "tiles", "wood"}));
    QStringList defects;
    for (const DefectEntry& entry : defectKinds()) {
        QCOMPARE(nameOf(entry.kind), entry.name);
        QCOMPARE(defectNamed(entry.name), std::optional(entry.kind));
        if (entry.heldOut)
            defects.append(text(entry.name));
    }
    QCOMPARE(defects, QStringList({"missing", "smear"}));
    QVERIFY(!defectNamed("good"));
    QVERIFY(!isProductKind("Board"));
}

void TestSynth::refusedArguments_data()
{
    QTest::addColumn<QString>("products");
    QTest::addColumn<int>("size");
    QTest::addColumn<int>("train");
    QTest::addColumn<QString>("detail");
    QTest::newRow("unknown product") << "weave,velvet" << 64 << 1 << "product velvet";
    QTest::newRow("empty name") << "weave," << 64 << 1 << "product ";
    QTest::newRow("named twice") << "weave,wood,weave" << 64 << 1 << "product weave twice";
    QTest::newRow("too small") << "weave" << 63 << 1 << "size 63";
    QTest::newRow("too large") << "weave" << 1025 << 1 << "size 1025";
    QTest::newRow("less than none") << "weave" << 64 << -1 << "count -1";
    QTest::newRow("too many") << "weave" << 64 << 100001 << "count 100001";
    QTest::newRow("nothing") << "weave" << 64 << 0 << "count 0";
}

void TestSynth::refusedArguments()
{
    QFETCH(QString, products);
    QFETCH(int, size);
    QFETCH(int, train);
    QFETCH(QString, detail);
    const QTemporaryDir folder;
    LayoutRequest request {folder.path().toStdString(), {}, 1, size, train, 0, 0};
    for (const QString& name : products.split(','))
        request.products.push_back(name.toStdString());
    try {
        writeLayout(request, {}, {});
        QFAIL("taken");
    } catch (const Error& error) {
        QCOMPARE(error.code(), ErrorCode::BadInput);
        QCOMPARE(QString::fromStdString(error.arguments().at(0)), detail);
    }
    QVERIFY(QDir(folder.path()).isEmpty());
    QVERIFY_EXCEPTION_THROWN(draw({"velvet", 1}, 1, 64), Error);
    QVERIFY_EXCEPTION_THROWN(draw({"weave", 1}, 1, leastSize - 1), Error);
    QVERIFY_EXCEPTION_THROWN(draw({"weave", 1}, 1, greatestSize + 1), Error);
}

void TestSynth::layoutIsReadBack()
{
    const QTemporaryDir folder;
    const int kinds = int(defectKinds().size());
    const LayoutRequest request {folder.path().toStdString(), {"gear", "weave"}, 7, 64, 2, 3, kinds + 1};
    QCOMPARE(pictureCount(request), 2 * (2 + 3 + kinds + 1));
    int written = 0;
    writeLayout(request, [&written] { ++written; }, {});
    QCOMPARE(written, pictureCount(request));
    for (const char* product : {"gear", "weave"}) {
        const QDir own(folder.filePath(product));
        QCOMPARE(filesUnder(own.filePath("train")), QStringList({"good/000.png", "good/001.png"}));
        QCOMPARE(filesUnder(own.filePath("test/good")), QStringList({"000.png", "001.png", "002.png"}));
        QCOMPARE(filesUnder(own.filePath("test/scratch")), QStringList({"000.png", "001.png"}));
        QCOMPARE(filesUnder(own.filePath("ground_truth/scratch")), QStringList({"000_mask.png", "001_mask.png"}));
        QCOMPARE(filesUnder(own.filePath("test")).size(), qsizetype(3 + kinds + 1));
        QCOMPARE(filesUnder(own.filePath("ground_truth")).size(), qsizetype(kinds + 1));
        const Image image = imaging::decode(own.filePath("test/scratch/000.png").toStdString());
        const Image mask = imaging::decode(own.filePath("ground_truth/scratch/000_mask.png").toStdString());
        QCOMPARE(image.size().width, 64);
        QCOMPARE(image.channels, 3);
        QCOMPARE(mask.channels, 1);
        QVERIFY(std::ranges::all_of(mask.pixels, [](std::uint8_t m) { return m == 0 || m == 255; }));
        QVERIFY(std::ranges::count(mask.pixels, 255) >= 2);
    }
}

/// Something with structure that nobody drew.
Image photograph(int width, int height)
{
    Image image = makeImage(width, height, 3);
    for (int y = 0; y < height; ++y)
        for (int x = 0; x < 3 * width; ++x)
            image.row(y)[x] = std::uint8_t(90 + (x * 7 + y * 13) % 60);
    return image;
}

void TestSynth::photographsStayAsTheyAreButForTheDefect()
{
    const Image good = photograph(120, 120);
    QCOMPARE(drawOn(good, "mine", 1).image.pixels, good.pixels);
    for (const DefectEntry& entry : defectKinds()) {
        const Specimen specimen = drawOn(good, "mine", 2, entry.kind);
        QCOMPARE(specimen.product, std::string("mine"));
        QCOMPARE(specimen.defect, std::string(entry.name));
        const double share = shareOf(specimen);
        QVERIFY2(share >= 0.001 && share <= 0.1, qPrintable(QString("%1: %2").arg(text(entry.name)).arg(share)));
        std::size_t changed = 0, elsewhere = 0;
        for (std::size_t i = 0; i < good.pixels.size(); ++i)
            if (specimen.image.pixels[i] != good.pixels[i])
                ++(specimen.mask[i / 3] ? changed : elsewhere);
        // The mask is the defect where it covers half a pixel and more: its rim may change the next.
        QVERIFY2(changed > 3 * elsewhere, qPrintable(QString("%1: %2 in the mask, %3 outside").arg(text(entry.name)).arg(changed).arg(elsewhere)));
    }
    const Image tall = photograph(120, 121);
    QVERIFY_EXCEPTION_THROWN(drawOn(tall, "mine", 1), Error);
}

void TestSynth::photographsBecomeProducts()
{
    QTemporaryDir folder;
    const auto at = [&](const char* name) { return std::filesystem::path(folder.path().toStdString()) / name; };
    std::filesystem::create_directories(at("other"));
    imaging::writePng(at("brick.png"), photograph(150, 90));
    imaging::writePng(at("other/brick.png"), photograph(40, 200));
    QFile text(folder.filePath("text.png"));
    QVERIFY(text.open(QIODevice::WriteOnly) && text.write("no picture") > 0);
    text.close();
    LayoutRequest request {at("parts"), {}, 7, 64, 0, 2, 3, {at("brick.png"), at("text.png"), at("other/brick.png")}};
    QCOMPARE(pictureCount(request), 15);
    QStringList problems;
    int written = 0;
    writeLayout(request, [&] { ++written; }, {}, [&](const Error& error) { problems.append(QString::fromStdString(error.file().filename().string())); });
    QCOMPARE(written, 10);
    QCOMPARE(problems, QStringList("text.png"));
    for (const char* product : {"parts/brick", "parts/brick-2"}) {
        QVERIFY(std::filesystem::exists(at(product) / "test/good/001.png"));
        QVERIFY(std::filesystem::exists(at(product) / "ground_truth/stain/000_mask.png"));
        QCOMPARE(imaging::decode(at(product) / "test/crack/000.png").width, 64);
    }
}

void TestSynth::stopLeavesWholeFiles()
{
    const QTemporaryDir folder;
    const LayoutRequest request {folder.path().toStdString(), {"leather"}, 7, 64, 0, 0, 20};
    std::stop_source stop;
    int written = 0;
    const auto count = [&] {
        if (++written == 3)
            stop.request_stop();
    };
    QVERIFY_EXCEPTION_THROWN(writeLayout(request, count, stop.get_token()), Cancelled);
    QCOMPARE(written, 3);
    QCOMPARE(filesUnder(folder.filePath("leather/test")).size(), qsizetype(3));
    QCOMPARE(filesUnder(folder.filePath("leather/ground_truth")).size(), qsizetype(3));
    QVERIFY(filesUnder(folder.path()).filter(".part").isEmpty());
}

void TestSynth::refusingDiskIsAnError()
{
    // A device file in place of a folder: nothing can be made under it.
    const LayoutRequest request {"/dev/null/parts", {"leather"}, 7, 64, 1, 0, 0};
    try {
        writeLayout(request, {}, {});
        QFAIL("written");
    } catch (const Error& error) {
        QCOMPARE(error.code(), ErrorCode::WriteFailed);
        QCOMPARE(error.file(), std::filesystem::path("/dev/null/parts/leather/train/good"));
    }
}

QTEST_GUILESS_MAIN(TestSynth)
#include "tst_synth.moc"
