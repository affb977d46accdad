// Models are chosen, imported and removed in one dialog that loads nothing itself.

#include "app/workbench/model_dialog.h"
#include "app/workbench/model_details.h"
#include "app/workbench/model_import_dialog.h"
#include "app/workbench/model_list.h"
#include "app/workbench/result_line.h"
#include "model_folders.h"

#include <QAbstractItemModelTester>
#include <QClipboard>
#include <QComboBox>
#include <QDropEvent>
#include <QLabel>
#include <QListView>
#include <QMimeData>
#include <QProgressBar>
#include <QPushButton>
#include <QScrollArea>
#include <QSpinBox>
#include <QToolButton>
#include <QtTest>

using namespace app;
using namespace modelfolders;
using inference::pipeline::ModelBundle;
using widgets::Mark;

namespace {

/// A button by its text without the mnemonic.
QPushButton* button(const QWidget& window, const QString& text)
{
    for (auto* candidate : window.findChildren<QPushButton*>())
        if (candidate->text().remove('&') == text)
            return candidate;
    return nullptr;
}

/// The field beside a label of a form, by the label's text without the mnemonic.
template <typename Field>
Field* field(const QWidget& window, const QString& label)
{
    for (auto* candidate : window.findChildren<QLabel*>())
        if (candidate->text().remove('&') == label && candidate->buddy())
            return qobject_cast<Field*>(candidate->buddy());
    return nullptr;
}

QList<ResultLine*> shownLines(const QWidget& window)
{
    QList<ResultLine*> lines = window.findChildren<ResultLine*>();
    lines.removeIf([](ResultLine* line) { return line->isHidden(); });
    return lines;
}

QString shownText(const QWidget& window)
{
    QStringList texts;
    for (auto* label : window.findChildren<QLabel*>())
        texts.append(label->text().remove(QChar(0x200b)));  // places to break
    return texts.join('\n');
}

QStringList rows(const QListView& list)
{
    QStringList texts;
    for (int row = 0; row < list.model()->rowCount(); ++row)
        texts.append(list.model()->index(row, 0).data(Qt::AccessibleTextRole).toString());
    return texts;
}

void drop(QWidget& widget, const QList<fs::path>& files)
{
    QMimeData data;
    QList<QUrl> urls;
    for (const fs::path& file : files)
        urls.append(QUrl::fromLocalFile(QString::fromStdString(file)));
    data.setUrls(urls);
    QDragEnterEvent enter({5, 5}, Qt::CopyAction, &data, Qt::LeftButton, {});
    QCoreApplication::sendEvent(&widget, &enter);
    QVERIFY(enter.isAccepted());
    QDropEvent event({5, 5}, Qt::CopyAction, &data, Qt::LeftButton, {});
    QCoreApplication::sendEvent(&widget, &event);
}

/// A dialog over a bundled model "starter" and the person's own "mine", listed, with answers instead of questions.
struct Desk {
    QTemporaryDir bundled, user;
    bool mayRemove = true;
    QStringList asked;
    std::unique_ptr<ModelDialog> dialog;
    QListView* list = nullptr;

    Desk()
    {
        makeBundle(pathOf(bundled), "starter");
        makeBundle(pathOf(user), "mine");
    }

    void open()
    {
        ModelQuestions questions;
        questions.mayRemove = [this](QWidget*, const ModelEntry& entry) {
            asked.append(QString::fromStdString(entry.bundle.name));
            return mayRemove;
        };
        dialog = std::make_unique<ModelDialog>(ModelLibrary({pathOf(bundled)}, pathOf(user)), questions);
        list = dialog->findChild<QListView*>();
        dialog->show();
        QVERIFY(QSignalSpy(dialog.get(), &ModelDialog::listed).wait());
    }

    void select(int row) { list->setCurrentIndex(list->model()->index(row, 0)); }
    ModelBundle bundle(const std::string& name) const
    {
        const fs::path folder = (name == "starter" ? pathOf(bundled) : pathOf(user)) / name;
        return inference::pipeline::readBundle(folder);
    }
};

inference::model::Machine machineWith(const std::vector<std::string>& cards)
{
    inference::model::Machine machine;
    machine.cudaDevices = cards;
    return machine;
}

}  // namespace

class TestModelDialog : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void listModelKeepsItsPromises();
    void modelsAreListedWithTheirFacts();
    void emptyLibrarySaysWhatToDo();
    void chosenModelCarriesDeviceAndPrecision_data();
    void chosenModelCarriesDeviceAndPrecision();
    void smallerInputsAreOfferedWithTheirCost();
    void enterChoosesTheModel();
    void deviceOfTheModelInUseWaitsForTheMachine();
    void modelInUseHasTheBadge();
    void modelOfTwoFilesIsListedWhileInUse();
    void brokenModelSaysWhyAndCannotBeUsed();
    void hashIsCopiedWhole();
    void loadIsShownAndTheDialogStaysUsable();
    void failedLoadSaysWhyUntilAnotherSucceeds();
    void removingAsksFirst();
    void onlyOwnUnusedModelsCanBeRemoved();
    void dialogMayCloseWhileTheLibraryIsRead();
    void importChecksByItselfAndImports();
    void importRefuses_data();
    void importRefuses();
    void importNamesTheModelAfterTheVcpFileUntilNamed();
    void droppedPairIsSortedBySize();
    void browsingFillsTheField();
    void importedModelIsSelectedInTheList();
    void buttonsAndWrappedTextsFitASmallScreen();
    void openDialogsFollowTheLanguage();

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

void TestModelDialog::chosenModelCarriesDeviceAndPrecision_data()
{
    QTest::addColumn<QStringList>("cards");
    QTest::addColumn<QStringList>("devices");
    QTest::addColumn<int>("device");
    QTest::addColumn<int>("precision");
    QTest::addColumn<QString>("wanted");
    const QStringList plain {"Automatic", "CPU"};
    const QStringList two {"Automatic (RTX A)", "CPU", "CUDA 0: RTX A", "CUDA 1: RTX B"};
    QTest::newRow("no card, as it comes") << QStringList() << plain << 0 << 0 << "auto auto";
    QTest::newRow("no card, CPU") << QStringList() << plain << 1 << 1 << "cpu fp32";
    QTest::newRow("two cards, as it comes") << QStringList({"RTX A", "RTX B"}) << two << 0 << 0 << "auto auto";
    QTest::newRow("two cards, the second") << QStringList({"RTX A", "RTX B"}) << two << 3 << 1 << "cuda:1 fp32";
}

void TestModelDialog::chosenModelCarriesDeviceAndPrecision()
{
    QFETCH(QStringList, cards);
    QFETCH(QStringList, devices);
    QFETCH(int, device);
    QFETCH(int, precision);
    QFETCH(QString, wanted);
    Desk desk;
    desk.open();
    std::vector<std::string> names;
    for (const QString& card : cards)
        names.push_back(card.toStdString());
    desk.dialog->setMachine(machineWith(names));
    auto* deviceBox = field<QComboBox>(*desk.dialog, "Device:");
    auto* precisionBox = field<QComboBox>(*desk.dialog, "Precision:");
    QStringList found;
    for (int i = 0; i < deviceBox->count(); ++i)
        found.append(deviceBox->itemText(i));
    QCOMPARE(found, devices);

    deviceBox->setCurrentIndex(device);
    precisionBox->setCurrentIndex(precision);
    desk.select(1);
    QSignalSpy chosen(desk.dialog.get(), &ModelDialog::modelChosen);
    button(*desk.dialog, "Use model")->click();
    QCOMPARE(chosen.size(), 1);
    const auto bundle = chosen.front().front().value<ModelBundle>();
    QCOMPARE(bundle.name, std::string("mine"));
    QCOMPARE(bundle.folder, pathOf(desk.user) / "mine");
    QCOMPARE(QString::fromStdString(bundle.options.device + " " + bundle.options.precision), wanted);
    QVERIFY(desk.dialog->isVisible());
}

void TestModelDialog::smallerInputsAreOfferedWithTheirCost()
{
    Desk desk;
    auto wide = desk.bundle("mine");
    wide.options.imageSize = 518;
    inference::pipeline::writeBundle(pathOf(desk.user) / "mine", wide);
    desk.open();
    desk.select(1);
    auto* sizes = field<QComboBox>(*desk.dialog, "Input size:");
    QList<int> offered;
    for (int i = 0; i < sizes->count(); ++i)
        offered.append(sizes->itemData(i).toInt());
    QCOMPARE(offered, (QList<int> {518, 420, 336, 224}));
    const auto warning = [&] {
        for (auto* label : desk.dialog->findChildren<QLabel*>())
            if (label->text().startsWith("A smaller input shows less"))
                return label->isVisible();
        return false;
    };
    QVERIFY(!warning());
    sizes->setCurrentIndex(2);
    QVERIFY(warning());
    QSignalSpy chosen(desk.dialog.get(), &ModelDialog::modelChosen);
    button(*desk.dialog, "Use model")->click();
    const auto bundle = chosen.front().front().value<ModelBundle>();
    QCOMPARE(bundle.options.imageSize, 336);

    // In use, it is shown; another model begins with its own size.
    desk.dialog->setCurrent(bundle);
    QCOMPARE(sizes->currentData().toInt(), 336);
    desk.select(0);
    QCOMPARE(sizes->currentIndex(), 0);
    QVERIFY(!warning());
}

void TestModelDialog::enterChoosesTheModel()
{
    Desk desk;
    desk.open();
    desk.select(1);
    desk.list->setFocus();
    QSignalSpy chosen(desk.dialog.get(), &ModelDialog::modelChosen);
    QTest::keyClick(desk.list, Qt::Key_Return);
    QCOMPARE(chosen.size(), 1);
    QTest::keyClick(desk.list, Qt::Key_Escape);
    QVERIFY(!desk.dialog->isVisible());
}

void TestModelDialog::deviceOfTheModelInUseWaitsForTheMachine()
{
    Desk desk;
    desk.open();
    ModelBundle bundle = desk.bundle("mine");
    bundle.options.device = "cuda:1";
    bundle.options.precision = "fp32";
    desk.dialog->setCurrent(bundle);
    auto* device = field<QComboBox>(*desk.dialog, "Device:");
    QCOMPARE(device->currentData().toString(), QString("auto"));
    QCOMPARE(field<QComboBox>(*desk.dialog, "Precision:")->currentData().toString(), QString("fp32"));
    desk.dialog->setMachine(machineWith({"A", "B"}));
    QCOMPARE(device->currentData().toString(), QString("cuda:1"));
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

namespace {

/// The import dialog with both files chosen and looked at.
struct ImportDesk {
    QTemporaryDir user;
    ModelImportDialog dialog {{pathOf(user), {}}, [](auto&&...) { return QString(); }};
    QSignalSpy settled {&dialog, &ModelImportDialog::settled};
    FileField* clip = field<FileField>(dialog, "CLIP weights:");
    FileField* vcp = field<FileField>(dialog, "VCP weights:");
    QSpinBox* size = field<QSpinBox>(dialog, "Image size:");
    QLineEdit* layers = field<QLineEdit>(dialog, "Tapped layers:");
    QLineEdit* name = field<QLineEdit>(dialog, "Name:");
    QPushButton* importButton = button(dialog, "Import");

    void choose(const fs::path& clipFile, const fs::path& vcpFile)
    {
        dialog.show();
        clip->setPath(QString::fromStdString(clipFile));
        vcp->setPath(QString::fromStdString(vcpFile));
        QVERIFY(settled.wait());
    }
    QStringList marks() const
    {
        QStringList words;
        for (const ResultLine* line : shownLines(dialog))
            words.append(line->mark() == Mark::Pass ? "pass" : line->mark() == Mark::Fail ? "fail" : "?");
        return words;
    }
};

}  // namespace

void TestModelDialog::importChecksByItselfAndImports()
{
    ImportDesk desk;
    desk.dialog.show();
    QVERIFY(desk.marks().isEmpty());
    QVERIFY(!desk.importButton->isEnabled());
    desk.choose(goldenClip(), goldenVcp());
    QCOMPARE(desk.marks(), QStringList({"pass", "pass", "pass"}));
    QVERIFY(shownLines(desk.dialog).front()->text().contains("Not one of the published files"));
    QCOMPARE(desk.size->value(), 518);
    QCOMPARE(desk.layers->placeholderText(), QString("Automatic: 3, 6, 9, 12"));
    QVERIFY(desk.importButton->isEnabled());

    QSignalSpy imported(&desk.dialog, &ModelImportDialog::imported);
    QTest::keyClick(desk.name, Qt::Key_Return);
    QVERIFY(imported.wait());
    QCOMPARE(desk.dialog.result(), int(QDialog::Accepted));
    QCOMPARE(inference::pipeline::readBundle(pathOf(desk.user) / "vcp").options.imageSize, 518);
}

void TestModelDialog::importRefuses_data()
{
    QTest::addColumn<QString>("clip");
    QTest::addColumn<QString>("vcp");
    QTest::addColumn<int>("size");
    QTest::addColumn<QString>("layers");
    QTest::addColumn<QStringList>("marks");
    QTest::addColumn<QString>("mentioned");
    const QString clip = QString::fromStdString(goldenClip()), vcp = QString::fromStdString(goldenVcp());
    const QString other = QString::fromStdString(otherVcp());
    QTest::newRow("VCP as CLIP") << vcp << vcp << 518 << "" << QStringList({"fail", "pass"}) << "vcp.pth";
    QTest::newRow("CLIP as VCP") << clip << clip << 518 << "" << QStringList({"pass", "fail"}) << "clip.pt";
    QTest::newRow("clash") << clip << other << 518 << "" << QStringList({"pass", "pass", "fail"}) << "visual.conv1.weight";
    QTest::newRow("size") << clip << vcp << 500 << "" << QStringList({"pass", "pass", "fail"}) << "504";
    QTest::newRow("too few layers") << clip << vcp << 518 << "3 6" << QStringList({"pass", "pass", "fail"}) << "4";
    QTest::newRow("no numbers") << clip << vcp << 518 << "last" << QStringList({"pass", "pass", "fail"}) << "whole numbers";
    QTest::newRow("not there") << "/nowhere.pt" << vcp << 518 << "" << QStringList({"fail", "pass"}) << "/nowhere.pt";
}

void TestModelDialog::importRefuses()
{
    QFETCH(QString, clip);
    QFETCH(QString, vcp);
    QFETCH(int, size);
    QFETCH(QString, layers);
    QFETCH(QStringList, marks);
    QFETCH(QString, mentioned);
    ImportDesk desk;
    desk.size->setValue(size);
    desk.layers->setText(layers);
    desk.choose(clip.toStdString(), vcp.toStdString());
    QCOMPARE(desk.marks(), marks);
    QString said;
    for (const ResultLine* line : shownLines(desk.dialog))
        if (line->mark() == Mark::Fail)
            said += line->text();
    QVERIFY2(said.contains(mentioned), qPrintable(said));
    QVERIFY(!desk.importButton->isEnabled());

    desk.size->setValue(518);
    desk.layers->clear();
    desk.clip->setPath(QString::fromStdString(goldenClip()));
    desk.vcp->setPath(QString::fromStdString(goldenVcp()));
    QTRY_VERIFY(desk.importButton->isEnabled());
}

void TestModelDialog::importNamesTheModelAfterTheVcpFileUntilNamed()
{
    ImportDesk desk;
    desk.choose(goldenClip(), goldenVcp());
    QCOMPARE(desk.name->text(), QString("vcp"));
    desk.name->selectAll();
    QTest::keyClicks(desk.name, "Gear A");
    desk.vcp->setPath(QString::fromStdString(otherVcp()));
    QCOMPARE(desk.name->text(), QString("Gear A"));
    desk.name->clear();
    QVERIFY(!desk.importButton->isEnabled());
}

void TestModelDialog::droppedPairIsSortedBySize()
{
    ImportDesk desk;
    desk.dialog.show();
    drop(desk.dialog, {goldenVcp(), goldenClip()});
    QCOMPARE(desk.clip->path(), QString::fromStdString(goldenClip()));
    QCOMPARE(desk.vcp->path(), QString::fromStdString(goldenVcp()));
    QVERIFY(desk.settled.wait());
    QVERIFY(desk.importButton->isEnabled());
    drop(*desk.vcp->edit(), {otherVcp()});
    QCOMPARE(desk.vcp->path(), QString::fromStdString(otherVcp()));
    QVERIFY(!desk.importButton->isEnabled());
}

void TestModelDialog::browsingFillsTheField()
{
    QStringList asked;
    FileField field("CLIP weights", [&](QWidget*, const QString& title, const QString& folder, const QString&) {
        asked = QStringList {title, folder};
        return QString("/chosen/clip.pt");
    });
    field.setPath("/before/old.pt");
    QSignalSpy chosen(&field, &FileField::chosen);
    field.findChild<QPushButton*>()->click();
    QCOMPARE(asked, QStringList({"Choose the CLIP weights", "/before"}));
    QCOMPARE(field.path(), QString("/chosen/clip.pt"));
    QCOMPARE(chosen.size(), 1);
    field.edit()->setText("file:///typed/clip%20one.pt");
    QCOMPARE(field.path(), QString("/typed/clip one.pt"));
}

void TestModelDialog::importedModelIsSelectedInTheList()
{
    Desk desk;
    desk.open();
    button(*desk.dialog, "Import…")->click();
    auto* dialog = desk.dialog->findChild<ModelImportDialog*>();
    QVERIFY(dialog && dialog->isVisible());
    QSignalSpy settled(dialog, &ModelImportDialog::settled), listed(desk.dialog.get(), &ModelDialog::listed);
    drop(*dialog, {goldenClip(), goldenVcp()});
    QVERIFY(settled.wait());
    button(*dialog, "Import")->click();
    QVERIFY(listed.wait());
    QCOMPARE(rows(*desk.list).size(), 3);
    QCOMPARE(desk.list->currentIndex().data().toString(), QString("vcp"));
    QVERIFY(button(*desk.dialog, "Use model")->isEnabled());
}

void TestModelDialog::buttonsAndWrappedTextsFitASmallScreen()
{
    Desk desk;
    desk.open();
    desk.dialog->setLoadFailed(QString("A long sentence that says what went wrong and what to do. ").repeated(6));
    ImportDesk import;
    import.choose(goldenClip(), goldenVcp());
    for (QWidget* window : {static_cast<QWidget*>(desk.dialog.get()), static_cast<QWidget*>(&import.dialog)}) {
        QVERIFY(window->width() <= 1280 && window->height() <= 800);
        window->resize(window->minimumSizeHint());
        QTest::qWait(0);
        QVERIFY2(window->width() <= 800 && window->height() <= 600, qPrintable(QString("%1 x %2").arg(window->width()).arg(window->height())));
        for (auto* candidate : window->findChildren<QPushButton*>())
            QVERIFY2(candidate->width() >= candidate->minimumSizeHint().width(), qPrintable(candidate->text()));
        for (auto* label : window->findChildren<QLabel*>())
            if (label->isVisible() && label->wordWrap())
                QVERIFY2(label->height() >= label->heightForWidth(label->width()), qPrintable(label->text()));
        for (auto* area : window->findChildren<QScrollArea*>())
            QVERIFY2(area->widget()->width() <= area->viewport()->width(), "a scroll area scrolls sideways");
    }
}

namespace {

/// A language in which every text of the program stands in guillemets.
class Guillemets : public QTranslator {
public:
    bool isEmpty() const override { return false; }
    QString translate(const char*, const char* source, const char*, int) const override { return u'«' + QString::fromUtf8(source) + u'»'; }
};

/// What is left of the old language in a window: texts that are the program's own.
QStringList untranslated(const QWidget& window)
{
    QStringList left {window.windowTitle()};
    for (const auto* candidate : window.findChildren<QAbstractButton*>())
        left.append(candidate->text());
    for (const auto* label : window.findChildren<QLabel*>())
        if (label->buddy())
            left.append(label->text());
    for (const auto* line : window.findChildren<ResultLine*>())
        if (!line->isHidden())
            left.append(line->accessibleName());
    left.removeIf([](const QString& text) { return text.isEmpty() || text.contains(u'«'); });
    return left;
}

}  // namespace

void TestModelDialog::openDialogsFollowTheLanguage()
{
    Desk desk;
    fs::remove(pathOf(desk.user) / "mine" / "vcp.pth");
    desk.open();
    desk.select(1);  // its details say what is wrong with it
    ImportDesk import;
    import.choose(goldenClip(), goldenVcp());
    QVERIFY(import.marks().size() > 0);
    QSignalSpy listed(desk.dialog.get(), &ModelDialog::listed);
    Guillemets language;
    QCoreApplication::installTranslator(&language);
    QVERIFY(listed.wait());
    QVERIFY2(untranslated(*desk.dialog).isEmpty(), qPrintable(untranslated(*desk.dialog).join('\n')));
    QVERIFY2(untranslated(import.dialog).isEmpty(), qPrintable(untranslated(import.dialog).join('\n')));
    QVERIFY(desk.dialog->findChild<ModelDetails*>()->accessibleName().contains(u'«'));
    QVERIFY(shownText(*desk.dialog).contains(QStringLiteral("«The file ")));
    QVERIFY(shownText(import.dialog).contains(QStringLiteral("«A model is made of")));
    QVERIFY(import.size->suffix().contains(u'«') && import.clip->edit()->placeholderText().contains(u'«'));
    QCOMPARE(desk.list->currentIndex().row(), 1);
    QCoreApplication::removeTranslator(&language);
    QVERIFY(listed.wait());
    QVERIFY(button(*desk.dialog, "Use model") && button(import.dialog, "Import"));
}

QTEST_MAIN(TestModelDialog)
#include "tst_model_dialog.moc"
