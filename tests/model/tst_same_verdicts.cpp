// The same recipe file gives the same verdicts in the window and on the command line.
#include "app/workbench/recipe_keeper.h"
#include "app/workbench/session.h"
#include "model/device.h"
#include "pipeline/recipe_file.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QSettings>
#include <QTemporaryDir>
#include <QtTest>

using namespace app;

namespace {

constexpr int longTime = 300000;
const QString parts = QStringLiteral(WORKBENCH_SOURCE_DIR "/resources/parts");

/// Everything a recipe can say, on limits near which the sample parts lie.
inference::Recipe everything(const inference::Recipe& start)
{
    inference::Recipe recipe = start;
    recipe.rule = {0.7f, 0.5f, 0.35f, 60, 12};
    recipe.drawnFor = {240, 240};
    recipe.zones = {{"left", {{0, 0}, {110.5, 0}, {90, 240}, {0, 240}}, {0.9f, 0.6f, {}, 200, 0}},
                    {"corner", {{150, 150}, {240, 150}, {240, 240}}, {0.4f, 0.3f, {}, 10, 5}}};
    recipe.dontCares = {{"print", {{100, 100}, {140, 100}, {140, 140}, {100, 140}}}};
    recipe.scoreRule = inference::ScoreRule::AreaOver;
    recipe.scoreLevel = 0.5f;
    recipe.scoreLimits = inference::LimitPair {0.05f, 0.02f};
    return recipe;
}

}  // namespace

class TestSameVerdicts : public QObject {
    Q_OBJECT

private slots:
    void windowAndCommandLineAgree_data();
    void windowAndCommandLineAgree();
};

void TestSameVerdicts::windowAndCommandLineAgree_data()
{
    QTest::addColumn<bool>("zones");
    QTest::newRow("the model's own limits") << false;
    QTest::newRow("zones, hysteresis, lengths and score limits") << true;
}

void TestSameVerdicts::windowAndCommandLineAgree()
{
    QFETCH(bool, zones);
    QTemporaryDir folder;
    const auto file = std::filesystem::path(folder.path().toStdString()) / "recipe.json";
    const auto bundle = inference::pipeline::readBundle(std::filesystem::path(WORKBENCH_SOURCE_DIR) / "resources" / "models" / "workbench-small");
    inference::pipeline::writeRecipe(file, zones ? everything(bundle.recipe) : bundle.recipe);
    // One material is enough to meet several verdicts, and minutes are not spent on the others.
    const QStringList chosen {parts + "/weave/test"};

    QProcess inspect;
    inspect.start(QStringLiteral(VCP_INSPECT), QStringList {"run", "--recipe", QString::fromStdString(file.string()), "--out", folder.filePath("out")} + chosen);
    QVERIFY(inspect.waitForFinished(longTime));
    QVERIFY2(inspect.exitCode() == 0 || inspect.exitCode() == 1, inspect.readAllStandardError().constData());
    QFile results(folder.filePath("out/results.json"));
    QVERIFY(results.open(QIODevice::ReadOnly));
    QMap<QString, QString> byCommand;
    for (const QJsonValue& image : QJsonDocument::fromJson(results.readAll())["images"].toArray()) {
        QStringList regions;
        for (const QJsonValue& defect : image["defects"].toArray())
            regions.append(QStringLiteral("%1 %2 %3").arg(defect["verdict"].toString()).arg(defect["area_px"].toDouble()).arg(defect["zone"].toInt(-1)));
        byCommand[image["file"].toString()] = image["verdict"].toString() + ' ' + QString::number(image["score"].toDouble(), 'f', 6) + ' ' + regions.join(',');
    }

    inference::model::prepareMachine();  // as both programs do: the number of threads decides the last digits
    Session session;
    const auto model = std::make_shared<const inference::pipeline::LoadedModel>(inference::pipeline::loadModel(bundle));
    session.setModel(model, inference::pipeline::readRecipe(file, bundle.recipe));
    session.open(chosen);
    const auto settled = [&session] {
        for (int row = 0; row < session.count(); ++row)
            if (session.part(row).state != widgets::Part::State::Done)
                return false;
        return session.count() > 0 && !session.isListing();
    };
    QTRY_VERIFY_WITH_TIMEOUT(settled(), longTime);

    const QStringList words {"pass", "review", "fail"};
    QMap<QString, QString> byWindow;
    QSet<QString> met;
    for (int row = 0; row < session.count(); ++row) {
        const JudgedPart& judged = session.part(row).judged;
        QStringList regions;
        for (const inference::Defect& defect : *judged.defects)
            regions.append(QStringLiteral("%1 %2 %3").arg(defect.failing ? "fail" : "review").arg(std::round(defect.area * 10) / 10).arg(defect.zone));
        // The command line names files relative to each folder that it was given.
        QString name = session.part(row).path;
        for (const QString& root : chosen)
            if (name.startsWith(root + '/'))
                name = name.mid(root.size() + 1);
        const QString text = words.at(int(judged.verdict)) + ' ' + QString::number(judged.figures->score, 'f', 6) + ' ' + regions.join(',');
        byWindow[name] = text;
        met.insert(words.at(int(judged.verdict)));
    }
    QVERIFY(met.size() >= 2);
    QCOMPARE(byWindow.size(), byCommand.size());
    QCOMPARE(byWindow, byCommand);
}

QTEST_GUILESS_MAIN(TestSameVerdicts)
#include "tst_same_verdicts.moc"
