// Models are listed and removed in one dialog that loads nothing itself.

#include "app/workbench/model_details.h"
#include "app/workbench/model_list.h"
#include "model_desk.h"

#include <QAbstractItemModelTester>
#include <QClipboard>
#include <QProgressBar>
#include <QToolButton>

using namespace modeldesk;

class TestModelDialog : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void listModelKeepsItsPromises();
    void modelsAreListedWithTheirFacts();
    void emptyLibrarySaysWhatToDo();
    void modelInUseHasTheBadge();
    void modelOfTwoFilesIsListedWhileInUse();
    void brokenModelSaysWhyAndCannotBeUsed();
    void hashIsCopiedWhole();
    void loadIsShownAndTheDialogStaysUsable();
    void failedLoadSaysWhyUntilAnotherSucceeds();
    void removingAsksFirst();
    void onlyOwnUnusedModelsCanBeRemoved();
    void dialogMayCloseWhileTheLibraryIsRead();

private:
    QTemporaryDir m_data;
};

void TestModelDialog::initTestCase()
{
    qputenv("XDG_DATA_HOME", m_data.path().toUtf8());  // the trash of these tests, not the person's
}

void TestModelDialog::listModelKeepsItsPromises()
{
    QTemporaryDir user;
    makeBundle(pathOf(user), "a");
    makeBundle(pathOf(user), "b");
    ModelListModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    const auto entries = ModelLibrary({}, pathOf(user)).read();
    model.setCurrent(entries.at(1).bundle);
    model.setEntries(entries);
    QVERIFY(model.isCurrent(1));
    QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
    model.setCurrent(entries.at(0).bundle);
    QCOMPARE(changed.size(), 2);
    QVERIFY(model.index(0).data(ModelListModel::InUseRole).toBool());
    QVERIFY(!model.index(1).data(ModelListModel::InUseRole).toBool());
    model.setEntries({});
    QCOMPARE(model.rowCount(), 0);
}

void TestModelDialog::modelsAreListedWithTheirFacts()
{
    Desk desk;
    desk.open();
    QCOMPARE(rows(*desk.list), QStringList({"starter, ViT/14 · 154 px · 4 taps", "mine, ViT/14 · 154 px · 4 taps"}));
    QVERIFY(shownText(*desk.dialog).contains("3, 6, 9, 12"));
    QVERIFY(shownText(*desk.dialog).contains(QString::fromStdString(pathOf(desk.bundled))));
}

void TestModelDialog::emptyLibrarySaysWhatToDo()
{
    Desk desk;
    fs::remove_all(pathOf(desk.bundled) / "starter");
    fs::remove_all(pathOf(desk.user) / "mine");
    desk.open();
    QVERIFY(shownText(*desk.dialog).contains("No model is here yet"));
    QVERIFY(!button(*desk.dialog, "Use model")->isEnabled());
    QVERIFY(!button(*desk.dialog, "Remove")->isEnabled());
    QVERIFY(button(*desk.dialog, "Import…")->isEnabled());
}

void TestModelDialog::modelInUseHasTheBadge()
{
    Desk desk;
    desk.open();
    desk.dialog->setCurrent(desk.bundle("mine"));
    QVERIFY(rows(*desk.list).at(1).endsWith("in use"));
    desk.dialog->setCurrent(desk.bundle("starter"));
    QVERIFY(rows(*desk.list).at(0).endsWith("in use"));
    QVERIFY(!rows(*desk.list).at(1).endsWith("in use"));
}

void TestModelDialog::modelOfTwoFilesIsListedWhileInUse()
{
    Desk desk;
    desk.open();
    ModelBundle bundle = inference::pipeline::bundleOf(goldenClip(), goldenVcp());
    bundle.options.imageSize = 518;
    QSignalSpy listed(desk.dialog.get(), &ModelDialog::listed);
    desk.dialog->setCurrent(bundle);
    QVERIFY(listed.wait());
    QCOMPARE(rows(*desk.list).front(), QString("vcp, ViT/14 · 518 px · 4 taps, in use"));
    QCOMPARE(rows(*desk.list).size(), 3);
    desk.select(0);
    QVERIFY(!button(*desk.dialog, "Remove")->isEnabled());
}

void TestModelDialog::brokenModelSaysWhyAndCannotBeUsed()
{
    Desk desk;
    fs::remove(pathOf(desk.user) / "mine" / "vcp.pth");
    desk.open();
    desk.select(1);
    QCOMPARE(rows(*desk.list).at(1), QString("mine, Can't be used"));
    auto* details = desk.dialog->findChild<ModelDetails*>();
    const auto lines = details->findChildren<ResultLine*>();
    QCOMPARE(lines.size(), 1);
    QVERIFY(lines.front()->text().contains("vcp.pth"));
    QVERIFY(!button(*desk.dialog, "Use model")->isEnabled());
    QVERIFY(button(*desk.dialog, "Remove")->isEnabled());
    QSignalSpy chosen(desk.dialog.get(), &ModelDialog::modelChosen);
    emit desk.list->doubleClicked(desk.list->currentIndex());
    QCOMPARE(chosen.size(), 0);
}

void TestModelDialog::hashIsCopiedWhole()
{
    Desk desk;
    const std::string hash(64, 'a');
    ModelBundle bundle = desk.bundle("mine");
    bundle.sha256["clip.pt"] = hash;
    inference::pipeline::writeBundle(bundle.folder, bundle);
    desk.open();
    desk.select(1);
    QVERIFY(shownText(*desk.dialog).contains("SHA-256: aaaaaaaa…aaaaaaaa"));
    for (auto* copy : desk.dialog->findChildren<QToolButton*>())
        if (copy->accessibleName().contains("clip.pt"))
            copy->click();
    QCOMPARE(QGuiApplication::clipboard()->text(), QString::fromStdString(hash));
}

void TestModelDialog::loadIsShownAndTheDialogStaysUsable()
{
    Desk desk;
    desk.open();
    auto* progress = desk.dialog->findChild<QProgressBar*>();
    QVERIFY(!progress->isVisible());
    desk.dialog->setLoading(0.5, "Loading mine");
    QVERIFY(progress->isVisible());
    QCOMPARE(progress->value(), progress->maximum() / 2);
    QVERIFY(shownText(*desk.dialog).contains("Loading mine"));
    QVERIFY(button(*desk.dialog, "Use model")->isEnabled());
    desk.dialog->setLoading(-1, "Looking at the machine");
    QCOMPARE(progress->maximum(), 0);
    desk.dialog->setCurrent(desk.bundle("mine"));
    QVERIFY(!progress->isVisible());
}

void TestModelDialog::failedLoadSaysWhyUntilAnotherSucceeds()
{
    Desk desk;
    desk.open();
    desk.dialog->setLoading(0.2, "Loading mine");
    desk.dialog->setLoadFailed("Out of memory.");
    QVERIFY(!desk.dialog->findChild<QProgressBar*>()->isVisible());
    const auto lines = shownLines(*desk.dialog);
    QCOMPARE(lines.size(), 1);
    QCOMPARE(lines.front()->text(), QString("Out of memory."));
    QCOMPARE(lines.front()->mark(), Mark::Fail);
    desk.dialog->setCurrent(desk.bundle("starter"));
    QVERIFY(shownLines(*desk.dialog).isEmpty());
}

void TestModelDialog::removingAsksFirst()
{
    Desk desk;
    desk.open();
    desk.select(1);
    desk.mayRemove = false;
    button(*desk.dialog, "Remove")->click();
    QCOMPARE(desk.asked, QStringList({"mine"}));
    QVERIFY(fs::exists(pathOf(desk.user) / "mine"));

    desk.mayRemove = true;
    QSignalSpy listed(desk.dialog.get(), &ModelDialog::listed);
    desk.list->setFocus();
    QTest::keyClick(desk.list, Qt::Key_Delete);
    QVERIFY(listed.wait());
    QVERIFY(!fs::exists(pathOf(desk.user) / "mine"));
    QCOMPARE(rows(*desk.list).size(), 1);
    QCOMPARE(desk.list->currentIndex().row(), 0);
}

void TestModelDialog::onlyOwnUnusedModelsCanBeRemoved()
{
    Desk desk;
    desk.open();
    auto* remove = button(*desk.dialog, "Remove");
    desk.select(0);
    QVERIFY(!remove->isEnabled());
    desk.select(1);
    QVERIFY(remove->isEnabled());
    desk.dialog->setCurrent(desk.bundle("mine"));
    QVERIFY(!remove->isEnabled());
    QVERIFY(!remove->toolTip().isEmpty());
}

void TestModelDialog::dialogMayCloseWhileTheLibraryIsRead()
{
    Desk desk;
    auto dialog = std::make_unique<ModelDialog>(ModelLibrary({pathOf(desk.bundled)}, pathOf(desk.user)));
    dialog->refresh();
    dialog.reset();
    QCoreApplication::processEvents();
    QVERIFY(fs::exists(pathOf(desk.user) / "mine" / "model.json"));
}

QTEST_MAIN(TestModelDialog)
#include "tst_model_dialog.moc"
