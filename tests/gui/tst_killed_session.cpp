// kill -9 at any moment: on the next start every finished inspection and the last recipe are there.
#include "app/common/data_paths.h"
#include "app/store/history.h"
#include "app/workbench/recipe_keeper.h"
#include "bench_tools.h"
#include "pipeline/recipe_file.h"

#include <QCoreApplication>
#include <QProcess>
#include <QSettings>

#include <cstdio>
#include <random>

using namespace app;

namespace {

constexpr int partCount = 40;

/// The child: inspects a folder and moves a limit after each part; says what is finished as soon as it is.
int work(const QString& home, const QString& folder)
{
    qputenv("XDG_DATA_HOME", (home + "/data").toUtf8());
    QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, home);
    const auto history = std::filesystem::path(home.toStdString()) / "history.db";
    prepareHistory(history);
    Settings settings;
    Session session;
    WhatIfService whatIf;
    RecipeKeeper keeper(session, settings, whatIf);
    session.setHistory(history);
    auto model = std::make_shared<inference::pipeline::LoadedModel>(*modelWith(std::make_shared<FakeDetector>()));
    model->bundle.recipe = evenRecipe();
    session.setModel(model, keeper.recipeFor(*model));
    int moves = 0;
    QObject::connect(&session, &Session::imageKnown, [&](int row) {
        std::printf("inspected %s\n", session.part(row).image.c_str());
        std::fflush(stdout);
        inference::Recipe recipe = session.recipe();
        recipe.rule.minArea = ++moves;
        session.changeRecipe(recipe);
        session.endRecipeGesture();
    });
    QObject::connect(&keeper, &RecipeKeeper::saved, [&] {
        std::printf("recipe %d\n", int(session.recipe().rule.minArea));
        std::fflush(stdout);
    });
    session.open({folder});
    return QCoreApplication::exec();
}

}  // namespace

class TestKilledSession : public QObject {
    Q_OBJECT

private slots:
    void everythingFinishedIsThere_data();
    void everythingFinishedIsThere();
};

void TestKilledSession::everythingFinishedIsThere_data()
{
    QTest::addColumn<int>("lines");  // after how many lines of the child it is killed
    std::mt19937 random(5);
    for (int i = 0; i < 8; ++i) {
        const int lines = 1 + int(random() % (partCount + 4));
        QTest::addRow("after %d lines", lines) << lines;
    }
}

void TestKilledSession::everythingFinishedIsThere()
{
    QFETCH(int, lines);
    QTemporaryDir home, folder;
    for (int i = 0; i < partCount; ++i) {
        QImage image(40, 30, QImage::Format_RGB888);
        image.fill(QColor(i, i, 5 * i));
        QVERIFY(image.save(folder.filePath(QStringLiteral("part_%1.bmp").arg(i))));
    }
    QProcess child;
    child.start(QCoreApplication::applicationFilePath(), {"--work", home.path(), folder.path()});
    QByteArray said;
    while (said.count('\n') < lines) {
        QVERIFY2(child.waitForReadyRead(benchTimeout), child.readAllStandardError().constData());
        said += child.readAllStandardOutput();
    }
    child.kill();  // SIGKILL
    QVERIFY(child.waitForFinished(benchTimeout));
    said += child.readAllStandardOutput();

    History history(std::filesystem::path(home.path().toStdString()) / "history.db");
    const auto setups = history.setups();
    QCOMPARE(setups.size(), 1u);
    int recipe = -1, inspected = 0;
    for (const QByteArray& line : said.split('\n')) {
        const QList<QByteArray> words = line.split(' ');
        if (words.first() == "inspected" && words.value(1).size() == 64) {
            QVERIFY(history.find({words[1].toStdString(), setups.front().setup}));
            ++inspected;
        } else if (words.first() == "recipe" && words.size() == 2) {
            recipe = words[1].toInt();
        }
    }
    QVERIFY(inspected > 0);
    if (recipe < 0)
        return;
    std::filesystem::path kept;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(home.filePath("data").toStdString()))
        if (entry.path().extension() == ".json")
            kept = entry.path();
    // At least what was said to be saved; a later one may have got there before the kill.
    QVERIFY(inference::pipeline::readRecipe(kept, {}).rule.minArea >= recipe);
}

int main(int argc, char** argv)
{
    QGuiApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.size() == 4 && arguments[1] == "--work")
        return work(arguments[2], arguments[3]);
    TestKilledSession test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_killed_session.moc"
