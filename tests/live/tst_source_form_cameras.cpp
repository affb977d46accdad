// The form's lists of cameras: what is found, what is chosen of it, and what is said where nothing is there.

#include "app/workbench/setting_field.h"
#include "source_form_tools.h"

#include <QLabel>

using namespace source_form_tools;

namespace {

QStringList entries(Ready& ready, const char* name)
{
    QStringList texts;
    for (int i = 0; i < ready.field<QComboBox>(name)->count(); ++i)
        texts << ready.field<QComboBox>(name)->itemText(i);
    return texts;
}

bool says(const Ready& ready, const QString& part)
{
    for (const QLabel* const label : ready.form->findChildren<QLabel*>())
        if (label->isVisible() && label->text().contains(part))
            return true;
    return false;
}

}  // namespace

class TestSourceFormCameras : public QObject {
    Q_OBJECT

private slots:
    void camerasAreLookedForOnce();
    void firstCameraIsChosenWhereNoneIs();
    void simulatedCameraIsNotChosenByItself();
    void cameraThatIsAwayStaysChosen();
    void noCameraSaysWhatToCheck_data();
    void noCameraSaysWhatToCheck();
    void withoutAravisThePageSaysSo();
    void sizesFollowTheFormatAndRatesTheSize();
    void anotherCameraBeginsAnew();
};

void TestSourceFormCameras::camerasAreLookedForOnce()
{
    Ready ready;
    ready.show();
    ready.form->hide();
    ready.form->show();
    QVERIFY(!ready.form->findChild<DeviceFinder*>()->isRunning());
    QCOMPARE(ready.searches, 1);
    QSignalSpy ended(ready.form->findChild<DeviceFinder*>(), &DeviceFinder::ended);
    ready.button("Refresh")->click();
    QVERIFY(says(ready, "Looking for cameras"));
    QVERIFY(!ready.button("Refresh")->isEnabled());
    QVERIFY(ended.wait(10'000));
    QVERIFY(!says(ready, "Looking for cameras") && ready.button("Refresh")->isEnabled());
    QCOMPARE(ready.searches, 2);
}

void TestSourceFormCameras::firstCameraIsChosenWhereNoneIs()
{
    Ready ready;
    ready.show();
    QCOMPARE(ready.form->choice().v4l2.file, QString("/dev/video0"));
    QCOMPARE(ready.form->choice().v4l2.name, QString("Webcam"));
    QCOMPARE(ready.form->choice().genicam.id, QString("Basler-1"));
    QCOMPARE(ready.form->choice().genicam.name, QString("acA1920-40gm 21876543"));
    QVERIFY(ready.changed->size() > 0);
    QVERIFY(says(ready, "/dev/video0, usb-1"));
}

void TestSourceFormCameras::simulatedCameraIsNotChosenByItself()
{
    Ready ready;
    ready.genicam.erase(ready.genicam.begin());
    SourceChoice choice;
    choice.kind = Kind::Genicam;
    ready.show(choice);
    QVERIFY(ready.form->choice().genicam.id.isEmpty());
    QVERIFY(says(ready, "No industrial camera was found"));
    QCOMPARE(entries(ready, "Camera"), QStringList {"Fake 1 (simulated)"});
    ready.choose("Camera", 0);
    QCOMPARE(ready.form->choice().genicam.id, QString("Fake_1"));
}

void TestSourceFormCameras::cameraThatIsAwayStaysChosen()
{
    Ready ready;
    SourceChoice choice = everything(Kind::V4l2);
    choice.v4l2.file = "/dev/video9";
    choice.v4l2.name = "Old";
    ready.show(choice);
    QVERIFY(ready.form->choice() == choice);
    QCOMPARE(entries(ready, "Camera"), QStringList({"Webcam", "Other", "Old (not connected)"}));
    QCOMPARE(entries(ready, "Size"), QStringList({"as the camera is set", "640 × 480"}));
    QVERIFY(says(ready, "No camera was found"));
    QVERIFY(!ready.field<QComboBox>("Size")->isEnabled());
}

void TestSourceFormCameras::noCameraSaysWhatToCheck_data()
{
    QTest::addColumn<Kind>("kind");
    QTest::addColumn<QStringList>("hints");
    QTest::newRow("V4L2") << Kind::V4l2 << QStringList {"cable", "group “video”"};
    QTest::newRow("GenICam") << Kind::Genicam << QStringList {"cable", "network interface", "firewall"};
}

void TestSourceFormCameras::noCameraSaysWhatToCheck()
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
        QVERIFY2(says(ready, hint), qPrintable(hint));
    QVERIFY(ready.button("Refresh")->isEnabled());
    QVERIFY(!ready.button("Test")->isEnabled());
    QCOMPARE(ready.form->outcome(), QString("No camera is chosen."));
    QVERIFY(ready.form->findChildren<SettingField*>().front()->isHidden());  // nothing to set
}

void TestSourceFormCameras::withoutAravisThePageSaysSo()
{
    Ready ready;
    ready.aravis = false;
    ready.genicam.clear();
    ready.show(everything(Kind::Genicam));
    QVERIFY(says(ready, "built without Aravis") && says(ready, "libaravis-dev"));
    QVERIFY(!ready.button("Test") && !ready.button("Refresh"));
    QVERIFY(ready.form->choice() == everything(Kind::Genicam));
}

void TestSourceFormCameras::sizesFollowTheFormatAndRatesTheSize()
{
    Ready ready;
    ready.show();
    const QString asSet = "as the camera is set";
    QCOMPARE(entries(ready, "Format"), QStringList({"the best one (MJPG)", "YUYV", "MJPG"}));
    QCOMPARE(entries(ready, "Size"), QStringList({asSet, "1920 × 1080"}));
    ready.choose("Format", 1);
    QCOMPARE(entries(ready, "Size"), QStringList({asSet, "1280 × 720", "640 × 480"}));
    ready.choose("Size", 2);
    QCOMPARE(entries(ready, "Picture rate"), QStringList({asSet, "30 per second", "15 per second"}));
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

void TestSourceFormCameras::anotherCameraBeginsAnew()
{
    Ready ready;
    ready.show(everything(Kind::V4l2));
    ready.choose("Camera", 1);
    SourceChoice::V4l2 fresh;
    fresh.file = "/dev/video2";
    fresh.name = "Other";
    QVERIFY(ready.form->choice().v4l2 == fresh);
    QCOMPARE(entries(ready, "Format"), QStringList({"the best one (GREY)", "GREY"}));
}

QTEST_MAIN(TestSourceFormCameras)
#include "tst_source_form_cameras.moc"
