// kill -9 at any moment: on the next start every finished inspection, the last recipe and every review that was written are there.
#include "app/common/data_paths.h"
#include "app/store/history.h"
#include "app/workbench/recipe_keeper.h"
#include "app/workbench/review_desk.h"
#include "bench_tools.h"
#include "pipeline/file_hash.h"
#include "pipeline/recipe_file.h"

#include <QCoreApplication>
#include <QProcess>
#include <QSettings>
#include <QTimer>

#include <algorithm>
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
    QObject::connect(&keeper, &RecipeKeeper::saved, [](const inference::Recipe& recipe) {
        std::printf("recipe %d\n", int(recipe.rule.minArea));
        std::fflush(stdout);
    });
    session.open({folder});
    return QCoreApplication::exec();
}

/// The child: says more and more of every part, and which number the last word had as soon as all of it is on the disk.
int review(const QString& home, const QString& folder)
{
    const auto path = std::filesystem::path(home.toStdString()) / "history.db";
    Session session;
    HistoryService history(path);
    ReviewDesk desk(session, history);
    desk.setOperatorName("Anna");
    int said = 0;
    QTimer speaking;
    QObject::connect(&speaking, &QTimer::timeout, [&] {
        const int row = ++said % session.count();
        desk.setNote(row, QString::number(said));
        said % 2 == 0 ? desk.accept(row) : desk.reject(row);
        desk.setLabel({row}, said % 3 == 0 ? inference::Label::Good : inference::Label::Defective);
    });
    QObject::connect(&history, &HistoryService::pendingChanged, &session, [&](qsizetype) {
        if (said == 0 || history.pending() > 0)
            return;
        std::printf("written %d\n", said);
        std::fflush(stdout);
    }, Qt::QueuedConnection);
    history.start();
    session.setModel(modelWith(std::make_shared<FakeDetector>()), evenRecipe());
    QObject::connect(&session, &Session::partChanged, &speaking, [&] {
        if (!speaking.isActive() && isSettled(session))
            speaking.start(1);
    });
    session.open({folder});
    return QCoreApplication::exec();
}

void writeParts(const QTemporaryDir& folder, int count)
{
    for (int i = 0; i < count; ++i) {
        QImage image(40, 30, QImage::Format_RGB888);
        image.fill(QColor(i, i, 5 * i));
        QVERIFY(image.save(folder.filePath(QStringLiteral("part_%1.bmp").arg(i))));
    }
}

/// What the child had said when it was killed after so many lines.
QByteArray saidUntilKilled(const QStringList& arguments, int lines)
{
    QProcess child;
    child.start(QCoreApplication::applicationFilePath(), arguments);
    QByteArray said;
    while (said.count('\n') < lines && child.waitForReadyRead(benchTimeout))
        said += child.readAllStandardOutput();
    if (said.count('\n') < lines)
        qWarning("%s", child.readAllStandardError().constData());
    child.kill();  // SIGKILL
    child.waitForFinished(benchTimeout);
    return said + child.readAllStandardOutput();
}

}  // namespace

class TestKilledSession : public QObject {
    Q_OBJECT

private slots:
    void everythingFinishedIsThere_data();
    void everythingFinishedIsThere();
    void everyReviewThatWasWrittenIsThere_data();
    void everyReviewThatWasWrittenIsThere();
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
    writeParts(folder, partCount);
    const QByteArray said = saidUntilKilled({"--work", home.path(), folder.path()}, lines);
    QVERIFY(said.count('\n') >= lines);

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

void TestKilledSession::everyReviewThatWasWrittenIsThere_data()
{
    QTest::addColumn<int>("lines");
    for (const int lines : {1, 2, 5, 13, 40})
        QTest::addRow("after %d lines", lines) << lines;
}

void TestKilledSession::everyReviewThatWasWrittenIsThere()
{
    QFETCH(int, lines);
    constexpr int parts = 6;
    QTemporaryDir home, folder;
    writeParts(folder, parts);
    const QByteArray said = saidUntilKilled({"--review", home.path(), folder.path()}, lines);
    QVERIFY(said.count('\n') >= lines);
    const QByteArray whole = said.left(said.lastIndexOf('\n'));
    const int last = whole.mid(whole.lastIndexOf("written ") + 8).toInt();
    QVERIFY(last > 0);

    const auto path = std::filesystem::path(home.path().toStdString()) / "history.db";
    QVERIFY(!prepareHistory(path).setAside);
    ReviewLog log(path);
    const ReviewFinding found = log.verify().finding;
    QVERIFY2(found == ReviewFinding::Intact || found == ReviewFinding::TipBehind, std::to_string(int(found)).c_str());
    QCOMPARE(log.verify().finding, ReviewFinding::Intact);
    History history(path);
    int newest = 0, spokenOf = 0;
    for (int i = 0; i < parts; ++i) {
        const std::string image = inference::pipeline::sha256OfFile(folder.filePath(QStringLiteral("part_%1.bmp").arg(i)).toStdString());
        const ReviewState state = log.state(image);
        if (state.note.empty())
            continue;
        ++spokenOf;
        newest = std::max(newest, std::stoi(state.note));
        // The three of one go needn't be in one commit: only of what was said to be written all must be there.
        if (std::stoi(state.note) <= last) {
            QVERIFY(state.human && state.humanOperator == "Anna");
            QVERIFY(history.label(image) != inference::Label::None);
        }
    }
    QVERIFY2(newest >= last, qPrintable(QStringLiteral("%1 was written, %2 is there").arg(last).arg(newest)));
    QCOMPARE(spokenOf, std::min(parts, newest));
}

int main(int argc, char** argv)
{
    QGuiApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.size() == 4 && arguments[1] == "--work")
        return work(arguments[2], arguments[3]);
    if (arguments.size() == 4 && arguments[1] == "--review")
        return review(arguments[2], arguments[3]);
    TestKilledSession test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_killed_session.moc"
