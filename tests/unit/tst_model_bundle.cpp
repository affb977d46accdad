#include "core/detector.h"
#include "core/error.h"
#include "pipeline/file_hash.h"
#include "pipeline/model_bundle.h"
#include "pipeline/recipe_file.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <sys/stat.h>

using namespace inference;
using namespace inference::pipeline;

namespace {

QString errorOf(const std::function<void()>& work)
{
    try {
        work();
    } catch (const Error& error) {
        std::string text(codeName(error.code()));
        for (const auto& argument : error.arguments())
            text += " " + argument;
        return QString::fromStdString(text);
    }
    return {};
}

}  // namespace

class TestModelBundle : public QObject {
    Q_OBJECT

private slots:
    void bundledModelIsWhatItPromises();
    void writtenBundleReadsBack();
    void nameIsTheFoldersWhereNoneIsGiven_data();
    void nameIsTheFoldersWhereNoneIsGiven();
    void textThatIsNotUtf8IsRefused();
    void brokenBundleNamesItsKey_data();
    void brokenBundleNamesItsKey();
    void recipeReadsBackExactly();
    void absentKeysKeepTheDefaults();
    void brokenRecipeNamesItsKey_data();
    void brokenRecipeNamesItsKey();
    void missingFilesAreNamed();
    void onlyFilesAreHashed();
    void hashingTellsItsBlocksAndStops();

private:
    std::filesystem::path write(const char* name, const QByteArray& text);
    QTemporaryDir m_folder;
};

std::filesystem::path TestModelBundle::write(const char* name, const QByteArray& text)
{
    QFile file(m_folder.filePath(name));
    if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size())
        qFatal("cannot write %s", name);
    return std::filesystem::path(m_folder.path().toStdString()) / name;
}

void TestModelBundle::bundledModelIsWhatItPromises()
{
    const ModelBundle bundle = readBundle(std::filesystem::path(WORKBENCH_SOURCE_DIR) / "resources" / "models" / "workbench-small");
    QCOMPARE(bundle.options.imageSize, 272);
    QCOMPARE(bundle.options.layers, (std::vector {3, 5, 7, 9}));
    QCOMPARE(bundle.options.good, model::publishedGoodPrompt());
    QCOMPARE(bundle.options.damaged, model::publishedDamagedPrompt());
    QCOMPARE(bundle.recipe.sigma, 4.0);
    QCOMPARE(bundle.recipe.scoreRule, ScoreRule::TopMean);
    QCOMPARE(bundle.sha256.at("clip.safetensors"), sha256OfFile(bundle.clip));
    QCOMPARE(bundle.sha256.at("vcp.pth"), sha256OfFile(bundle.vcp));
}

void TestModelBundle::writtenBundleReadsBack()
{
    ModelBundle bundle = bundleOf("somewhere/clip.pt", "elsewhere/mine.pth");
    QCOMPARE(bundle.name, std::string("mine"));
    bundle.options.imageSize = 336;
    bundle.options.layers = {1, 2};
    bundle.options.good.before = {49406, 7};
    bundle.recipe.rule.failLimit = 0.7f;
    bundle.recipe.scoreRule = ScoreRule::Maximum;
    bundle.sha256["clip.pt"] = "abc";
    bundle.trainedOn = {{"VisA", "mine"}, {std::string(64, 'a')}};
    writeBundle(m_folder.path().toStdString(), bundle);
    const ModelBundle read = readBundle(m_folder.path().toStdString());
    QCOMPARE(read.options.imageSize, 336);
    QCOMPARE(read.options.layers, bundle.options.layers);
    QCOMPARE(read.options.good, bundle.options.good);
    QCOMPARE(read.options.mean, bundle.options.mean);
    QCOMPARE(read.recipe, bundle.recipe);
    QCOMPARE(read.sha256, bundle.sha256);
    QCOMPARE(read.trainedOn, bundle.trainedOn);
    QCOMPARE(read.clip.filename().string(), std::string("clip.pt"));
}

void TestModelBundle::nameIsTheFoldersWhereNoneIsGiven_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<QString>("folder");
    QTest::addColumn<QString>("found");
    QTest::newRow("none") << QByteArray() << "o3" << "o3";
    QTest::newRow("an empty one") << QByteArray(R"(, "name": "")") << "o3" << "o3";
    QTest::newRow("a number") << QByteArray(R"(, "name": 7)") << "o3" << "o3";
    QTest::newRow("slash behind the folder") << QByteArray() << "o3/" << "o3";
    QTest::newRow("seen from inside") << QByteArray() << "o3/." << "o3";
    QTest::newRow("given") << QByteArray(R"(, "name": "mine")") << "o3" << "mine";
}

void TestModelBundle::nameIsTheFoldersWhereNoneIsGiven()
{
    QFETCH(QByteArray, name);
    QFETCH(QString, folder);
    QVERIFY(QDir(m_folder.path()).mkpath("o3"));
    write("o3/model.json", R"({"format": "vcp-clip-bundle", "version": 1, "clip": "c", "vcp": "v")" + name + "}");
    QTEST(QString::fromStdString(readBundle(m_folder.filePath(folder).toStdString()).name), "found");
}

void TestModelBundle::textThatIsNotUtf8IsRefused()
{
    const auto folder = std::filesystem::path(m_folder.path().toStdString()) / "o4";
    std::filesystem::create_directory(folder);
    ModelBundle bundle = bundleOf("clip.pt", "mine.pth");
    bundle.name = "ge\xffr";
    QVERIFY(errorOf([&] { writeBundle(folder, bundle); }).startsWith("write_failed "));
    QVERIFY(std::filesystem::is_empty(folder));
}

void TestModelBundle::brokenBundleNamesItsKey_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("error");
    const QByteArray start = R"({"format": "vcp-clip-bundle", "version": 1, "clip": "c", "vcp": "v")";
    QTest::newRow("not JSON") << QByteArray("{\"a\": ") << "bundle_invalid byte 7";
    QTest::newRow("no object") << QByteArray("[1]") << "bundle_invalid {}";
    QTest::newRow("other format") << QByteArray(R"({"format": "x"})") << "bundle_invalid format";
    QTest::newRow("newer version") << QByteArray(R"({"format": "vcp-clip-bundle", "version": 2})") << "bundle_invalid version";
    QTest::newRow("no clip") << QByteArray(R"({"format": "vcp-clip-bundle", "version": 1})") << "bundle_invalid clip";
    QTest::newRow("reaches outside") << QByteArray(R"({"format": "vcp-clip-bundle", "version": 1, "clip": "../../etc/passwd", "vcp": "v"})") << "bundle_invalid clip";
    QTest::newRow("absolute") << QByteArray(R"({"format": "vcp-clip-bundle", "version": 1, "clip": "c", "vcp": "/v"})") << "bundle_invalid vcp";
    QTest::newRow("size as text") << start + R"(, "image_size": "518"})" << "bundle_invalid image_size";
    QTest::newRow("size huge") << start + R"(, "image_size": 1e9})" << "bundle_invalid image_size";
    QTest::newRow("alpha") << start + R"(, "alpha": 1.5})" << "bundle_invalid alpha";
    QTest::newRow("layers") << start + R"(, "layers": 6})" << "bundle_invalid layers";
    QTest::newRow("prompts") << start + R"(, "prompts": {"good": {"before": [1]}}})" << "bundle_invalid after";
    QTest::newRow("std") << start + R"(, "std": [0.2, 0, 0.2]})" << "bundle_invalid std";
    QTest::newRow("std beyond float") << start + R"(, "std": [0.2, 1e39, 0.2]})" << "bundle_invalid std";
    QTest::newRow("mean beyond float") << start + R"(, "mean": [0.2, -1e39, 0.2]})" << "bundle_invalid mean";
    QTest::newRow("trained on a number") << start + R"(, "trained_on": 7})" << "bundle_invalid trained_on";
    QTest::newRow("trained on no hash") << start + R"(, "trained_on": {"images": ["abc"]}})" << "bundle_invalid trained_on.images";
    QTest::newRow("score") << start + R"(, "score": {"rule": "best"}})" << "bundle_invalid score.rule";
}

void TestModelBundle::brokenBundleNamesItsKey()
{
    QFETCH(QByteArray, text);
    const auto folder = write("model.json", text).parent_path();
    QTEST(errorOf([&] { readBundle(folder); }), "error");
}

void TestModelBundle::recipeReadsBackExactly()
{
    Recipe recipe;
    recipe.alpha = 1.0 / 3;
    recipe.rule.failLimit = 0.7123456f;
    recipe.rule.reviewLimit = 0.1f;
    recipe.rule.minArea = 12.5;
    recipe.scoreRule = ScoreRule::TopMean;
    const auto path = std::filesystem::path(m_folder.path().toStdString()) / "recipe.json";
    writeRecipe(path, recipe);
    QCOMPARE(readRecipe(path, {}), recipe);
}

void TestModelBundle::absentKeysKeepTheDefaults()
{
    Recipe defaults;
    defaults.sigma = 1.5;
    const auto path = write("recipe.json", R"({"format": "vcp-recipe", "version": 1, "limits": {"fail": 0.3}})");
    const Recipe recipe = readRecipe(path, defaults);
    QCOMPARE(recipe.sigma, 1.5);
    QCOMPARE(recipe.rule.failLimit, 0.3f);
    QCOMPARE(recipe.rule.reviewLimit, 0.3f);  // never above the fail limit
}

void TestModelBundle::brokenRecipeNamesItsKey_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("error");
    const QByteArray start = R"({"format": "vcp-recipe", "version": 1)";
    QTest::newRow("empty") << QByteArray() << "recipe_invalid byte 1";
    QTest::newRow("other format") << QByteArray(R"({"format": "vcp-clip-bundle"})") << "recipe_invalid format";
    QTest::newRow("newer version") << QByteArray(R"({"format": "vcp-recipe", "version": 9})") << "recipe_version 9 2";
    QTest::newRow("unknown key") << start + R"(, "limit": {}})" << "recipe_invalid limit";
    QTest::newRow("limit outside") << start + R"(, "limits": {"fail": 1.01}})" << "recipe_invalid fail";
    QTest::newRow("limits cross") << start + R"(, "limits": {"fail": 0.4, "review": 0.5}})" << "recipe_limits 0.5 0.4";
    QTest::newRow("negative area") << start + R"(, "limits": {"min_area": -1}})" << "recipe_invalid min_area";
    QTest::newRow("sigma as list") << start + R"(, "sigma": [8]})" << "recipe_invalid sigma";
}

void TestModelBundle::brokenRecipeNamesItsKey()
{
    QFETCH(QByteArray, text);
    const auto path = write("recipe.json", text);
    QTEST(errorOf([&] { readRecipe(path, {}); }), "error");
}

void TestModelBundle::missingFilesAreNamed()
{
    QCOMPARE(errorOf([] { readBundle("/nowhere"); }), "file_missing");
    QCOMPARE(errorOf([] { readRecipe("/nowhere.json", {}); }), "file_missing");
    QCOMPARE(errorOf([] { sha256OfFile("/nowhere.bin"); }), "file_missing");
    QCOMPARE(QString::fromStdString(sha256Of("abc")), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

void TestModelBundle::onlyFilesAreHashed()
{
    const auto folder = std::filesystem::path(m_folder.path().toStdString());
    const auto pipe = folder / "pipe";
    QCOMPARE(::mkfifo(pipe.c_str(), 0600), 0);
    QVERIFY(errorOf([&] { sha256OfFile(pipe); }).startsWith("file_unreadable "));  // and does not wait for a writer
    QVERIFY(errorOf([&] { sha256OfFile(folder); }).startsWith("file_unreadable "));
    QVERIFY(errorOf([] { sha256OfFile("/dev/zero"); }).startsWith("file_unreadable "));
    QCOMPARE(errorOf([&] { sha256OfFile(write("file", "x") / "below"); }), "file_missing");
    QCOMPARE(sha256OfFile(write("empty", {})), sha256Of(""));
}

void TestModelBundle::hashingTellsItsBlocksAndStops()
{
    const QByteArray text(3 * (1 << 20) + 17, 'x');
    const auto path = write("large", text);
    QByteArray seen;
    std::stop_source stop;
    QCOMPARE(sha256OfFile(path, {}, [&](std::span<const char> block) { seen.append(block.data(), qsizetype(block.size())); }), sha256Of(text.toStdString()));
    QCOMPARE(seen, text);
    int blocks = 0;
    QVERIFY_EXCEPTION_THROWN(sha256OfFile(path, stop.get_token(), [&](std::span<const char>) { ++blocks; stop.request_stop(); }), Cancelled);
    QCOMPARE(blocks, 1);
}

QTEST_APPLESS_MAIN(TestModelBundle)
#include "tst_model_bundle.moc"
