#include "widgets/number_text.h"

#include <QLocale>
#include <QtTest>

class TestNumberText : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }

    void millimetresHaveThreeDigitsAndNoExponent_data()
    {
        QTest::addColumn<double>("millimetres");
        QTest::addColumn<QString>("number");
        QTest::newRow("nothing") << 0.0 << "0";
        QTest::newRow("tiny") << 0.0000123 << "0.0000123";
        QTest::newRow("small") << 0.04 << "0.0400";
        QTest::newRow("below one") << 0.5678 << "0.568";
        QTest::newRow("above one") << 3.0524 << "3.05";
        QTest::newRow("tens") << 30.524 << "30.5";
        QTest::newRow("hundreds") << 305.24 << "305";
        QTest::newRow("just below a thousand") << 999.9 << "1,000";
        QTest::newRow("thousands") << 3052.4 << "3,052";
        QTest::newRow("millions") << 3052400.0 << "3,052,400";
    }
    void millimetresHaveThreeDigitsAndNoExponent()
    {
        QFETCH(double, millimetres);
        QFETCH(QString, number);
        QCOMPARE(widgets::areaText(millimetres, 1), number + QStringLiteral("\u00a0mm²"));
        QCOMPARE(widgets::lengthText(millimetres * 2, 0.5), number + QStringLiteral("\u00a0mm"));
    }

    void pixelsAreWholeFromTen_data()
    {
        QTest::addColumn<double>("pixels");
        QTest::addColumn<QString>("number");
        QTest::newRow("below ten") << 9.3 << "9.3";
        QTest::newRow("whole below ten") << 9.0 << "9";
        QTest::newRow("ten") << 10.4 << "10";
        QTest::newRow("thousands") << 12400.0 << "12,400";
    }
    void pixelsAreWholeFromTen()
    {
        QFETCH(double, pixels);
        QFETCH(QString, number);
        QCOMPARE(widgets::areaText(pixels, 0), number + QStringLiteral("\u00a0px²"));
        QCOMPARE(widgets::lengthText(pixels, 0), number + QStringLiteral("\u00a0px"));
    }
};

QTEST_APPLESS_MAIN(TestNumberText)
#include "tst_number_text.moc"
