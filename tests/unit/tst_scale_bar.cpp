// Lengths that read well.
#include "widgets/scale_bar.h"

#include <QtTest>

#include <cmath>

using namespace widgets;

class TestScaleBar : public QObject {
    Q_OBJECT

private slots:
    void roundLengthsAreOneTwoOrFive()
    {
        for (const auto& [most, length] : {std::pair {0.0, 0.0}, {-3.0, 0.0}, {0.99, 0.5}, {1.0, 1.0}, {1.99, 1.0}, {2.0, 2.0}, {4.99, 2.0}, {5.0, 5.0}, {9.99, 5.0},
                                           {1000.0, 1000.0}, {0.003, 0.002}, {1e-6, 1e-6}, {7.3e8, 5e8}}) {
            const double found = roundLength(most);
            QVERIFY2(std::abs(found - length) <= 1e-12 * std::max(1.0, length), qPrintable(QStringLiteral("%1: %2").arg(most).arg(found)));
        }
        QCOMPARE(roundLength(INFINITY), 0.0);
        QCOMPARE(roundLength(NAN), 0.0);
    }

    void aBarIsNeverLongerThanThereIsRoom()
    {
        for (double pixels = 0.3; pixels < 1e5; pixels *= 1.37)
            for (const double scale : {0.0, 0.0215, 3.0}) {
                const ScaleBar bar = scaleBarFor(pixels, {scale});
                QVERIFY(bar.pixels <= pixels * (1 + 1e-6));
                QVERIFY(bar.pixels == 0 || bar.pixels >= 0.39 * pixels);
                QVERIFY(std::abs(bar.length - Calibration {scale}.length(bar.pixels)) < 1e-6 * std::max(1.0, bar.length));
            }
        QCOMPARE(scaleBarFor(0.7, {}).pixels, 0.0);  // part of a pixel is none
        QVERIFY(scaleBarFor(0.7, {0.1}).pixels > 0);
    }

    void itsTextNamesTheUnit()
    {
        QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
        QCOMPARE(scaleBarText(scaleBarFor(140, {}), {}), QString("100 px"));
        QCOMPARE(scaleBarText(scaleBarFor(140, {0.02}), {0.02}), QString("2 mm"));
        QCOMPARE(scaleBarText(scaleBarFor(140, {0.0002}), {0.0002}), QString("0.02 mm"));
        QCOMPARE(scaleBarText(scaleBarFor(14000, {}), {}), QString("10,000 px"));
        QCOMPARE(scaleBarText(scaleBarFor(1.4e7, {}), {}), QString("10,000,000 px"));
        QCOMPARE(scaleBarText(scaleBarFor(140, {2e-7}), {2e-7}), QString("0.00002 mm"));
    }
};

QTEST_APPLESS_MAIN(TestScaleBar)
#include "tst_scale_bar.moc"
