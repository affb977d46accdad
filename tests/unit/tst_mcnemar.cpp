#include "evaluation/mcnemar.h"

#include <QtTest>

using namespace inference::evaluation;

class TestMcnemar : public QObject {
    Q_OBJECT

private slots:
    void pValues_data();
    void pValues();
    void answersAreCounted();
    void modelsCanChangePlaces();
};

void TestMcnemar::pValues_data()
{
    QTest::addColumn<std::size_t>("onlyFirst");
    QTest::addColumn<std::size_t>("onlySecond");
    QTest::addColumn<double>("statistic");  // -1: the exact test
    QTest::addColumn<double>("pValue");
    const auto row = [](const char* name, std::size_t first, std::size_t second, double statistic, double pValue) {
        QTest::newRow(name) << first << second << statistic << pValue;
    };
    row("never differ", 0, 0, -1, 1);
    row("differ once", 1, 0, -1, 1);  // 2/2
    row("5 to 0", 5, 0, -1, 2 / 32.0);
    row("6 to 0", 0, 6, -1, 2 / 64.0);
    row("7 to 1", 7, 1, -1, 2 * (1 + 8) / 256.0);
    row("8 to 2", 8, 2, -1, 2 * (1 + 10 + 45) / 1024.0);
    row("as many", 4, 4, -1, 1);  // capped: 2 x 163/256
    row("the last exact one", 24, 0, -1, 2 / 16777216.0);
    row("the first chi-square", 25, 0, 576 / 25.0, 1.5866563e-6);
    row("59 to 6", 6, 59, 52 * 52 / 65.0, 1.119933e-10);
    row("as many of many", 20, 20, 0, 1);
    row("one more of many", 21, 20, 0, 1);
    row("30 to 20", 30, 20, 81 / 50.0, 0.2030918);
}

void TestMcnemar::pValues()
{
    QFETCH(std::size_t, onlyFirst);
    QFETCH(std::size_t, onlySecond);
    QFETCH(double, statistic);
    QFETCH(double, pValue);
    const McNemar test = mcNemar(50, onlyFirst, onlySecond, 7);
    QCOMPARE(test.statistic.value_or(-1), statistic);
    QVERIFY2(std::abs(test.pValue / pValue - 1) < 1e-6, qPrintable(QString::number(test.pValue, 'g', 6)));
    QCOMPARE(test.discordant(), onlyFirst + onlySecond);
}

void TestMcnemar::answersAreCounted()
{
    const std::vector<PairedAnswer> answers {
        {true, true}, {true, false}, {false, true}, {false, false}, {true, true}, {true, false}, {true, false}};
    const McNemar test = mcNemar(answers);
    QCOMPARE(test.bothRight, std::size_t(2));
    QCOMPARE(test.onlyFirst, std::size_t(3));
    QCOMPARE(test.onlySecond, std::size_t(1));
    QCOMPARE(test.bothWrong, std::size_t(1));
    QCOMPARE(test.pValue, 2 * (1 + 4) / 16.0);
    QCOMPARE(mcNemar({}).pValue, 1.0);
}

void TestMcnemar::modelsCanChangePlaces()
{
    for (std::size_t first = 0; first < 40; ++first)
        for (std::size_t second = 0; second < 40; ++second)
            QCOMPARE(mcNemar(1, first, second, 1).pValue, mcNemar(1, second, first, 1).pValue);
}

QTEST_GUILESS_MAIN(TestMcnemar)
#include "tst_mcnemar.moc"
