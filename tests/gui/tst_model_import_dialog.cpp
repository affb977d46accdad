// Two weight files are chosen, looked at and imported in a dialog.

#include "model_desk.h"

#include <QDropEvent>
#include <QMimeData>

using namespace modeldesk;

namespace {

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

}  // namespace

class TestModelImportDialog : public QObject {
    Q_OBJECT

private slots:
    void importChecksByItselfAndImports();
    void importRefuses_data();
    void importRefuses();
    void importNamesTheModelAfterTheVcpFileUntilNamed();
    void droppedPairIsSortedBySize();
    void browsingFillsTheField();
    void importedModelIsSelectedInTheList();
};

void TestModelImportDialog::importChecksByItselfAndImports()
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

void TestModelImportDialog::importRefuses_data()
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

void TestModelImportDialog::importRefuses()
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

void TestModelImportDialog::importNamesTheModelAfterTheVcpFileUntilNamed()
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

void TestModelImportDialog::droppedPairIsSortedBySize()
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

void TestModelImportDialog::browsingFillsTheField()
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

void TestModelImportDialog::importedModelIsSelectedInTheList()
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

QTEST_MAIN(TestModelImportDialog)
#include "tst_model_import_dialog.moc"
