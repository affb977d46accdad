// BMPs with old headers and with masks.

#include "picture_bytes.h"
#include "picture_files.h"

using namespace picture_bytes;
using namespace picture_files;

class TestDecodeBmp : public QObject {
    Q_OBJECT

private slots:
    void bmpsThatOpenCvMisreads_data();
    void bmpsThatOpenCvMisreads();

private:
    QTemporaryDir m_folder;
};

void TestDecodeBmp::bmpsThatOpenCvMisreads_data()
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

void TestDecodeBmp::bmpsThatOpenCvMisreads()
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

QTEST_APPLESS_MAIN(TestDecodeBmp)
#include "tst_decode_bmp.moc"
