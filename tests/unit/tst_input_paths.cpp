// What becomes of the files and folders that are named.

#include "app/common/folder_walk.h"
#include "app/common/input_paths.h"
#include "core/error.h"
#include "app/common/natural_order.h"
#include "app/common/path_text.h"

#include <QtTest>

#include <cerrno>
#include <cstring>
#include <fstream>

namespace fs = std::filesystem;

namespace {

class Tree {
public:
    explicit Tree(const QStringList& files)
    {
        for (const QString& name : files) {
            const fs::path path = root() / name.toStdString();
            fs::create_directories(path.parent_path());
            QFile file(app::pathText(path));
            if (!file.open(QIODevice::WriteOnly))
                qFatal("cannot make %s", path.c_str());
        }
    }
    fs::path root() const { return m_folder.path().toStdString(); }

    QStringList found(const std::vector<fs::path>& named, const fs::path& leaveOut = {}) const
    {
        QStringList shown;
        for (const app::InputPath& input : app::findInputs(named, leaveOut))
            shown.append(QString::fromStdString(input.shown).replace(m_folder.path(), "ROOT"));
        return shown;
    }

private:
    QTemporaryDir m_folder;
};

}  // namespace

class TestInputPaths : public QObject {
    Q_OBJECT

private slots:
    void personsOrder_data();
    void personsOrder();
    void folderIsSearchedForImages();
    void namedFilesAreTakenAsTheyAre();
    void severalPathsKeepTheirOrderAndFolders();
    void resultsOfAnEarlierRunAreLeftOut();
    void linksAreFollowedOnce();
    void linkToNothingIsAnInput();
    void missingPathIsAnInput();
    void whatCannotBeReadKeepsItsReason();
    void emptyFolderGivesNothing();
    void searchStopsWhenAsked();
};

void TestInputPaths::personsOrder_data()
{
    QTest::addColumn<QString>("first");
    QTest::addColumn<QString>("second");
    const auto row = [](const char* first, const char* second) { QTest::addRow("%s < %s", first, second) << QString(first) << QString(second); };
    row("a2.png", "a10.png");
    row("A2.png", "a10.png");
    row("a.png", "B.png");
    row("a", "a1");
    row("a01", "a2");
    row("a01", "a1");  // the same number: by bytes
    row("x/b.png", "x2/a.png");
    row("x", "x/a");
    row("99999999999999999999998", "99999999999999999999999");
    row("A", "a");
}

void TestInputPaths::personsOrder()
{
    QFETCH(QString, first);
    QFETCH(QString, second);
    QVERIFY(app::naturalLess(first.toStdString(), second.toStdString()));
    QVERIFY(!app::naturalLess(second.toStdString(), first.toStdString()));
    QVERIFY(!app::naturalLess(first.toStdString(), first.toStdString()));
}

void TestInputPaths::folderIsSearchedForImages()
{
    const Tree tree({"10.png", "2.JPG", "sub/deep/1.tiff", "sub/1.webp", "notes.txt", ".hidden.png", ".git/x.png", "ä.bmp"});
    const QStringList expected {"2.JPG", "10.png", "ä.bmp", "sub/1.webp", "sub/deep/1.tiff"};
    QCOMPARE(tree.found({tree.root()}), expected);
    QCOMPARE(tree.found({tree.root() / ""}), expected);
}

void TestInputPaths::namedFilesAreTakenAsTheyAre()
{
    const Tree tree({"picture.dat"});
    QCOMPARE(tree.found({tree.root() / "picture.dat"}), QStringList("ROOT/picture.dat"));
}

void TestInputPaths::severalPathsKeepTheirOrderAndFolders()
{
    const Tree tree({"a/0.png", "b/0.png", "c.png"});
    QCOMPARE(tree.found({tree.root() / "b", tree.root() / "c.png", tree.root() / "a"}), QStringList({"ROOT/b/0.png", "ROOT/c.png", "ROOT/a/0.png"}));
}

void TestInputPaths::resultsOfAnEarlierRunAreLeftOut()
{
    const Tree tree({"a.png", "out/overlays/a.png"});
    QCOMPARE(tree.found({tree.root()}, tree.root() / "out"), QStringList("a.png"));
    QCOMPARE(tree.found({tree.root()}, tree.root() / "elsewhere"), QStringList({"a.png", "out/overlays/a.png"}));
    // named itself, it is meant
    QCOMPARE(tree.found({tree.root() / "out"}, tree.root() / "out"), QStringList("overlays/a.png"));
    // but not what a run has marked as its own
    std::ofstream(tree.root() / "out" / "overlays" / app::resultsMark);
    QCOMPARE(tree.found({tree.root() / "out"}, tree.root() / "out"), QStringList());
    QCOMPARE(tree.found({tree.root()}), QStringList("a.png"));
    QCOMPARE(tree.found({tree.root() / "out/overlays"}), QStringList("a.png"));
}

void TestInputPaths::linksAreFollowedOnce()
{
    const Tree tree({"in/a.png", "other/b.png"});
    fs::create_directory_symlink(tree.root() / "in", tree.root() / "in" / "loop");
    fs::create_directory_symlink(tree.root() / "other", tree.root() / "in" / "other");
    fs::create_directory_symlink(tree.root() / "other", tree.root() / "in" / "other2");
    fs::create_directory_symlink("self", tree.root() / "in" / "self");
    const QStringList found = tree.found({tree.root() / "in"});
    QCOMPARE(found.size(), 2);
    QCOMPARE(found.first(), QString("a.png"));
    QVERIFY(found.last() == "other/b.png" || found.last() == "other2/b.png");
}

void TestInputPaths::linkToNothingIsAnInput()
{
    const Tree tree({"a.png"});
    fs::create_symlink("gone", tree.root() / "b.png");
    QCOMPARE(tree.found({tree.root()}), QStringList({"a.png", "b.png"}));
}

void TestInputPaths::missingPathIsAnInput()
{
    const Tree tree({});
    QCOMPARE(tree.found({tree.root() / "gone.png"}), QStringList("ROOT/gone.png"));
}

void TestInputPaths::whatCannotBeReadKeepsItsReason()
{
    const Tree tree({"deep/a.png"});
    fs::create_directory_symlink("loop", tree.root() / "loop");
    fs::permissions(tree.root() / "deep", fs::perms::none);
    const std::vector named {tree.root() / "gone.png", tree.root() / "loop", tree.root() / "deep"};
    const auto inputs = app::findInputs(named);
    fs::permissions(tree.root() / "deep", fs::perms::owner_all);
    QCOMPARE(inputs.size(), 3u);
    QCOMPARE(inputs[0].error->code(), inference::ErrorCode::FileMissing);
    QCOMPARE(inputs[1].error->code(), inference::ErrorCode::FileUnreadable);
    QCOMPARE(inputs[1].error->arguments().at(0), std::string(std::strerror(ELOOP)));
    if (!inputs[2].error)
        QSKIP("this user may read everything");
    QCOMPARE(inputs[2].error->arguments().at(0), std::string(std::strerror(EACCES)));
}

void TestInputPaths::emptyFolderGivesNothing()
{
    const Tree tree({"notes.txt"});
    QCOMPARE(tree.found({tree.root()}), QStringList());
}

void TestInputPaths::searchStopsWhenAsked()
{
    const Tree tree({"a.png", "b/c.png"});
    std::stop_source stop;
    const std::vector named {tree.root()};
    QCOMPARE(app::findInputs(named, {}, stop.get_token()).size(), 2u);
    stop.request_stop();
    QVERIFY_EXCEPTION_THROWN(app::findInputs(named, {}, stop.get_token()), inference::Cancelled);
}

QTEST_GUILESS_MAIN(TestInputPaths)
#include "tst_input_paths.moc"
