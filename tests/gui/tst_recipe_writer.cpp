#include "app/workbench/recipe_writer.h"
#include "pipeline/recipe_file.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <fstream>

using namespace app;
namespace fs = std::filesystem;

class TestRecipeWriter : public QObject {
    Q_OBJECT

private slots:
    void newestOfAFileWins();
    void whatIsObsoleteGoesOnceItIsWritten();
    void failureIsASignalAndTheNextIsTried();
    void whatWaitsIsWrittenAtTheEnd();

private:
    fs::path file(const char* name) const { return fs::path(m_home.path().toStdString()) / name; }
    static inference::Recipe named(const std::string& name)
    {
        inference::Recipe recipe;
        recipe.name = name;
        return recipe;
    }
    static std::string nameIn(const fs::path& path) { return inference::pipeline::readRecipe(path, {}).name; }

    QTemporaryDir m_home;
};

void TestRecipeWriter::newestOfAFileWins()
{
    RecipeWriter writer;
    QSignalSpy written(&writer, &RecipeWriter::written);
    for (int i = 0; i < 200; ++i) {
        writer.write(file("a.json"), named("a" + std::to_string(i)));
        writer.write(file("sub/b.json"), named("b" + std::to_string(i)));
    }
    writer.flush();
    QCOMPARE(nameIn(file("a.json")), std::string("a199"));
    QCOMPARE(nameIn(file("sub/b.json")), std::string("b199"));
    QVERIFY(written.size() >= 2 && written.size() < 400);  // all but the newest of those that waited fell away
    QCOMPARE(written.last()[1].value<inference::Recipe>().name, std::string("b199"));
}

void TestRecipeWriter::whatIsObsoleteGoesOnceItIsWritten()
{
    RecipeWriter writer;
    writer.write(file("draft.json"), named("draft"));
    writer.flush();
    std::ofstream(file("no folder")) << "";
    writer.write(file("no folder") / "recipe.json", named("recipe"), {file("draft.json")});
    writer.flush();
    QVERIFY(fs::exists(file("draft.json")));
    writer.write(file("draft.json"), named("newer draft"));
    writer.write(file("recipe.json"), named("recipe"), {file("draft.json")});
    writer.flush();
    QVERIFY(!fs::exists(file("draft.json")));
    writer.remove(file("recipe.json"));
    writer.flush();
    QVERIFY(!fs::exists(file("recipe.json")));
}

void TestRecipeWriter::failureIsASignalAndTheNextIsTried()
{
    RecipeWriter writer;
    QSignalSpy failed(&writer, &RecipeWriter::failed), written(&writer, &RecipeWriter::written);
    fs::create_directories(file("folder.json"));
    writer.write(file("folder.json"), named("a"));
    writer.write(file("after.json"), named("b"));
    QTRY_COMPARE(written.size(), 1);
    QCOMPARE(failed.size(), 1);
    QCOMPARE(failed[0][0].value<fs::path>(), file("folder.json"));
    QCOMPARE(static_cast<const inference::Error*>(failed[0][1].constData())->code(), inference::ErrorCode::WriteFailed);
    QCOMPARE(nameIn(file("after.json")), std::string("b"));
}

void TestRecipeWriter::whatWaitsIsWrittenAtTheEnd()
{
    {
        RecipeWriter writer;
        for (const char* name : {"x.json", "y.json", "z.json"})
            writer.write(file(name), named(name));
    }
    for (const char* name : {"x.json", "y.json", "z.json"})
        QCOMPARE(nameIn(file(name)), std::string(name));
}

QTEST_MAIN(TestRecipeWriter)
#include "tst_recipe_writer.moc"
