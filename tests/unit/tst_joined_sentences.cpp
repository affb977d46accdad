#include "widgets/joined_sentences.h"

#include <QTest>

class TestJoinedSentences : public QObject {
    Q_OBJECT

private slots:
    void join_data()
    {
        QTest::addColumn<QStringList>("sentences");
        QTest::addColumn<QString>("text");
        QTest::newRow("none") << QStringList {} << QString();
        QTest::newRow("one") << QStringList {"One."} << "One.";
        QTest::newRow("a blank between") << QStringList {"One.", "Two.", "Three."} << "One. Two. Three.";
        QTest::newRow("empty ones") << QStringList {"", "One.", "", "Two.", ""} << "One. Two.";
        QTest::newRow("Japanese") << QStringList {"見逃しはありません。", "3 個です。"} << "見逃しはありません。3 個です。";
        QTest::newRow("a Chinese one before another") << QStringList {"已完成。", "File a.png."} << "已完成。File a.png.";
    }
    void join()
    {
        QFETCH(QStringList, sentences);
        QTEST(widgets::joinedSentences(sentences), "text");
    }
};

QTEST_APPLESS_MAIN(TestJoinedSentences)
#include "tst_joined_sentences.moc"
