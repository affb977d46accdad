// The form as a person uses it; cameras and sources are made up, videos and folders that aren't there are really opened.
#include "../unit/scripted_source.h"
#include "app/workbench/device_picker.h"
#include "app/workbench/setting_field.h"
#include "app/workbench/source_form.h"
#include "app/workbench/source_test_view.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDropEvent>
#include <QLabel>
#include <QLineEdit>
#include <QMimeData>
#include <QPushButton>
#include <QSignalSpy>
#include <QTranslator>
#include <QtTest>

#include <latch>

using namespace app;
using namespace inference::sources;
using Kind = SourceChoice::Kind;

namespace {

std::vector<V4l2Device> twoWebcams()
{
    return {{"/dev/video0", "Webcam", "usb-1", {{"YUYV", {640, 480}, {30, 15}}, {"YUYV", {1280, 720}, {10}}, {"MJPG", {1920, 1080}, {60, 30}}}},
        {"/dev/video2", "Other", "usb-2", {{"GREY", {800, 600}, {25}}}}};
}

std::vector<GenicamDevice> oneBasler()
{
    return {{"Basler-1", "Basler", "acA1920-40gm", "21876543", "192.168.1.20", "GigEVision"}, {"Fake_1", "Aravis", "Fake", "1", "", "Fake"}};
}

/// A camera of this form and these settings.
struct Camera : scripted::ScriptedSource {
    explicit Camera(const std::shared_ptr<scripted::Script>& script)
        : ScriptedSource(script)
    {
    }
    std::vector<Setting> settings() override
    {
        return {{"exposure", "µs", 5000, 10, 1'000'000}, {"fps", "1/s", 29.97, 1, 41.6}, {"packet_size", "bytes", 1500, 576, 9000}};
    }
};

struct Ready {
    std::vector<V4l2Device> v4l2 = twoWebcams();
    std::vector<GenicamDevice> genicam = oneBasler();
    std::shared_ptr<scripted::Script> script = std::make_shared<scripted::Script>();
    SourceMaker make = [this](const SourceChoice&) { return std::make_unique<Camera>(script); };
    bool aravis = true;
    int searches = 0;
    std::unique_ptr<SourceForm> form;
    std::unique_ptr<QSignalSpy> changed;

    void show(const SourceChoice& choice = {})
    {
        const auto pick = [](QWidget*, const QString&, const QString&, const QString&) { return QStringLiteral("/picked"); };
        SourceFormOutside outside;
        outside.lists = {[this] {
                             ++searches;
                             return v4l2;
                         },
            [this] { return genicam; }};
        outside.make = make;
        outside.hasAravis = aravis;
        form = std::make_unique<SourceForm>(pick, pick, outside);
        form->setChoice(choice);
        changed = std::make_unique<QSignalSpy>(form.get(), &SourceForm::changed);
        QSignalSpy ended(form->findChild<DeviceFinder*>(), &DeviceFinder::ended);
        form->resize(318, 900);
        form->show();
        if (!ended.wait(10'000))
            qFatal("the search for cameras does not end");
    }
    /// The shown field that screen readers call so.
    template <typename Field>
    Field* field(const char* name)
    {
        for (Field* const one : form->findChildren<Field*>())
            if (one->isVisible() && one->accessibleName() == QString::fromUtf8(name))
                return one;
        qFatal("no field %s", name);
    }
    QPushButton* button(const char* text)
    {
        for (QPushButton* const one : form->findChildren<QPushButton*>())
            if (one->isVisible() && one->text().remove('&') == QString::fromUtf8(text))
                return one;
        return nullptr;
    }
    void choose(const char* name, int index)
    {
        auto* const box = field<QComboBox>(name);
        box->setCurrentIndex(index);
        emit box->activated(index);
    }
    QStringList entries(const char* name)
    {
        QStringList texts;
        for (int i = 0; i < field<QComboBox>(name)->count(); ++i)
            texts << field<QComboBox>(name)->itemText(i);
        return texts;
    }
    bool says(const QString& part)
    {
        for (const QLabel* const label : form->findChildren<QLabel*>())
            if (label->isVisible() && label->text().contains(part))
                return true;
        return false;
    }
    /// Presses Test and waits for what comes of it.
    bool test()
    {
        QSignalSpy finished(form->findChild<SourceTester*>(), &SourceTester::finished);
        button("Test")->click();
        return finished.wait(10'000);
    }
    QImage picture() { return form->findChild<SourceTestView*>()->picture(); }
    void drop(const QString& path, bool twice = false)
    {
        QMimeData data;
        QList<QUrl> urls {QUrl::fromLocalFile(path)};
        if (twice)
            urls << urls;
        data.setUrls(urls);
        QDragEnterEvent enter(QPoint(5, 5), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        enter.ignore();
        QApplication::sendEvent(form.get(), &enter);
        if (!enter.isAccepted())
            return;
        QDropEvent event(QPointF(5, 5), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(form.get(), &event);
    }
};

SourceChoice everything(Kind kind)
{
    SourceChoice choice;
    choice.kind = kind;
    choice.v4l2 = {"/dev/video0", "Webcam", "YUYV", {640, 480}, 15, 5000, 3};
    choice.stream = {"rtsp://me:pw@host/stream", 2500, 900};
    choice.video = {"/data/a.mp4", true, SourceChoice::Pace::EveryPicture};
    choice.folder = {"/data/in", true, 750};
    choice.genicam = {"Basler-1", "acA1920-40gm 21876543", "Mono12", 1234, 6, 20, 8996, SourceChoice::Trigger::Hardware, "Line3"};
    return choice;
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
    void camerasAreLookedForOnce();
    void firstCameraIsChosenWhereNoneIs();
    void simulatedCameraIsNotChosenByItself();
    void cameraThatIsAwayStaysChosen();
    void noCameraSaysWhatToCheck_data();
    void noCameraSaysWhatToCheck();
    void withoutAravisThePageSaysSo();
    void sizesFollowTheFormatAndRatesTheSize();
    void anotherCameraBeginsAnew();
    void testShowsThePictureAndItsFigures();
    void testFillsTheCamerasLists();
    void settingThatIsNotThereIsOff();
    void lossesOfACameraSayWhatToTry();
    void failedTestSaysWhy();
    void testCanBeCancelled();
    void outcomeGoesWithTheChoice();
    void gapsAreSaid_data();
    void gapsAreSaid();
    void enterTestsTheAddress();
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

void TestSourceForm::camerasAreLookedForOnce()
{
    Ready ready;
    ready.show();
    ready.form->hide();
    ready.form->show();
    QVERIFY(!ready.form->findChild<DeviceFinder*>()->isRunning());
    QCOMPARE(ready.searches, 1);
    QSignalSpy ended(ready.form->findChild<DeviceFinder*>(), &DeviceFinder::ended);
    ready.button("Refresh")->click();
    QVERIFY(ready.says("Looking for cameras"));
    QVERIFY(!ready.button("Refresh")->isEnabled());
    QVERIFY(ended.wait(10'000));
    QVERIFY(!ready.says("Looking for cameras") && ready.button("Refresh")->isEnabled());
    QCOMPARE(ready.searches, 2);
}

void TestSourceForm::firstCameraIsChosenWhereNoneIs()
{
    Ready ready;
    ready.show();
    QCOMPARE(ready.form->choice().v4l2.file, QString("/dev/video0"));
    QCOMPARE(ready.form->choice().v4l2.name, QString("Webcam"));
    QCOMPARE(ready.form->choice().genicam.id, QString("Basler-1"));
    QCOMPARE(ready.form->choice().genicam.name, QString("acA1920-40gm 21876543"));
    QVERIFY(ready.changed->size() > 0);
    QVERIFY(ready.says("/dev/video0, usb-1"));
}

void TestSourceForm::simulatedCameraIsNotChosenByItself()
{
    Ready ready;
    ready.genicam.erase(ready.genicam.begin());
    SourceChoice choice;
    choice.kind = Kind::Genicam;
    ready.show(choice);
    QVERIFY(ready.form->choice().genicam.id.isEmpty());
    QVERIFY(ready.says("No industrial camera was found"));
    QCOMPARE(ready.entries("Camera"), QStringList {"Fake 1 (simulated)"});
    ready.choose("Camera", 0);
    QCOMPARE(ready.form->choice().genicam.id, QString("Fake_1"));
}

void TestSourceForm::cameraThatIsAwayStaysChosen()
{
    Ready ready;
    SourceChoice choice = everything(Kind::V4l2);
    choice.v4l2.file = "/dev/video9";
    choice.v4l2.name = "Old";
    ready.show(choice);
    QVERIFY(ready.form->choice() == choice);
    QCOMPARE(ready.entries("Camera"), QStringList({"Webcam", "Other", "Old (not connected)"}));
    QCOMPARE(ready.entries("Size"), QStringList({"as the camera is set", "640 × 480"}));
    QVERIFY(ready.says("No camera was found"));
    QVERIFY(!ready.field<QComboBox>("Size")->isEnabled());
}

void TestSourceForm::noCameraSaysWhatToCheck_data()
{
    QTest::addColumn<Kind>("kind");
    QTest::addColumn<QStringList>("hints");
    QTest::newRow("V4L2") << Kind::V4l2 << QStringList {"cable", "group “video”"};
    QTest::newRow("GenICam") << Kind::Genicam << QStringList {"cable", "network interface", "firewall"};
}

void TestSourceForm::noCameraSaysWhatToCheck()
{
    QFETCH(Kind, kind);
    QFETCH(QStringList, hints);
    Ready ready;
    ready.v4l2.clear();
    ready.genicam.clear();
    SourceChoice choice;
    choice.kind = kind;
    ready.show(choice);
    for (const QString& hint : hints)
        QVERIFY2(ready.says(hint), qPrintable(hint));
    QVERIFY(ready.button("Refresh")->isEnabled());
    QVERIFY(!ready.button("Test")->isEnabled());
    QCOMPARE(ready.form->outcome(), QString("No camera is chosen."));
    QVERIFY(ready.form->findChildren<SettingField*>().front()->isHidden());  // nothing to set
}

void TestSourceForm::withoutAravisThePageSaysSo()
{
    Ready ready;
    ready.aravis = false;
    ready.genicam.clear();
    ready.show(everything(Kind::Genicam));
    QVERIFY(ready.says("built without Aravis") && ready.says("libaravis-dev"));
    QVERIFY(!ready.button("Test") && !ready.button("Refresh"));
    QVERIFY(ready.form->choice() == everything(Kind::Genicam));
}

void TestSourceForm::sizesFollowTheFormatAndRatesTheSize()
{
    Ready ready;
    ready.show();
    const QString asSet = "as the camera is set";
    QCOMPARE(ready.entries("Format"), QStringList({"the best one (MJPG)", "YUYV", "MJPG"}));
    QCOMPARE(ready.entries("Size"), QStringList({asSet, "1920 × 1080"}));
    ready.choose("Format", 1);
    QCOMPARE(ready.entries("Size"), QStringList({asSet, "1280 × 720", "640 × 480"}));
    ready.choose("Size", 2);
    QCOMPARE(ready.entries("Picture rate"), QStringList({asSet, "30 per second", "15 per second"}));
    ready.choose("Picture rate", 2);
    SourceChoice choice = ready.form->choice();
    QCOMPARE(choice.v4l2.format, QString("YUYV"));
    QVERIFY(choice.v4l2.size == (inference::Size {640, 480}));
    QCOMPARE(choice.v4l2.framesPerSecond, 15.0);
    ready.choose("Size", 1);  // at which there is no 15
    QCOMPARE(ready.form->choice().v4l2.framesPerSecond, 0.0);
    ready.choose("Format", 2);  // which has no 1280 x 720
    choice = ready.form->choice();
    QCOMPARE(choice.v4l2.format, QString("MJPG"));
    QVERIFY(choice.v4l2.size == inference::Size {});
}

void TestSourceForm::anotherCameraBeginsAnew()
{
    Ready ready;
    ready.show(everything(Kind::V4l2));
    ready.choose("Camera", 1);
    SourceChoice::V4l2 fresh;
    fresh.file = "/dev/video2";
    fresh.name = "Other";
    QVERIFY(ready.form->choice().v4l2 == fresh);
    QCOMPARE(ready.entries("Format"), QStringList({"the best one (GREY)", "GREY"}));
}

void TestSourceForm::testShowsThePictureAndItsFigures()
{
    Ready ready;
    for (int i = 0; i < 30; ++i)
        ready.script->addFrame(200, 1920, 1200);
    ready.show();
    QVERIFY(ready.test());
    QVERIFY2(ready.form->outcome().startsWith("1920 × 1200, Mono8, ") && ready.form->outcome().endsWith("pictures per second"),
        qPrintable(ready.form->outcome()));
    QCOMPARE(ready.picture().size(), QSize(640, 400));
    QCOMPARE(ready.picture().pixelColor(320, 200), QColor(200, 200, 200));
    // As it lies in the form: in its ratio, at most 180 high.
    QWidget* shown = nullptr;
    for (QWidget* const one : ready.form->findChildren<QWidget*>())
        if (one->accessibleName() == "The first picture")
            shown = one;
    QVERIFY(shown && shown->isVisible() && shown->height() <= 180 && shown->height() > 100);
    QVERIFY(ready.button("Test")->isEnabled() && !ready.button("Cancel"));
}

void TestSourceForm::testFillsTheCamerasLists()
{
    Ready ready;
    ready.script->addFrame(1);
    SourceChoice choice;
    choice.kind = Kind::Genicam;
    choice.genicam.trigger = SourceChoice::Trigger::Software;
    choice.genicam.id = "Basler-1";
    ready.show(choice);
    QVERIFY(ready.test());
    QVERIFY(ready.form->outcome().contains("gave a picture"));
    const auto* const exposure = ready.field<SettingField>("Exposure");
    QCOMPARE(exposure->text(), QString("as the camera is set (5,000 µs)"));
    QCOMPARE(exposure->maximum(), 1'000'000.0);
    QCOMPARE(ready.field<SettingField>("Picture rate")->text(), QString("as the camera is set (29.97 per s)"));
    QCOMPARE(ready.field<SettingField>("Packet size")->text(), QString("as the camera is set (1,500 bytes)"));
    QVERIFY(ready.form->choice().genicam.exposure == std::nullopt);
}

void TestSourceForm::settingThatIsNotThereIsOff()
{
    Ready ready;  // its camera has no gain
    for (int i = 0; i < 60; ++i)
        ready.script->addFrame(1);
    ready.show();
    QVERIFY(ready.field<SettingField>("Gain")->isEnabled());
    QVERIFY(ready.test());
    QVERIFY(!ready.field<SettingField>("Gain")->isEnabled());
    QVERIFY(ready.field<SettingField>("Exposure")->isEnabled());
    SourceChoice choice = ready.form->choice();
    choice.v4l2.gain = 5;  // has to be taken back
    ready.form->setChoice(choice);
    QVERIFY(ready.test());
    QVERIFY(ready.field<SettingField>("Gain")->isEnabled());
}

void TestSourceForm::lossesOfACameraSayWhatToTry()
{
    Ready ready;
    for (int i = 0; i < 30; ++i)
        ready.script->addFrame(1);
    ready.script->opens.push_back([script = ready.script] {
        const std::lock_guard lock(script->mutex);
        script->lost = 3;
    });
    SourceChoice choice;
    choice.kind = Kind::Genicam;
    ready.show(choice);
    QVERIFY(ready.test());
    QVERIFY2(ready.form->outcome().contains("3 picture(s) were lost") && ready.form->outcome().endsWith("smaller packet size, or a lower picture rate."),
        qPrintable(ready.form->outcome()));
}

void TestSourceForm::failedTestSaysWhy()
{
    Ready ready;
    ready.make = makeSource;
    SourceChoice choice;
    choice.kind = Kind::VideoFile;
    choice.video.file = "/no/such.mp4";
    ready.show(choice);
    QVERIFY(ready.test());
    QVERIFY2(ready.form->outcome().contains("/no/such.mp4") && ready.form->outcome().contains("does not exist"), qPrintable(ready.form->outcome()));
    QVERIFY(ready.picture().isNull());
    QVERIFY(ready.button("Test")->isEnabled());
}

void TestSourceForm::testCanBeCancelled()
{
    Ready ready;
    auto reached = std::make_shared<std::latch>(1);
    ready.script->opens.push_back([reached] { reached->count_down(); });  // and then no picture comes
    ready.show();
    QSignalSpy finished(ready.form->findChild<SourceTester*>(), &SourceTester::finished);
    ready.button("Test")->setFocus();
    ready.button("Test")->click();
    reached->wait();
    QVERIFY(!ready.button("Test")->isEnabled() && ready.button("Cancel"));
    QVERIFY(ready.button("Cancel")->hasFocus() || !ready.form->isActiveWindow());
    QCOMPARE(ready.form->outcome(), QString("Opening the source and waiting for pictures…"));
    ready.button("Cancel")->click();
    QVERIFY(ready.button("Test")->isEnabled() && !ready.button("Cancel"));
    QCOMPARE(ready.form->outcome(), QString());
    QVERIFY(!finished.wait(50));
}

void TestSourceForm::outcomeGoesWithTheChoice()
{
    Ready ready;
    for (int i = 0; i < 30; ++i)
        ready.script->addFrame(1);
    ready.show();
    QVERIFY(ready.test());
    QVERIFY(!ready.form->outcome().isEmpty());
    ready.choose("Format", 1);
    QVERIFY(ready.form->outcome().isEmpty() && ready.picture().isNull());
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

void TestSourceForm::enterTestsTheAddress()
{
    Ready ready;
    for (int i = 0; i < 30; ++i)
        ready.script->addFrame(1);
    SourceChoice choice;
    choice.kind = Kind::Stream;
    ready.show(choice);
    auto* const address = ready.field<QLineEdit>("Address");
    QTest::keyClick(address, Qt::Key_Return);
    QVERIFY(!ready.form->findChild<SourceTester*>()->isRunning());  // nothing to test
    QSignalSpy finished(ready.form->findChild<SourceTester*>(), &SourceTester::finished);
    QTest::keyClicks(address, "http://host/x ");
    QTest::keyClick(address, Qt::Key_Return);
    QVERIFY(finished.wait(10'000));
    QCOMPARE(ready.form->choice().stream.address, QString("http://host/x"));
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
    ready.drop("/data/other.mp4");
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
    ready.drop(folder.path());
    QCOMPARE(ready.form->choice().kind, Kind::WatchedFolder);
    QCOMPARE(ready.form->choice().folder.folder, folder.path());
    QVERIFY(ready.form->choice().folder.existingToo);  // the rest stays
    QCOMPARE(ready.changed->size(), 1);
    ready.drop(folder.filePath("parts.mp4"));
    QCOMPARE(ready.form->choice().kind, Kind::VideoFile);
    QCOMPARE(ready.form->choice().video.file, folder.filePath("parts.mp4"));
    ready.drop("/two", true);
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
