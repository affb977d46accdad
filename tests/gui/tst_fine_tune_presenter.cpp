// From the chosen folder to a model among the person's own, with a stand-in for the training itself.
#include "app/workbench/fine_tune_presenter.h"
#include "app/common/path_text.h"
#include "app/store/history.h"
#include "app/store/history_schema.h"
#include "app/store/review_log.h"
#include "pipeline/file_hash.h"
#include "script_tools.h"

#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>
#include <QtTest>

#include <fstream>

using namespace app;
using inference::pipeline::ModelBundle;

namespace {

/// A bundle of two small files; nothing loads it.
ModelBundle bundleIn(const std::filesystem::path& folder)
{
    std::filesystem::create_directories(folder);
    ModelBundle bundle;
    bundle.folder = folder;
    bundle.name = "Begun";
    bundle.clip = folder / "clip.pt";
    bundle.vcp = folder / "vcp.pth";
    std::ofstream(bundle.clip) << "clip";
    std::ofstream(bundle.vcp) << "vcp";
    bundle.options.device = "cpu";
    inference::pipeline::writeBundle(folder, bundle);
    return bundle;
}

/// What `vcp-inspect train` leaves: the bundle of the model it began with, in the folder behind --out.
QByteArray trainer(const std::filesystem::path& model)
{
    return "while [ $# -gt 0 ]; do [ \"$1\" = --out ] && out=$2; shift; done\nmkdir -p \"$out\"\ncp '" + QByteArray::fromStdString(model.string())
        + "'/* \"$out\"\necho state > \"$out/state-1.safetensors\"\necho '{\"event\":\"end\",\"epochs\":1,\"best\":1}'\n";
}

}  // namespace

class TestFineTunePresenter : public QObject {
    Q_OBJECT

private slots:
    void init();
    void argumentsSayAllOfTheOrder();
    void aFolderIsLookedAt_data();
    void aFolderIsLookedAt();
    void aKeptModelBecomesOneOfOurs();
    void behindALockAModelIsOnlyKept();
    void aDiscardedOneLeavesNothing();
    void aCheckTrainsNothing();
    void aModelThatComesMeanwhileIsShownAtTheEnd();
    void reviewedPartsBecomeTheDataSet();

private:
    std::filesystem::path home() const { return m_home->path().toStdString(); }
    FineTuneDialog& shown(FineTunePresenter& presenter);
    void train(FineTunePresenter& presenter);

    std::unique_ptr<QTemporaryDir> m_home;
    QWidget m_window;
};

void TestFineTunePresenter::init()
{
    m_home = std::make_unique<QTemporaryDir>();
}

FineTuneDialog& TestFineTunePresenter::shown(FineTunePresenter& presenter)
{
    presenter.showDialog();
    return *m_window.findChild<FineTuneDialog*>();
}

void TestFineTunePresenter::train(FineTunePresenter& presenter)
{
    FineTuneDialog& dialog = shown(presenter);
    FineTuneOrder order;
    order.dataset = m_home->path();
    order.name = QStringLiteral("Gears: a/b");
    dialog.setOrder(order);
    emit dialog.startWanted(order);
    QTRY_VERIFY(dialog.status().startsWith(QStringLiteral("Done")));
}

void TestFineTunePresenter::argumentsSayAllOfTheOrder()
{
    const ModelBundle model = bundleIn(home() / "begun");
    const FineTuneOrder order {QStringLiteral("/data/-gears"), QStringLiteral("Gears"), 25, 16, 2e-5, 0.3, 4, false};
    const QStringList arguments = FineTunePresenter::argumentsOf(order, model, "/out/Gears");
    const QStringList expected {QStringLiteral("--model"), pathText(model.folder), QStringLiteral("--device"), QStringLiteral("cpu"), QStringLiteral("--epochs"), QStringLiteral("25"),
                                QStringLiteral("--batch"), QStringLiteral("16"), QStringLiteral("--lr"), QStringLiteral("2e-05"), QStringLiteral("--val-share"), QStringLiteral("0.3"),
                                QStringLiteral("--patience"), QStringLiteral("4"), QStringLiteral("--augment"), QStringLiteral("off"), QStringLiteral("--out"),
                                QStringLiteral("/out/Gears"), QStringLiteral("--"), QStringLiteral("/data/-gears")};
    QCOMPARE(arguments, expected);
    ModelBundle bare = model;
    bare.folder.clear();
    QCOMPARE(FineTunePresenter::argumentsOf(order, bare, "/out/Gears").first(4),
             (QStringList {QStringLiteral("--clip"), pathText(model.clip), QStringLiteral("--vcp"), pathText(model.vcp)}));
}

void TestFineTunePresenter::aFolderIsLookedAt_data()
{
    QTest::addColumn<QStringList>("files");
    QTest::addColumn<bool>("usable");
    QTest::addColumn<QString>("said");
    QTest::newRow("good, defects, masks") << QStringList {"cap/train/good/0.png", "cap/test/good/0.png", "cap/test/hole/0.png", "cap/ground_truth/hole/0_mask.png"}
                                          << true << QStringLiteral("Layout mvtec: 1 product(s) with 3 image(s), 1 of them defective, 1 with a mask.");
    QTest::newRow("no masks") << QStringList {"cap/train/good/0.png", "cap/test/good/0.png", "cap/test/hole/0.png"} << false
                              << QStringLiteral("Without masks there is nothing to learn from.");
    QTest::newRow("nothing") << QStringList {"notes.txt"} << false << QStringLiteral("is laid out like none of the data sets");
}

void TestFineTunePresenter::aFolderIsLookedAt()
{
    QFETCH(QStringList, files);
    QFETCH(bool, usable);
    QFETCH(QString, said);
    const std::filesystem::path data = home() / "data";
    for (const QString& file : files) {
        std::filesystem::create_directories((data / file.toStdString()).parent_path());
        std::ofstream(data / file.toStdString()) << "x";
    }
    FineTunePresenter presenter({QStringLiteral("/nowhere"), home() / "trainings", home() / "models", {}}, &m_window);
    presenter.setModel(bundleIn(home() / "begun"));
    FineTuneDialog& dialog = shown(presenter);
    FineTuneOrder order;
    order.name = QStringLiteral("Gears");
    dialog.setOrder(order);
    emit dialog.datasetChosen(pathText(data));
    QPushButton* start = nullptr;
    for (QPushButton* const one : dialog.findChildren<QPushButton*>())
        if (one->text() == QStringLiteral("&Start"))
            start = one;
    const auto says = [&](const QString& text) {
        for (const QLabel* const label : dialog.findChildren<QLabel*>())
            if (label->text().contains(text))
                return true;
        return false;
    };
    QTRY_VERIFY(says(said));
    QCOMPARE(start->isEnabled(), usable);
    delete &dialog;
}

void TestFineTunePresenter::aKeptModelBecomesOneOfOurs()
{
    const ModelBundle model = bundleIn(home() / "begun");
    const Script script(trainer(model.folder));
    FineTunePresenter presenter({script.path(), home() / "trainings", home() / "models", {}}, &m_window);
    presenter.setModel(model);
    for (const char* const name : {"Gears- a-b", "Gears- a-b 2"}) {  // the second time beside the first
        train(presenter);
        QList<ModelBundle> wanted;
        const auto connection = connect(&presenter, &FineTunePresenter::modelWanted, this, [&](const ModelBundle& bundle) { wanted.append(bundle); });
        emit m_window.findChild<FineTuneDialog*>()->keepWanted();
        QTRY_COMPARE(wanted.size(), 1);
        disconnect(connection);
        QCOMPARE(QString::fromStdString(wanted[0].name), QString::fromLatin1(name));
        QCOMPARE(wanted[0].folder, home() / "models" / name);
        QVERIFY(std::filesystem::exists(wanted[0].clip) && std::filesystem::exists(wanted[0].vcp));
        QVERIFY(!std::filesystem::exists(wanted[0].folder / "state-1.safetensors"));
        QVERIFY(!std::filesystem::exists(home() / "trainings" / "Gears- a-b"));
    }
    delete m_window.findChild<FineTuneDialog*>();
}

void TestFineTunePresenter::behindALockAModelIsOnlyKept()
{
    const ModelBundle model = bundleIn(home() / "begun");
    const Script script(trainer(model.folder));
    FineTunePresenter presenter({script.path(), home() / "trainings", home() / "models", {}, {}, {}, [] { return false; }}, &m_window);
    presenter.setModel(model);
    train(presenter);
    QSignalSpy wanted(&presenter, &FineTunePresenter::modelWanted);
    FineTuneDialog& dialog = *m_window.findChild<FineTuneDialog*>();
    emit dialog.keepWanted();
    QTRY_VERIFY2(dialog.status().contains(QStringLiteral("is kept. The desk is locked")), qPrintable(dialog.status()));
    QVERIFY(wanted.isEmpty());
    QVERIFY(std::filesystem::exists(home() / "models" / "Gears- a-b"));
    delete &dialog;
}

void TestFineTunePresenter::aDiscardedOneLeavesNothing()
{
    const ModelBundle model = bundleIn(home() / "begun");
    const Script script(trainer(model.folder));
    FineTunePresenter presenter({script.path(), home() / "trainings", home() / "models", {}}, &m_window);
    presenter.setModel(model);
    train(presenter);
    QVERIFY(std::filesystem::exists(home() / "trainings" / "Gears- a-b"));
    FineTuneDialog& dialog = *m_window.findChild<FineTuneDialog*>();
    emit dialog.discardWanted();
    emit dialog.keepWanted();  // too late: nothing is kept of what is being thrown away
    QTRY_VERIFY(dialog.status().startsWith(QStringLiteral("Discarded")));
    QVERIFY(!std::filesystem::exists(home() / "trainings" / "Gears- a-b"));
    QVERIFY(!std::filesystem::exists(home() / "models"));
    delete m_window.findChild<FineTuneDialog*>();
}

void TestFineTunePresenter::aCheckTrainsNothing()
{
    const ModelBundle model = bundleIn(home() / "begun");
    const Script script("printf '%s ' \"$@\" > \"$(dirname \"$0\")/arguments\"\necho '{\"event\":\"estimate\",\"memory_mb\":345}'\necho '{\"event\":\"checked\"}'\n");
    FineTunePresenter presenter({script.path(), home() / "trainings", home() / "models", {}}, &m_window);
    presenter.setModel(model);
    FineTuneDialog& dialog = shown(presenter);
    emit dialog.checkWanted(dialog.order());
    QTRY_VERIFY(dialog.status().startsWith(QStringLiteral("Checked")));
    QVERIFY(dialog.factsText().contains(QStringLiteral("about 345 MB")));
    QFile file(script.folder() + QStringLiteral("/arguments"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray arguments = file.readAll();
    QVERIFY2(arguments.contains(" --check ") && !arguments.contains("--out"), arguments.constData());
    QVERIFY(!std::filesystem::exists(home() / "trainings"));
    delete &dialog;
}

void TestFineTunePresenter::aModelThatComesMeanwhileIsShownAtTheEnd()
{
    const Script script("echo '{\"event\":\"estimate\",\"memory_mb\":345}'\nexec sleep 600\n");
    FineTunePresenter presenter({script.path(), home() / "trainings", home() / "models", {}}, &m_window);
    presenter.setModel(bundleIn(home() / "begun"));
    FineTuneDialog& dialog = shown(presenter);
    const auto shows = [&](const QString& name) {
        for (const QLabel* const label : dialog.findChildren<QLabel*>())
            if (label->text() == name)
                return true;
        return false;
    };
    emit dialog.startWanted(dialog.order());
    QVERIFY(presenter.isTraining());
    QTRY_VERIFY(dialog.factsText().contains(QStringLiteral("about 345 MB")));
    ModelBundle next = bundleIn(home() / "next");
    next.name = "Next";
    presenter.setModel(next);
    QVERIFY(shows(QStringLiteral("Begun")));
    emit dialog.stopWanted();
    QTRY_VERIFY(dialog.status().startsWith(QStringLiteral("Stopped")));
    QVERIFY(shows(QStringLiteral("Next")) && !shows(QStringLiteral("Begun")));
    QVERIFY2(!dialog.factsText().contains(QStringLiteral("345 MB")), qPrintable(dialog.factsText()));
    delete &dialog;
}

void TestFineTunePresenter::reviewedPartsBecomeTheDataSet()
{
    const std::filesystem::path history = home() / "history.db", reviewed = home() / "reviewed-parts";
    prepareHistory(history);
    const auto say = [&](const std::string& name, inference::Label label) {
        const std::filesystem::path file = home() / name;
        std::filesystem::create_directories(file.parent_path());
        std::ofstream(file) << name;
        const std::string image = inference::pipeline::sha256Of(name);
        History(history).putStamp(stampOf(file), image);
        const ReviewEntry entry = labelEntry(image, "operator", label);
        ReviewLog(history).append({&entry, 1});
    };
    FineTunePresenter presenter({QStringLiteral("/nowhere"), home() / "trainings", home() / "models", {}, history, reviewed}, &m_window);
    presenter.setModel(bundleIn(home() / "begun"));
    FineTuneDialog& dialog = shown(presenter);
    emit dialog.reviewedWanted();
    QTRY_VERIFY2(dialog.factsText().startsWith(QStringLiteral("No reviewed part can be learned from yet")), qPrintable(dialog.factsText()));
    say("gear/test/good/0.png", inference::Label::Good);
    say("gear/test/hole/0.png", inference::Label::Defective);
    say("gear/test/hole/gone.png", inference::Label::Defective);
    std::filesystem::remove(home() / "gear/test/hole/gone.png");
    std::filesystem::create_directories(home() / "gear/ground_truth/hole");
    std::ofstream(home() / "gear/ground_truth/hole/0_mask.png") << "mask";
    emit dialog.reviewedWanted();
    QTRY_VERIFY2(dialog.factsText().startsWith(QStringLiteral("Reviewed parts as they are now.")), qPrintable(dialog.factsText()));
    QVERIFY2(dialog.factsText().contains(QStringLiteral("1 of them defective, 1 with a mask")), qPrintable(dialog.factsText()));
    QVERIFY2(dialog.factsText().contains(QStringLiteral("gone.png” is no longer there")), qPrintable(dialog.factsText()));
    QCOMPARE(dialog.order().dataset, pathText(reviewed));
    delete &dialog;
}

QTEST_MAIN(TestFineTunePresenter)
#include "tst_fine_tune_presenter.moc"
