// vcp-inspect run with a recipe that finds the part in each picture, as scripts see it.

#include "imaging/picture_figures.h"
#include "pipeline/recipe_file.h"
#include "program_tools.h"
#include "tests/drawn_part.h"
#include "tests/pdf_tools.h"

#include <QImage>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QtTest>

using program_tools::Finished;

class TestInspectPosition : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void whereEachPartLiesIsTold();
    void reportsTellItAndAreVerified();
    void withoutAnAnchorNothingIsTold();

private:
    Finished inspect(const QStringList& arguments) const { return program_tools::run(m_folder.path(), arguments); }
    QString path(const QString& name) const { return m_folder.filePath(name); }
    void write(const QString& name, const inference::Image& picture) const;
    QJsonObject image(const QString& out, const QString& file) const;

    const QTemporaryDir m_folder;
};

void TestInspectPosition::write(const QString& name, const inference::Image& picture) const
{
    QVERIFY(QDir().mkpath(path("parts")));
    QVERIFY(QImage(picture.pixels.data(), picture.width, picture.height, picture.width, QImage::Format_Grayscale8).save(path("parts/" + name)));
}

QJsonObject TestInspectPosition::image(const QString& out, const QString& file) const
{
    for (const QJsonValue& value : QJsonDocument::fromJson(program_tools::contents(path(out + "/results.json"))).object()["images"].toArray())
        if (value["file"].toString() == file)
            return value.toObject();
    return {};
}

/// Nothing fails but what isn't found: limits that no map reaches.
void TestInspectPosition::initTestCase()
{
    write("as drawn.png", tests::pictureOfPart({}));
    write("elsewhere.png", tests::pictureOfPart({{320, 240}, {40, -25}, 6, 1, true}));
    inference::Image flat = inference::makeImage(640, 480, 1);
    std::ranges::fill(flat.pixels, std::uint8_t(60));
    write("nothing.png", flat);
    inference::Recipe recipe;
    recipe.rule = {1, 1, {}, 25, 0};
    inference::Anchor anchor;
    anchor.mark = {170, 130, 300, 220};
    recipe.anchor = withReference(anchor, inference::imaging::greyCopyOf(tests::pictureOfPart({})), {640, 480});
    inference::pipeline::writeRecipe(path("found.json").toStdString(), recipe);
    recipe.anchor->used = false;
    inference::pipeline::writeRecipe(path("still.json").toStdString(), recipe);
}

void TestInspectPosition::whereEachPartLiesIsTold()
{
    const Finished run = inspect({"run", "--device", "cpu", "--recipe", "found.json", "--out", "out", "parts"});
    QVERIFY2(run.code == 1, qPrintable(run.err));  // one asks for a person
    const QJsonObject elsewhere = image("out", "elsewhere.png");
    QCOMPARE(elsewhere["verdict"].toString(), QString("pass"));
    const QJsonObject position = elsewhere["position"].toObject();
    QVERIFY(position["found"].toBool() && position["match"].toDouble() > 0.95);
    QVERIFY(std::abs(position["shift_x_px"].toDouble() - 40) < 0.5 && std::abs(position["shift_y_px"].toDouble() + 25) < 0.5);
    QVERIFY(std::abs(position["turn_deg"].toDouble() - 6) < 0.1);
    QVERIFY(!elsewhere.contains("picture_faults"));
    const QJsonObject nothing = image("out", "nothing.png");
    QCOMPARE(nothing["verdict"].toString(), QString("review"));
    QCOMPARE(nothing["picture_faults"].toArray(), QJsonArray({QStringLiteral("part_not_found")}));
    QVERIFY(!nothing["position"].toObject()["found"].toBool(true));
    QCOMPARE(image("out", "as drawn.png")["position"].toObject()["match"].toDouble(), 1.0);
}

void TestInspectPosition::reportsTellItAndAreVerified()
{
    const Finished run = inspect({"run", "--device", "cpu", "--recipe", "found.json", "--out", "out2", "--report", "parts.pdf", "--pictures", "all", "parts"});
    QVERIFY2(run.code == 1, qPrintable(run.err));
    const QJsonObject report = QJsonDocument::fromJson(pdf_tools::attachedJson(path("parts.pdf").toStdString())).object();
    QCOMPARE(report["recipe"].toObject()["anchor"].toObject()["mark"].toArray(), QJsonArray({170, 130, 300, 220}));
    bool told = false;
    for (const QJsonValue& one : report["images"].toArray())
        told = told || (one.toObject()["file"].toString() == "elsewhere.png" && one.toObject()["position"].toObject()["found"].toBool());
    QVERIFY(told);
    const Finished verified = inspect({"verify", "parts.pdf", "--images", "parts"});
    QVERIFY2(verified.code == 0, qPrintable(verified.out + verified.err));
}

void TestInspectPosition::withoutAnAnchorNothingIsTold()
{
    QCOMPARE(inspect({"run", "--device", "cpu", "--recipe", "still.json", "--out", "out3", "parts"}).code, 0);
    QVERIFY(!image("out3", "elsewhere.png").contains("position"));
    QCOMPARE(image("out3", "nothing.png")["verdict"].toString(), QString("pass"));
}

QTEST_GUILESS_MAIN(TestInspectPosition)
#include "tst_inspect_position.moc"
