// Full pictures for the canvas: conversion, cache, which request wins, prefetching, files that change or go.

#include "app/common/path_text.h"
#include "app/workbench/picture_loader.h"
#include "gated_decode.h"
#include "imaging/decode.h"

#include <QtGui>
#include <QtTest>

using app::Picture;
using app::PictureLoader;
using inference::Error;
using inference::ErrorCode;
using inference::Image;

namespace {

constexpr int patience = 30'000;  // ms
constexpr qint64 megabyte = 1024 * 1024;

/// Small PNG files that readHeader() accepts.
class Pictures {
public:
    explicit Pictures(const QStringList& names, int side = 16)
    {
        for (const QString& name : names)
            write(name, side);
    }
    QString path(const QString& name) const { return m_folder.filePath(name); }
    void write(const QString& name, int side, Qt::GlobalColor colour = Qt::red) const
    {
        QImage image(side, side, QImage::Format_RGB32);
        image.fill(colour);
        if (!image.save(path(name)))
            qFatal("cannot write %s", qPrintable(path(name)));
    }
    QStringList paths(const QStringList& names) const
    {
        QStringList all;
        for (const QString& name : names)
            all.append(path(name));
        return all;
    }

private:
    QTemporaryDir m_folder;
};

/// What a loader has signalled.
struct Heard {
    explicit Heard(PictureLoader& loader)
        : anything(&loader, &PictureLoader::loaded)
        , failure(&loader, &PictureLoader::failed)
    {
        QObject::connect(&loader, &PictureLoader::loaded, &loader, [this](const QString& path, const std::shared_ptr<const Picture>& picture) {
            log.append(QFileInfo(path).fileName());
            last = picture;
        });
        QObject::connect(&loader, &PictureLoader::failed, &loader, [this](const QString& path, const Error& error) {
            const auto code = inference::codeName(error.code());
            log.append(QFileInfo(path).fileName() + ": " + QString::fromLatin1(code.data(), qsizetype(code.size())));
            errorFile = error.file();
        });
    }

    QStringList log;
    std::shared_ptr<const Picture> last;
    std::filesystem::path errorFile;
    QSignalSpy anything;
    QSignalSpy failure;
};

/// 16 x 16 grey pixels: 256 bytes as a picture.
Image smallGrey()
{
    return inference::makeImage(16, 16, 1);
}

PictureLoader::Decode gated(GatedDecode& gate)
{
    return [&gate](const std::filesystem::path& path) { return gate(path, smallGrey()); };
}

Image imageOf(int width, int height, int channels, const QList<int>& samples, int bytes = 1)
{
    Image image = inference::makeImage(width, height, channels, bytes);
    for (qsizetype i = 0; i < samples.size(); ++i) {
        const auto sample = std::uint16_t(samples[i]);
        if (bytes == 2)
            std::memcpy(image.pixels.data() + 2 * i, &sample, 2);
        else
            image.pixels[std::size_t(i)] = std::uint8_t(sample);
    }
    return image;
}

}  // namespace

class TestPictureLoader : public QObject {
    Q_OBJECT

private slots:
    void cacheKeepsItsBound();
    void cacheDropsWhatWasUnusedForLongest();
    void cacheReplacesAndRefuses();
    void imageBecomesPicture_data();
    void imageBecomesPicture();
    void greyAndGreatPicturesAreNotCopied();
    void busyThreadPoolIsNotWaitedFor();
    void malformedImageIsRefused();
    void fileIsDecoded();
    void whatCannotBeDecodedFails_data();
    void whatCannotBeDecodedFails();
    void newestWantWins();
    void startedAndOvertakenGoesIntoTheCache();
    void forgottenIsNotSignalled();
    void cachedPictureIsNotDecodedAgain();
    void changedFileIsDecodedAgain();
    void vanishedFileFailsThoughCached();
    void pictureAboveTheBoundIsHandedOutButNotKept();
    void neighboursWaitForTheWanted();
    void prefetchedPictureIsNotDecodedAgain();
    void newNeighboursReplaceThoseNotBegun();
    void wantedPictureThatIsBeingPrefetchedIsDecodedOnce();
    void cachedPictureDoesNotWaitForANeighbour();
    void neighboursTakeHalfTheCacheAtMost();
    void unreadableNeighbourIsSkipped();
    void destructionWhileWorkingIsSafe();
};

void TestPictureLoader::cacheKeepsItsBound()
{
    app::ByteBoundedCache<QString, int> cache(100);
    for (int i = 0; i < 1000; ++i) {
        cache.insert(QString::number(i), i, 1 + i % 40);
        QVERIFY(cache.bytes() <= 100);
    }
    QCOMPARE(cache.find("999"), std::optional(999));
    QVERIFY(!cache.find("0"));
}

void TestPictureLoader::cacheDropsWhatWasUnusedForLongest()
{
    app::ByteBoundedCache<QString, int> cache(30);
    cache.insert("a", 1, 10);
    cache.insert("b", 2, 10);
    cache.insert("c", 3, 10);
    QVERIFY(cache.find("a"));
    QCOMPARE(cache.insert("d", 4, 10), std::vector<int> {2});
    QVERIFY(!cache.find("b"));
    QCOMPARE(cache.insert("e", 5, 20), (std::vector<int> {3, 1}));
    QCOMPARE(cache.count(), std::size_t(2));
    QCOMPARE(cache.bytes(), 30);
}

void TestPictureLoader::cacheReplacesAndRefuses()
{
    app::ByteBoundedCache<QString, int> cache(30);
    cache.insert("a", 1, 20);
    QCOMPARE(cache.insert("a", 2, 30), std::vector<int> {1});
    QCOMPARE(cache.find("a"), std::optional(2));
    QCOMPARE(cache.insert("b", 3, 31), std::vector<int> {3});
    QCOMPARE(cache.find("a"), std::optional(2));
    QCOMPARE(cache.insert("a", 4, 31), (std::vector<int> {2, 4}));
    QCOMPARE(cache.bytes(), 0);
    QVERIFY(!cache.take("a"));
}

void TestPictureLoader::imageBecomesPicture_data()
{
    QTest::addColumn<int>("channels");
    QTest::addColumn<int>("bytes");
    QTest::addColumn<QList<int>>("samples");
    QTest::addColumn<QImage::Format>("format");
    QTest::addColumn<QList<QRgb>>("colours");  // premultiplied where there is alpha
    using Samples = QList<int>;
    using Colours = QList<QRgb>;
    QTest::newRow("grey") << 1 << 1 << Samples {0, 200} << QImage::Format_Grayscale8 << Colours {qRgb(0, 0, 0), qRgb(200, 200, 200)};
    QTest::newRow("RGB") << 3 << 1 << Samples {1, 2, 3, 250, 0, 4} << QImage::Format_RGB32 << Colours {qRgb(1, 2, 3), qRgb(250, 0, 4)};
    QTest::newRow("RGBA") << 4 << 1 << Samples {255, 51, 0, 51, 9, 8, 7, 255} << QImage::Format_ARGB32_Premultiplied
                          << Colours {qRgba(51, 10, 0, 51), qRgba(9, 8, 7, 255)};
    QTest::newRow("grey + alpha") << 2 << 1 << Samples {255, 51, 90, 255} << QImage::Format_ARGB32_Premultiplied
                                  << Colours {qRgba(51, 51, 51, 51), qRgba(90, 90, 90, 255)};
    QTest::newRow("grey, 16 bits, rounded to nearest")
        << 1 << 2 << Samples {128, 129} << QImage::Format_Grayscale8 << Colours {qRgb(0, 0, 0), qRgb(1, 1, 1)};
    QTest::newRow("RGB, 16 bits") << 3 << 2 << Samples {65535, 257, 0, 514, 771, 65407} << QImage::Format_RGB32
                                  << Colours {qRgb(255, 1, 0), qRgb(2, 3, 255)};
    QTest::newRow("RGBA, 16 bits") << 4 << 2 << Samples {0, 0, 65535, 65535, 1, 1, 1, 0} << QImage::Format_ARGB32_Premultiplied
                                   << Colours {qRgba(0, 0, 255, 255), qRgba(0, 0, 0, 0)};
}

void TestPictureLoader::imageBecomesPicture()
{
    QFETCH(int, channels);
    QFETCH(int, bytes);
    QFETCH(QList<int>, samples);
    QFETCH(QImage::Format, format);
    QFETCH(QList<QRgb>, colours);
    const Picture picture = app::makePicture(imageOf(1, 2, channels, samples, bytes));
    QCOMPARE(picture.size, (inference::Size {1, 2}));
    QCOMPARE(picture.bitsPerChannel, bytes * 8);
    QCOMPARE(picture.image.format(), format);
    QCOMPARE(picture.image.size(), QSize(1, 2));
    for (int y = 0; y < 2; ++y)
        QCOMPARE(picture.image.pixel(0, y), colours[y]);
    const QImage thumbnail = app::makeThumbnail(imageOf(1, 2, channels, samples, bytes));
    QCOMPARE(thumbnail.depth(), 32);
    QCOMPARE(thumbnail.pixel(0, 1), colours[1]);
}

void TestPictureLoader::greyAndGreatPicturesAreNotCopied()
{
    Image grey = inference::makeImage(101, 3, 1);  // a row that is no multiple of four bytes
    grey.row(2)[100] = 77;
    const std::uint8_t* pixels = grey.pixels.data();
    const Picture picture = app::makePicture(std::move(grey));
    QCOMPARE(picture.image.constBits(), pixels);
    QCOMPARE(picture.bytes(), 303);
    QCOMPARE(picture.image.pixel(100, 2), qRgb(77, 77, 77));

    Image great = inference::makeImage(10'001, 10'000, 3);
    great.row(9'999)[3 * 10'000 + 1] = 88;
    pixels = great.pixels.data();
    const Picture greatPicture = app::makePicture(std::move(great));
    QCOMPARE(greatPicture.image.format(), QImage::Format_RGB888);
    QCOMPARE(greatPicture.image.constBits(), pixels);
    QCOMPARE(greatPicture.image.pixel(10'000, 9'999), qRgb(0, 88, 0));
}

void TestPictureLoader::busyThreadPoolIsNotWaitedFor()
{
    // Others may keep all of the program's shared threads busy for long, with loading a model for one.
    QThreadPool& pool = *QThreadPool::globalInstance();
    QSemaphore release;
    const int threads = pool.maxThreadCount();
    for (int i = 0; i < threads; ++i)
        pool.start([&] { release.acquire(); });
    const auto free = qScopeGuard([&] {
        release.release(threads);
        pool.waitForDone();
    });
    const Pictures files({"a.png"}, 800);
    PictureLoader loader;
    Heard heard(loader);
    loader.want(files.path("a.png"));
    QVERIFY(heard.anything.wait(patience));
    QCOMPARE(heard.last->image.pixel(799, 799), qRgb(255, 0, 0));
}

void TestPictureLoader::malformedImageIsRefused()
{
    Image tooShort = inference::makeImage(4, 4, 3);
    tooShort.pixels.pop_back();
    for (const Image& image : {Image(), tooShort, inference::makeImage(2, 2, 5)}) {
        try {
            app::makePicture(image);
            QFAIL("accepted");
        } catch (const Error& error) {
            QCOMPARE(error.code(), ErrorCode::BadInput);
        }
    }
}

void TestPictureLoader::fileIsDecoded()
{
    const QString name = QString::fromUtf8("Zahn\nrad \xC3\xBC.png");
    const Pictures files({name}, 33);
    PictureLoader loader;
    Heard heard(loader);
    loader.want(files.path(name));
    QVERIFY(heard.log.isEmpty());
    QVERIFY(heard.anything.wait(patience));
    QCOMPARE(heard.log, QStringList({name}));
    QCOMPARE(heard.last->size, (inference::Size {33, 33}));
    QCOMPARE(heard.last->image.pixel(32, 32), qRgb(255, 0, 0));
}

void TestPictureLoader::whatCannotBeDecodedFails_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QByteArray>("contents");
    QTest::addColumn<QString>("code");
    QTest::newRow("missing") << "missing.png" << QByteArray() << "file_missing";
    QTest::newRow("empty") << "empty.png" << QByteArray("") << "file_empty";
    QTest::newRow("no picture") << "text.png" << QByteArray("this is only text, not a picture") << "image_unknown_format";
    QTest::newRow("folder") << "" << QByteArray() << "file_unreadable";
}

void TestPictureLoader::whatCannotBeDecodedFails()
{
    QFETCH(QString, name);
    QFETCH(QByteArray, contents);
    QFETCH(QString, code);
    const Pictures files({});
    const QString path = files.path(name);
    if (!contents.isNull()) {
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(contents);
    }
    PictureLoader loader;
    Heard heard(loader);
    loader.want(path);
    QVERIFY(heard.failure.wait(patience));
    QCOMPARE(heard.log.first().section(": ", 1), code);
    QCOMPARE(heard.errorFile, app::toPath(path));
}

void TestPictureLoader::newestWantWins()
{
    const Pictures files({"a.png", "b.png", "c.png"});
    GatedDecode gate;
    PictureLoader loader(megabyte, gated(gate));
    Heard heard(loader);
    loader.want(files.path("a.png"));
    QVERIFY(gate.waitFor("+a.png"));
    loader.want(files.path("b.png"));
    loader.want(files.path("c.png"));
    gate.openAll();
    QVERIFY(heard.anything.wait(patience));
    QCOMPARE(heard.log, QStringList({"c.png"}));
    QCOMPARE(gate.begun(), QString("+a.png +c.png"));
}

void TestPictureLoader::startedAndOvertakenGoesIntoTheCache()
{
    const Pictures files({"a.png", "b.png"});
    GatedDecode gate;
    PictureLoader loader(megabyte, gated(gate));
    Heard heard(loader);
    loader.want(files.path("a.png"));
    QVERIFY(gate.waitFor("+a.png"));
    loader.want(files.path("b.png"));
    gate.openAll();
    QVERIFY(heard.anything.wait(patience));
    loader.want(files.path("a.png"));
    QVERIFY(heard.anything.wait(patience));
    QCOMPARE(heard.log, QStringList({"b.png", "a.png"}));
    QCOMPARE(gate.begun(), QString("+a.png +b.png"));
}

void TestPictureLoader::forgottenIsNotSignalled()
{
    const Pictures files({"a.png", "b.png", "c.png"});
    GatedDecode gate;
    PictureLoader loader(megabyte, gated(gate));
    Heard heard(loader);
    loader.want(files.path("a.png"));
    QVERIFY(gate.waitFor("+a.png"));
    loader.want(files.path("b.png"));
    loader.forget();
    gate.openAll();
    loader.want(files.path("c.png"));
    QVERIFY(heard.anything.wait(patience));
    QCOMPARE(heard.log, QStringList({"c.png"}));
    QCOMPARE(gate.begun(), QString("+a.png +c.png"));
}

void TestPictureLoader::cachedPictureIsNotDecodedAgain()
{
    const Pictures files({"a.png"});
    GatedDecode gate;
    gate.openAll();
    PictureLoader loader(megabyte, gated(gate));
    Heard heard(loader);
    loader.want(files.path("a.png"));
    QVERIFY(heard.anything.wait(patience));
    const auto first = heard.last;
    loader.want(files.path("a.png"));
    QVERIFY(heard.anything.wait(patience));
    QCOMPARE(heard.last.get(), first.get());
    QCOMPARE(gate.begun(), QString("+a.png"));
}

void TestPictureLoader::changedFileIsDecodedAgain()
{
    const Pictures files({"a.png"});
    PictureLoader loader;
    Heard heard(loader);
    loader.want(files.path("a.png"));
    QVERIFY(heard.anything.wait(patience));
    const auto first = heard.last;

    files.write("a.png", 17);  // another size
    loader.want(files.path("a.png"));
    QVERIFY(heard.anything.wait(patience));
    QCOMPARE(heard.last->size, (inference::Size {17, 17}));
    QCOMPARE(first->size, (inference::Size {16, 16}));

    const auto file = app::toPath(files.path("a.png"));  // another time only
    const auto second = heard.last;
    std::filesystem::last_write_time(file, std::filesystem::last_write_time(file) + std::chrono::seconds(2));
    loader.want(files.path("a.png"));
    QVERIFY(heard.anything.wait(patience));
    QVERIFY(heard.last != second);
}

void TestPictureLoader::vanishedFileFailsThoughCached()
{
    const Pictures files({"a.png"});
    PictureLoader loader;
    Heard heard(loader);
    loader.want(files.path("a.png"));
    QVERIFY(heard.anything.wait(patience));
    QVERIFY(QFile::remove(files.path("a.png")));
    loader.want(files.path("a.png"));
    QVERIFY(heard.failure.wait(patience));
    QCOMPARE(heard.log, QStringList({"a.png", "a.png: file_missing"}));
}

void TestPictureLoader::pictureAboveTheBoundIsHandedOutButNotKept()
{
    const Pictures files({"a.png"});
    GatedDecode gate;
    gate.openAll();
    PictureLoader loader(255, gated(gate));  // a picture has 256 bytes
    Heard heard(loader);
    for (int i = 0; i < 2; ++i) {
        loader.want(files.path("a.png"));
        QVERIFY(heard.anything.wait(patience));
    }
    QCOMPARE(heard.last->bytes(), 256);
    QCOMPARE(gate.begun(), QString("+a.png +a.png"));
}

void TestPictureLoader::neighboursWaitForTheWanted()
{
    const Pictures files({"a.png", "b.png", "c.png"});
    GatedDecode gate;
    PictureLoader loader(megabyte, gated(gate));
    loader.want(files.path("a.png"));
    QVERIFY(gate.waitFor("+a.png"));
    loader.prefetch(files.paths({"b.png", "c.png"}));
    gate.openAll();
    QVERIFY(gate.waitFor("-c.png"));
    QCOMPARE(gate.events(), QStringList({"+a.png", "-a.png", "+b.png", "-b.png", "+c.png", "-c.png"}));
}

void TestPictureLoader::prefetchedPictureIsNotDecodedAgain()
{
    const Pictures files({"a.png", "b.png"});
    GatedDecode gate;
    gate.openAll();
    PictureLoader loader(megabyte, gated(gate));
    Heard heard(loader);
    loader.prefetch(files.paths({"a.png", "b.png"}));
    QVERIFY(gate.waitFor("+b.png"));
    loader.want(files.path("a.png"));
    QVERIFY(heard.anything.wait(patience));
    QCOMPARE(heard.log, QStringList({"a.png"}));
    QCOMPARE(gate.begun(), QString("+a.png +b.png"));
}

void TestPictureLoader::newNeighboursReplaceThoseNotBegun()
{
    const Pictures files({"a.png", "b.png", "c.png"});
    GatedDecode gate;
    PictureLoader loader(megabyte, gated(gate));
    loader.prefetch(files.paths({"a.png", "b.png"}));
    QVERIFY(gate.waitFor("+a.png"));
    loader.prefetch(files.paths({"c.png"}));
    gate.openAll();
    QVERIFY(gate.waitFor("-c.png"));
    QCOMPARE(gate.begun(), QString("+a.png +c.png"));
}

void TestPictureLoader::wantedPictureThatIsBeingPrefetchedIsDecodedOnce()
{
    const Pictures files({"a.png"});
    GatedDecode gate;
    PictureLoader loader(megabyte, gated(gate));
    Heard heard(loader);
    loader.prefetch(files.paths({"a.png"}));
    QVERIFY(gate.waitFor("+a.png"));
    loader.want(files.path("a.png"));
    gate.openAll();
    QVERIFY(heard.anything.wait(patience));
    QCOMPARE(heard.log, QStringList({"a.png"}));
    QCOMPARE(gate.begun(), QString("+a.png"));
}

void TestPictureLoader::cachedPictureDoesNotWaitForANeighbour()
{
    const Pictures files({"a.png", "b.png"});
    GatedDecode gate;
    gate.open("a.png");
    PictureLoader loader(megabyte, gated(gate));
    Heard heard(loader);
    loader.want(files.path("a.png"));
    QVERIFY(heard.anything.wait(patience));
    loader.prefetch(files.paths({"b.png"}));
    QVERIFY(gate.waitFor("+b.png"));
    loader.want(files.path("a.png"));
    QVERIFY(heard.anything.wait(patience));
    QCOMPARE(gate.events(), QStringList({"+a.png", "-a.png", "+b.png"}));
    gate.openAll();
}

void TestPictureLoader::neighboursTakeHalfTheCacheAtMost()
{
    // 16 x 16 pixels are reckoned as 1024 bytes each: two fit into half of 4500, a third does not, whatever its turn.
    const Pictures files({"a.png", "b.png", "c.png", "d.png"});
    files.write("tiny.png", 4);
    GatedDecode gate;
    gate.openAll();
    PictureLoader loader(4500, gated(gate));
    loader.prefetch(files.paths({"a.png", "b.png", "c.png", "d.png", "tiny.png"}));
    QVERIFY(gate.waitFor("-tiny.png"));
    QCOMPARE(gate.begun(), QString("+a.png +b.png +tiny.png"));
}

void TestPictureLoader::unreadableNeighbourIsSkipped()
{
    const Pictures files({"b.png"});
    GatedDecode gate;
    gate.openAll();
    PictureLoader loader(megabyte, gated(gate));
    Heard heard(loader);
    loader.prefetch(files.paths({"gone.png", "b.png"}));
    QVERIFY(gate.waitFor("-b.png"));
    QCOMPARE(gate.begun(), QString("+b.png"));
    loader.want(files.path("b.png"));
    QVERIFY(heard.anything.wait(patience));
    QCOMPARE(heard.log, QStringList({"b.png"}));
}

void TestPictureLoader::destructionWhileWorkingIsSafe()
{
    const Pictures files({"a.png", "b.png", "c.png"}, 600);
    for (int i = 0; i < 50; ++i) {
        auto loader = std::make_unique<PictureLoader>();
        Heard heard(*loader);
        loader->prefetch(files.paths({"b.png", "c.png"}));
        if (i % 3 != 0)
            loader->want(files.path("a.png"));
        if (i % 3 == 2)
            QVERIFY(heard.anything.wait(patience));
        loader.reset();
    }
    QCoreApplication::processEvents();
}

QTEST_GUILESS_MAIN(TestPictureLoader)
#include "tst_picture_loader.moc"
