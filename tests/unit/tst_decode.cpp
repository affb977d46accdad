// Decoding against pixels that PIL read (tests/oracle/make_images.py), and files that must not become pictures.

#include "core/error.h"
#include "imaging/decode.h"

#include <QtTest>

#include <atomic>
#include <cmath>
#include <random>
#include <thread>

using namespace inference;

namespace {

const QString imageFolder = QStringLiteral(WORKBENCH_TEST_DATA) + "/golden/images/";

QByteArray contentsOf(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void writeFile(const QString& path, const QByteArray& bytes)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(bytes), bytes.size());
}

std::filesystem::path pathOf(const QString& path) { return std::filesystem::path(path.toStdU16String()); }

/// One line of cases.csv with the pixels that PIL saw.
struct Case {
    QString file;
    Image stored;
    int orientation = 1;
    int tolerance = 0;
};

QList<QStringList> tableOf(const QString& name)
{
    QList<QStringList> rows;
    for (const QString& line : QString::fromUtf8(contentsOf(imageFolder + name)).split('\n', Qt::SkipEmptyParts))
        rows.append(line.split(','));
    rows.removeFirst();
    return rows;
}

QList<Case> allCases()
{
    const QByteArray pixels = contentsOf(imageFolder + "expected.bin");
    QList<Case> cases;
    for (const QStringList& row : tableOf("cases.csv")) {
        Case one {row[0], makeImage(row[1].toInt(), row[2].toInt(), row[3].toInt(), row[4].toInt()), row[6].toInt(), row[7].toInt()};
        one.stored.discrete = row[5] == "1";
        std::copy_n(pixels.begin() + row[8].toInt(), one.stored.pixels.size(), one.stored.pixels.begin());
        cases.append(one);
    }
    return cases;
}

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

int greatestDifference(const Image& a, const Image& b)
{
    int greatest = 0;
    const auto samples = a.pixels.size() / std::size_t(a.bytesPerChannel);
    for (std::size_t i = 0; i < samples; ++i) {
        const int difference = a.bytesPerChannel == 1
            ? int(a.pixels[i]) - int(b.pixels[i])
            : int(reinterpret_cast<const std::uint16_t*>(a.pixels.data())[i]) - int(reinterpret_cast<const std::uint16_t*>(b.pixels.data())[i]);
        greatest = std::max(greatest, std::abs(difference));
    }
    return greatest;
}

bool sameForm(const Image& a, const Image& b)
{
    return a.size() == b.size() && a.channels == b.channels && a.bytesPerChannel == b.bytesPerChannel
        && a.pixels.size() == b.pixels.size();
}

/// "code" or "code: argument, argument", or "" when nothing is thrown.
template<typename Work>
QString errorOf(Work work)
{
    try {
        work();
    } catch (const Error& error) {
        QStringList arguments;
        for (const auto& argument : error.arguments())
            arguments.append(QString::fromStdString(argument));
        const auto name = codeName(error.code());
        return QString::fromLatin1(name.data(), qsizetype(name.size())) + (arguments.isEmpty() ? "" : ": " + arguments.join(", "));
    }
    return {};
}

QByteArray number(quint64 value, int bytes, bool bigEndian)
{
    QByteArray text;
    for (int i = 0; i < bytes; ++i)
        text.append(char(value >> 8 * (bigEndian ? bytes - 1 - i : i)));
    return text;
}

QByteArray big(quint64 value, int bytes) { return number(value, bytes, true); }
QByteArray little(quint64 value, int bytes) { return number(value, bytes, false); }

/// Values by tag, ascending. The data stand at offset 8.
using TiffFields = QList<QPair<int, QList<quint32>>>;

QByteArray tiffOf(const TiffFields& fields, const QByteArray& data)
{
    QByteArray beside;
    QByteArray directory = little(quint64(fields.size()), 2);
    for (const auto& [tag, values] : fields) {
        directory += little(quint64(tag), 2) + little(4, 2) + little(quint64(values.size()), 4);
        if (values.size() == 1) {
            directory += little(values.first(), 4);
            continue;
        }
        directory += little(quint64(8 + data.size() + beside.size()), 4);
        for (const quint32 value : values)
            beside += little(value, 4);
    }
    return QByteArray("II*\0", 4) + little(quint64(8 + data.size() + beside.size()), 4) + data + beside + directory + little(0, 4);
}

/// A picture of 16 x 16 in one tile.
QByteArray tiled(quint32 width, quint32 height, quint32 compression, const QByteArray& data)
{
    return tiffOf({{256, {16}}, {257, {16}}, {258, {8}}, {259, {compression}}, {262, {1}}, {277, {1}}, {322, {width}}, {323, {height}},
                   {324, {8}}, {325, {quint32(data.size())}}}, data);
}

/// A row of four pixels, each sample on a plane of its own in a strip of 16 bytes.
QByteArray planar(int samples, quint32 bits, quint32 photometric, const QByteArray& data, const QList<quint32>& palette = {}, quint32 extraKind = 0)
{
    TiffFields fields {{256, {4}}, {257, {1}}, {258, QList<quint32>(samples, bits)}, {259, {1}}, {262, {photometric}}, {273, {}},
                       {277, {quint32(samples)}}, {278, {1}}, {279, QList<quint32>(samples, 16)}, {284, {2}}};
    for (int i = 0; i < samples; ++i)
        fields[5].second.append(quint32(8 + 16 * i));
    if (!palette.isEmpty())
        fields.append({320, palette});
    if (const int extra = samples - (photometric == 2 ? 3 : 1); extra > 0)
        fields.append({338, QList<quint32>(extra, extraKind)});
    return tiffOf(fields, data.leftJustified(16 * samples, '\0'));
}

/// A row of four grey pixels in `strips` strips, which all lie at the same place, with `makers` fields of a maker's own.
QByteArray greyTiff(int strips, int makers = 0)
{
    TiffFields fields {{256, {4}}, {257, {1}}, {258, {8}}, {259, {1}}, {262, {1}}, {273, QList<quint32>(strips, 8)}, {274, {6}}, {277, {1}},
                       {279, QList<quint32>(strips, 4)}};
    for (int i = 0; i < makers; ++i)
        fields.append({50000 + i, {1}});
    return tiffOf(fields, QByteArray("\x01\x02\x03\x04", 4));
}

/// The value of the first of a maker's own fields lies far beyond the end.
QByteArray withFieldBeyondTheEnd(QByteArray tiff)
{
    const QByteArray start = little(50000, 2) + little(4, 2);
    return tiff.replace(start + little(1, 4) + little(1, 4), start + little(1000, 4) + little(0x7fffff00, 4));
}

/// `size` is that of the header, `palette` and `rows` (the lowest first, filled up to four bytes) follow it.
QByteArray bmpOf(int size, int bits, quint32 compression, const QByteArray& masks, const QByteArray& palette, const QByteArray& rows, int width = 2, int height = 1)
{
    QByteArray header = little(quint64(size), 4);
    if (size == 12)
        header += little(quint64(width), 2) + little(quint64(height), 2) + little(1, 2) + little(quint64(bits), 2);
    else
        header += little(quint64(width), 4) + little(quint64(height), 4) + little(1, 2) + little(quint64(bits), 2) + little(compression, 4) + QByteArray(20, '\0');
    const QByteArray before = header + masks + palette;
    return "BM" + little(quint64(14 + before.size() + rows.size()), 4) + little(0, 4) + little(quint64(14 + before.size()), 4) + before + rows;
}

}  // namespace

class TestDecode : public QObject {
    Q_OBJECT

private slots:
    void pixelsEqualPil_data() { addCases(false); }
    void pixelsEqualPil();
    void orientationIsApplied_data() { addCases(true); }
    void orientationIsApplied();
    void cutFilesAreNeverHalfPictures_data() { addCases(false); }
    void cutFilesAreNeverHalfPictures();
    void damagedFilesGiveErrorsOrWholePictures_data() { addCases(false); }
    void damagedFilesGiveErrorsOrWholePictures();
    void unsupportedKindsAreNamed_data();
    void unsupportedKindsAreNamed();
    void uselessFilesAreNamed_data();
    void uselessFilesAreNamed();
    void hugeHeadersAreRefused_data();
    void hugeHeadersAreRefused();
    void hostileTiffsAreRefused_data();
    void hostileTiffsAreRefused();
    void planesBesideAPaletteArePassedOver();
    void alphaOnAPlaneIsNotInverted();
    void fieldsThatNobodyAsksForMayBeBroken();
    void bmpsThatOpenCvMisreads_data();
    void bmpsThatOpenCvMisreads();
    void scansAreCounted();
    void filesOfTwoGibibytesAreNamed();
    void anyFileNameWorks_data();
    void anyFileNameWorks();
    void contentCountsNotTheEnding();
    void endings_data();
    void endings();
    void thumbnails_data();
    void thumbnails();
    void threadsDoNotDisturbEachOther();

private:
    void addCases(bool turnedOnly);

    QTemporaryDir m_folder;
};

void TestDecode::addCases(bool turnedOnly)
{
    QTest::addColumn<int>("index");
    const auto cases = allCases();
    QVERIFY(cases.size() > 70);
    for (int i = 0; i < cases.size(); ++i)
        if (!turnedOnly || cases[i].orientation != 1)
            QTest::newRow(qPrintable(cases[i].file)) << i;
}

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

void TestDecode::cutFilesAreNeverHalfPictures()
{
    QFETCH(int, index);
    const Case expected = allCases()[index];
    const QByteArray bytes = contentsOf(imageFolder + expected.file);
    const QString path = m_folder.filePath(expected.file);
    QList<qsizetype> lengths {1, 2, 3, 7, 11, 15, 20, 29, bytes.size() - 13, bytes.size() - 2, bytes.size() - 1};
    for (int i = 1; i < 16; ++i)
        lengths.append(bytes.size() * i / 16);
    static const QStringList refusals {"image_truncated", "image_corrupt", "image_unknown_format"};
    for (const qsizetype length : lengths) {
        writeFile(path, bytes.left(length));
        Image image;
        const QString error = errorOf([&] { image = imaging::decode(pathOf(path), {false}); });
        const QByteArray place = QByteArray::number(length) + " of " + QByteArray::number(bytes.size()) + ": " + error.toUtf8();
        if (error.isEmpty())  // a cut that loses nothing, such as one through bytes behind the end
            QVERIFY2(sameForm(image, expected.stored) && greatestDifference(image, expected.stored) <= expected.tolerance, place);
        else
            QVERIFY2(refusals.contains(error), place);
        const QString headerError = errorOf([&] { imaging::readHeader(pathOf(path)); });
        QVERIFY2(headerError.isEmpty() || refusals.contains(headerError), place);
    }
}

void TestDecode::damagedFilesGiveErrorsOrWholePictures()
{
    QFETCH(int, index);
    const Case expected = allCases()[index];
    const QByteArray bytes = contentsOf(imageFolder + expected.file);
    const QString path = m_folder.filePath(expected.file);
    std::minstd_rand random(std::uint_fast32_t(index + 1));
    for (int round = 0; round < 20; ++round) {
        QByteArray damaged = bytes;
        const qsizetype reach = round % 2 ? std::min<qsizetype>(120, damaged.size()) : damaged.size();
        for (int i = 0; i < 3; ++i)  // half of the blows hit the header, where they hurt most
            damaged[qsizetype(random()) % reach] = char(random() >> 8);
        writeFile(path, damaged);
        Image image;
        const QString error = errorOf([&] { image = imaging::decode(pathOf(path)); });
        if (!error.isEmpty())
            continue;
        QVERIFY(image.width > 0 && image.height > 0);
        QCOMPARE(image.pixels.size(), image.stride() * std::size_t(image.height));
    }
}

void TestDecode::unsupportedKindsAreNamed_data()
{
    QTest::addColumn<QString>("expected");
    for (const QStringList& row : tableOf("refused.csv"))
        QTest::newRow(qPrintable(row[0])) << row[1] + ": " + row[2];
}

void TestDecode::unsupportedKindsAreNamed()
{
    QFETCH(QString, expected);
    const auto path = pathOf(imageFolder + QTest::currentDataTag());
    QCOMPARE(errorOf([&] { imaging::decode(path); }), expected);
    QCOMPARE(errorOf([&] { imaging::decodeThumbnail(path, 8); }), expected);
}

void TestDecode::uselessFilesAreNamed_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("expected");
    QTest::newRow("empty") << QByteArray() << "file_empty";
    QTest::newRow("text") << QByteArray("file,verdict\nBMW.png,pass\n") << "image_unknown_format";
    QTest::newRow("text that begins with BM") << QByteArray("BMW and other makers of cars\n") << "image_unknown_format";
    QTest::newRow("zeros") << QByteArray(4096, '\0') << "image_unknown_format";
    QTest::newRow("a sound file") << QByteArray("RIFF\x24\0\0\0WAVEfmt ", 16) << "image_unknown_format";
    QTest::newRow("PNG signature alone") << QByteArray("\x89PNG\r\n\x1a\n") << "image_truncated";
    QTest::newRow("JPEG without a picture") << QByteArray("\xff\xd8\xff\xd9") << "image_corrupt";
    const auto png = [](char depth, char colour) {
        return QByteArray("\x89PNG\r\n\x1a\n") + big(13, 4) + "IHDR" + big(4, 4) + big(4, 4) + depth + colour + QByteArray(7, '\0');
    };
    QTest::newRow("PNG, a palette of 16 bits") << png(16, 3) << "image_corrupt";
    QTest::newRow("PNG, colours of 4 bits") << png(4, 2) << "image_corrupt";
    QTest::newRow("PNG, alpha of 2 bits") << png(2, 6) << "image_corrupt";
    QTest::newRow("PNG, grey of 3 bits") << png(3, 0) << "image_corrupt";
    QTest::newRow("BMP, run lengths of 24 bits") << bmpOf(40, 24, 1, {}, {}, QByteArray(8, '\0')) << "image_corrupt";
    QTest::newRow("TIFF whose directory is beyond the end") << QByteArray("II*\0\x99\x99\0\0", 8) << "image_truncated";
}

void TestDecode::uselessFilesAreNamed()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QString, expected);
    const QString path = m_folder.filePath("useless.png");
    writeFile(path, bytes);
    QCOMPARE(errorOf([&] { imaging::decode(pathOf(path)); }), expected);
    QCOMPARE(errorOf([&] { imaging::readHeader(pathOf(path)); }), expected);
    QCOMPARE(errorOf([&] { imaging::decode(pathOf(path + ".missing")); }), QString("file_missing"));
    QVERIFY(errorOf([&] { imaging::decode(pathOf(m_folder.path())); }).startsWith("file_unreadable: "));
    try {
        imaging::decode(pathOf(path));
    } catch (const Error& error) {
        QCOMPARE(error.file(), pathOf(path));
    }
}

void TestDecode::hugeHeadersAreRefused_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("expected");
    QTest::newRow("PNG") << QByteArray("\x89PNG\r\n\x1a\n") + big(13, 4) + "IHDR" + big(30000, 4) + big(30000, 4)
            + QByteArray("\x08\x02\0\0\0", 5) + big(0, 4)
                         << "image_too_large: 30000, 30000, 400";
    QTest::newRow("PNG, sides of 2^31 - 1") << QByteArray("\x89PNG\r\n\x1a\n") + big(13, 4) + "IHDR" + big(0x7fffffff, 4)
            + big(0x7fffffff, 4) + QByteArray("\x08\x02\0\0\0", 5) + big(0, 4)
                                            << "image_too_large: 2147483647, 2147483647, 400";
    QTest::newRow("JPEG") << QByteArray("\xff\xd8\xff\xc0") + big(17, 2) + QByteArray("\x08", 1) + big(65500, 2) + big(65500, 2)
            + QByteArray("\x03\x01\x11\0\x02\x11\0\x03\x11\0", 10) + QByteArray(64, '\0')
                          << "image_too_large: 65500, 65500, 400";
    QTest::newRow("BMP") << QByteArray("BM") + QByteArray(8, '\0') + little(54, 4) + little(40, 4) + little(60000, 4)
            + little(60000, 4) + little(1, 2) + little(24, 2) + QByteArray(24, '\0')
                         << "image_too_large: 60000, 60000, 400";
    QTest::newRow("PNG, a long side") << QByteArray("\x89PNG\r\n\x1a\n") + big(13, 4) + "IHDR" + big(1, 4) + big(1'000'001, 4)
            + QByteArray("\x08\x02\0\0\0", 5) + big(0, 4)
                                      << "image_too_large: 1, 1000001, 400";
    QTest::newRow("BMP, a long side") << bmpOf(40, 24, 0, {}, {}, {}, 1'000'001) << "image_too_large: 1000001, 1, 400";
    QTest::newRow("TIFF, a long side") << tiffOf({{256, {100'000'000}}, {257, {1}}}, {}) << "image_too_large: 100000000, 1, 400";
    QTest::newRow("TIFF") << QByteArray("II*\0\x08\0\0\0", 8) + little(2, 2) + little(256, 2) + little(4, 2) + little(1, 4)
            + little(40000, 4) + little(257, 2) + little(4, 2) + little(1, 4) + little(40000, 4) + little(0, 4)
                          << "image_too_large: 40000, 40000, 400";
    QTest::newRow("WebP") << QByteArray("RIFF") + little(22, 4) + "WEBPVP8X" + little(10, 4) + little(0, 4) + little(29999, 3)
            + little(29999, 3)
                          << "image_too_large: 30000, 30000, 400";
}

void TestDecode::hugeHeadersAreRefused()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QString, expected);
    const QString path = m_folder.filePath("huge");
    writeFile(path, bytes);
    QCOMPARE(errorOf([&] { imaging::decode(pathOf(path)); }), expected);
    QCOMPARE(errorOf([&] { imaging::readHeader(pathOf(path)); }), expected);
    QCOMPARE(errorOf([&] { imaging::decodeThumbnail(pathOf(path), 100); }), expected);
}

void TestDecode::hostileTiffsAreRefused_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("expected");
    constexpr quint32 plain = 1, deflate = 8;
    const QByteArray few(256, 'x');
    QTest::newRow("tile of gigabytes") << tiled(60000, 60000, deflate, few) << "image_corrupt";
    QTest::newRow("tile of gigabytes, uncompressed") << tiled(60000, 60000, plain, few) << "image_corrupt";
    QTest::newRow("long tile") << tiled(65536, 512, deflate, few) << "image_corrupt";
    QTest::newRow("tile far larger than the picture") << tiled(1024, 1024, plain, QByteArray(1024 * 1024, 'x')) << QString();
    QTest::newRow("nine samples") << planar(9, 8, 1, {}) << "image_unsupported: channels:9";
    QTest::newRow("eight samples") << planar(8, 8, 1, {}) << QString();
    QTest::newRow("planes of 2 bits") << planar(3, 2, 2, {}) << "image_unsupported: bits:2";
    QTest::newRow("planes of 4 bits") << planar(3, 4, 2, {}) << "image_unsupported: bits:4";
    QTest::newRow("more strips than rows") << greyTiff(2) << "image_corrupt";
    QTest::newRow("many fields") << greyTiff(1, 500) << QString();
    QTest::newRow("absurdly many fields") << greyTiff(1, 1000) << "image_corrupt";
    // 4 x 2 pixels, one blue and one red difference for four of them.
    QTest::newRow("YCbCr at half the size") << tiffOf({{256, {4}}, {257, {2}}, {258, {8, 8, 8}}, {259, {1}}, {262, {6}}, {273, {8}}, {277, {3}}, {278, {2}}, {279, {12}},
                                                       {530, {2, 2}}}, QByteArray(12, 'x'))
                                            << "image_unsupported: tiff-colours:6";
}

void TestDecode::hostileTiffsAreRefused()
{
    QFETCH(QByteArray, bytes);
    const QString path = m_folder.filePath("hostile.tif");
    writeFile(path, bytes);
    QTEST(errorOf([&] { imaging::decode(pathOf(path)); }), "expected");
}

void TestDecode::planesBesideAPaletteArePassedOver()
{
    QList<quint32> palette(3 * 256, 0);
    for (int i = 0; i < 256; ++i)
        palette[i] = palette[512 + i] = quint32(i * 257);  // red and blue
    const QString path = m_folder.filePath("palette.tif");
    writeFile(path, planar(2, 8, 3, QByteArray("\x01\x02\x03\x04", 4).leftJustified(16, '\0') + QByteArray("\x09\x09\x09\x09", 4), palette));
    QCOMPARE(imaging::decode(pathOf(path)).pixels, (std::vector<std::uint8_t> {1, 0, 1, 2, 0, 2, 3, 0, 3, 4, 0, 4}));
}

void TestDecode::alphaOnAPlaneIsNotInverted()
{
    constexpr quint32 whiteIsZero = 0, straightAlpha = 2;
    const QString path = m_folder.filePath("alpha.tif");
    writeFile(path, planar(2, 8, whiteIsZero, QByteArray("\x01\x02\x03\x04", 4).leftJustified(16, '\0') + QByteArray("\x09\x09\x09\x09", 4), {}, straightAlpha));
    QCOMPARE(imaging::decode(pathOf(path)).pixels, (std::vector<std::uint8_t> {254, 9, 253, 9, 252, 9, 251, 9}));
}

void TestDecode::fieldsThatNobodyAsksForMayBeBroken()
{
    const QByteArray tiff = withFieldBeyondTheEnd(greyTiff(1, 1));
    QVERIFY(tiff != greyTiff(1, 1));
    const QString path = m_folder.filePath("broken field");
    writeFile(path, tiff);
    QCOMPARE(imaging::decode(pathOf(path), {false}).pixels, (std::vector<std::uint8_t> {1, 2, 3, 4}));

    const QByteArray exif = QByteArray("Exif\0\0", 6) + tiff;
    const QByteArray jpeg = contentsOf(imageFolder + "rgb.jpg");
    writeFile(path, jpeg.first(2) + "\xff\xe1" + big(quint64(exif.size() + 2), 2) + exif + jpeg.sliced(2));
    QCOMPARE(imaging::readHeader(pathOf(path)).orientation, 6);
}

void TestDecode::bmpsThatOpenCvMisreads_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("channels");
    QTest::addColumn<bool>("discrete");
    QTest::addColumn<QByteArray>("pixels");
    const auto hex = [](const char* digits) { return QByteArray::fromHex(digits); };
    const auto masks = [](quint32 red, quint32 green, quint32 blue) { return little(red, 4) + little(green, 4) + little(blue, 4); };
    QTest::newRow("OS/2, 24 bits") << bmpOf(12, 24, 0, {}, {}, hex("0102030405060000")) << 3 << false << hex("030201060504");
    QTest::newRow("OS/2, two rows") << bmpOf(12, 24, 0, {}, {}, hex("0102030004050600"), 1, 2) << 3 << false << hex("060504030201");
    QTest::newRow("OS/2, 1 bit") << bmpOf(12, 1, 0, {}, hex("010203040506"), hex("40000000")) << 3 << true << hex("030201060504");
    QTest::newRow("OS/2, 4 bits") << bmpOf(12, 4, 0, {}, hex("000000010203040506").leftJustified(48, '\0'), hex("21000000")) << 3 << true << hex("060504030201");
    QByteArray ramp;
    for (int i = 0; i < 256; ++i)
        ramp += QByteArray(3, char(i));
    QTest::newRow("OS/2, grey") << bmpOf(12, 8, 0, {}, ramp, hex("07fe0000")) << 1 << false << hex("07fe");
    QTest::newRow("red in the first byte") << bmpOf(40, 32, 3, masks(0xff, 0xff00, 0xff0000), {}, hex("0102030405060708")) << 3 << false << hex("010203050607");
    QTest::newRow("red in the last byte") << bmpOf(40, 32, 3, masks(0xff000000, 0xff0000, 0xff00), {}, hex("0102030405060708")) << 3 << false << hex("040302080706");
    QTest::newRow("masks with alpha") << bmpOf(40, 32, 6, masks(0xff, 0xff00, 0xff0000) + little(0xff000000, 4), {}, hex("0102030405060708")) << 4 << false << hex("0102030405060708");
    QTest::newRow("masks of the 24 bits") << bmpOf(40, 24, 3, masks(0xff, 0xff00, 0xff0000), {}, hex("0102030405060000")) << 3 << false << hex("010203040506");
    // What is no picture for us, by its key.
    QTest::newRow("masks of 10 bits") << bmpOf(40, 32, 3, masks(0x3ff00000, 0xffc00, 0x3ff), {}, hex("0102030405060708")) << 0 << false << QByteArray("bmp-bit-masks");
    QTest::newRow("a mask in pieces") << bmpOf(40, 32, 3, masks(0xff0000, 0xff00, 0x81), {}, hex("0102030405060708")) << 0 << false << QByteArray("bmp-bit-masks");
    QTest::newRow("no mask for blue") << bmpOf(40, 32, 3, masks(0xff0000, 0xff00, 0), {}, hex("0102030405060708")) << 0 << false << QByteArray("bmp-bit-masks");
}

void TestDecode::bmpsThatOpenCvMisreads()
{
    QFETCH(QByteArray, bytes);
    QFETCH(int, channels);
    QFETCH(bool, discrete);
    QFETCH(QByteArray, pixels);
    const QString path = m_folder.filePath("a.bmp");
    writeFile(path, bytes);
    Image image;
    const QString error = errorOf([&] { image = imaging::decode(pathOf(path)); });
    QCOMPARE(error, channels == 0 ? "image_unsupported: " + pixels : QString());
    if (channels == 0)
        return;
    QCOMPARE(image.channels, channels);
    QCOMPARE(image.discrete, discrete);
    QCOMPARE(QByteArray(reinterpret_cast<const char*>(image.pixels.data()), qsizetype(image.pixels.size())), pixels);
}

void TestDecode::scansAreCounted()
{
    const QByteArray jpeg = contentsOf(imageFolder + "progressive.jpg");
    const qsizetype scan = jpeg.indexOf("\xff\xda");
    const QByteArray first = jpeg.sliced(scan, jpeg.indexOf("\xff\xc4", scan) - scan);
    const QString path = m_folder.filePath("scans.jpg");
    writeFile(path, QByteArray(jpeg).insert(scan, first.repeated(50)));
    QCOMPARE(errorOf([&] { imaging::decode(pathOf(path)); }), QString());
    writeFile(path, QByteArray(jpeg).insert(scan, first.repeated(100)));
    QCOMPARE(errorOf([&] { imaging::decode(pathOf(path)); }), QString("image_corrupt"));
}

void TestDecode::filesOfTwoGibibytesAreNamed()
{
    const QString path = m_folder.filePath("long.bmp");
    writeFile(path, contentsOf(imageFolder + "rgb.bmp"));
    QVERIFY(QFile::resize(path, qint64(1) << 31));
    QCOMPARE(errorOf([&] { imaging::decode(pathOf(path)); }), QString("image_unsupported: file-size"));
    QVERIFY(QFile::remove(path));
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
