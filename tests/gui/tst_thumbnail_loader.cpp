// Small pictures for lists: last in first out, a bounded wait, sizes, a new folder, files that are no pictures.

#include "app/workbench/thumbnail_loader.h"
#include "gated_decode.h"

#include <QtGui>
#include <QtTest>

using app::ThumbnailLoader;
using inference::Error;

namespace {

constexpr int patience = 30'000;  // ms

/// What a loader has signalled, in order: "a.png", "b.png: file_missing", "c.png dropped".
struct Heard {
    explicit Heard(ThumbnailLoader& loader)
        : ready(&loader, &ThumbnailLoader::ready)
        , failure(&loader, &ThumbnailLoader::failed)
        , drops(&loader, &ThumbnailLoader::dropped)
    {
        QObject::connect(&loader, &ThumbnailLoader::ready, &loader, [this](const QString& path, const QImage& image) {
            log.append(QFileInfo(path).fileName());
            last = image;
        });
        QObject::connect(&loader, &ThumbnailLoader::failed, &loader, [this](const QString& path, const Error& error) {
            const auto code = inference::codeName(error.code());
            log.append(QFileInfo(path).fileName() + ": " + QString::fromLatin1(code.data(), qsizetype(code.size())));
        });
        QObject::connect(&loader, &ThumbnailLoader::dropped, &loader, [this](const QString& path) { dropped.insert(path); });
    }
    bool waitForCount(int count)
    {
        return QTest::qWaitFor([&] { return log.size() >= count; }, patience);
    }

    QStringList log;
    QSet<QString> dropped;
    QImage last;
    QSignalSpy ready;
    QSignalSpy failure;
    QSignalSpy drops;
};

ThumbnailLoader::Decode gated(GatedDecode& gate)
{
    return [&gate](const std::filesystem::path& path, int side) { return gate(path, inference::makeImage(side, 1, 3)); };
}

}  // namespace

class TestThumbnailLoader : public QObject {
    Q_OBJECT

private slots:
    void lastWantedComesFirst();
    void wantedAgainMovesToTheFront();
    void underWayIsAnsweredOnce();
    void oldestBeyondTheBoundAreDropped();
    void droppedAndWantedAgainIsAnsweredOnce();
    void clearForgetsWhatWaitsAndWhatIsUnderWay();
    void sideFollowsThePixelRatio();
    void changedSideReachesWhatIsUnderWay();
    void fileBecomesThumbnail_data();
    void fileBecomesThumbnail();
    void badFileFailsAndTheNextIsReady();
    void destructionWhileWorkingIsSafe();
};

void TestThumbnailLoader::lastWantedComesFirst()
{
    GatedDecode gate;
    ThumbnailLoader loader(gated(gate));
    Heard heard(loader);
    loader.want("first");
    QVERIFY(gate.waitFor("+first"));
    for (const char* name : {"a", "b", "c"})
        loader.want(name);
    gate.openAll();
    QVERIFY(heard.waitForCount(4));
    QCOMPARE(heard.log, QStringList({"first", "c", "b", "a"}));
}

void TestThumbnailLoader::wantedAgainMovesToTheFront()
{
    GatedDecode gate;
    ThumbnailLoader loader(gated(gate));
    Heard heard(loader);
    loader.want("first");
    QVERIFY(gate.waitFor("+first"));
    for (const char* name : {"a", "b", "c", "a"})
        loader.want(name);
    gate.openAll();
    QVERIFY(heard.waitForCount(4));
    QCOMPARE(gate.begun(), QString("+first +a +c +b"));
    QCOMPARE(heard.log, QStringList({"first", "a", "c", "b"}));
}

void TestThumbnailLoader::underWayIsAnsweredOnce()
{
    GatedDecode gate;
    ThumbnailLoader loader(gated(gate));
    Heard heard(loader);
    loader.want("a");
    QVERIFY(gate.waitFor("+a"));
    loader.want("z");
    loader.want("a");
    gate.openAll();
    QVERIFY(heard.waitForCount(2));
    QCOMPARE(heard.log, QStringList({"a", "z"}));
    QCOMPARE(gate.begun(), QString("+a +z"));
    loader.want("a");  // answered before: a new request
    QVERIFY(heard.waitForCount(3));
}

void TestThumbnailLoader::oldestBeyondTheBoundAreDropped()
{
    constexpr int beyond = 3;
    GatedDecode gate;
    ThumbnailLoader loader(gated(gate));
    Heard heard(loader);
    loader.want("first");
    QVERIFY(gate.waitFor("+first"));
    for (int i = 0; i < ThumbnailLoader::greatestPending + beyond; ++i)
        loader.want(QString::number(i));
    QVERIFY(heard.dropped.isEmpty());  // not from within the call
    gate.openAll();
    QVERIFY(heard.waitForCount(ThumbnailLoader::greatestPending + 1));
    QCOMPARE(heard.dropped, QSet<QString>({"0", "1", "2"}));
    QCOMPARE(heard.drops.size(), beyond);
    QCOMPARE(heard.log.at(1), QString::number(ThumbnailLoader::greatestPending + beyond - 1));
    QCOMPARE(heard.log.last(), QString::number(beyond));
}

void TestThumbnailLoader::droppedAndWantedAgainIsAnsweredOnce()
{
    GatedDecode gate;
    ThumbnailLoader loader(gated(gate));
    Heard heard(loader);
    loader.want("first");
    QVERIFY(gate.waitFor("+first"));
    for (int i = 0; i <= ThumbnailLoader::greatestPending; ++i)
        loader.want(QString::number(i));
    loader.want("0");  // pushed out just now; pushes out "1"
    gate.openAll();
    QVERIFY(heard.waitForCount(ThumbnailLoader::greatestPending + 1));
    QCOMPARE(heard.dropped, QSet<QString>({"1"}));
    QCOMPARE(heard.log.at(1), QString("0"));
    QCOMPARE(heard.log.count("0"), 1);
}

void TestThumbnailLoader::clearForgetsWhatWaitsAndWhatIsUnderWay()
{
    GatedDecode gate;
    ThumbnailLoader loader(gated(gate));
    Heard heard(loader);
    loader.want("first");
    QVERIFY(gate.waitFor("+first"));
    for (int i = 0; i <= ThumbnailLoader::greatestPending; ++i)
        loader.want(QString::number(i));
    loader.clear();
    loader.want("new");
    gate.openAll();
    QVERIFY(heard.waitForCount(1));
    QCOMPARE(heard.log, QStringList({"new"}));
    QCOMPARE(gate.begun(), QString("+first +new"));
    QVERIFY(heard.dropped.isEmpty());
}

void TestThumbnailLoader::sideFollowsThePixelRatio()
{
    GatedDecode gate;
    gate.openAll();
    ThumbnailLoader loader(gated(gate));
    Heard heard(loader);
    loader.want("a");
    QVERIFY(heard.waitForCount(1));
    QCOMPARE(heard.last.width(), ThumbnailLoader::defaultSide);
    loader.setSide(97, 1.5);
    loader.want("a");
    QVERIFY(heard.waitForCount(2));
    QCOMPARE(heard.last.width(), 146);
    QCOMPARE(heard.last.devicePixelRatio(), 1.5);
}

void TestThumbnailLoader::changedSideReachesWhatIsUnderWay()
{
    GatedDecode gate;
    ThumbnailLoader loader(gated(gate));
    Heard heard(loader);
    loader.want("a");
    QVERIFY(gate.waitFor("+a"));
    loader.setSide(48);
    gate.openAll();
    QVERIFY(heard.waitForCount(1));
    QCOMPARE(heard.last.width(), 48);
    loader.setSide(48);  // no change: nothing is made again
    loader.want("b");
    QVERIFY(heard.waitForCount(2));
    QCOMPARE(heard.log, QStringList({"a", "b"}));
    QCOMPARE(gate.begun(), QString("+a +a +b"));
}

void TestThumbnailLoader::fileBecomesThumbnail_data()
{
    QTest::addColumn<QString>("format");
    QTest::addColumn<QSize>("size");
    QTest::addColumn<QSize>("thumbnail");
    QTest::newRow("wide PNG") << "png" << QSize(400, 100) << QSize(100, 25);
    QTest::newRow("tall JPEG") << "jpg" << QSize(100, 400) << QSize(25, 100);
    QTest::newRow("small BMP is not enlarged") << "bmp" << QSize(40, 30) << QSize(40, 30);
}

void TestThumbnailLoader::fileBecomesThumbnail()
{
    QFETCH(QString, format);
    QFETCH(QSize, size);
    QFETCH(QSize, thumbnail);
    QTemporaryDir folder;
    const QString path = folder.filePath(QString::fromUtf8("\xE9\xBD\xBF a.") + format);
    QImage image(size, QImage::Format_RGB32);
    image.fill(qRgb(0, 0, 255));
    QVERIFY(image.save(path));
    ThumbnailLoader loader;
    loader.setSide(100);
    Heard heard(loader);
    loader.want(path);
    QVERIFY(heard.ready.wait(patience));
    QCOMPARE(heard.last.size(), thumbnail);
    QCOMPARE(heard.last.format(), QImage::Format_RGB32);
    const QColor middle = heard.last.pixelColor(thumbnail.width() / 2, thumbnail.height() / 2);
    QVERIFY2(middle.blue() > 250 && middle.red() < 5 && middle.green() < 5, qPrintable(middle.name()));
}

void TestThumbnailLoader::badFileFailsAndTheNextIsReady()
{
    QTemporaryDir folder;
    QImage image(8, 8, QImage::Format_RGB32);
    image.fill(Qt::green);
    QVERIFY(image.save(folder.filePath("good.png")));
    ThumbnailLoader loader;
    Heard heard(loader);
    loader.want(folder.filePath("gone.png"));
    QVERIFY(heard.failure.wait(patience));
    loader.want(folder.filePath("good.png"));
    QVERIFY(heard.ready.wait(patience));
    QCOMPARE(heard.log, QStringList({"gone.png: file_missing", "good.png"}));
}

void TestThumbnailLoader::destructionWhileWorkingIsSafe()
{
    QTemporaryDir folder;
    QStringList paths;
    QImage image(300, 300, QImage::Format_RGB32);
    image.fill(Qt::green);
    for (int i = 0; i < 20; ++i) {
        paths.append(folder.filePath(QString("%1.png").arg(i)));
        QVERIFY(image.save(paths.last()));
    }
    for (int i = 0; i < 50; ++i) {
        auto loader = std::make_unique<ThumbnailLoader>();
        Heard heard(*loader);
        for (const QString& path : paths)
            loader->want(path);
        if (i % 2 == 0)
            QVERIFY(heard.ready.wait(patience));
        loader.reset();
    }
    QCoreApplication::processEvents();
}

QTEST_GUILESS_MAIN(TestThumbnailLoader)
#include "tst_thumbnail_loader.moc"
