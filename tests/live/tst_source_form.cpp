// The form's choice: given, asked for, dropped and browsed for, locked while it runs; in each language and a narrow panel.

#include "app/workbench/setting_field.h"
#include "source_form_tools.h"

#include <QDropEvent>
#include <QLabel>
#include <QLineEdit>
#include <QMimeData>
#include <QTranslator>

using namespace source_form_tools;

namespace {

void drop(const Ready& ready, const QString& path, bool twice = false)
{
    QMimeData data;
    QList<QUrl> urls {QUrl::fromLocalFile(path)};
    if (twice)
        urls << urls;
    data.setUrls(urls);
    QDragEnterEvent enter(QPoint(5, 5), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    enter.ignore();
    QApplication::sendEvent(ready.form.get(), &enter);
    if (!enter.isAccepted())
        return;
    QDropEvent event(QPointF(5, 5), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(ready.form.get(), &event);
}

/// Every text half as long again.
class Longer : public QTranslator {
public:
    QString translate(const char*, const char* text, const char*, int) const override
    {
        const QString source = QString::fromUtf8(text);
        return source.contains("*.") || source.size() < 3 ? source : source + QString("yo ").repeated(source.size() / 6 + 1).trimmed();
    }
    bool isEmpty() const override { return false; }
};

}  // namespace

class TestSourceForm : public QObject {
    Q_OBJECT

private slots:
    void choiceIsGivenBack_data();
    void choiceIsGivenBack();
    void switchingKindsLosesNothing();
    void gapsAreSaid_data();
    void gapsAreSaid();
    void runningLocksAllButExposureAndGain();
    void runningCameraIsShown();
    void droppedFilesAreTaken();
    void browsedPathsAreTaken();
    void languageChangesAll();
    void fitsANarrowPanel_data();
    void fitsANarrowPanel();
    void keysReachEveryField_data();
    void keysReachEveryField();
};

void TestSourceForm::choiceIsGivenBack_data()
{
    QTest::addColumn<SourceChoice>("choice");
    for (const Kind kind : {Kind::V4l2, Kind::Stream, Kind::VideoFile, Kind::WatchedFolder, Kind::Genicam})
        QTest::addRow("kind %d", int(kind)) << everything(kind);
}

void TestSourceForm::choiceIsGivenBack()
{
    QFETCH(SourceChoice, choice);
    Ready ready;
    ready.show(choice);
    QVERIFY(ready.form->choice() == choice);
    QCOMPARE(ready.changed->size(), 0);
}

void TestSourceForm::switchingKindsLosesNothing()
{
    Ready ready;
    ready.show(everything(Kind::V4l2));
    auto* const kinds = ready.field<QComboBox>("Where pictures come from");
    for (int i = 0; i < kinds->count(); ++i)
        kinds->setCurrentIndex(i);
    QCOMPARE(ready.changed->size(), 4);
    QVERIFY(ready.form->choice() == everything(Kind::WatchedFolder));  // the last one
}

void TestSourceForm::gapsAreSaid_data()
{
    QTest::addColumn<Kind>("kind");
    QTest::addColumn<QString>("address");
    QTest::addColumn<QString>("reason");
    QTest::newRow("no address") << Kind::Stream << "" << "No address is given.";
    QTest::newRow("no such protocol") << Kind::Stream << "ftp://host/x" << "The address must begin with";
    QTest::newRow("address") << Kind::Stream << "http://host/x" << "";
    QTest::newRow("no video") << Kind::VideoFile << "" << "No video is chosen.";
    QTest::newRow("no folder") << Kind::WatchedFolder << "" << "No folder is chosen.";
}

void TestSourceForm::gapsAreSaid()
{
    QFETCH(Kind, kind);
    QFETCH(QString, address);
    QFETCH(QString, reason);
    Ready ready;
    SourceChoice choice;
    choice.kind = kind;
    choice.stream.address = address;
    ready.show(choice);
    QVERIFY2(reason.isEmpty() ? ready.form->outcome().isEmpty() : ready.form->outcome().startsWith(reason), qPrintable(ready.form->outcome()));
    QCOMPARE(ready.button("Test")->isEnabled(), reason.isEmpty());
}

void TestSourceForm::runningLocksAllButExposureAndGain()
{
    Ready ready;
    ready.show(everything(Kind::Genicam));
    QSignalSpy wanted(ready.form.get(), &SourceForm::settingWanted);
    ready.form->setRunning(true);
    for (const char* name : {"Where pictures come from", "Camera", "Pixel format", "Trigger", "Input"})
        QVERIFY2(!ready.field<QComboBox>(name)->isEnabled(), name);
    for (const char* name : {"Picture rate", "Packet size"})
        QVERIFY2(!ready.field<SettingField>(name)->isEnabled(), name);
    QVERIFY(!ready.button("Test")->isEnabled() && !ready.button("Refresh")->isEnabled());
    QVERIFY(ready.form->outcome().startsWith("It is in use."));
    drop(ready, "/data/other.mp4");
    QCOMPARE(ready.form->choice().kind, Kind::Genicam);

    auto* const gain = ready.field<SettingField>("Gain");
    QVERIFY(gain->isEnabled());
    gain->stepBy(1);
    QCOMPARE(wanted.size(), 1);
    QCOMPARE(wanted[0][0].toString(), QString("gain"));
    QCOMPARE(wanted[0][1].toDouble(), 7.0);
    auto* const exposure = ready.field<SettingField>("Exposure");
    exposure->setValue(exposure->minimum());  // as the camera is set: there is nothing to ask for
    QCOMPARE(wanted.size(), 1);
    QVERIFY(!ready.form->choice().genicam.exposure);

    ready.form->setRunning(false);
    gain->stepBy(1);
    QCOMPARE(wanted.size(), 1);
    QVERIFY(ready.field<QComboBox>("Trigger")->isEnabled() && ready.button("Test")->isEnabled());
}

void TestSourceForm::runningCameraIsShown()
{
    Ready ready;
    ready.show(everything(Kind::V4l2));
    ready.form->setRunning(true);
    ready.changed->clear();
    ready.form->showSettings({{"exposure", "µs", 5100, 100, 60'000}, {"gain", "", 3, 0, 64}});
    QCOMPARE(ready.form->choice().v4l2.exposure, std::optional(5100.0));  // what 5000 has become
    QCOMPARE(ready.field<SettingField>("Exposure")->maximum(), 60'000.0);
    QCOMPARE(ready.form->choice().v4l2.gain, std::optional(3.0));
    QCOMPARE(ready.changed->size(), 0);
    QVERIFY(!ready.field<QComboBox>("Size")->isEnabled());
}

void TestSourceForm::droppedFilesAreTaken()
{
    const QTemporaryDir folder;
    Ready ready;
    ready.show(everything(Kind::V4l2));
    drop(ready, folder.path());
    QCOMPARE(ready.form->choice().kind, Kind::WatchedFolder);
    QCOMPARE(ready.form->choice().folder.folder, folder.path());
    QVERIFY(ready.form->choice().folder.existingToo);  // the rest stays
    QCOMPARE(ready.changed->size(), 1);
    drop(ready, folder.filePath("parts.mp4"));
    QCOMPARE(ready.form->choice().kind, Kind::VideoFile);
    QCOMPARE(ready.form->choice().video.file, folder.filePath("parts.mp4"));
    drop(ready, "/two", true);
    QCOMPARE(ready.changed->size(), 2);
}

void TestSourceForm::browsedPathsAreTaken()
{
    Ready ready;
    SourceChoice choice;
    choice.kind = Kind::VideoFile;
    ready.show(choice);
    ready.button("Browse…")->click();
    QCOMPARE(ready.form->choice().video.file, QString("/picked"));
    ready.field<QComboBox>("Pace")->setCurrentIndex(1);
    QCOMPARE(ready.form->choice().video.pace, SourceChoice::Pace::EveryPicture);
    ready.field<QComboBox>("Where pictures come from")->setCurrentIndex(4);
    ready.button("Browse…")->click();
    QCOMPARE(ready.form->choice().folder.folder, QString("/picked"));
}

void TestSourceForm::languageChangesAll()
{
    Ready ready;
    ready.make = makeSource;
    SourceChoice choice = everything(Kind::Genicam);
    choice.genicam.exposure.reset();
    choice.genicam.gain.reset();
    ready.show(choice);
    Longer longer;
    QCoreApplication::installTranslator(&longer);
    QCoreApplication::processEvents();
    for (const QLabel* const label : ready.form->findChildren<QLabel*>())
        if (label->isVisible() && !label->text().isEmpty() && !label->text().contains("192.168"))
            QVERIFY2(label->text().contains("yo"), qPrintable(label->text()));
    for (const QComboBox* const box : ready.form->findChildren<QComboBox*>())
        if (box->isVisible() && !box->isEditable() && !box->currentText().contains("Mono12") && !box->currentText().contains("acA1920"))
            QVERIFY2(box->currentText().contains("yo"), qPrintable(box->currentText()));
    for (const SettingField* const field : ready.form->findChildren<SettingField*>())
        if (field->isVisible() && !field->chosen())
            QVERIFY2(field->text().contains("yo"), qPrintable(field->text()));
    QVERIFY(ready.form->choice() == choice);
    QCoreApplication::removeTranslator(&longer);
    QCoreApplication::processEvents();
    QVERIFY(ready.form->choice() == choice);
    QVERIFY(ready.button("Test"));
}

void TestSourceForm::fitsANarrowPanel_data()
{
    QTest::addColumn<Kind>("kind");
    QTest::addColumn<bool>("longTexts");
    for (const Kind kind : {Kind::V4l2, Kind::Stream, Kind::VideoFile, Kind::WatchedFolder, Kind::Genicam})
        for (const bool longTexts : {false, true})
            QTest::addRow("kind %d, %s", int(kind), longTexts ? "long texts" : "English") << kind << longTexts;
}

void TestSourceForm::fitsANarrowPanel()
{
    QFETCH(Kind, kind);
    QFETCH(bool, longTexts);
    Longer longer;
    if (longTexts)
        QCoreApplication::installTranslator(&longer);
    Ready ready;
    ready.show(everything(kind));
    ready.form->showSettings({{"exposure", "µs", 123'456, 10, 1'000'000}, {"fps", "1/s", 29.97, 1, 41.6}});
    QCoreApplication::removeTranslator(longTexts ? &longer : nullptr);
    QVERIFY2(ready.form->minimumSizeHint().width() <= 312, qPrintable(QString::number(ready.form->minimumSizeHint().width())));
    ready.form->resize(312, 900);
    if (longTexts)
        return;  // boxes elide there
    for (const QComboBox* const box : ready.form->findChildren<QComboBox*>())
        if (box->isVisible()) {
            QStyleOptionComboBox option;
            option.initFrom(box);
            const QRect room = box->style()->subControlRect(QStyle::CC_ComboBox, &option, QStyle::SC_ComboBoxEditField, box);
            QVERIFY2(box->fontMetrics().horizontalAdvance(box->currentText()) <= room.width(), qPrintable(box->currentText()));
        }
}

void TestSourceForm::keysReachEveryField_data()
{
    QTest::addColumn<Kind>("kind");
    for (const Kind kind : {Kind::V4l2, Kind::Stream, Kind::VideoFile, Kind::WatchedFolder, Kind::Genicam})
        QTest::addRow("kind %d", int(kind)) << kind;
}

void TestSourceForm::keysReachEveryField()
{
    QFETCH(Kind, kind);
    Ready ready;
    ready.show(everything(kind));
    QSet<QChar> letters;
    QStringList unnamed;
    for (const QWidget* const one : ready.form->findChildren<QWidget*>()) {
        const auto* const label = qobject_cast<const QLabel*>(one);
        const auto* const button = qobject_cast<const QAbstractButton*>(one);
        const QString text = label && label->buddy() ? label->text() : button ? button->text() : QString();
        const qsizetype mark = text.indexOf('&');
        if (one->isVisible() && mark >= 0) {
            const QChar letter = text.at(mark + 1).toLower();
            QVERIFY2(!letters.contains(letter), qPrintable(text));  // one key for one field
            letters.insert(letter);
        }
        const bool isField = qobject_cast<const QComboBox*>(one) || qobject_cast<const QAbstractSpinBox*>(one)
            || (qobject_cast<const QLineEdit*>(one) && !one->parentWidget()->inherits("QAbstractSpinBox") && !one->parentWidget()->inherits("QComboBox"));
        if (one->isVisible() && isField && one->accessibleName().isEmpty())
            unnamed << one->metaObject()->className();
    }
    QCOMPARE(unnamed, QStringList());
    QVERIFY(letters.size() >= 4);
}

QTEST_MAIN(TestSourceForm)
#include "tst_source_form.moc"
