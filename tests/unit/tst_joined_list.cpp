#include "widgets/joined_list.h"

#include <QTest>
#include <QTranslator>

class TestJoinedList : public QObject {
    Q_OBJECT

    struct Japanese : QTranslator {
        bool isEmpty() const override { return false; }
        QString translate(const char* context, const char*, const char*, int) const override { return qstrcmp(context, "Lists") == 0 ? QStringLiteral("、") : QString(); }
    };

private slots:
    void joinsAsTheLanguageDoes()
    {
        QCOMPARE(widgets::joinedList({}), QString());
        QCOMPARE(widgets::joinedList({"a"}), QString("a"));
        QCOMPARE(widgets::joinedList({"a", "b", "c"}), QString("a, b, c"));
        Japanese japanese;
        QCoreApplication::installTranslator(&japanese);
        QCOMPARE(widgets::joinedList({"a", "b", "c"}), QStringLiteral("a、b、c"));
    }
};

QTEST_GUILESS_MAIN(TestJoinedList)
#include "tst_joined_list.moc"
