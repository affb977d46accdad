#include "widgets/measure.h"
#include "widgets/measure_bins.h"

#include <QtTest>

#include <cmath>
#include <limits>

using namespace widgets;

namespace {

std::vector<double> numbersFrom(const QString& text)
{
    std::vector<double> numbers;
    for (const QString& word : text.split(QLatin1Char(' '), Qt::SkipEmptyParts))
        numbers.push_back(word == QLatin1String("nan")   ? std::numeric_limits<double>::quiet_NaN()
                          : word == QLatin1String("inf") ? std::numeric_limits<double>::infinity()
                                                         : word.toDouble());
    return numbers;
}

QString textOf(const Bins& bins)
{
    QStringList words;
    for (const double edge : bins.edges)
        words.append(QString::number(edge, 'g', 12));
    words.append(QStringLiteral("|"));
    for (const int count : bins.counts)
        words.append(QString::number(count));
    if (bins.left > 0)
        words.append(QStringLiteral("left %1").arg(bins.left));
    return words.join(QLatin1Char(' '));
}

}  // namespace

class TestMeasureBins : public QObject {
    Q_OBJECT

private slots:
    void edgesAreRound_data()
    {
        QTest::addColumn<QString>("values");
        QTest::addColumn<bool>("logarithmic");
        QTest::addColumn<int>("most");
        QTest::addColumn<double>("finest");
        QTest::addColumn<QString>("bins");
        const auto row = [](const char* name, const char* values, bool logarithmic, int most, double finest, const char* bins) {
            QTest::newRow(name) << values << logarithmic << most << finest << bins;
        };
        row("nothing", "", false, 40, 0., "|");
        row("one too many gives wider ones", "1 2 3 10", false, 5, 0., "0 2.5 5 7.5 10 12.5 | 2 1 0 0 1");
        row("a single value", "4 4", false, 10, 0., "4 4.5 | 2");
        row("nought", "0 0", false, 10, 0., "0 1 | 2");
        row("tenths lie on their edge", "0.1 0.2 0.3 0.7", false, 10, 0.01, "0.1 0.2 0.3 0.4 0.5 0.6 0.7 0.8 | 1 1 1 0 0 0 1");
        row("below zero", "-0.3 0.2", false, 5, 0., "-0.4 -0.2 0 0.2 0.4 | 1 0 0 1");
        row("never finer than asked", "0.5 0.505", false, 40, 0.01, "0.5 0.51 | 2");
        row("what is no number is left", "1 nan 2 inf", false, 2, 0., "1 2 3 | 1 1 left 2");
        row("a decade", "1 1.3 9.9 0 -2", true, 40, 0., "1 1.25 1.6 2 2.5 3.15 4 5 6.3 8 10 | 1 1 0 0 0 0 0 0 0 1 left 2");
        row("five to the decade", "1 9", true, 5, 0., "1 1.6 2.5 4 6.3 10 | 1 0 0 0 1");
        row("decades alone", "5 50000", true, 10, 0., "1 10 100 1000 10000 100000 | 1 0 0 0 1");
        row("below one", "0.15", true, 40, 0., "0.125 0.16 | 1");
    }

    void edgesAreRound()
    {
        QFETCH(QString, values);
        QFETCH(bool, logarithmic);
        QFETCH(int, most);
        QFETCH(double, finest);
        QFETCH(QString, bins);
        const std::vector<double> numbers = numbersFrom(values);
        QCOMPARE(textOf(logarithmic ? logarithmicBins(numbers, most) : linearBins(numbers, most, finest)), bins);
    }

    void everyValueIsInTheBinThatCountedIt()
    {
        std::vector<double> values;
        for (int i = 1; i <= 5000; ++i)
            values.push_back(std::exp(i * 0.0021) - 0.9);
        for (const Bins& bins : {linearBins(values, 40), logarithmicBins(values, 40)}) {
            QVERIFY(bins.size() > 10 && bins.size() <= 40);
            std::vector<int> counts(bins.counts.size());
            for (const double value : values) {
                const int bin = bins.binOf(value);
                QVERIFY(bin >= 0 && value >= bins.edges[std::size_t(bin)] && value < bins.edges[std::size_t(bin) + 1]);
                ++counts[std::size_t(bin)];
            }
            QCOMPARE(counts, bins.counts);
            QCOMPARE(bins.left, 0);
        }
    }

    void stepsAreRound_data()
    {
        QTest::addColumn<double>("least");
        QTest::addColumn<double>("step");
        QTest::newRow("1.8") << 1.8 << 2.0;
        QTest::newRow("2") << 2.0 << 2.0;
        QTest::newRow("2.1") << 2.1 << 2.5;
        QTest::newRow("3") << 3.0 << 5.0;
        QTest::newRow("6") << 6.0 << 10.0;
        QTest::newRow("0.07") << 0.07 << 0.1;
        QTest::newRow("1240") << 1240.0 << 2000.0;
    }

    void stepsAreRound()
    {
        QFETCH(double, least);
        QFETCH(double, step);
        QCOMPARE(roundStep(least), step);
    }

    void measuresAreSaidInTheirUnit_data()
    {
        QTest::addColumn<Measure>("measure");
        QTest::addColumn<double>("mmPerPixel");
        QTest::addColumn<QString>("text");
        QTest::newRow("area in pixels") << Measure::Area << 0.0 << QStringLiteral("1,240 px²");
        QTest::newRow("area in millimetres") << Measure::Area << 0.05 << QStringLiteral("3.100 mm²");
        QTest::newRow("length in pixels") << Measure::Length << 0.0 << QStringLiteral("62 px");
        QTest::newRow("length in millimetres") << Measure::Length << 0.05 << QStringLiteral("3.10 mm");
        QTest::newRow("large pixels need no decimals") << Measure::Length << 2.0 << QStringLiteral("124 mm");
        QTest::newRow("shares have no unit") << Measure::Peak << 0.05 << QStringLiteral("0.70");
    }

    void measuresAreSaidInTheirUnit()
    {
        QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
        QFETCH(Measure, measure);
        QFETCH(double, mmPerPixel);
        QFETCH(QString, text);
        DefectRecord record;
        record.area = 1240;
        record.length = 62;
        record.peak = 0.7f;
        const Calibration calibration{mmPerPixel};
        QCOMPARE(measureText(measured(record, measure, calibration), measure, calibration).replace(QChar(0x00a0), QLatin1Char(' ')),
                 text);
        QCOMPARE(measured(record, Measure::Peak, calibration), 0.7);
    }
};

QTEST_APPLESS_MAIN(TestMeasureBins)
#include "tst_measure_bins.moc"
