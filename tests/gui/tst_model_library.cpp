// Model bundles are listed with what they are, broken ones with their reason, and removed only where they may be.

#include "model_folders.h"

#include <QtTest>

using namespace app;
using namespace modelfolders;

class TestModelLibrary : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void foldersThatAreNotThereHoldNoModels();
    void bundledModelsComeFirstAndStay();
    void goodModelHasFacts();
    void hiddenFoldersAndFoldersWithoutAModelArePassedOver();
    void brokenModelsAreListedWithTheReason_data();
    void brokenModelsAreListedWithTheReason();
    void removedModelIsGoneFromTheLibrary();
    void bundledModelIsNotRemoved();
    void removingALinkLeavesWhatItPointsAt();
    void sameModelGoesByFolderOrByFiles();
    void publishedFilesAreKnownByTheirHash_data();
    void publishedFilesAreKnownByTheirHash();
    void familiesAreNamedAsTheFieldDoes_data();
    void familiesAreNamedAsTheFieldDoes();

private:
    QTemporaryDir m_trash;
};

void TestModelLibrary::initTestCase()
{
    qputenv("XDG_DATA_HOME", m_trash.path().toUtf8());  // the trash of these tests, not the person's
}

void TestModelLibrary::foldersThatAreNotThereHoldNoModels()
{
    QVERIFY(ModelLibrary({"/nowhere/at-all"}, "/nowhere/either").read().isEmpty());
}

void TestModelLibrary::bundledModelsComeFirstAndStay()
{
    QTemporaryDir bundled, user;
    makeBundle(pathOf(bundled), "zebra");
    makeBundle(pathOf(user), "line 10");
    makeBundle(pathOf(user), "Line 9");
    QStringList found;
    for (const ModelEntry& entry : ModelLibrary({pathOf(bundled)}, pathOf(user)).read())
        found.append(QString::fromStdString(entry.bundle.name) + (entry.removable ? " removable" : ""));
    QCOMPARE(found, QStringList({"zebra", "Line 9 removable", "line 10 removable"}));
}

void TestModelLibrary::goodModelHasFacts()
{
    QTemporaryDir user;
    makeBundle(pathOf(user), "tiny");
    const auto entries = ModelLibrary({}, pathOf(user)).read();
    QCOMPARE(entries.size(), 1);
    QCOMPARE(entries.front().problem, QString());
    const ModelFacts facts = entries.front().facts.value();
    QCOMPARE(facts.clip.visionWidth, 128);
    QCOMPARE(facts.clip.visionLayers, 12);
    QCOMPARE(facts.vcp.embed, 64);
    QCOMPARE(facts.layers, std::vector<int>({3, 6, 9, 12}));
    QCOMPARE(facts.clipBytes, quint64(fs::file_size(goldenClip())));
    QCOMPARE(facts.vcpBytes, quint64(fs::file_size(goldenVcp())));
    QCOMPARE(factsLine(facts, entries.front().bundle.options.imageSize), QString("ViT/14 · 154 px · 4 taps"));
}

void TestModelLibrary::hiddenFoldersAndFoldersWithoutAModelArePassedOver()
{
    QTemporaryDir user;
    makeBundle(pathOf(user), ".import-1");
    writeText(pathOf(user) / "notes" / "readme.txt", "no model");
    writeText(pathOf(user) / "model.json", "{}");
    QVERIFY(ModelLibrary({}, pathOf(user)).read().isEmpty());
}

void TestModelLibrary::brokenModelsAreListedWithTheReason_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("mentioned");
    QTest::newRow("no JSON") << "model.json" << "{" << "model.json";
    QTest::newRow("another format") << "model.json" << R"({"format": "something"})" << "format";
    QTest::newRow("escapes the folder")
        << "model.json" << R"({"format": "vcp-clip-bundle", "version": 1, "clip": "../clip.pt", "vcp": "vcp.pth"})" << "clip";
    QTest::newRow("file that is none") << "clip.pt" << "no weights" << "clip.pt";
    QTest::newRow("file that is empty") << "vcp.pth" << "" << "vcp.pth";
    QTest::newRow("file that is not there") << "model.json"
        << R"({"format": "vcp-clip-bundle", "version": 1, "clip": "clip.pt", "vcp": "missing.pth", "image_size": 154})" << "missing.pth";
    QTest::newRow("size that does not divide") << "model.json"
        << R"({"format": "vcp-clip-bundle", "version": 1, "clip": "clip.pt", "vcp": "vcp.pth", "image_size": 150})" << "154";
}

void TestModelLibrary::brokenModelsAreListedWithTheReason()
{
    QFETCH(QString, file);
    QFETCH(QString, text);
    QFETCH(QString, mentioned);
    QTemporaryDir user;
    const fs::path folder = makeBundle(pathOf(user), "damaged");
    fs::remove(folder / file.toStdString());
    writeText(folder / file.toStdString(), text.toStdString());
    const auto entries = ModelLibrary({}, pathOf(user)).read();
    QCOMPARE(entries.size(), 1);
    QCOMPARE(entries.front().bundle.folder, folder);
    QCOMPARE(entries.front().bundle.name, std::string("damaged"));
    QVERIFY(!entries.front().facts);
    QVERIFY2(entries.front().problem.contains(mentioned), qPrintable(entries.front().problem));
}

void TestModelLibrary::removedModelIsGoneFromTheLibrary()
{
    QTemporaryDir user;
    const fs::path folder = makeBundle(pathOf(user), "tiny");
    const ModelLibrary library({}, pathOf(user));
    const ModelEntry entry = library.read().front();
    const Removal removal = removeModel(entry);
    QVERIFY(removal != Removal::Failed);
    QVERIFY(!fs::exists(folder));
    QCOMPARE(fs::exists(pathOf(m_trash) / "Trash" / "files" / "tiny" / "model.json"), removal == Removal::Trashed);
    QVERIFY(library.read().isEmpty());
    QVERIFY(fs::exists(goldenClip()));
}

void TestModelLibrary::bundledModelIsNotRemoved()
{
    QTemporaryDir bundled;
    const fs::path folder = makeBundle(pathOf(bundled), "tiny");
    QCOMPARE(removeModel(ModelLibrary({pathOf(bundled)}, {}).read().front()), Removal::Failed);
    QVERIFY(fs::exists(folder / "model.json"));
}

void TestModelLibrary::removingALinkLeavesWhatItPointsAt()
{
    QTemporaryDir elsewhere, user;
    const fs::path folder = makeBundle(pathOf(elsewhere), "shared");
    fs::create_directory_symlink(folder, pathOf(user) / "shared");
    QVERIFY(removeModel(ModelLibrary({}, pathOf(user)).read().front()) != Removal::Failed);
    QCOMPARE(namesIn(pathOf(user)), QStringList());
    QVERIFY(fs::exists(folder / "model.json"));
}

void TestModelLibrary::sameModelGoesByFolderOrByFiles()
{
    using inference::pipeline::bundleOf;
    QTemporaryDir user;
    const fs::path folder = makeBundle(pathOf(user), "tiny");
    auto bundle = inference::pipeline::readBundle(folder), other = bundle;
    other.folder = folder / "." / "";
    QVERIFY(sameModel(bundle, other));
    other.folder = pathOf(user);
    QVERIFY(!sameModel(bundle, other));
    QVERIFY(sameModel(bundleOf(goldenClip(), goldenVcp()), bundleOf(folder / "clip.pt", goldenVcp())));
    QVERIFY(!sameModel(bundleOf(goldenClip(), goldenVcp()), bundleOf(goldenClip(), otherVcp())));
    QVERIFY(!sameModel(bundle, bundleOf(bundle.clip, bundle.vcp)));
}

void TestModelLibrary::publishedFilesAreKnownByTheirHash_data()
{
    QTest::addColumn<QString>("sha256");
    QTest::addColumn<QString>("mentioned");
    QTest::newRow("CLIP") << "3035c92b350959924f9f00213499208652fc7ea050643e8b385c2dac08641f02" << "OpenAI";
    QTest::newRow("VisA") << "bbb15ee3e303d6036d7eb82ecf6ee2419500d12472dc82c9023069b4110a2849" << "VisA";
    QTest::newRow("MVTec") << "3e9364a149f34cb70dfed5dd493a34907659ee9955429ee0fdcf2899eb3f94e0" << "MVTec AD";
    QTest::newRow("another") << QString(64, '0') << "Not one of the published files";
    QTest::newRow("none") << "" << "Not one of the published files";
}

void TestModelLibrary::publishedFilesAreKnownByTheirHash()
{
    QFETCH(QString, sha256);
    QFETCH(QString, mentioned);
    QVERIFY(publishedText(publishedAs(sha256.toStdString())).contains(mentioned));
}

void TestModelLibrary::familiesAreNamedAsTheFieldDoes_data()
{
    QTest::addColumn<int>("width");
    QTest::addColumn<int>("patch");
    QTest::addColumn<QString>("name");
    QTest::newRow("B") << 768 << 16 << "ViT-B/16";
    QTest::newRow("L") << 1024 << 14 << "ViT-L/14";
    QTest::newRow("H") << 1280 << 14 << "ViT-H/14";
    QTest::newRow("no letter") << 128 << 14 << "ViT/14";
}

void TestModelLibrary::familiesAreNamedAsTheFieldDoes()
{
    QFETCH(int, width);
    QFETCH(int, patch);
    QFETCH(QString, name);
    inference::weights::ClipShape shape;
    shape.visionWidth = width;
    shape.patch = patch;
    QCOMPARE(familyName(shape), name);
}

QTEST_GUILESS_MAIN(TestModelLibrary)
#include "tst_model_library.moc"
