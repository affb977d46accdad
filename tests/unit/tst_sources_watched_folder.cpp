#include "scripted_source.h"
#include "sources/watched_folder.h"

#include <QImage>
#include <QtTest>

#include <malloc.h>

using namespace scripted;
using namespace std::chrono_literals;
namespace fs = std::filesystem;

namespace {

const WatchedFolder::Options quick {false, 1ms, 3};

const auto anHourAgo = fs::file_time_type::clock::now() - 1h;

/// A grey picture of 4 x 3, written as one that a camera's software writes: under another name first.
void put(const fs::path& file, int value, int mtimeSeconds = 0)
{
    QImage picture(4, 3, QImage::Format_Grayscale8);
    picture.fill(QColor(value, value, value));
    const fs::path unfinished = file.string() + ".part";
    if (!picture.save(QString::fromStdString(unfinished.string()), "png"))
        qFatal("the picture could not be written");
    if (mtimeSeconds)
        fs::last_write_time(unfinished, anHourAgo + std::chrono::seconds(mtimeSeconds));
    fs::rename(unfinished, file);
}

void putBytes(const fs::path& file, const QByteArray& bytes)
{
    QFile written(QString::fromStdString(file.string()));
    if (!written.open(QIODevice::WriteOnly) || written.write(bytes) != bytes.size())
        qFatal("the file could not be written");
}

QByteArray bytesOfAPicture()
{
    QImage picture(40, 30, QImage::Format_Grayscale8);
    picture.fill(Qt::gray);
    QByteArray bytes;
    QBuffer buffer(&bytes);
    if (!picture.save(&buffer, "png"))
        qFatal("the picture could not be written");
    return bytes;
}

/// Name of the picture that comes next, or what was said of it.
QString next(WatchedFolder& folder)
{
    for (int i = 0; i < 400; ++i) {
        try {
            if (const auto frame = folder.read({}))
                return QString::fromStdString(frame->file.filename().string());
        } catch (const Error& error) {
            return QString::fromStdString(std::string(codeName(error.code())) + ' ' + error.file().filename().string());
        }
    }
    return "nothing";
}

bool givesNothing(WatchedFolder& folder)
{
    return !folder.read({}) && !folder.read({});  // half a second, hundreds of polls
}

}  // namespace

class TestSourcesWatchedFolder : public QObject {
    Q_OBJECT

private slots:
    void init();
    void newPicturesOnceInOrder();
    void existingPicturesWhereAskedFor_data();
    void existingPicturesWhereAskedFor();
    void onlyPicturesCount();
    void growingFileWaits();
    void changedFileIsGivenAgain();
    void brokenFileIsAnErrorOnceAndTheNextGoesOn_data();
    void brokenFileIsAnErrorOnceAndTheNextGoesOn();
    void folderGoneAndBack();
    void emptyMountPointDoesNotGiveAllAgain();
    void folderThatIsNone();
    void stopEndsTheWait();
    void memoryPerNameIsSmall();
    void aGrabberGivesEach();

private:
    fs::path path(const char* name) const { return m_path / name; }
    std::unique_ptr<QTemporaryDir> m_temporary;
    fs::path m_path;
};

void TestSourcesWatchedFolder::init()
{
    m_temporary = std::make_unique<QTemporaryDir>();
    m_path = fs::path(m_temporary->path().toStdString()) / "in";
    fs::create_directory(m_path);
}

void TestSourcesWatchedFolder::newPicturesOnceInOrder()
{
    put(path("old.png"), 1);
    WatchedFolder folder(m_path, {false, 50ms, 3});  // all of them come between two polls
    folder.open({});
    put(path("part10.png"), 10, 20);
    put(path("part9.png"), 9, 20);
    put(path("late.png"), 3, 30);
    put(path("zearly.png"), 2, 10);
    QStringList names;
    for (int i = 0; i < 4; ++i)
        names << ::next(folder);
    QCOMPARE(names, (QStringList {"zearly.png", "part9.png", "part10.png", "late.png"}));
    QVERIFY(givesNothing(folder));
}

void TestSourcesWatchedFolder::existingPicturesWhereAskedFor_data()
{
    QTest::addColumn<bool>("asked");
    QTest::newRow("new ones only") << false;
    QTest::newRow("existing too") << true;
}

void TestSourcesWatchedFolder::existingPicturesWhereAskedFor()
{
    QFETCH(bool, asked);
    put(path("a.png"), 1);
    WatchedFolder folder(m_path, {asked, 1ms, 3});
    folder.open({});
    if (asked)
        QCOMPARE(::next(folder), QString("a.png"));
    QVERIFY(givesNothing(folder));
}

void TestSourcesWatchedFolder::onlyPicturesCount()
{
    WatchedFolder folder(m_path, quick);
    folder.open({});
    put(path(".hidden.png"), 1);
    put(path("notes.txt"), 1);
    fs::create_directory(path("folder.png"));
    fs::create_symlink("/nowhere", path("link.png"));
    put(path("b.PNG"), 7);
    QCOMPARE(::next(folder), QString("b.PNG"));
    QVERIFY(givesNothing(folder));
}

void TestSourcesWatchedFolder::growingFileWaits()
{
    const QByteArray whole = bytesOfAPicture();
    WatchedFolder folder(m_path, {false, 1ms, 10'000});
    folder.open({});
    QFile growing(QString::fromStdString(path("grows.png").string()));
    QVERIFY(growing.open(QIODevice::WriteOnly | QIODevice::Unbuffered));
    for (const qsizetype part : {whole.size() / 2, whole.size() / 4}) {
        growing.write(whole.mid(growing.pos(), part));
        QVERIFY(!folder.read({}));
    }
    growing.write(whole.mid(growing.pos()));
    growing.close();
    QCOMPARE(::next(folder), QString("grows.png"));
}

void TestSourcesWatchedFolder::changedFileIsGivenAgain()
{
    WatchedFolder folder(m_path, quick);
    folder.open({});
    put(path("latest.png"), 1, 10);
    QCOMPARE(::next(folder), QString("latest.png"));
    put(path("latest.png"), 2, 20);
    QCOMPARE(::next(folder), QString("latest.png"));
    QVERIFY(givesNothing(folder));
    put(path("latest.png"), 2, 20);
}

void TestSourcesWatchedFolder::brokenFileIsAnErrorOnceAndTheNextGoesOn_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("said");
    const QByteArray whole = bytesOfAPicture();
    QTest::newRow("truncated") << whole.first(whole.size() - 20) << "image_truncated bad.png";
    QTest::newRow("empty") << QByteArray() << "file_empty bad.png";
    QTest::newRow("text") << QByteArray("hello, this is no picture") << "image_unknown_format bad.png";
}

void TestSourcesWatchedFolder::brokenFileIsAnErrorOnceAndTheNextGoesOn()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QString, said);
    WatchedFolder folder(m_path, quick);
    folder.open({});
    putBytes(path("bad.png"), bytes);
    QCOMPARE(::next(folder), said);
    put(path("good.png"), 1);
    QCOMPARE(::next(folder), QString("good.png"));
    QVERIFY(givesNothing(folder));
}

void TestSourcesWatchedFolder::folderGoneAndBack()
{
    WatchedFolder folder(m_path, quick);
    folder.open({});
    put(path("a.png"), 1);
    QCOMPARE(::next(folder), QString("a.png"));
    fs::rename(m_path, m_path.string() + ".away");
    QVERIFY(::next(folder).startsWith("source_lost"));
    QVERIFY_EXCEPTION_THROWN(folder.open({}), Error);
    put(m_path.string() + ".away/meanwhile.png", 2);
    fs::rename(m_path.string() + ".away", m_path);
    folder.open({});
    QCOMPARE(::next(folder), QString("meanwhile.png"));
    QVERIFY(givesNothing(folder));
}

void TestSourcesWatchedFolder::emptyMountPointDoesNotGiveAllAgain()
{
    put(path("old.png"), 1);
    WatchedFolder folder(m_path, quick);
    folder.open({});
    fs::rename(m_path, m_path.string() + ".share");
    fs::create_directory(m_path);
    QVERIFY(givesNothing(folder));
    fs::remove(m_path);
    fs::rename(m_path.string() + ".share", m_path);
    QVERIFY(givesNothing(folder));
}

void TestSourcesWatchedFolder::folderThatIsNone()
{
    put(path("a.png"), 1);
    for (const char* name : {"a.png", "absent"}) {
        try {
            WatchedFolder(path(name)).open({});
            QFAIL("opened");
        } catch (const Error& error) {
            QCOMPARE(error.code(), ErrorCode::SourceUnavailable);
            QCOMPARE(error.arguments().at(0), path(name).string());
            QVERIFY(!error.arguments().at(1).empty());
        }
    }
}

void TestSourcesWatchedFolder::stopEndsTheWait()
{
    WatchedFolder folder(m_path);
    folder.open({});
    std::stop_source stop;
    stop.request_stop();
    QVERIFY_EXCEPTION_THROWN(folder.read(stop.get_token()), Cancelled);
    put(path("a.png"), 1);
    QCOMPARE(::next(folder), QString("a.png"));
}

void TestSourcesWatchedFolder::memoryPerNameIsSmall()
{
    // Links to one file: hard links are limited on some file systems, and names are what is kept.
    putBytes(m_path.string() + ".bytes", "x");
    for (int i = 0; i < 10'000; ++i)
        fs::create_symlink(
            m_path.string() + ".bytes", path(("a picture of part " + std::to_string(i) + ".png").c_str()));
    const auto before = mallinfo2().uordblks;
    WatchedFolder folder(m_path, quick);
    folder.open({});
    const auto kept = mallinfo2().uordblks - before;
    qInfo("%zu bytes for each name", std::size_t(kept / 10'000));
    QVERIFY2(kept < 2'500'000, qPrintable(QString::number(kept)));
    put(path("new.png"), 3);
    QCOMPARE(::next(folder), QString("new.png"));
    QVERIFY(mallinfo2().uordblks - before < kept + 100'000);
}

void TestSourcesWatchedFolder::aGrabberGivesEach()
{
    Listener listener;
    Grabber grabber(std::make_unique<WatchedFolder>(m_path, quick), listener.tell(), {{1ms}, 1s, 4});
    QVERIFY(listener.waitFor("opened"));
    for (int i = 0; i < 10; ++i)
        put(path((std::to_string(i) + ".png").c_str()), i, i + 1);
    QSet<int> values;
    for (int i = 0; i < 10; ++i) {
        const auto frame = scripted::next(grabber);
        QVERIFY(frame);
        values << frame->image.pixels[0];
    }
    QCOMPARE(values.size(), 10);
    fs::rename(m_path, m_path.string() + ".away");
    QVERIFY(listener.waitFor("lost source_lost"));
    fs::rename(m_path.string() + ".away", m_path);
    QVERIFY(listener.waitFor("opened", 2));
    put(path("back.png"), 50);
    QCOMPARE(int(scripted::next(grabber)->image.pixels[0]), 50);
}

QTEST_GUILESS_MAIN(TestSourcesWatchedFolder)
#include "tst_sources_watched_folder.moc"
