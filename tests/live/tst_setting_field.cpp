#include "app/workbench/setting_field.h"

#include <QSignalSpy>
#include <QtTest>

using app::SettingField;

namespace {

/// An exposure from 10 µs to 1 s.
struct Exposure {
    SettingField field {SettingField::Steps::Tenths};
    QSignalSpy told {&field, &SettingField::chosenChanged};
    Exposure()
    {
        field.setSuffix(" µs");
        field.setBounds(10, 1'000'000, 0);
        field.show();
    }
    void type(const QString& text)
    {
        QTest::keyClicks(&field, text);
        QTest::keyClick(&field, Qt::Key_Return);
    }
};

}  // namespace

class TestSettingField : public QObject {
    Q_OBJECT

private slots:
    void nothingIsChosenAtFirst();
    void typedNumbers_data();
    void typedNumbers();
    void typingReplacesTheWords();
    void emptiedFieldChoosesNothing();
    void typingIsKnown();
    void stepsBeginAtWhatTheCameraIsSetTo();
    void stepsEndAtTheLeastBeforeNothing();
    void negativeNumbersAreNumbers();
    void boundsKeepWhatWasChosen();
    void wordsAreSeenInFull();
};

void TestSettingField::nothingIsChosenAtFirst()
{
    Exposure exposure;
    QVERIFY(!exposure.field.chosen());
    QCOMPARE(exposure.field.text(), QString("as the camera is set"));
    exposure.field.setPresent(5000);
    QCOMPARE(exposure.field.text(), QString("as the camera is set (5,000 µs)"));
    QVERIFY(!exposure.field.chosen());
    QCOMPARE(exposure.told.size(), 0);
}

void TestSettingField::typedNumbers_data()
{
    QTest::addColumn<QString>("typed");
    QTest::addColumn<double>("chosen");
    QTest::newRow("within") << "12345" << 12345.0;
    QTest::newRow("the least") << "10" << 10.0;
    QTest::newRow("too little: the least, not nothing") << "3" << 10.0;
    QTest::newRow("just too little") << "9" << 10.0;
    QTest::newRow("0") << "0" << 10.0;
    QTest::newRow("a digit too many isn't taken") << "99999999" << 999999.0;
}

void TestSettingField::typedNumbers()
{
    QFETCH(QString, typed);
    QFETCH(double, chosen);
    Exposure exposure;
    exposure.field.selectAll();
    exposure.type(typed);
    QVERIFY(exposure.field.chosen());
    QCOMPARE(*exposure.field.chosen(), chosen);
    QCOMPARE(exposure.told.size(), 1);  // when it was settled, not at each digit
}

void TestSettingField::typingReplacesTheWords()
{
    Exposure exposure;
    exposure.field.setPresent(5000);
    exposure.field.findChild<QLineEdit*>()->setCursorPosition(4);
    exposure.type("250");
    QCOMPARE(exposure.field.chosen(), std::optional(250.0));
    QCOMPARE(exposure.field.text(), QString("250 µs"));
}

void TestSettingField::emptiedFieldChoosesNothing()
{
    Exposure exposure;
    exposure.field.setChosen(300);
    exposure.field.findChild<QLineEdit*>()->clear();
    QTest::keyClick(&exposure.field, Qt::Key_Return);
    QVERIFY(!exposure.field.chosen());
    QCOMPARE(exposure.field.text(), QString("as the camera is set"));
    QCOMPARE(exposure.told.size(), 1);
}

void TestSettingField::typingIsKnown()
{
    Exposure exposure;
    QVERIFY(!exposure.field.isBeingTyped());
    QTest::keyClicks(&exposure.field, "25");
    QVERIFY(exposure.field.isBeingTyped());
    QTest::keyClick(&exposure.field, Qt::Key_Return);
    QVERIFY(!exposure.field.isBeingTyped());
    exposure.field.stepBy(1);
    QVERIFY(!exposure.field.isBeingTyped());
}

void TestSettingField::stepsBeginAtWhatTheCameraIsSetTo()
{
    Exposure exposure;
    QTest::keyClick(&exposure.field, Qt::Key_Up);
    QCOMPARE(exposure.field.chosen(), std::optional(10.0));
    exposure.field.setChosen(std::nullopt);
    exposure.field.setPresent(5000);
    QTest::keyClick(&exposure.field, Qt::Key_Up);
    QCOMPARE(exposure.field.chosen(), std::optional(5000.0));
    QTest::keyClick(&exposure.field, Qt::Key_Up);
    QCOMPARE(exposure.field.chosen(), std::optional(5100.0));  // a tenth of its magnitude
    exposure.field.setChosen(200'000);
    QTest::keyClick(&exposure.field, Qt::Key_Up);
    QCOMPARE(exposure.field.chosen(), std::optional(210'000.0));
}

void TestSettingField::stepsEndAtTheLeastBeforeNothing()
{
    SettingField field(SettingField::Steps::Even);
    field.setBounds(576, 9000, 0, 4);
    field.setChosen(578);
    field.stepBy(-1);
    QCOMPARE(field.chosen(), std::optional(576.0));
    field.stepBy(-1);
    QVERIFY(!field.chosen());
    field.stepBy(-1);
    QVERIFY(!field.chosen());
    field.stepBy(2);
    QCOMPARE(field.chosen(), std::optional(576.0));

    Exposure exposure;
    exposure.field.setChosen(12);
    for (int i = 0; i < 2; ++i)
        exposure.field.stepBy(-1);
    QCOMPARE(exposure.field.chosen(), std::optional(10.0));
    exposure.field.stepBy(-10);
    QVERIFY(!exposure.field.chosen());
}

void TestSettingField::negativeNumbersAreNumbers()
{
    SettingField gain(SettingField::Steps::Even);
    gain.setBounds(-6, 24, 2);
    QVERIFY(!gain.chosen());
    gain.setChosen(-6);
    QCOMPARE(gain.chosen(), std::optional(-6.0));
    QCOMPARE(gain.text(), QString("-6"));
    gain.setChosen(0);
    QCOMPARE(gain.chosen(), std::optional(0.0));
    gain.setChosen(2.5);
    QCOMPARE(gain.text(), QString("2.5"));
}

void TestSettingField::boundsKeepWhatWasChosen()
{
    Exposure exposure;
    exposure.field.setChosen(500);
    exposure.field.setBounds(20, 400, 0);
    QCOMPARE(exposure.field.chosen(), std::optional(400.0));
    exposure.field.setBounds(600, 900, 0);
    QCOMPARE(exposure.field.chosen(), std::optional(600.0));
    exposure.field.setChosen(std::nullopt);
    exposure.field.setBounds(1, 5, 0);
    QVERIFY(!exposure.field.chosen());
    QCOMPARE(exposure.told.size(), 0);
}

void TestSettingField::wordsAreSeenInFull()
{
    Exposure exposure;
    exposure.field.setPresent(5000);
    exposure.field.resize(exposure.field.minimumSizeHint());
    const auto* const edit = exposure.field.findChild<QLineEdit*>();
    QVERIFY(edit->width() >= edit->fontMetrics().horizontalAdvance(exposure.field.text()));
    exposure.field.setPresent(123'456);
    QVERIFY(exposure.field.minimumSizeHint().width() <= 280);
}

QTEST_MAIN(TestSettingField)
#include "tst_setting_field.moc"
