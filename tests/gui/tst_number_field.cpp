#include "widgets/number_field.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QLineEdit>
#include <QtTest>

using widgets::NumberField;

class TestNumberField : public QObject {
    Q_OBJECT

    struct Field : NumberField {
        Field(QLocale::Language language, double value)
        {
            setLocale(QLocale(language));
            setRange(0, 1e6);
            setKeyboardTracking(false);
            setGroupSeparatorShown(true);
            setSuffix(" mm");
            setValue(value);
            show();
            selectAll();
        }
        void putCursorAt(int place) { lineEdit()->setCursorPosition(place); }
        void type(const QString& keys) { QTest::keyClicks(this, keys); }
        void paste(const QString& text)
        {
            QGuiApplication::clipboard()->setText(text);
            QTest::keyClick(this, Qt::Key_V, Qt::ControlModifier);
        }
        void settle() { QTest::keyClick(this, Qt::Key_Return); }
    };

private slots:
    void bothSignsAreTheDecimalOne_data()
    {
        QTest::addColumn<QLocale::Language>("language");
        QTest::addColumn<QString>("text");
        QTest::addColumn<double>("value");
        QTest::newRow("German, its own") << QLocale::German << "0,7" << 0.7;
        QTest::newRow("German, the other") << QLocale::German << "0.7" << 0.7;
        QTest::newRow("German, above one") << QLocale::German << "1.5" << 1.5;
        QTest::newRow("German, first") << QLocale::German << ".5" << 0.5;
        QTest::newRow("English, its own") << QLocale::English << "1.25" << 1.25;
        QTest::newRow("English, the other") << QLocale::English << "1,25" << 1.25;
        QTest::newRow("French, the other") << QLocale::French << "12.5" << 12.5;
    }
    void bothSignsAreTheDecimalOne()
    {
        QFETCH(QLocale::Language, language);
        QFETCH(QString, text);
        QFETCH(double, value);
        for (const bool typed : {true, false}) {
            Field field(language, 1500);
            typed ? field.type(text) : field.paste(text);
            field.settle();
            QCOMPARE(field.value(), value);
        }
    }

    void aPastedNumberMayHaveGroups_data()
    {
        QTest::addColumn<QLocale::Language>("language");
        QTest::addColumn<QString>("text");
        QTest::addColumn<double>("value");
        QTest::newRow("German in English") << QLocale::English << "1.234,5" << 1234.5;
        QTest::newRow("English in English") << QLocale::English << "1,234.5" << 1234.5;
        QTest::newRow("English in German") << QLocale::German << "1,234.5" << 1234.5;
    }
    void aPastedNumberMayHaveGroups()
    {
        QFETCH(QLocale::Language, language);
        QFETCH(QString, text);
        QFETCH(double, value);
        Field field(language, 0);
        field.paste(text);
        field.settle();
        QCOMPARE(field.value(), value);
    }

    /// Whole numbers have no decimal sign: what is shown can be typed.
    void wholeNumbersHaveGroups_data()
    {
        QTest::addColumn<QLocale::Language>("language");
        QTest::addColumn<QString>("text");
        QTest::newRow("English") << QLocale::English << "5,000";
        QTest::newRow("German") << QLocale::German << "5.000";
        QTest::newRow("without") << QLocale::German << "5000";
    }
    void wholeNumbersHaveGroups()
    {
        QFETCH(QLocale::Language, language);
        QFETCH(QString, text);
        for (const bool typed : {true, false}) {
            Field field(language, 3000);
            field.setDecimals(0);
            field.selectAll();
            typed ? field.type(text) : field.paste(text);
            field.settle();
            QCOMPARE(field.value(), 5000.0);
        }
    }

    void whatIsShownStaysASeparatorOfGroups_data()
    {
        QTest::addColumn<QLocale::Language>("language");
        QTest::newRow("German") << QLocale::German;
        QTest::newRow("English") << QLocale::English;
    }
    void whatIsShownStaysASeparatorOfGroups()
    {
        QFETCH(QLocale::Language, language);
        Field field(language, 1234.5);
        field.putCursorAt(8);  // behind "1.234,50"
        for (int i = 0; i < 3; ++i)
            QTest::keyClick(&field, Qt::Key_Backspace);
        field.type("6");  // "1.2346"
        field.settle();
        QCOMPARE(field.value(), 12346.0);
    }

    void theSignOnTheSignStepsOverIt()
    {
        Field field(QLocale::German, 0.25);
        field.putCursorAt(1);
        field.type(".");
        QCOMPARE(field.text(), QString("0,25 mm"));
        field.settle();
        QCOMPARE(field.value(), 0.25);
    }
};

QTEST_MAIN(TestNumberField)
#include "tst_number_field.moc"
