// The form's button Test: the picture that comes or why none does. A video that isn't there is really opened.

#include "app/workbench/setting_field.h"
#include "app/workbench/source_test_view.h"
#include "source_form_tools.h"

#include <QLineEdit>

#include <latch>

using namespace source_form_tools;

namespace {

/// Presses Test and waits for what comes of it.
bool test(Ready& ready)
{
    QSignalSpy finished(ready.form->findChild<SourceTester*>(), &SourceTester::finished);
    ready.button("Test")->click();
    return finished.wait(10'000);
}

QImage picture(const Ready& ready)
{
    return ready.form->findChild<SourceTestView*>()->picture();
}

}  // namespace

class TestSourceFormTesting : public QObject {
    Q_OBJECT

private slots:
    void testShowsThePictureAndItsFigures();
    void testFillsTheCamerasLists();
    void settingThatIsNotThereIsOff();
    void lossesOfACameraSayWhatToTry();
    void failedTestSaysWhy();
    void testCanBeCancelled();
    void outcomeGoesWithTheChoice();
    void enterTestsTheAddress();
};

void TestSourceFormTesting::testShowsThePictureAndItsFigures()
{
    Ready ready;
    for (int i = 0; i < 30; ++i)
        ready.script->addFrame(200, 1920, 1200);
    ready.show();
    QVERIFY(test(ready));
    QVERIFY2(ready.form->outcome().startsWith("1920 × 1200, Mono8, ") && ready.form->outcome().endsWith("pictures per second"),
        qPrintable(ready.form->outcome()));
    QCOMPARE(picture(ready).size(), QSize(640, 400));
    QCOMPARE(picture(ready).pixelColor(320, 200), QColor(200, 200, 200));
    // As it lies in the form: in its ratio, at most 180 high.
    QWidget* shown = nullptr;
    for (QWidget* const one : ready.form->findChildren<QWidget*>())
        if (one->accessibleName() == "The first picture")
            shown = one;
    QVERIFY(shown && shown->isVisible() && shown->height() <= 180 && shown->height() > 100);
    QVERIFY(ready.button("Test")->isEnabled() && !ready.button("Cancel"));
}

void TestSourceFormTesting::testFillsTheCamerasLists()
{
    Ready ready;
    ready.script->addFrame(1);
    SourceChoice choice;
    choice.kind = Kind::Genicam;
    choice.genicam.trigger = SourceChoice::Trigger::Software;
    choice.genicam.id = "Basler-1";
    ready.show(choice);
    QVERIFY(test(ready));
    QVERIFY(ready.form->outcome().contains("gave a picture"));
    const auto* const exposure = ready.field<SettingField>("Exposure");
    QCOMPARE(exposure->text(), QString("as the camera is set (5,000 µs)"));
    QCOMPARE(exposure->maximum(), 1'000'000.0);
    QCOMPARE(ready.field<SettingField>("Picture rate")->text(), QString("as the camera is set (29.97 per s)"));
    QCOMPARE(ready.field<SettingField>("Packet size")->text(), QString("as the camera is set (1,500 bytes)"));
    QVERIFY(ready.form->choice().genicam.exposure == std::nullopt);
}

void TestSourceFormTesting::settingThatIsNotThereIsOff()
{
    Ready ready;  // its camera has no gain
    for (int i = 0; i < 60; ++i)
        ready.script->addFrame(1);
    ready.show();
    QVERIFY(ready.field<SettingField>("Gain")->isEnabled());
    QVERIFY(test(ready));
    QVERIFY(!ready.field<SettingField>("Gain")->isEnabled());
    QVERIFY(ready.field<SettingField>("Exposure")->isEnabled());
    SourceChoice choice = ready.form->choice();
    choice.v4l2.gain = 5;  // has to be taken back
    ready.form->setChoice(choice);
    QVERIFY(test(ready));
    QVERIFY(ready.field<SettingField>("Gain")->isEnabled());
}

void TestSourceFormTesting::lossesOfACameraSayWhatToTry()
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
    QVERIFY(test(ready));
    QVERIFY2(ready.form->outcome().contains("3 picture(s) were lost") && ready.form->outcome().endsWith("smaller packet size, or a lower picture rate."),
        qPrintable(ready.form->outcome()));
}

void TestSourceFormTesting::failedTestSaysWhy()
{
    Ready ready;
    ready.make = makeSource;
    SourceChoice choice;
    choice.kind = Kind::VideoFile;
    choice.video.file = "/no/such.mp4";
    ready.show(choice);
    QVERIFY(test(ready));
    QVERIFY2(ready.form->outcome().contains("/no/such.mp4") && ready.form->outcome().contains("does not exist"), qPrintable(ready.form->outcome()));
    QVERIFY(picture(ready).isNull());
    QVERIFY(ready.button("Test")->isEnabled());
}

void TestSourceFormTesting::testCanBeCancelled()
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

void TestSourceFormTesting::outcomeGoesWithTheChoice()
{
    Ready ready;
    for (int i = 0; i < 30; ++i)
        ready.script->addFrame(1);
    ready.show();
    QVERIFY(test(ready));
    QVERIFY(!ready.form->outcome().isEmpty());
    ready.choose("Format", 1);
    QVERIFY(ready.form->outcome().isEmpty() && picture(ready).isNull());
}

void TestSourceFormTesting::enterTestsTheAddress()
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

QTEST_MAIN(TestSourceFormTesting)
#include "tst_source_form_testing.moc"
