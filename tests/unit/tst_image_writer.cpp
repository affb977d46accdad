#include "core/error.h"
#include "imaging/decode.h"
#include "imaging/image_writer.h"

#include <QtTest>

using namespace inference;

namespace {

std::filesystem::path pathOf(const QString& path) { return std::filesystem::path(path.toStdU16String()); }

QByteArray contentsOf(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// First value of a tag of a little-endian TIFF, read by hand.
quint32 tiffValue(const QByteArray& file, quint16 tag)
{
    if (file.size() < 8)
        return 0;
    const auto directory = qFromLittleEndian<quint32>(file.constData() + 4);
    const auto count = qFromLittleEndian<quint16>(file.constData() + directory);
    for (int i = 0; i < count; ++i) {
        const char* entry = file.constData() + directory + 2 + 12 * i;
        if (qFromLittleEndian<quint16>(entry) == tag)
            return qFromLittleEndian<quint16>(entry + 2) == 3 ? qFromLittleEndian<quint16>(entry + 8) : qFromLittleEndian<quint32>(entry + 8);
    }
    return 0;
}

ErrorCode codeOf(const std::function<void()>& work)
{
    try {
        work();
    } catch (const Error& error) {
        return error.arguments().empty() || error.arguments()[0].empty() ? ErrorCode::Internal : error.code();
    }
    return ErrorCode::Internal;
}

const AnomalyMap someMap {3, 2, {0.0f, 0.25f, 0.1f, 1.0f, 0.7f, 1e-7f}};

}  // namespace

class TestImageWriter : public QObject {
    Q_OBJECT

private slots:
    void mapIsUncompressedFloat32();
    void pngComesBackAsItWas_data();
    void pngComesBackAsItWas();
    void encodedPngComesBackAsItWas_data();
    void encodedPngComesBackAsItWas();
    void existingFileIsReplaced();
    void failuresAreNamedAndLeaveNothing();
    void pictureThatTheEncoderRefusesIsNoFailureOfTheDisk();
    void badInputIsRefused();

private:
    QTemporaryDir m_folder;
};

void TestImageWriter::mapIsUncompressedFloat32()
{
    const QString path = m_folder.filePath(QStringLiteral("Prüfling 部品.pre.tiff"));
    imaging::writeMap(pathOf(path), someMap);
    const QByteArray file = contentsOf(path);
    QVERIFY(file.startsWith(QByteArray("II*\0", 4)));
    QCOMPARE(tiffValue(file, 256), 3u);
    QCOMPARE(tiffValue(file, 257), 2u);
    QCOMPARE(tiffValue(file, 258), 32u);  // bits
    QCOMPARE(tiffValue(file, 259), 1u);   // no compression
    QCOMPARE(tiffValue(file, 277), 1u);   // one sample
    QCOMPARE(tiffValue(file, 339), 3u);   // floating point
    const QByteArray raw(reinterpret_cast<const char*>(someMap.values.data()), qsizetype(someMap.values.size() * sizeof(float)));
    QVERIFY(file.contains(raw));
}

void TestImageWriter::pngComesBackAsItWas_data()
{
    QTest::addColumn<int>("channels");
    QTest::newRow("grey") << 1;
    QTest::newRow("RGB") << 3;
    QTest::newRow("RGBA") << 4;
}

void TestImageWriter::pngComesBackAsItWas()
{
    QFETCH(int, channels);
    Image image = makeImage(7, 5, channels);
    for (std::size_t i = 0; i < image.pixels.size(); ++i)
        image.pixels[i] = std::uint8_t(i * 37 + 11);
    const auto path = pathOf(m_folder.filePath("a.png"));
    imaging::writePng(path, image);
    const Image back = imaging::decode(path);
    QCOMPARE(back.size(), image.size());
    QCOMPARE(back.channels, channels);
    QCOMPARE(back.pixels, image.pixels);
}

void TestImageWriter::encodedPngComesBackAsItWas_data()
{
    QTest::addColumn<int>("channels");
    QTest::addColumn<int>("bytes");
    for (const int channels : {1, 3, 4})
        for (const int bytes : {1, 2})
            QTest::addRow("%d channels of %d bytes", channels, bytes) << channels << bytes;
}

void TestImageWriter::encodedPngComesBackAsItWas()
{
    QFETCH(int, channels);
    QFETCH(int, bytes);
    Image image = makeImage(7, 5, channels, bytes);
    for (std::size_t i = 0; i < image.pixels.size(); ++i)
        image.pixels[i] = std::uint8_t(i * 37 + 11);
    const auto png = imaging::encodePng(image);
    QFile file(m_folder.filePath("encoded.png"));
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(reinterpret_cast<const char*>(png.data()), qint64(png.size())), qint64(png.size()));
    file.close();
    const Image back = imaging::decode(pathOf(file.fileName()));
    QCOMPARE(back.size(), image.size());
    QCOMPARE(back.channels, channels);
    QCOMPARE(back.bytesPerChannel, bytes);
    QCOMPARE(back.pixels, image.pixels);
}

void TestImageWriter::existingFileIsReplaced()
{
    const QString path = m_folder.filePath("again.tiff");
    imaging::writeMap(pathOf(path), someMap);
    imaging::writeMap(pathOf(path), {1, 1, {0.5f}});
    QCOMPARE(tiffValue(contentsOf(path), 256), 1u);
    QVERIFY(!QFile::exists(path + ".part"));
}

void TestImageWriter::failuresAreNamedAndLeaveNothing()
{
    const QString missing = m_folder.filePath("no such folder/a.tiff");
    QCOMPARE(codeOf([&] { imaging::writeMap(pathOf(missing), someMap); }), ErrorCode::WriteFailed);
    // a folder stands where the file should go
    QVERIFY(QDir(m_folder.path()).mkpath("taken.png/inside"));
    QCOMPARE(codeOf([&] { imaging::writePng(pathOf(m_folder.filePath("taken.png")), makeImage(2, 2, 3)); }), ErrorCode::WriteFailed);
    QVERIFY(!QFile::exists(m_folder.filePath("taken.png.part")));
}

void TestImageWriter::pictureThatTheEncoderRefusesIsNoFailureOfTheDisk()
{
    // libpng takes a million pixels of width at most
    const QString path = m_folder.filePath("wide.png");
    QCOMPARE(codeOf([&] { imaging::writePng(pathOf(path), makeImage(1'000'001, 1, 3)); }), ErrorCode::Internal);
    QVERIFY(!QFile::exists(path) && !QFile::exists(path + ".part"));
}

void TestImageWriter::badInputIsRefused()
{
    const auto path = pathOf(m_folder.filePath("bad"));
    QCOMPARE(codeOf([&] { imaging::writeMap(path, {}); }), ErrorCode::BadInput);
    QCOMPARE(codeOf([&] { imaging::writePng(path, {}); }), ErrorCode::BadInput);
    QCOMPARE(codeOf([&] { imaging::writePng(path, makeImage(2, 2, 3, 2)); }), ErrorCode::BadInput);
    QCOMPARE(codeOf([&] { imaging::encodePng(makeImage(2, 2, 2)); }), ErrorCode::BadInput);
}

QTEST_APPLESS_MAIN(TestImageWriter)
#include "tst_image_writer.moc"
