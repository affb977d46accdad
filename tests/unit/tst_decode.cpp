// Decoding against pixels that PIL read.

#include "picture_files.h"

#include <atomic>
#include <thread>

using namespace picture_files;

namespace {

/// Where the oriented pixel (x, y) stands in the stored picture, straight from EXIF's table of what row 0 and column 0 are.
QPoint storedAt(int orientation, int x, int y, int width, int height)
{
    switch (orientation) {
    case 2: return {width - 1 - x, y};
    case 3: return {width - 1 - x, height - 1 - y};
    case 4: return {x, height - 1 - y};
    case 5: return {y, x};
    case 6: return {y, height - 1 - x};
    case 7: return {width - 1 - y, height - 1 - x};
    case 8: return {width - 1 - y, x};
    default: return {x, y};
    }
}

Image turned(const Image& stored, int orientation)
{
    const bool swapped = orientation >= 5;
    Image image = makeImage(swapped ? stored.height : stored.width, swapped ? stored.width : stored.height, stored.channels,
                            stored.bytesPerChannel);
    const auto pixel = std::size_t(stored.channels * stored.bytesPerChannel);
    for (int y = 0; y < image.height; ++y)
        for (int x = 0; x < image.width; ++x) {
            const QPoint from = storedAt(orientation, x, y, stored.width, stored.height);
            std::copy_n(stored.row(from.y()) + pixel * std::size_t(from.x()), pixel, image.row(y) + pixel * std::size_t(x));
        }
    return image;
}

}  // namespace

class TestDecode : public QObject {
    Q_OBJECT

private slots:
    void pixelsEqualPil_data() { addCases(false); }
    void pixelsEqualPil();
    void orientationIsApplied_data() { addCases(true); }
    void orientationIsApplied();
    void anyFileNameWorks_data();
    void anyFileNameWorks();
    void contentCountsNotTheEnding();
    void endings_data();
    void endings();
    void thumbnails_data();
    void thumbnails();
    void threadsDoNotDisturbEachOther();

private:
    QTemporaryDir m_folder;
};

void TestDecode::pixelsEqualPil()
{
    QFETCH(int, index);
    const Case expected = allCases()[index];
    const Image image = imaging::decode(pathOf(imageFolder + expected.file), {false});
    QCOMPARE(image.size(), expected.stored.size());
    QCOMPARE(image.channels, expected.stored.channels);
    QCOMPARE(image.bytesPerChannel, expected.stored.bytesPerChannel);
    QCOMPARE(image.discrete, expected.stored.discrete);
    QVERIFY(sameForm(image, expected.stored));
    const int difference = greatestDifference(image, expected.stored);
    QVERIFY2(difference <= expected.tolerance, qPrintable(QString::number(difference)));

    const imaging::ImageHeader header = imaging::readHeader(pathOf(imageFolder + expected.file));
    QCOMPARE(header.size, expected.stored.size());
    QCOMPARE(header.orientation, expected.orientation);
    QCOMPARE(header.discrete, expected.stored.discrete);
}

void TestDecode::orientationIsApplied()
{
    QFETCH(int, index);
    const Case expected = allCases()[index];
    const Image image = imaging::decode(pathOf(imageFolder + expected.file));
    const Image upright = turned(expected.stored, expected.orientation);
    QVERIFY(sameForm(image, upright));
    const int difference = greatestDifference(image, upright);
    QVERIFY2(difference <= expected.tolerance, qPrintable(QString::number(difference)));
}

void TestDecode::anyFileNameWorks_data()
{
    QTest::addColumn<QString>("name");
    QTest::newRow("umlaut and Chinese") << QStringLiteral("Prüfling 部品.png");
    QTest::newRow("no ending") << "part";
    QTest::newRow("quotes and a newline") << "a \"b\" 'c'\n.png";
}

void TestDecode::anyFileNameWorks()
{
    QFETCH(QString, name);
    const QString path = m_folder.filePath(name);
    writeFile(path, contentsOf(imageFolder + "rgb.png"));
    QCOMPARE(imaging::decode(pathOf(path)).size(), (Size {23, 17}));
}

void TestDecode::contentCountsNotTheEnding()
{
    const QString path = m_folder.filePath("photo.jpg");
    writeFile(path, contentsOf(imageFolder + "rgb.tif"));
    QCOMPARE(imaging::decode(pathOf(path)).pixels, imaging::decode(pathOf(imageFolder + "rgb.png")).pixels);
}

void TestDecode::endings_data()
{
    QTest::addColumn<bool>("expected");
    for (const char* name : {"a.png", "a.JPG", "a.jpeg", "a.Bmp", "a.tif", "a.TIFF", "folder.x/a.webp"})
        QTest::newRow(name) << true;
    for (const char* name : {"a", "png", ".png", "a.txt", "a.png.part", "a.gif", "a.pn"})
        QTest::newRow(name) << false;
}

void TestDecode::endings()
{
    QFETCH(bool, expected);
    QCOMPARE(imaging::hasImageExtension(QTest::currentDataTag()), expected);
}

void TestDecode::thumbnails_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<int>("side");
    QTest::addColumn<int>("width");
    QTest::addColumn<int>("height");
    QTest::newRow("reduced") << "rgb.png" << 10 << 10 << 7;
    QTest::newRow("never enlarged") << "rgb.png" << 100 << 23 << 17;
    QTest::newRow("JPEG by half and more") << "rgb.jpg" << 8 << 8 << 6;
    QTest::newRow("JPEG by an eighth") << "rgb.jpg" << 2 << 2 << 1;
    QTest::newRow("grey JPEG") << "grey.jpg" << 11 << 11 << 8;
    QTest::newRow("upright JPEG") << "exif6.jpg" << 10 << 7 << 10;
    QTest::newRow("upright PNG") << "exif6.png" << 10 << 7 << 10;
    QTest::newRow("16 bits") << "grey16.tif" << 5 << 5 << 4;
    QTest::newRow("palette") << "palette.png" << 12 << 12 << 9;
    QTest::newRow("alpha") << "rgba.webp" << 1 << 1 << 1;
}

void TestDecode::thumbnails()
{
    QFETCH(QString, file);
    QFETCH(int, side);
    QFETCH(int, width);
    QFETCH(int, height);
    const Image image = imaging::decodeThumbnail(pathOf(imageFolder + file), side);
    QCOMPARE(image.size(), (Size {width, height}));
    QCOMPARE(image.channels, 3);
    QCOMPARE(image.bytesPerChannel, 1);
    QCOMPARE(image.pixels.size(), std::size_t(3 * width * height));
    QVERIFY(!errorOf([&] { imaging::decodeThumbnail(pathOf(imageFolder + file), 0); }).isEmpty());
}

void TestDecode::threadsDoNotDisturbEachOther()
{
    const QStringList files {"rgb.jpg", "big.tif", "lossy_alpha.webp", "palette_trns.png"};
    std::atomic<int> wrong = 0;
    std::vector<std::thread> threads;
    for (const QString& file : files)
        threads.emplace_back([&wrong, path = pathOf(imageFolder + file)] {
            const Image first = imaging::decode(path);
            for (int i = 0; i < 50; ++i)
                wrong += imaging::decode(path).pixels != first.pixels;
        });
    for (auto& thread : threads)
        thread.join();
    QCOMPARE(wrong.load(), 0);
}

QTEST_APPLESS_MAIN(TestDecode)
#include "tst_decode.moc"
