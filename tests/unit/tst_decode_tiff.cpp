// TIFFs with tiles, planes and fields that hardly a program writes.

#include "picture_bytes.h"
#include "picture_files.h"

using namespace picture_bytes;
using namespace picture_files;

namespace {

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

}  // namespace

class TestDecodeTiff : public QObject {
    Q_OBJECT

private slots:
    void hostileTiffsAreRefused_data();
    void hostileTiffsAreRefused();
    void planesBesideAPaletteArePassedOver();
    void alphaOnAPlaneIsNotInverted();
    void fieldsThatNobodyAsksForMayBeBroken();

private:
    QTemporaryDir m_folder;
};

void TestDecodeTiff::hostileTiffsAreRefused_data()
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

void TestDecodeTiff::hostileTiffsAreRefused()
{
    QFETCH(QByteArray, bytes);
    const QString path = m_folder.filePath("hostile.tif");
    writeFile(path, bytes);
    QTEST(errorOf([&] { imaging::decode(pathOf(path)); }), "expected");
}

void TestDecodeTiff::planesBesideAPaletteArePassedOver()
{
    QList<quint32> palette(3 * 256, 0);
    for (int i = 0; i < 256; ++i)
        palette[i] = palette[512 + i] = quint32(i * 257);  // red and blue
    const QString path = m_folder.filePath("palette.tif");
    writeFile(path, planar(2, 8, 3, QByteArray("\x01\x02\x03\x04", 4).leftJustified(16, '\0') + QByteArray("\x09\x09\x09\x09", 4), palette));
    QCOMPARE(imaging::decode(pathOf(path)).pixels, (std::vector<std::uint8_t> {1, 0, 1, 2, 0, 2, 3, 0, 3, 4, 0, 4}));
}

void TestDecodeTiff::alphaOnAPlaneIsNotInverted()
{
    constexpr quint32 whiteIsZero = 0, straightAlpha = 2;
    const QString path = m_folder.filePath("alpha.tif");
    writeFile(path, planar(2, 8, whiteIsZero, QByteArray("\x01\x02\x03\x04", 4).leftJustified(16, '\0') + QByteArray("\x09\x09\x09\x09", 4), {}, straightAlpha));
    QCOMPARE(imaging::decode(pathOf(path)).pixels, (std::vector<std::uint8_t> {254, 9, 253, 9, 252, 9, 251, 9}));
}

void TestDecodeTiff::fieldsThatNobodyAsksForMayBeBroken()
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

QTEST_APPLESS_MAIN(TestDecodeTiff)
#include "tst_decode_tiff.moc"
