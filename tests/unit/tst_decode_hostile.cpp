// Files that must not become pictures: cut, damaged, of kinds that aren't read, useless, and larger than they may be.

#include "picture_bytes.h"
#include "picture_files.h"

#include <random>

using namespace picture_bytes;
using namespace picture_files;

class TestDecodeHostile : public QObject {
    Q_OBJECT

private slots:
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
    void scansAreCounted();
    void filesOfTwoGibibytesAreNamed();

private:
    QTemporaryDir m_folder;
};

void TestDecodeHostile::cutFilesAreNeverHalfPictures()
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

void TestDecodeHostile::damagedFilesGiveErrorsOrWholePictures()
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

void TestDecodeHostile::unsupportedKindsAreNamed_data()
{
    QTest::addColumn<QString>("expected");
    for (const QStringList& row : tableOf("refused.csv"))
        QTest::newRow(qPrintable(row[0])) << row[1] + ": " + row[2];
}

void TestDecodeHostile::unsupportedKindsAreNamed()
{
    QFETCH(QString, expected);
    const auto path = pathOf(imageFolder + QTest::currentDataTag());
    QCOMPARE(errorOf([&] { imaging::decode(path); }), expected);
    QCOMPARE(errorOf([&] { imaging::decodeThumbnail(path, 8); }), expected);
}

void TestDecodeHostile::uselessFilesAreNamed_data()
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

void TestDecodeHostile::uselessFilesAreNamed()
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

void TestDecodeHostile::hugeHeadersAreRefused_data()
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

void TestDecodeHostile::hugeHeadersAreRefused()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QString, expected);
    const QString path = m_folder.filePath("huge");
    writeFile(path, bytes);
    QCOMPARE(errorOf([&] { imaging::decode(pathOf(path)); }), expected);
    QCOMPARE(errorOf([&] { imaging::readHeader(pathOf(path)); }), expected);
    QCOMPARE(errorOf([&] { imaging::decodeThumbnail(pathOf(path), 100); }), expected);
}

void TestDecodeHostile::scansAreCounted()
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

void TestDecodeHostile::filesOfTwoGibibytesAreNamed()
{
    const QString path = m_folder.filePath("long.bmp");
    writeFile(path, contentsOf(imageFolder + "rgb.bmp"));
    QVERIFY(QFile::resize(path, qint64(1) << 31));
    QCOMPARE(errorOf([&] { imaging::decode(pathOf(path)); }), QString("image_unsupported: file-size"));
    QVERIFY(QFile::remove(path));
}

QTEST_APPLESS_MAIN(TestDecodeHostile)
#include "tst_decode_hostile.moc"
