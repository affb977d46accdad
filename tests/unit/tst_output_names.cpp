// One name per image for the files written for it, on every file system.

#include "app/common/output_names.h"

#include <QtTest>

class TestOutputNames : public QObject {
    Q_OBJECT

private slots:
    void namesAreDistinct_data();
    void namesAreDistinct();
    void longStemsLeaveRoomForEndings();
    void namesThatAreNoUtf8AreTheOnesThatResultsTell();
    void manyOfOneNameTakeLittleTime();
};

void TestOutputNames::namesAreDistinct_data()
{
    QTest::addColumn<QStringList>("inputs");
    QTest::addColumn<QStringList>("names");
    const auto row = [](const char* what, const QStringList& inputs, const QStringList& names) { QTest::newRow(what) << inputs << names; };
    row("stems", {"/x/a.png", "b.tar.png"}, {"a", "b.tar"});
    row("same stem", {"x/a.png", "y/a.png", "a.jpg"}, {"a", "a-2", "a-3"});
    row("only the case differs", {"a.png", "A.png", "Ä.png", "ä.png"}, {"a", "A-2", "Ä", "ä-2"});
    row("the numbered name is taken", {"a-2.png", "a.png", "b/a.png"}, {"a-2", "a", "a-3"});
    row("the numbered name comes later", {"a.png", "b/a.png", "a-2.png"}, {"a", "a-2", "a-2-2"});
    row("a branch of another image", {"a.png", "a.pre.png", "a.post.png"}, {"a", "a.pre-2", "a.post-2"});
    row("an image of another's branch", {"a.pre.png", "a.png"}, {"a.pre", "a-2"});
    row("composed and decomposed", {"\u00e9.png", "e\u0301.png"}, {"\u00e9", "e\u0301-2"});
    row("no stem", {".png", "noending", "..png"}, {".png", "noending", "."});
}

void TestOutputNames::namesAreDistinct()
{
    QFETCH(QStringList, inputs);
    QFETCH(QStringList, names);
    app::OutputNames claimed;
    QStringList found;
    for (const QString& input : inputs)
        found.append(QString::fromStdString(claimed.claim(input.toStdString())));
    QCOMPARE(found, names);
}

void TestOutputNames::longStemsLeaveRoomForEndings()
{
    app::OutputNames claimed;
    for (int i = 0; i < 3; ++i) {
        const std::string name = claimed.claim(std::string(1, 'a') + QString(120, QChar(0xE4)).toStdString() + ".png");
        QVERIFY(name.size() + std::string_view(".post.tiff").size() <= 255);
        QVERIFY(!QString::fromStdString(name).contains(QChar::ReplacementCharacter));
    }
}

void TestOutputNames::namesThatAreNoUtf8AreTheOnesThatResultsTell()
{
    app::OutputNames claimed;
    QCOMPARE(claimed.claim("caf\xe9.png"), std::string("caf\xef\xbf\xbd"));
    QCOMPARE(claimed.claim("caf\xe8.png"), std::string("caf\xef\xbf\xbd-2"));
}

/// As of a camera that names its files alike in a folder a day: counted from 2 for each, these would take minutes.
void TestOutputNames::manyOfOneNameTakeLittleTime()
{
    app::OutputNames claimed;
    claimed.claim("a-9.png");
    std::string last;
    for (int i = 0; i < 30000; ++i)
        last = claimed.claim(i % 2 ? "a.png" : "A.png");
    QCOMPARE(last, std::string("a-30001"));
}

QTEST_GUILESS_MAIN(TestOutputNames)
#include "tst_output_names.moc"
