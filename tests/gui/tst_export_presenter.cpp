// From the session to files in a folder: which parts, under which recipe, what is remembered, what a cancel leaves.
#include "app/export/export_manifest.h"
#include "app/workbench/export_presenter.h"
#include "app/workbench/recipe_step.h"
#include "app/workbench/settings.h"
#include "bench_tools.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QPushButton>
#include <QSettings>
#include <QWidget>

using namespace app;
using inference::Verdict;

namespace {

QByteArray contents(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

}  // namespace

class TestExportPresenter : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void allGoesIntoTheFolder();
    void chosenPartsAlone_data();
    void chosenPartsAlone();
    void redactedNamesLeaveNoTrace();
    void movedLimitsAreWaitedFor();
    void whatIsOpenMeanwhileIsNotExported_data();
    void whatIsOpenMeanwhileIsNotExported();
    void nothingIsExportedOfNothing();
    void whatWasJustSaidIsWaitedFor();
    void withoutAHistoryTheRestIsExported();
    void cancelEndsItAtOnce();
    void foldersOfOthersAreRefused();
    void unwritableFolderIsSaid();
    void choicesAreRemembered();
    void homeIsMeantByATilde();
    void foldersAreOpenedWherePeopleAsk();

private:
    /// Inspected: dark passes, grey is to be reviewed, white fails.
    void inspect(Session& session);
    ExportPresenter::Asks asks()
    {
        return {[](QWidget*, const QString&, const QString&, const QString&) { return QString(); }, [this](int row) { return !m_hidden.contains(row); },
                [this](const QString& folder) { m_opened.append(folder); }};
    }
    ExportForm form() const
    {
        ExportForm made;
        made.folder = m_folder->home("out");
        return made;
    }
    static void startWith(ExportPresenter& presenter, const ExportForm& form)
    {
        presenter.showDialog();
        presenter.dialog()->setForm(form);
        emit presenter.dialog()->exportWanted(form);
    }
    QStringList exported(const QString& folder) const { return QDir(m_folder->home("out/" + folder)).entryList(QDir::Files, QDir::Name); }

    QTemporaryDir m_config;
    std::unique_ptr<BenchFolder> m_folder;
    std::unique_ptr<HistoryService> m_history;
    std::unique_ptr<Settings> m_settings;
    std::shared_ptr<FakeDetector> m_detector;
    std::unique_ptr<QWidget> m_window;
    QSet<int> m_hidden;
    QStringList m_opened;
};

void TestExportPresenter::initTestCase()
{
    QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, m_config.path());
}

void TestExportPresenter::init()
{
    m_window = std::make_unique<QWidget>();
    m_settings = std::make_unique<Settings>();
    m_settings->clear();
    m_folder = std::make_unique<BenchFolder>();
    m_folder->write("a dark.png", 5);
    m_folder->write("b grey.png", 128);
    m_folder->write("c white.png", 250);
    m_history = std::make_unique<HistoryService>(m_folder->history());
    m_detector = std::make_shared<FakeDetector>();
    m_hidden.clear();
    m_opened.clear();
}

void TestExportPresenter::inspect(Session& session)
{
    session.setHistory(m_folder->history());
    session.setModel(modelWith(m_detector), evenRecipe());
    session.open({m_folder->folder()});
    QTRY_VERIFY_WITH_TIMEOUT(isSettled(session), benchTimeout);
}

void TestExportPresenter::allGoesIntoTheFolder()
{
    Session session;
    inspect(session);
    ExportPresenter presenter(session, *m_history, *m_settings, asks(), m_window.get());
    ExportForm all = form();
    all.wants.history = true;
    startWith(presenter, all);
    QVERIFY(presenter.isExporting());
    QTRY_VERIFY_WITH_TIMEOUT(!presenter.isExporting(), benchTimeout);
    QCOMPARE(presenter.dialog()->status(), QString("18 file(s) written."));
    QCOMPARE(exported(""), QStringList({"coco.json", "defects.csv", "export.json", "history.sqlite", "images.csv", "report.json"}));
    for (const char* const folder : {"labelme", "masks", "overlays", "maps"})
        QCOMPARE(exported(folder).size(), 3);
    const QByteArray table = contents(m_folder->home("out/images.csv"));
    QCOMPARE(table.count("\r\n"), 4);
    QVERIFY(table.contains("\r\nc white.png,c white," + QByteArray::fromStdString(session.part(2).image) + ",fail,fail,"));
    const QJsonObject report = QJsonDocument::fromJson(contents(m_folder->home("out/report.json"))).object();
    QCOMPARE(report["images"].toArray().size(), 3);
    QCOMPARE(report["operator"].toString(), m_settings->operatorName());
    QCOMPARE(report["review_log"].toObject()["finding"].toString(), QString("intact"));
    QVERIFY(!contents(m_folder->home("out/report.json")).contains(m_folder->folder().toUtf8()));
}

void TestExportPresenter::chosenPartsAlone_data()
{
    QTest::addColumn<ExportedParts>("parts");
    QTest::addColumn<QStringList>("masks");
    QTest::newRow("all") << ExportedParts::All << QStringList {"a dark.png", "b grey.png", "c white.png"};
    QTest::newRow("shown") << ExportedParts::Shown << QStringList {"a dark.png", "b grey.png"};
    QTest::newRow("failing in the end") << ExportedParts::Failing << QStringList {"b grey.png"};
}

void TestExportPresenter::chosenPartsAlone()
{
    QFETCH(ExportedParts, parts);
    QFETCH(QStringList, masks);
    Session session;
    inspect(session);
    ReviewState rejected, accepted;
    rejected.human = Verdict::Fail;
    accepted.human = Verdict::Pass;
    session.setReviews(std::vector<PartState> {{session.part(1).image, rejected, inference::Label::None}});
    session.setReviews(std::vector<PartState> {{session.part(2).image, accepted, inference::Label::None}});
    m_hidden = {2};
    ExportPresenter presenter(session, *m_history, *m_settings, asks(), m_window.get());
    ExportForm wanted = form();
    wanted.parts = parts;
    startWith(presenter, wanted);
    QTRY_VERIFY_WITH_TIMEOUT(!presenter.isExporting(), benchTimeout);
    QCOMPARE(exported("masks"), masks);
    QCOMPARE(contents(m_folder->home("out/images.csv")).count("\r\n"), masks.size() + 1);
    QCOMPARE(exportCounts(session, asks().isShown).of(parts), int(masks.size()));
    // The evidence is that of the part, not of its place in the session.
    const QByteArray grey = contents(m_folder->home("out/maps/b grey.tiff"));
    QVERIFY(!grey.isEmpty() && grey != contents(m_folder->home("out/maps/a dark.tiff")));
}

void TestExportPresenter::redactedNamesLeaveNoTrace()
{
    Session session;
    inspect(session);
    ExportPresenter presenter(session, *m_history, *m_settings, asks(), m_window.get());
    ExportForm wanted = form();
    wanted.wants.history = true;
    wanted.redaction = {Redaction::Names::Numbers, true, true};
    startWith(presenter, wanted);
    QTRY_VERIFY_WITH_TIMEOUT(!presenter.isExporting(), benchTimeout);
    QCOMPARE(exported("masks"), QStringList({"part 0001.png", "part 0002.png", "part 0003.png"}));
    QVERIFY(!exported("").contains("history.sqlite"));
    for (const QString& file : exported(""))
        for (const QByteArray& secret : {QByteArray("grey"), m_folder->folder().toUtf8()})
            QVERIFY2(!contents(m_folder->home("out/" + file)).contains(secret), qPrintable(file));
}

void TestExportPresenter::movedLimitsAreWaitedFor()
{
    Session session;
    inspect(session);
    ExportPresenter presenter(session, *m_history, *m_settings, asks(), m_window.get());
    session.changeRecipe(evenRecipe(0.99f, 0.985f));
    QVERIFY(snapshotOf(session).outdated > 0);
    startWith(presenter, form());
    QVERIFY(presenter.isExporting());
    QVERIFY(presenter.dialog()->status().startsWith("Waiting"));
    session.endRecipeGesture();
    QTRY_VERIFY_WITH_TIMEOUT(!presenter.isExporting(), benchTimeout);
    QCOMPARE(contents(m_folder->home("out/images.csv")).count(",pass,pass,"), 3);
    QCOMPARE(contents(m_folder->home("out/defects.csv")).count("\r\n"), 1);
}

void TestExportPresenter::whatIsOpenMeanwhileIsNotExported_data()
{
    QTest::addColumn<QString>("other");
    for (const char* const other : {"folder", "model", "tiles", "recipe"})
        QTest::newRow(other) << QString(other);
}

void TestExportPresenter::whatIsOpenMeanwhileIsNotExported()
{
    QFETCH(QString, other);
    Session session;
    inspect(session);
    ExportPresenter presenter(session, *m_history, *m_settings, asks(), m_window.get());
    session.stepRecipe(evenRecipe(0.99f, 0.985f));
    startWith(presenter, form());
    QVERIFY(presenter.isExporting());
    presenter.dialog()->close();
    inference::Recipe recipe = session.recipe();
    recipe.tileSide = other == "tiles" ? 32 : 0;
    if (other == "folder")
        session.open({m_folder->path("a dark.png")});
    else if (other == "model")
        session.setModel(modelWith(m_detector), recipe);
    else if (other == "tiles")
        session.stepRecipe(recipe);
    else
        session.undoStack().push(new RecipeStep(session, recipe, evenRecipe(0.9f, 0.8f), RecipeStep::anotherRecipe));
    QVERIFY(!presenter.isExporting());
    QVERIFY(presenter.dialog()->isVisible());
    QVERIFY2(presenter.dialog()->status().startsWith("Nothing was exported"), qPrintable(presenter.dialog()->status()));
    QTRY_VERIFY_WITH_TIMEOUT(isSettled(session) && outdatedParts(session) == 0, benchTimeout);
    QVERIFY(!QDir(m_folder->home("out")).exists());
}

void TestExportPresenter::nothingIsExportedOfNothing()
{
    Session session;
    inspect(session);
    ExportPresenter presenter(session, *m_history, *m_settings, asks(), m_window.get());
    session.stepRecipe(evenRecipe(0.99f, 0.985f));  // all pass now
    ExportForm failing = form();
    failing.parts = ExportedParts::Failing;
    startWith(presenter, failing);
    QTRY_VERIFY_WITH_TIMEOUT(!presenter.isExporting(), benchTimeout);
    QVERIFY2(presenter.dialog()->status().startsWith("Nothing was exported"), qPrintable(presenter.dialog()->status()));
    QVERIFY(!QDir(m_folder->home("out")).exists());
}

void TestExportPresenter::whatWasJustSaidIsWaitedFor()
{
    Session session;
    inspect(session);
    ExportPresenter presenter(session, *m_history, *m_settings, asks(), m_window.get());
    m_history->setLabel({session.part(0).image}, inference::Label::Good, "Ana");
    QCOMPARE(m_history->pending(), 1);
    startWith(presenter, form());
    QCOMPARE(presenter.dialog()->status(), QString("Waiting for the review log…"));
    m_history->start();
    QTRY_VERIFY_WITH_TIMEOUT(!presenter.isExporting(), benchTimeout);
    const QJsonObject report = QJsonDocument::fromJson(contents(m_folder->home("out/report.json"))).object();
    QCOMPARE(report["review_log"].toObject()["entries"].toArray().size(), 1);
}

void TestExportPresenter::withoutAHistoryTheRestIsExported()
{
    Session session;
    session.setModel(modelWith(m_detector), evenRecipe());
    session.open({m_folder->folder()});
    QTRY_VERIFY_WITH_TIMEOUT(isSettled(session), benchTimeout);
    ExportPresenter presenter(session, *m_history, *m_settings, asks(), m_window.get());
    ExportForm all = form();
    all.wants.history = true;
    startWith(presenter, all);
    QTRY_VERIFY_WITH_TIMEOUT(!presenter.isExporting(), benchTimeout);
    QCOMPARE(presenter.dialog()->problems(), QString());
    QCOMPARE(exported("masks").size(), 3);
    QVERIFY(!exported("").contains("history.sqlite"));
}

void TestExportPresenter::cancelEndsItAtOnce()
{
    Session session;
    inspect(session);
    ExportPresenter presenter(session, *m_history, *m_settings, asks(), m_window.get());
    startWith(presenter, form());
    emit presenter.dialog()->cancelWanted();
    QVERIFY(!presenter.isExporting());
    QVERIFY(presenter.dialog()->status().startsWith("Cancelled"));
    // Another one can begin at once, and is the one that counts.
    ExportForm other = form();
    other.folder = m_folder->home("other");
    startWith(presenter, other);
    QTRY_VERIFY_WITH_TIMEOUT(!presenter.isExporting(), benchTimeout);
    QVERIFY(QFile::exists(m_folder->home("other/images.csv")));
    QCOMPARE(QDir(m_folder->home("out")).entryList({"*.part"}, QDir::Files | QDir::Hidden), QStringList());
}

void TestExportPresenter::foldersOfOthersAreRefused()
{
    Session session;
    inspect(session);
    QVERIFY(QDir().mkpath(m_folder->home("out/masks")));
    QFile mask(m_folder->home("out/masks/a dark.png"));
    QVERIFY(mask.open(QIODevice::WriteOnly) && mask.write("truth") == 5);
    mask.close();
    ExportPresenter presenter(session, *m_history, *m_settings, asks(), m_window.get());
    startWith(presenter, form());
    QTRY_VERIFY_WITH_TIMEOUT(!presenter.isExporting(), benchTimeout);
    QVERIFY2(presenter.dialog()->status().startsWith("“" + m_folder->home("out/masks") + "” is there already"), qPrintable(presenter.dialog()->status()));
    QCOMPARE(contents(m_folder->home("out/masks/a dark.png")), QByteArray("truth"));
    QCOMPARE(exported(""), QStringList());
}

void TestExportPresenter::unwritableFolderIsSaid()
{
    Session session;
    inspect(session);
    QFile file(m_folder->home("taken"));
    QVERIFY(file.open(QIODevice::WriteOnly));
    ExportPresenter presenter(session, *m_history, *m_settings, asks(), m_window.get());
    ExportForm wanted = form();
    wanted.folder = m_folder->home("taken/below");
    startWith(presenter, wanted);
    QTRY_VERIFY_WITH_TIMEOUT(!presenter.isExporting(), benchTimeout);
    QVERIFY2(presenter.dialog()->status().contains("could not be written"), qPrintable(presenter.dialog()->status()));
}

void TestExportPresenter::choicesAreRemembered()
{
    Session session;
    inspect(session);
    ExportForm wanted = form();
    wanted.wants = {true, false, false, false, false, false, false, false, false};
    wanted.parts = ExportedParts::Shown;
    wanted.redaction = {Redaction::Names::Files, false, true};
    {
        ExportPresenter presenter(session, *m_history, *m_settings, asks(), m_window.get());
        startWith(presenter, wanted);
        QTRY_VERIFY_WITH_TIMEOUT(!presenter.isExporting(), benchTimeout);
    }
    m_settings->flush();
    const Settings later;
    QCOMPARE(rememberedExport(later), wanted);
}

void TestExportPresenter::homeIsMeantByATilde()
{
    Session session;
    inspect(session);
    qputenv("HOME", m_folder->home("person").toLocal8Bit());
    ExportPresenter presenter(session, *m_history, *m_settings, asks(), m_window.get());
    ExportForm wanted = form();
    wanted.folder = "~/exports/today";
    startWith(presenter, wanted);
    QTRY_VERIFY_WITH_TIMEOUT(!presenter.isExporting(), benchTimeout);
    QVERIFY(QFile::exists(m_folder->home("person/exports/today/images.csv")));
}

void TestExportPresenter::foldersAreOpenedWherePeopleAsk()
{
    Session session;
    inspect(session);
    ExportPresenter presenter(session, *m_history, *m_settings, asks(), m_window.get());
    startWith(presenter, form());
    QTRY_VERIFY_WITH_TIMEOUT(!presenter.isExporting(), benchTimeout);
    emit presenter.dialog()->openFolderWanted(m_folder->home("out"));
    QCOMPARE(m_opened, QStringList {m_folder->home("out")});
}

QTEST_MAIN(TestExportPresenter)
#include "tst_export_presenter.moc"
