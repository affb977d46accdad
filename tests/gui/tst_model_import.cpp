// Two weight files become a model, whole or not at all.

#include "app/workbench/model_import.h"
#include "core/detector.h"
#include "model_folders.h"
#include "pipeline/file_hash.h"

#include <QSemaphore>
#include <QtTest>

using namespace app;
using namespace modelfolders;
using inference::Error;
using inference::ErrorCode;
using inference::pipeline::ModelBundle;

namespace {

ImportRequest goldenRequest(const QString& name = "Tiny one")
{
    return {goldenClip(), goldenVcp(), name, 154, {}};
}

ImportCheck checked(const ImportRequest& request)
{
    ImportCheck check = openFiles(request);
    hashFiles(request, check, [](double) {}, {});
    return check;
}

ModelBundle imported(const QTemporaryDir& user, const ImportRequest& request)
{
    return importFiles(request, checked(request), {pathOf(user), {}}, {}, {});
}

/// Copies of the golden files that a test may spoil.
ImportRequest copiedRequest(const QTemporaryDir& folder)
{
    fs::copy_file(goldenClip(), pathOf(folder) / "clip.pt");
    fs::copy_file(goldenVcp(), pathOf(folder) / "vcp.pth");
    return {pathOf(folder) / "clip.pt", pathOf(folder) / "vcp.pth", "Copied", 154, {}};
}

void spoil(const fs::path& path)
{
    std::ofstream(path, std::ios::binary | std::ios::app) << "x";
}

void spoilKeepingTheSize(const fs::path& path)
{
    std::fstream file(path, std::ios::binary | std::ios::in | std::ios::out);
    file.seekp(-1, std::ios::end);
    file.put('\x7f');
}

}  // namespace

class TestModelImport : public QObject {
    Q_OBJECT

private slots:
    void filesThatFitAreComplete();
    void wrongFilesAreRefused_data();
    void wrongFilesAreRefused();
    void optionsAreCheckedAgainstTheFiles_data();
    void optionsAreCheckedAgainstTheFiles();
    void importedModelIsReadableAndItsHashesAreRight();
    void namesBecomeSafeFolders_data();
    void namesBecomeSafeFolders();
    void takenNameGetsANumber();
    void filesOfOneNameAreKeptApart();
    void sameClipIsSharedWithTheLibrary();
    void spoiltClipOfTheLibraryIsNotShared();
    void fileChangedSinceTheCheckIsRefused();
    void cancelledImportLeavesNothing();
    void leftoversOfADeadImportGo();
    void tooLittleRoomIsSaidBeforeAnythingIsCopied();
    void folderThatCannotBeMadeIsSaid();
    void checkTellsFirstWhatTheFilesAreThenTheirHashes();
    void checkOfFilesThatDoNotFitEndsWithoutHashes();
    void newerCheckSilencesTheOlder();
    void importInTheBackgroundEndsInTheLibrary();
    void cancelInTheBackgroundLeavesNothing();
    void secondImportAtOnceIsRefused();
    void destroyingLeavesNothingHalfDone();
};

void TestModelImport::filesThatFitAreComplete()
{
    double last = 0;
    bool rising = true;
    const ImportRequest request = goldenRequest();
    ImportCheck check = openFiles(request);
    QVERIFY(check.fits());
    QVERIFY(!check.complete());
    hashFiles(request, check, [&](double fraction) { rising = rising && fraction > last; last = fraction; }, {});
    QVERIFY(check.complete());
    QVERIFY(rising);
    QCOMPARE(last, 1.0);
    QCOMPARE(check.clipSha256, inference::pipeline::sha256OfFile(goldenClip()));
    QCOMPARE(check.vcpSha256, inference::pipeline::sha256OfFile(goldenVcp()));
    QCOMPARE(defaultLayers(check), std::vector<int>({3, 6, 9, 12}));
}

void TestModelImport::wrongFilesAreRefused_data()
{
    QTest::addColumn<QString>("clip");
    QTest::addColumn<QString>("vcp");
    QTest::addColumn<int>("clipCode");
    QTest::addColumn<int>("vcpCode");
    QTest::addColumn<int>("misfitCode");
    const QString clip = QString::fromStdString(goldenClip()), vcp = QString::fromStdString(goldenVcp());
    const int none = -1;
    QTest::newRow("VCP given as CLIP") << vcp << vcp << int(ErrorCode::WeightsFamily) << none << none;
    QTest::newRow("CLIP given as VCP") << clip << clip << none << int(ErrorCode::WeightsFamily) << none;
    QTest::newRow("swapped") << vcp << clip << int(ErrorCode::WeightsFamily) << int(ErrorCode::WeightsFamily) << none;
    QTest::newRow("sizes clash") << clip << QString::fromStdString(otherVcp()) << none << none << int(ErrorCode::WeightsClash);
    QTest::newRow("not there") << "/nowhere/clip.pt" << vcp << int(ErrorCode::FileMissing) << none << none;
    QTest::newRow("an image") << QString(WORKBENCH_TEST_DATA "/golden/tiny/image_0.png") << vcp
                              << int(ErrorCode::WeightsUnknownFormat) << none << none;
}

void TestModelImport::wrongFilesAreRefused()
{
    QFETCH(QString, clip);
    QFETCH(QString, vcp);
    QFETCH(int, clipCode);
    QFETCH(int, vcpCode);
    QFETCH(int, misfitCode);
    const auto code = [](const std::optional<Error>& error) { return error ? int(error->code()) : -1; };
    const ImportRequest request {clip.toStdString(), vcp.toStdString(), "x", 154, {}};
    const ImportCheck check = openFiles(request);
    QCOMPARE(code(check.clipError), clipCode);
    QCOMPARE(code(check.vcpError), vcpCode);
    QCOMPARE(code(check.misfit), misfitCode);
    QVERIFY(!check.fits());
    QVERIFY(defaultLayers(check).empty());
    QTemporaryDir user;
    QVERIFY_EXCEPTION_THROWN(importFiles(request, check, {pathOf(user), {}}, {}, {}), Error);
    QCOMPARE(namesIn(pathOf(user)), QStringList());
}

void TestModelImport::optionsAreCheckedAgainstTheFiles_data()
{
    QTest::addColumn<int>("size");
    QTest::addColumn<QList<int>>("layers");
    QTest::addColumn<int>("code");
    QTest::newRow("good") << 154 << QList<int>() << -1;
    QTest::newRow("good layers") << 518 << QList<int>({1, 2, 3, 12}) << -1;
    QTest::newRow("not a multiple") << 150 << QList<int>() << int(ErrorCode::ImageSizeInvalid);
    QTest::newRow("too few layers") << 154 << QList<int>({3, 6}) << int(ErrorCode::LayersInvalid);
    QTest::newRow("too deep") << 154 << QList<int>({3, 6, 9, 13}) << int(ErrorCode::LayersInvalid);
    QTest::newRow("falling") << 154 << QList<int>({6, 3, 9, 12}) << int(ErrorCode::LayersInvalid);
}

void TestModelImport::optionsAreCheckedAgainstTheFiles()
{
    QFETCH(int, size);
    QFETCH(QList<int>, layers);
    QFETCH(int, code);
    ImportRequest request = goldenRequest();
    request.imageSize = size;
    request.layers = {layers.begin(), layers.end()};
    const auto error = optionsError(request, openFiles(request));
    QCOMPARE(error ? int(error->code()) : -1, code);
}

void TestModelImport::importedModelIsReadableAndItsHashesAreRight()
{
    QTemporaryDir user;
    ImportRequest request = goldenRequest();
    request.layers = {2, 4, 6, 8};
    imported(user, request);
    QCOMPARE(namesIn(pathOf(user)), QStringList({"Tiny-one"}));
    QCOMPARE(namesIn(pathOf(user) / "Tiny-one"), QStringList({"clip.pt", "model.json", "vcp.pth"}));
    const ModelBundle bundle = inference::pipeline::readBundle(pathOf(user) / "Tiny-one");
    QCOMPARE(bundle.name, std::string("Tiny one"));
    QCOMPARE(bundle.options.imageSize, 154);
    QCOMPARE(bundle.options.layers, std::vector<int>({2, 4, 6, 8}));
    QCOMPARE(bundle.sha256.at("clip.pt"), inference::pipeline::sha256OfFile(bundle.clip));
    QCOMPARE(bundle.sha256.at("vcp.pth"), inference::pipeline::sha256OfFile(bundle.vcp));
    QCOMPARE(bundle.sha256.at("clip.pt"), inference::pipeline::sha256OfFile(goldenClip()));
    QCOMPARE(fs::hard_link_count(bundle.clip), std::uintmax_t(1));
    QVERIFY(ModelLibrary({}, pathOf(user)).read().front().facts);
}

void TestModelImport::namesBecomeSafeFolders_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("folder");
    QTest::newRow("plain") << "train_visa" << "train_visa";
    QTest::newRow("spaces") << "  Gear A  " << "Gear-A";
    QTest::newRow("slashes") << "../../etc/passwd" << "etc-passwd";
    QTest::newRow("hidden") << ".hidden" << "hidden";
    QTest::newRow("dots") << ".." << "model";
    QTest::newRow("empty") << "" << "model";
    QTest::newRow("signs") << "a:b*c?" << "a-b-c";
    QTest::newRow("Chinese") << QString::fromUtf8("齿轮 模型") << QString::fromUtf8("齿轮-模型");
    QTest::newRow("beyond 16 bits") << QString::fromUtf8("𠮷x") << QString::fromUtf8("𠮷x");
    QTest::newRow("long") << QString(300, 'a') << QString(80, 'a');
    QTest::newRow("long, three bytes each") << QString(300, QChar(0x9f7f)) << QString(26, QChar(0x9f7f));
}

void TestModelImport::namesBecomeSafeFolders()
{
    QFETCH(QString, name);
    QFETCH(QString, folder);
    QCOMPARE(safeName(name), folder);
}

void TestModelImport::takenNameGetsANumber()
{
    QTemporaryDir user;
    for (int i = 0; i < 3; ++i)
        imported(user, goldenRequest("Gear"));
    QCOMPARE(namesIn(pathOf(user)), QStringList({"Gear", "Gear-2", "Gear-3"}));
}

void TestModelImport::filesOfOneNameAreKeptApart()
{
    QTemporaryDir user, files;
    const fs::path clip = pathOf(files) / "a" / "model.safetensors", vcp = pathOf(files) / "b" / "model.safetensors";
    for (const auto& path : {clip, vcp})
        fs::create_directories(path.parent_path());
    fs::copy_file(goldenClip(), clip);
    fs::copy_file(goldenVcp(), vcp);
    const ModelBundle bundle = imported(user, {clip, vcp, "x", 154, {}});
    QCOMPARE(namesIn(bundle.folder), QStringList({"clip-model.safetensors", "model.json", "vcp-model.safetensors"}));
    QCOMPARE(inference::pipeline::sha256OfFile(bundle.vcp), inference::pipeline::sha256OfFile(goldenVcp()));
}

void TestModelImport::sameClipIsSharedWithTheLibrary()
{
    QTemporaryDir user;
    const ModelBundle first = imported(user, goldenRequest("first")), second = imported(user, goldenRequest("second"));
    QVERIFY(fs::equivalent(first.clip, second.clip));
    QCOMPARE(fs::hard_link_count(goldenClip()), std::uintmax_t(1));
    fs::remove_all(first.folder);
    QCOMPARE(inference::pipeline::sha256OfFile(second.clip), second.sha256.at("clip.pt"));
}

void TestModelImport::spoiltClipOfTheLibraryIsNotShared()
{
    QTemporaryDir user;
    const ModelBundle first = imported(user, goldenRequest("first"));
    spoilKeepingTheSize(first.clip);
    const ModelBundle second = imported(user, goldenRequest("second"));
    QVERIFY(!fs::equivalent(first.clip, second.clip));
    QCOMPARE(inference::pipeline::sha256OfFile(second.clip), inference::pipeline::sha256OfFile(goldenClip()));
}

void TestModelImport::fileChangedSinceTheCheckIsRefused()
{
    QTemporaryDir user, files;
    const ImportRequest request = copiedRequest(files);
    const ImportCheck check = checked(request);
    spoil(request.vcp);
    try {
        importFiles(request, check, {pathOf(user), {}}, {}, {});
        QFAIL("imported");
    } catch (const Error& error) {
        QCOMPARE(error.code(), ErrorCode::BundleHash);
        QCOMPARE(error.file(), request.vcp);
    }
    QCOMPARE(namesIn(pathOf(user)), QStringList());
}

void TestModelImport::cancelledImportLeavesNothing()
{
    QTemporaryDir user;
    const ImportRequest request = goldenRequest();
    const ImportCheck check = checked(request);
    std::stop_source stop;
    QStringList during;
    const auto stopAtOnce = [&](double) {
        during = namesIn(pathOf(user));
        stop.request_stop();
    };
    QVERIFY_EXCEPTION_THROWN(importFiles(request, check, {pathOf(user), {}}, stopAtOnce, stop.get_token()), inference::Cancelled);
    QVERIFY(during.size() == 2 && during.front().startsWith(".import"));  // the lock and the copy: it had begun
    QCOMPARE(namesIn(pathOf(user)), QStringList());
}

void TestModelImport::leftoversOfADeadImportGo()
{
    QTemporaryDir user;
    writeText(pathOf(user) / ".import-1" / "clip.pt", "half a file");
    imported(user, goldenRequest("x"));
    QCOMPARE(namesIn(pathOf(user)), QStringList({"x"}));
}

void TestModelImport::tooLittleRoomIsSaidBeforeAnythingIsCopied()
{
    QTemporaryDir user;
    ModelImport import({pathOf(user), [](const fs::path&) { return quint64(1000000); }});
    QSignalSpy failed(&import, &ModelImport::failed), progressed(&import, &ModelImport::progressed);
    import.start(goldenRequest(), checked(goldenRequest()));
    QVERIFY(failed.wait());
    const QString text = failed.front().front().toString();
    QVERIFY2(text.contains(bytesText(1000000)) && text.contains(user.path()), qPrintable(text));
    QCOMPARE(progressed.size(), 0);
    QCOMPARE(namesIn(pathOf(user)), QStringList());
}

void TestModelImport::folderThatCannotBeMadeIsSaid()
{
    QTemporaryDir folder;
    writeText(pathOf(folder) / "file", "not a folder");
    ModelImport import({pathOf(folder) / "file" / "models", {}});
    QSignalSpy failed(&import, &ModelImport::failed);
    import.start(goldenRequest(), checked(goldenRequest()));
    QVERIFY(failed.wait());
    QVERIFY(failed.front().front().toString().contains("models"));
}

void TestModelImport::checkTellsFirstWhatTheFilesAreThenTheirHashes()
{
    QTemporaryDir user;
    ModelImport import({pathOf(user), {}});
    QSignalSpy opened(&import, &ModelImport::opened), done(&import, &ModelImport::checked), progressed(&import, &ModelImport::progressed);
    import.check(goldenRequest());
    QVERIFY(import.isRunning());
    QVERIFY(done.wait());
    QVERIFY(!import.isRunning());
    QCOMPARE(opened.size(), 1);
    QVERIFY(!opened.front().front().value<ImportCheck>().complete());
    QVERIFY(done.front().front().value<ImportCheck>().complete());
    QCOMPARE(progressed.back().front().toDouble(), 1.0);
}

void TestModelImport::checkOfFilesThatDoNotFitEndsWithoutHashes()
{
    ModelImport import(ImportPlace {});
    QSignalSpy opened(&import, &ModelImport::opened);
    import.check({goldenVcp(), goldenVcp(), "x", 154, {}});
    QVERIFY(opened.wait());
    QVERIFY(!import.isRunning());
}

void TestModelImport::newerCheckSilencesTheOlder()
{
    ModelImport import(ImportPlace {});
    QSignalSpy opened(&import, &ModelImport::opened), done(&import, &ModelImport::checked), cancelled(&import, &ModelImport::cancelled);
    import.check({goldenVcp(), goldenVcp(), "x", 154, {}});
    import.check(goldenRequest());
    QVERIFY(done.wait());
    QCOMPARE(opened.size(), 1);
    QVERIFY(opened.front().front().value<ImportCheck>().fits());
    QCOMPARE(cancelled.size(), 0);
}

void TestModelImport::importInTheBackgroundEndsInTheLibrary()
{
    QTemporaryDir user;
    ModelImport import({pathOf(user) / "made" / "on the way", {}});
    QSignalSpy done(&import, &ModelImport::imported);
    import.start(goldenRequest(), checked(goldenRequest()));
    QVERIFY(done.wait());
    const auto bundle = done.front().front().value<ModelBundle>();
    QVERIFY(fs::exists(bundle.clip));
    QCOMPARE(bundle.folder, pathOf(user) / "made" / "on the way" / "Tiny-one");
}

void TestModelImport::cancelInTheBackgroundLeavesNothing()
{
    QTemporaryDir user;
    QSemaphore asked, go;
    const auto roomAfterCancel = [&](const fs::path&) {
        asked.release();
        go.acquire();
        return quint64(1) << 40;
    };
    ModelImport import({pathOf(user), roomAfterCancel});
    QSignalSpy cancelled(&import, &ModelImport::cancelled), done(&import, &ModelImport::imported);
    import.start(goldenRequest(), checked(goldenRequest()));
    asked.acquire();
    import.cancel();
    go.release();
    QVERIFY(cancelled.wait());
    QVERIFY(!import.isRunning());
    QCOMPARE(done.size(), 0);
    QCOMPARE(namesIn(pathOf(user)), QStringList());
}

void TestModelImport::secondImportAtOnceIsRefused()
{
    QTemporaryDir user;
    const ImportRequest request = goldenRequest();
    const ImportCheck check = checked(request);
    bool refused = false;
    const auto importAgain = [&](double) {
        try {
            importFiles(request, check, {pathOf(user), {}}, {}, {});
        } catch (const ImportBusy&) {
            refused = true;
        }
    };
    importFiles(request, check, {pathOf(user), {}}, importAgain, {});
    QVERIFY(refused);
    QCOMPARE(namesIn(pathOf(user)), QStringList({"Tiny-one"}));
}

void TestModelImport::destroyingLeavesNothingHalfDone()
{
    QTemporaryDir user;
    {
        ModelImport import({pathOf(user), {}});
        QSignalSpy progressed(&import, &ModelImport::progressed);
        import.start(goldenRequest(), checked(goldenRequest()));
        QVERIFY(progressed.wait());
    }
    const QStringList names = namesIn(pathOf(user));
    QVERIFY2(names.isEmpty() || names == QStringList("Tiny-one"), qPrintable(names.join(' ')));
}

QTEST_GUILESS_MAIN(TestModelImport)
#include "tst_model_import.moc"
