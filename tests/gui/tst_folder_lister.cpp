// What a walk over folders meets, and how it is handed to the window: order, chunks, the newest list, a responsive loop.

#include "app/common/folder_walk.h"
#include "app/common/input_paths.h"
#include "app/common/path_text.h"
#include "app/workbench/folder_lister.h"

#include <QtCore>
#include <QtTest>

#include <filesystem>
#include <fstream>
#include <set>
#include <sys/stat.h>

using app::FolderLister;
namespace fs = std::filesystem;

namespace {

/// Files and folders below a folder of their own: "a/b.png" makes both, a trailing slash only the folder, "a -> b" a link.
class Tree {
public:
    explicit Tree(const QStringList& entries = {})
    {
        for (const QString& entry : entries)
            add(entry);
    }
    // QTemporaryDir gives up on paths longer than the system takes.
    ~Tree() { fs::remove_all(app::toPath(m_folder.path())); }

    void add(const QString& entry)
    {
        const QStringList link = entry.split(" -> ");
        const fs::path place = app::toPath(path(link.first()));
        if (link.size() == 2) {
            makeFolder(place.parent_path());
            fs::create_symlink(app::toPath(link.last()), place);
        } else if (entry.endsWith('/')) {
            makeFolder(place.parent_path());
        } else {
            makeFolder(place.parent_path());
            // One call to the system instead of two: trees of thousands of files are made.
            if (mknod(place.c_str(), S_IFREG | 0600, 0) != 0)
                qFatal("cannot make %s", place.c_str());
        }
    }

    QString path(const QString& name = {}) const { return name.isEmpty() ? m_folder.path() : m_folder.filePath(name); }
    QStringList paths(const QStringList& names) const
    {
        QStringList all;
        for (const QString& name : names)
            all.append(path(name));
        return all;
    }
    /// Relative to the folder, as the rows of the tests name them.
    QStringList names(const QStringList& paths) const
    {
        QStringList all;
        for (const QString& one : paths)
            all.append(QDir(path()).relativeFilePath(one));
        return all;
    }

private:
    /// Once each.
    void makeFolder(const fs::path& folder)
    {
        if (m_made.insert(folder.native()).second)
            fs::create_directories(folder);
    }

    QTemporaryDir m_folder;
    std::set<std::string> m_made;
};

struct Walked {
    QStringList found;
    QStringList problems;
};

Walked walk(const QStringList& roots)
{
    Walked walked;
    std::vector<fs::path> named;
    for (const QString& root : roots)
        named.push_back(app::toPath(root));
    app::walkFolders(named, {[&](const fs::path& path) { walked.found.append(app::pathText(path)); },
                             [&](const fs::path& path, std::error_code) { walked.problems.append(app::pathText(path)); }}, {});
    return walked;
}

/// What a lister has signalled.
struct Heard {
    explicit Heard(FolderLister& lister)
        : finished(&lister, &FolderLister::finished)
    {
        QObject::connect(&lister, &FolderLister::found, &lister, [this](quint64 generation, const QStringList& chunk) {
            generations.insert(generation);
            chunks.append(chunk);
        });
    }
    QStringList paths() const
    {
        QStringList all;
        for (const QStringList& chunk : chunks)
            all.append(chunk);
        return all;
    }

    QSet<quint64> generations;
    QList<QStringList> chunks;
    QSignalSpy finished;
};

constexpr int patience = 30'000;  // ms

}  // namespace

class TestFolderLister : public QObject {
    Q_OBJECT

private slots:
    void walkVisits_data();
    void walkVisits();
    void namesAreKept_data();
    void namesAreKept();
    void whatCannotBeReadIsAProblem();
    void tooLongPathIsAProblem();
    void nameThatIsNoTextIsAProblem();
    void windowAndCommandLineAgree();
    void pipesAreNoPictures();
    void stoppedWalkEnds();
    void listerSignalsChunksThenTheEnd();
    void timesComeWithThePaths();
    void nothingIsSignalledFromWithinTheCall();
    void emptyFolderFinishes();
    void fewPathsComeWhileTheWalkGoesOn();
    void newestListWins();
    void listStartedByAListenerWins();
    void cancelledListSaysNothingMore();
    void destructionWhileWorkingIsSafe();
    void greatFolderKeepsTheLoopAlive();
};

void TestFolderLister::walkVisits_data()
{
    QTest::addColumn<QStringList>("tree");
    QTest::addColumn<QStringList>("roots");
    QTest::addColumn<QStringList>("found");
    using List = QStringList;
    QTest::newRow("numbers by value") << List {"p10.png", "p2.png", "p1.png"} << List {""} << List {"p1.png", "p2.png", "p10.png"};
    QTest::newRow("case ignored") << List {"b.png", "A.png", "C.png"} << List {""} << List {"A.png", "b.png", "C.png"};
    QTest::newRow("files before folders") << List {"a/x.png", "z.png"} << List {""} << List {"z.png", "a/x.png"};
    QTest::newRow("folders in natural order, depth first")
        << List {"d10/x.png", "d2/y.png", "d2/e/z.png"} << List {""} << List {"d2/y.png", "d2/e/z.png", "d10/x.png"};
    QTest::newRow("endings of pictures, any case")
        << List {"a.PNG", "b.txt", "c.jpeg", "d.Tiff", "e", "png"} << List {""} << List {"a.PNG", "c.jpeg", "d.Tiff"};
    QTest::newRow("named explicitly: any ending") << List {"note.txt", "a.png"} << List {"note.txt"} << List {"note.txt"};
    QTest::newRow("hidden entries are skipped")
        << List {".git/a.png", "._b.png", "c.png"} << List {""} << List {"c.png"};
    QTest::newRow("hidden but named") << List {".h/a.png", ".b.png"} << List {".h", ".b.png"} << List {".h/a.png", ".b.png"};
    QTest::newRow("roots as given") << List {"a/1.png", "b/2.png"} << List {"b", "a"} << List {"b/2.png", "a/1.png"};
    QTest::newRow("folder named twice") << List {"a/1.png"} << List {"a", "a"} << List {"a/1.png"};
    QTest::newRow("folder, then the one around it") << List {"a/1.png", "0.png"} << List {"a", ""} << List {"a/1.png", "0.png"};
    QTest::newRow("file, then its folder") << List {"1.png", "2.png"} << List {"2.png", ""} << List {"2.png", "1.png"};
    QTest::newRow("folder, then its files") << List {"1.png", "2.txt"} << List {"", "1.png", "2.txt"} << List {"1.png", "2.txt"};
    QTest::newRow("link to itself") << List {"self -> self", "a.png"} << List {""} << List {"a.png"};
    QTest::newRow("link to the folder above") << List {"a/up -> ..", "a/1.png"} << List {""} << List {"a/1.png"};
    QTest::newRow("two names for one folder") << List {"x/1.png", "y -> x"} << List {""} << List {"x/1.png"};
    QTest::newRow("link to a file") << List {"real.bin", "l.png -> real.bin"} << List {""} << List {"l.png"};
    QTest::newRow("broken link gets its reason later") << List {"gone.png -> nowhere", "l -> nowhere"} << List {""} << List {"gone.png"};
    QTest::newRow("masks beside their parts")
        << List {"p/ground_truth/d/0_mask.png", "p/test/d/0.png", "q/ground_truth/m.png", "q/train/1.png"} << List {""}
        << List {"p/test/d/0.png", "q/train/1.png"};
    QTest::newRow("ground_truth without parts") << List {"ground_truth/0.png"} << List {""} << List {"ground_truth/0.png"};
    QTest::newRow("ground_truth named") << List {"ground_truth/0.png", "test/0.png"} << List {"ground_truth"} << List {"ground_truth/0.png"};
    QTest::newRow("nothing named") << List {"1.png"} << List {} << List {};
}

void TestFolderLister::walkVisits()
{
    QFETCH(QStringList, tree);
    QFETCH(QStringList, roots);
    QFETCH(QStringList, found);
    const Tree folder(tree);
    const Walked walked = walk(folder.paths(roots));
    QCOMPARE(folder.names(walked.found), found);
    QCOMPARE(walked.problems, QStringList());
}

void TestFolderLister::namesAreKept_data()
{
    QTest::addColumn<QString>("name");
    QTest::newRow("spaces") << " a b .png";
    QTest::newRow("newline") << "a\nb.png";
    QTest::newRow("umlaut, decomposed") << QString::fromUtf8("gru\xCC\x88n.png");
    QTest::newRow("Chinese") << QString::fromUtf8("\xE9\xBD\xBF\xE8\xBD\xAE/\xE9\x9B\xB6\xE4\xBB\xB6 1.png");
    QTest::newRow("beyond the first plane") << QString::fromUtf8("\xF0\x9F\x94\xA9.png");
    QTest::newRow("replacement character") << QString::fromUtf8("\xEF\xBF\xBD.png");
    QTest::newRow("backslash and quotes") << "a\\b\"'c.png";
}

void TestFolderLister::namesAreKept()
{
    QFETCH(QString, name);
    const Tree folder({name});
    const Walked walked = walk({folder.path()});
    QCOMPARE(walked.found, QStringList(folder.path(name)));
    QVERIFY(QFile::exists(walked.found.first()));
    QCOMPARE(walk(walked.found).found, walked.found);
}

void TestFolderLister::whatCannotBeReadIsAProblem()
{
    const Tree folder({"a/1.png"});
    const QString gone = folder.path("gone");
    const Walked walked = walk({gone, "", folder.path("a"), folder.path("a/1.png/x")});
    QCOMPARE(walked.problems, QStringList({gone, "", folder.path("a/1.png/x")}));
    QCOMPARE(folder.names(walked.found), QStringList({"a/1.png"}));
}

void TestFolderLister::tooLongPathIsAProblem()
{
    // Permissions stop no superuser; a path longer than the system takes stops everybody.
    Tree folder({"0.png", "z/1.png"});
    const auto before = fs::current_path();
    const auto restore = qScopeGuard([&] { fs::current_path(before); });
    fs::current_path(app::toPath(folder.path()));
    const std::string name(200, 'd');
    for (int depth = 0; depth < 25; ++depth) {
        fs::create_directory(name);
        fs::current_path(name);
    }
    const Walked walked = walk({folder.path()});
    QCOMPARE(folder.names(walked.found), QStringList({"0.png", "z/1.png"}));
    QCOMPARE(walked.problems.size(), 1);
    QVERIFY(walked.problems.first().size() > 4000);
}

void TestFolderLister::nameThatIsNoTextIsAProblem()
{
    const Tree folder({"a.png"});
    const fs::path odd = app::toPath(folder.path()) / "b\xFF.png";
    if (!std::ofstream(odd))
        QSKIP("this file system takes only text as names");
    FolderLister lister;
    Heard heard(lister);
    lister.list({folder.path()});
    QVERIFY(heard.finished.wait(patience));
    QCOMPARE(folder.names(heard.paths()), QStringList({"a.png"}));
    QCOMPARE(heard.finished.first().at(2).toStringList(),
             QStringList(folder.path(QString("b") + QChar(QChar::ReplacementCharacter) + ".png")));
}

void TestFolderLister::windowAndCommandLineAgree()
{
    const Tree folder({"10.png", "9.png", "\u00e9.png", "z.png", "B/2.png", "a/1.png", "a/ground_truth/1.png", "a/test/3.png", "l -> a"});
    FolderLister lister;
    Heard heard(lister);
    lister.list({folder.path()});
    QVERIFY(heard.finished.wait(patience));
    QStringList named;
    const std::vector roots {app::toPath(folder.path())};
    for (const app::InputPath& input : app::findInputs(roots))
        named.append(app::pathText(input.path));
    QCOMPARE(heard.paths(), named);
    QCOMPARE(named.size(), 7);
}

void TestFolderLister::pipesAreNoPictures()
{
    const Tree folder({"a.png"});
    QCOMPARE(QProcess::execute("mkfifo", {folder.path("pipe.png")}), 0);
    QCOMPARE(folder.names(walk({folder.path()}).found), QStringList({"a.png"}));
}

void TestFolderLister::stoppedWalkEnds()
{
    const Tree folder({"1.png", "2.png", "3.png", "a/4.png"});
    std::stop_source source;
    QStringList found;
    const app::FolderVisitor visitor {[&](const fs::path& path) {
                                          found.append(app::pathText(path));
                                          if (found.size() == 2)
                                              source.request_stop();
                                      },
        [](const fs::path&, std::error_code) {}};
    const std::vector named {app::toPath(folder.path()), app::toPath(folder.path("a"))};
    app::walkFolders(named, visitor, source.get_token());
    QCOMPARE(folder.names(found), QStringList({"1.png", "2.png"}));
}

void TestFolderLister::timesComeWithThePaths()
{
    const Tree folder({"a.png", "b.png", "gone.png -> nowhere"});
    const QDateTime changed(QDate(2026, 11, 1), QTime(12, 30));
    QFile file(folder.path("b.png"));
    QVERIFY(file.open(QIODevice::ReadWrite));
    QVERIFY(file.setFileTime(changed, QFileDevice::FileModificationTime));
    file.close();
    FolderLister lister;
    QMap<QString, QDateTime> times;
    connect(&lister, &FolderLister::found, this, [&times](quint64, const QStringList& paths, const QList<QDateTime>& modified) {
        QCOMPARE(modified.size(), paths.size());
        for (qsizetype i = 0; i < paths.size(); ++i)
            times.insert(QFileInfo(paths[i]).fileName(), modified[i]);
    });
    QSignalSpy finished(&lister, &FolderLister::finished);
    lister.list({folder.path()});
    QVERIFY(finished.wait(patience));
    QCOMPARE(times.size(), 3);
    QCOMPARE(times["b.png"], changed);
    QVERIFY(times["a.png"].isValid());
    QVERIFY(!times["gone.png"].isValid());
}

void TestFolderLister::listerSignalsChunksThenTheEnd()
{
    Tree folder;
    QStringList names;
    for (int i = 0; i < 1234; ++i)
        names.append(QString("%1.png").arg(i));
    for (const QString& name : names)
        folder.add(name);
    FolderLister lister;
    Heard heard(lister);
    const QString gone = folder.path("gone");
    const quint64 generation = lister.list({gone, folder.path()});
    QVERIFY(heard.finished.wait(patience));
    QCOMPARE(folder.names(heard.paths()), names);
    QCOMPARE(heard.generations, QSet<quint64> {generation});
    for (const QStringList& chunk : heard.chunks)
        QVERIFY(!chunk.isEmpty() && chunk.size() <= FolderLister::chunkSize);
    QCOMPARE(heard.finished.size(), 1);
    QCOMPARE(heard.finished.first(), (QVariantList {generation, 1234, QStringList {gone}}));
}

void TestFolderLister::nothingIsSignalledFromWithinTheCall()
{
    const Tree folder({"1.png"});
    FolderLister lister;
    Heard heard(lister);
    lister.list({folder.path()});
    QVERIFY(heard.chunks.isEmpty() && heard.finished.isEmpty());
    QVERIFY(heard.finished.wait(patience));
}

void TestFolderLister::emptyFolderFinishes()
{
    const Tree folder({"deep/deeper/"});
    FolderLister lister;
    Heard heard(lister);
    const quint64 generation = lister.list({folder.path()});
    QVERIFY(heard.finished.wait(patience));
    QCOMPARE(heard.finished.first(), (QVariantList {generation, 0, QStringList()}));
    QVERIFY(heard.chunks.isEmpty());
}

void TestFolderLister::fewPathsComeWhileTheWalkGoesOn()
{
    // One picture, then so many folders without any that the walk outlasts the first signal.
    Tree folder({"1.png"});
    for (int i = 0; i < 5000; ++i)
        folder.add(QString("a%1/").arg(i));
    FolderLister lister;
    Heard heard(lister);
    QSignalSpy found(&lister, &FolderLister::found);
    lister.list({folder.path()});
    QVERIFY(found.wait(patience));
    QVERIFY(heard.finished.isEmpty());
    QCOMPARE(folder.names(heard.paths()), QStringList({"1.png"}));
    QVERIFY(heard.finished.wait(patience));
}

void TestFolderLister::newestListWins()
{
    const Tree old({"old/1.png", "old/2.png"});
    const Tree young({"3.png"});
    FolderLister lister;
    Heard heard(lister);
    for (int i = 0; i < 50; ++i)
        lister.list({old.path()});
    const quint64 newest = lister.list({young.path()});
    QVERIFY(heard.finished.wait(patience));
    QCOMPARE(heard.paths(), QStringList(young.path("3.png")));
    QCOMPARE(heard.generations, QSet<quint64> {newest});
    QCOMPARE(heard.finished.size(), 1);
}

void TestFolderLister::listStartedByAListenerWins()
{
    const Tree old({"1.png"});
    const Tree young({"2.png"});
    FolderLister lister;
    Heard heard(lister);
    quint64 newest = 0;
    connect(&lister, &FolderLister::found, &lister, [&] {
        if (newest == 0)
            newest = lister.list({young.path()});
    });
    lister.list({old.path()});
    QVERIFY(heard.finished.wait(patience));
    QCOMPARE(heard.finished.size(), 1);
    QCOMPARE(heard.finished.first().first().toULongLong(), newest);
    QCOMPARE(heard.paths(), QStringList({old.path("1.png"), young.path("2.png")}));
}

void TestFolderLister::cancelledListSaysNothingMore()
{
    Tree folder;
    for (int i = 0; i < 2000; ++i)
        folder.add(QString("%1.png").arg(i));
    const Tree other({"x.png"});
    FolderLister lister;
    Heard heard(lister);
    int heardBefore = -1;
    connect(&lister, &FolderLister::found, &lister, [&] {
        if (heardBefore >= 0)
            return;
        heardBefore = int(heard.paths().size());
        lister.cancel();
        // A later list takes the same way as everything that could still come of the cancelled one.
        lister.list({other.path()});
    });
    lister.list({folder.path()});
    QVERIFY(heard.finished.wait(patience));
    QCOMPARE(heard.finished.size(), 1);
    QCOMPARE(heard.paths().size(), heardBefore + 1);
    QCOMPARE(heard.paths().last(), other.path("x.png"));
}

void TestFolderLister::destructionWhileWorkingIsSafe()
{
    Tree folder;
    for (int i = 0; i < 800; ++i)
        folder.add(QString("d%1/%2.png").arg(i % 20).arg(i));
    for (int i = 0; i < 50; ++i) {
        auto lister = std::make_unique<FolderLister>();
        QSignalSpy found(lister.get(), &FolderLister::found);
        lister->list({folder.path()});
        if (i % 2 == 0)
            QVERIFY(found.wait(patience));
        lister.reset();
    }
    QCoreApplication::processEvents();
}

void TestFolderLister::greatFolderKeepsTheLoopAlive()
{
    constexpr int count = 20'000;
    Tree folder;
    for (int i = 0; i < count; ++i)
        folder.add(QString("part %1.png").arg(i));
    FolderLister lister;
    Heard heard(lister);
    QElapsedTimer sinceTick;
    qint64 greatestGap = 0;
    QTimer probe;
    connect(&probe, &QTimer::timeout, this, [&] { greatestGap = std::max(greatestGap, sinceTick.restart()); });
    QElapsedTimer whole;
    whole.start();
    sinceTick.start();
    probe.start(1);
    lister.list({folder.path()});
    QVERIFY(heard.finished.wait(patience));
    const qint64 milliseconds = whole.elapsed();
    greatestGap = std::max(greatestGap, sinceTick.elapsed());
    qInfo("%d files in %lld ms, greatest gap of the event loop %lld ms", count, milliseconds, greatestGap);
    QCOMPARE(heard.finished.first().at(1).toInt(), count);
    QCOMPARE(heard.paths().size(), count);
    QCOMPARE(heard.paths().last(), folder.path(QString("part %1.png").arg(count - 1)));
    QVERIFY2(greatestGap < 250, qPrintable(QString::number(greatestGap)));
}

QTEST_GUILESS_MAIN(TestFolderLister)
#include "tst_folder_lister.moc"
