// Which model a start loads, what gives way to what, and what is remembered of it.
#include "app/common/data_paths.h"
#include "app/common/path_text.h"
#include "app/common/program.h"
#include "app/workbench/fine_tune_presenter.h"
#include "app/workbench/main_window.h"
#include "app/workbench/model_dialog.h"
#include "model_folders.h"

#include <QAction>
#include <QDir>
#include <QMessageBox>
#include <QSettings>
#include <QtTest>

using namespace app;
using namespace modelfolders;

namespace {

constexpr int longTime = 60000;

}  // namespace

class TestModelPresenter : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void cleanup();
    void commandLineIsNotRemembered();
    void deviceAloneIsHonoured();
    void chosenInTheDialogIsRememberedWhole();
    void rememberedModelIsLoaded();
    void rememberedModelThatIsGoneGivesWay_data();
    void rememberedModelThatIsGoneGivesWay();
    void missingDeviceKeepsTheModel();
    void modelOfTheCommandLineDoesNotGiveWay();
    void trainedModelRunsWhereTheOneInUseDoes();

private:
    const inference::pipeline::ModelBundle* loaded() const
    {
        const auto* const model = m_window->session().model();
        return model ? &model->bundle : nullptr;
    }
    QMessageBox* box() const { return m_window->findChild<QMessageBox*>(); }
    QString mine() const { return pathText(m_mine); }

    QTemporaryDir m_home;
    QTemporaryDir m_models;
    fs::path m_mine;
    std::unique_ptr<Settings> m_settings;
    std::unique_ptr<Language> m_language;
    std::unique_ptr<MainWindow> m_window;
};

void TestModelPresenter::initTestCase()
{
    // Neither the person's settings nor models are touched.
    QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, m_home.path());
    qputenv("XDG_DATA_HOME", m_home.filePath("data").toUtf8());
    nameProgram();
    m_mine = makeBundle(pathOf(m_models), "mine");
}

void TestModelPresenter::init()
{
    m_settings = std::make_unique<Settings>();
    m_settings->clear();
    m_language = std::make_unique<Language>();
    m_language->use("en");
    m_window = std::make_unique<MainWindow>(*m_settings, *m_language);
}

void TestModelPresenter::cleanup()
{
    m_window.reset();
}

void TestModelPresenter::commandLineIsNotRemembered()
{
    m_window->start({{}, inference::pipeline::readBundle(m_mine), QStringLiteral("cpu")});
    QTRY_VERIFY_WITH_TIMEOUT(loaded(), longTime);
    QCOMPARE(loaded()->folder, m_mine);
    QCOMPARE(loaded()->options.device, std::string("cpu"));
    QCOMPARE(m_settings->modelFolder(), QString());
    QCOMPARE(m_settings->device(), QString("auto"));
}

void TestModelPresenter::deviceAloneIsHonoured()
{
    m_settings->setModel(mine(), {});
    m_window->start({{}, {}, QStringLiteral("cpu")});
    QTRY_VERIFY_WITH_TIMEOUT(loaded(), longTime);
    QCOMPARE(loaded()->folder, m_mine);
    QCOMPARE(loaded()->options.device, std::string("cpu"));
    QCOMPARE(m_settings->device(), QString("auto"));
}

void TestModelPresenter::chosenInTheDialogIsRememberedWhole()
{
    m_window->start({});
    QTRY_VERIFY_WITH_TIMEOUT(loaded(), longTime);
    QCOMPARE(loaded()->folder, bundledModel());
    m_window->actionsOfWindow().models->trigger();
    auto* const dialog = m_window->findChild<ModelDialog*>();
    QVERIFY(dialog);
    const QString before = QDir::currentPath();
    QVERIFY(QDir::setCurrent(m_models.path()));
    auto chosen = inference::pipeline::readBundle("mine");
    chosen.options.device = "cpu";
    emit dialog->modelChosen(chosen);
    QTRY_COMPARE_WITH_TIMEOUT(loaded()->folder, fs::path("mine"), longTime);
    QVERIFY(QDir::setCurrent(before));
    QCOMPARE(m_settings->modelFolder(), mine());
    QCOMPARE(m_settings->device(), QString("cpu"));
}

void TestModelPresenter::rememberedModelIsLoaded()
{
    m_settings->setModel({}, {pathText(goldenClip()), pathText(goldenVcp())});
    m_window->start({});
    QTRY_VERIFY_WITH_TIMEOUT(loaded() || box(), longTime);
    QVERIFY(!box());
    QCOMPARE(loaded()->clip, goldenClip());
}

void TestModelPresenter::rememberedModelThatIsGoneGivesWay_data()
{
    QTest::addColumn<QString>("folder");
    QTest::addColumn<QStringList>("files");
    QTest::newRow("folder") << QStringLiteral("/nowhere/model") << QStringList();
    QTest::newRow("files") << QString() << QStringList {"/nowhere/clip.pt", "/nowhere/vcp.pth"};
}

void TestModelPresenter::rememberedModelThatIsGoneGivesWay()
{
    QFETCH(QString, folder);
    QFETCH(QStringList, files);
    m_settings->setModel(folder, files);
    m_window->start({});
    QTRY_VERIFY_WITH_TIMEOUT(box() && loaded(), longTime);
    QVERIFY2(box()->text().contains("/nowhere/"), qPrintable(box()->text()));
    QVERIFY2(box()->informativeText().contains("bundled model is used instead"), qPrintable(box()->informativeText()));
    QCOMPARE(loaded()->folder, bundledModel());
    QCOMPARE(m_settings->modelFolder(), folder);  // its drive may only be away
    QCOMPARE(m_settings->modelFiles(), files);
}

void TestModelPresenter::missingDeviceKeepsTheModel()
{
    m_settings->setModel(mine(), {});
    m_settings->setDevice(QStringLiteral("cuda:77"));
    m_window->start({});
    QTRY_VERIFY_WITH_TIMEOUT(box() && loaded(), longTime);
    QVERIFY2(box()->text().contains("cuda:77"), qPrintable(box()->text()));
    QCOMPARE(loaded()->folder, m_mine);
    QCOMPARE(loaded()->options.device, std::string("auto"));
    QCOMPARE(m_settings->device(), QString("cuda:77"));
}

void TestModelPresenter::modelOfTheCommandLineDoesNotGiveWay()
{
    auto broken = inference::pipeline::readBundle(m_mine);
    broken.vcp = broken.clip;
    m_window->start({{}, broken, {}});
    QTRY_VERIFY_WITH_TIMEOUT(box(), longTime);
    QVERIFY2(box()->informativeText().contains("Choose another model"), qPrintable(box()->informativeText()));
    QVERIFY(!loaded());
}

void TestModelPresenter::trainedModelRunsWhereTheOneInUseDoes()
{
    m_settings->setDevice(QStringLiteral("cpu"));
    m_settings->setPrecision(QStringLiteral("fp32"));
    m_window->start({});
    QTRY_VERIFY_WITH_TIMEOUT(loaded(), longTime);
    emit m_window->findChild<FineTunePresenter*>()->modelWanted(inference::pipeline::readBundle(m_mine));
    QTRY_COMPARE_WITH_TIMEOUT(loaded()->folder, m_mine, longTime);
    QCOMPARE(loaded()->options.device, std::string("cpu"));
    QCOMPARE(loaded()->options.precision, std::string("fp32"));
    QCOMPARE(m_settings->device(), QString("cpu"));
    QCOMPARE(m_settings->precision(), QString("fp32"));
}

QTEST_MAIN(TestModelPresenter)
#include "tst_model_presenter.moc"
