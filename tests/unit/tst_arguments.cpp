// The command line: what is understood, and what is said of slips.

#include "app/inspect/arguments.h"
#include "app/inspect/progress.h"

#include <QtTest>

namespace {

const std::vector<app::Option> options {{"out", "DIR", "where"}, {"maps", "", "maps"}, {"image-size", "N", "size"}, {"quiet", "", "quiet", 'q'}, {"report", "F", ""}};

app::Arguments read(const QStringList& given)
{
    std::vector<std::string> texts;
    for (const QString& text : given)
        texts.push_back(text.toStdString());
    return app::Arguments(texts, options);
}

}  // namespace

class TestArguments : public QObject {
    Q_OBJECT

private slots:
    void valuesSwitchesAndPathsAreTold();
    void everythingBehindTwoDashesIsAPath();
    void slipsAreSaid_data();
    void slipsAreSaid();
    void nearestNeedsToBeNear_data();
    void nearestNeedsToBeNear();
    void progressSaysWhatIsLeft_data();
    void progressSaysWhatIsLeft();
};

void TestArguments::valuesSwitchesAndPathsAreTold()
{
    const auto arguments = read({"a.png", "--out", "-results", "--image-size=518", "-q", "-", "b.png"});
    QCOMPARE(arguments.value("out").value_or(""), std::string("-results"));
    QCOMPARE(arguments.value("image-size").value_or(""), std::string("518"));
    QVERIFY(arguments.has("quiet") && !arguments.has("maps"));
    QCOMPARE(arguments.paths(), (std::vector<std::string> {"a.png", "-", "b.png"}));
}

void TestArguments::everythingBehindTwoDashesIsAPath()
{
    QCOMPARE(read({"--maps", "--", "--out", "-q"}).paths(), (std::vector<std::string> {"--out", "-q"}));
}

void TestArguments::slipsAreSaid_data()
{
    QTest::addColumn<QStringList>("given");
    QTest::addColumn<QString>("said");
    const auto row = [](const QStringList& given, const char* said) { QTest::newRow(qPrintable(given.join(' '))) << given << QString(said); };
    row({"--map"}, "There is no option “--map”. Did you mean “--maps”?");
    row({"--imagesize=3"}, "There is no option “--imagesize”. Did you mean “--image-size”?");
    row({"--zebra"}, "There is no option “--zebra”. --help lists those there are.");
    row({"--repo"}, "There is no option “--repo”. --help lists those there are.");
    row({"-x"}, "There is no option “-x”. --help lists those there are.");
    row({"--out"}, "The option “--out” needs a value: --out DIR");
    row({"--out="}, "The option “--out” needs a value: --out DIR");
    row({"--out", "--maps"}, "The option “--out” needs a value: --out DIR");
    row({"--maps=yes"}, "The option “--maps” takes no value.");
    row({"--maps", "--maps"}, "The option “--maps” is given twice.");
}

void TestArguments::slipsAreSaid()
{
    QFETCH(QStringList, given);
    QFETCH(QString, said);
    try {
        read(given);
        QFAIL("nothing was thrown");
    } catch (const app::UsageError& error) {
        QCOMPARE(error.text(), said);
    }
}

void TestArguments::nearestNeedsToBeNear_data()
{
    QTest::addColumn<QString>("given");
    QTest::addColumn<QString>("near");
    QTest::newRow("exchanged letters") << "rnu" << "run";
    QTest::newRow("beginning") << "mod" << "model";
    QTest::newRow("nothing alike") << "train" << "";
    QTest::newRow("half alike") << "rub ab" << "";
    QTest::newRow("empty") << "" << "";
}

void TestArguments::nearestNeedsToBeNear()
{
    QFETCH(QString, given);
    QFETCH(QString, near);
    const std::vector<std::string> known {"run", "model"};
    QCOMPARE(QString::fromStdString(app::nearest(given.toStdString(), known)), near);
}

void TestArguments::progressSaysWhatIsLeft_data()
{
    QTest::addColumn<int>("done");
    QTest::addColumn<double>("seconds");
    QTest::addColumn<QString>("text");
    QTest::newRow("seconds") << 12 << 9.744 << "12 of 34 images, 812 ms per image, 0:18 left";
    QTest::newRow("hours") << 1 << 120.0 << "1 of 34 images, 120000 ms per image, 1:06:00 left";
    QTest::newRow("none") << 0 << 5.0 << "0 of 34 images, 0 ms per image, 0:00 left";
}

void TestArguments::progressSaysWhatIsLeft()
{
    QFETCH(int, done);
    QFETCH(double, seconds);
    QFETCH(QString, text);
    QCOMPARE(app::progressText(done, 34, seconds), text);
}

QTEST_GUILESS_MAIN(TestArguments)
#include "tst_arguments.moc"
