#include "widgets/expression_edit.h"
#include "widgets/expression_help.h"
#include "widgets/expression_line.h"
#include "widgets/part_fields.h"
#include "widgets/theme.h"

#include <QAbstractItemView>
#include <QApplication>
#include <QLabel>
#include <QPushButton>
#include <QToolButton>
#include <QtTest>

using namespace widgets;

class TestExpressionEdit : public QObject {
    Q_OBJECT

    struct Shown {
        ExpressionEdit edit;
        QSignalSpy changed{&edit, &ExpressionEdit::expressionChanged};
        QSignalSpy remembered{&edit, &ExpressionEdit::historyChanged};

        Shown()
        {
            edit.setFields(partFields(), partExamples());
            edit.resize(300, edit.sizeHint().height());
            edit.show();
            edit.activateWindow();
            edit.line()->setFocus();
            if (!QTest::qWaitForWindowActive(&edit))
                qFatal("no active window");
        }
        void type(const QString& text) { QTest::keyClicks(edit.line(), text); }
        void press(Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier) { QTest::keyClick(target(), key, modifiers); }
        /// The list takes the keys while it is open.
        QWidget* target()
        {
            QWidget* popup = QApplication::activePopupWidget();
            return popup ? popup : edit.line();
        }
        QLabel* sentence() { return edit.findChild<QLabel*>(); }
    };

private slots:
    void initTestCase()
    {
        QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
        qRegisterMetaType<Expression>();
    }

    void theLastValidFilterStaysInForce()
    {
        Shown shown;
        shown.type("score > 0.6");
        QCOMPARE(shown.edit.expression().text(), QString("score > 0.6"));
        const auto count = shown.changed.count();
        shown.edit.setText("score > 0.6 and (");
        QCOMPARE(shown.changed.count(), count);
        QCOMPARE(shown.edit.expression().text(), QString("score > 0.6"));
        QVERIFY(shown.edit.error().has_value());
        shown.edit.setText(QString());
        QVERIFY(!shown.edit.error().has_value());
        QVERIFY(shown.edit.expression().isEmpty());
        QCOMPARE(shown.changed.count(), count + 1);
    }

    void whatIsWrongIsSaidAfterAPause()
    {
        Shown shown;
        shown.type("score > hi");
        QVERIFY(!shown.sentence()->isVisible());
        QTRY_VERIFY(shown.sentence()->isVisible());
        QCOMPARE(shown.sentence()->text(), shown.edit.error()->sentence);
        QCOMPARE(shown.edit.line()->toolTip(), shown.edit.error()->sentence);
        QCOMPARE(shown.edit.line()->accessibleDescription(), shown.edit.error()->sentence);
        shown.edit.setText("score > 0.5");
        QVERIFY(!shown.sentence()->isVisible());
        QVERIFY(shown.edit.line()->toolTip() != shown.sentence()->text());
    }

    void enterSaysItAtOnce()
    {
        Shown shown;
        shown.type("weight = 3");
        shown.press(Qt::Key_Return);
        QVERIFY(shown.sentence()->isVisible());
        QCOMPARE(shown.remembered.count(), 0);
    }

    void theWrongPlaceIsUnderlined()
    {
        Shown shown;
        shown.edit.setText("score > high and gear");
        shown.edit.line()->clearFocus();
        const QImage wrong = shown.edit.line()->grab().toImage();
        shown.edit.line()->setError(std::nullopt);
        const QImage right = shown.edit.line()->grab().toImage();
        QRect differs;
        for (int y = 0; y < wrong.height(); ++y)
            for (int x = 0; x < wrong.width(); ++x)
                if (wrong.pixel(x, y) != right.pixel(x, y))
                    differs |= QRect(x, y, 1, 1);
        const QFontMetrics metrics(shown.edit.line()->font());
        QVERIFY(differs.isValid());
        QVERIFY2(std::abs(differs.width() - metrics.horizontalAdvance("high")) <= 6, qPrintable(QString::number(differs.width())));
        QVERIFY(differs.top() > wrong.height() / 2);
    }

    void wordsAreOfferedAndTaken()
    {
        Shown shown;
        shown.type("ver");
        QCOMPARE(shown.edit.line()->offered(), QStringList("verdict"));
        shown.press(Qt::Key_Down);
        shown.press(Qt::Key_Return);
        QCOMPARE(shown.edit.text(), QString("verdict "));
        QCOMPARE(shown.remembered.count(), 0);
        QCOMPARE(shown.edit.line()->offered(), QStringList({"=", "!="}));
        QTest::keyClicks(shown.target(), "= re");
        QCOMPARE(shown.edit.line()->offered(), QStringList("review"));
        shown.press(Qt::Key_Down);
        shown.press(Qt::Key_Tab);
        QCOMPARE(shown.edit.text(), QString("verdict = review "));
        QVERIFY(!shown.edit.error());
        QVERIFY(shown.edit.line()->offered().isEmpty());
    }

    void controlSpaceOffersAtOnce()
    {
        Shown shown;
        shown.press(Qt::Key_Space, Qt::ControlModifier);
        QVERIFY(shown.edit.line()->offered().contains("score"));
        shown.press(Qt::Key_Escape);
        QVERIFY(shown.edit.line()->offered().isEmpty());
        QCOMPARE(shown.edit.text(), QString());
    }

    void committedFiltersAreRemembered()
    {
        Shown shown;
        for (const QString text : {"gear", "score > 0.5", "gear", "score > 0.5"}) {
            shown.edit.setText(text);
            shown.press(Qt::Key_Return);
        }
        QCOMPARE(shown.edit.history(), QStringList({"score > 0.5", "gear"}));
        shown.edit.setText({});
        shown.press(Qt::Key_Return);
        shown.press(Qt::Key_Down);
        QCOMPARE(shown.edit.line()->offered(), shown.edit.history());
        shown.press(Qt::Key_Down);
        shown.press(Qt::Key_Return);
        QCOMPARE(shown.edit.expression().text().trimmed(), QString("score > 0.5"));
        QStringList many;
        for (int i = 0; i < 30; ++i)
            many.append(QString::number(i));
        shown.edit.setHistory(many);
        QCOMPARE(shown.edit.history().size(), ExpressionEdit::greatestHistory);
    }

    void calibrationMendsMillimetres()
    {
        Shown shown;
        shown.edit.setText("area > 2 mm2");
        QVERIFY(shown.edit.error().has_value());
        QCOMPARE(shown.changed.count(), 0);
        shown.edit.setCalibration(0.1);
        QVERIFY(!shown.edit.error().has_value());
        QCOMPARE(shown.changed.count(), 1);
    }

    void examplesCanBeTaken()
    {
        Shown shown;
        shown.edit.setHistory({"gear"});
        QTest::mouseClick(shown.edit.findChild<QToolButton*>(QString(), Qt::FindDirectChildrenOnly), Qt::LeftButton);
        auto* help = qobject_cast<ExpressionHelp*>(QApplication::activePopupWidget());
        QVERIFY(help);
        const auto buttons = help->findChildren<QPushButton*>();
        QCOMPARE(std::size_t(buttons.size()), partExamples().size() + 1);
        buttons[2]->click();
        QCOMPARE(shown.edit.text(), partExamples()[1].text);
        QVERIFY(!shown.edit.error());
    }
};

QTEST_MAIN(TestExpressionEdit)
#include "tst_expression_edit.moc"
