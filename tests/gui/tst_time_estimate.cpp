#include "widgets/time_estimate.h"

#include "widgets/progress_strip.h"

#include <QLabel>
#include <QProgressBar>
#include <QToolButton>
#include <QtTest>

using namespace widgets;
using namespace std::chrono_literals;

class TestTimeEstimate : public QObject {
    Q_OBJECT

    static constexpr Pace::Time m_start{1000s};

    /// `steps` updates, each after `every`, with `items` more done.
    static Pace driven(Pace pace, int steps, std::chrono::milliseconds every, int items)
    {
        for (int i = 0; i < steps; ++i)
            pace = updatedPace(pace, pace.done + items, *pace.last + every);
        return pace;
    }

private slots:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }

    void nothingIsKnownBeforeTheFirstItem()
    {
        Pace pace = updatedPace({}, 0, m_start);
        QVERIFY(!secondsLeft(pace, 100));
        pace = updatedPace(pace, 0, m_start + 5s);
        QVERIFY(!secondsLeft(pace, 100));
        QCOMPARE(*secondsLeft(pace, 0), 0.0);
    }

    void aSteadyPaceIsExactFromTheStart()
    {
        const Pace first = updatedPace({}, 0, m_start);
        for (const int steps : {1, 5, 500})
            QVERIFY(std::abs(*secondsLeft(driven(first, steps, 250ms, 1), 40) - 10.0) < 1e-9);
    }

    void theIntervalOfUpdatesHardlyMatters()
    {
        const Pace first = updatedPace({}, 0, m_start);
        const double often = *secondsLeft(driven(driven(first, 100, 100ms, 1), 50, 200ms, 1), 100);
        const double seldom = *secondsLeft(driven(driven(first, 10, 1000ms, 10), 10, 1000ms, 5), 100);
        QVERIFY2(std::abs(often - seldom) < 0.5, qPrintable(QString("%1 %2").arg(often).arg(seldom)));
    }

    void aNewPaceTakesOver()
    {
        const Pace fast = driven(updatedPace({}, 0, m_start), 100, 100ms, 1);
        const Pace slower = driven(fast, 30, 1000ms, 1);
        const double left = *secondsLeft(slower, 100);
        QVERIFY2(left > 40 && left < 100, qPrintable(QString::number(left)));
        QVERIFY(std::abs(*secondsLeft(driven(slower, 120, 1000ms, 1), 100) - 100) < 2);
    }

    void aStandstillLengthensIt()
    {
        const Pace pace = driven(updatedPace({}, 0, m_start), 20, 100ms, 1);
        const double before = *secondsLeft(pace, 100);
        const Pace later = updatedPace(pace, pace.done, *pace.last + 4s);
        QVERIFY(*secondsLeft(later, 100) > 2 * before);
        QVERIFY(!secondsLeft(updatedPace(pace, pace.done, *pace.last + 1h), 100));
    }

    void aNewRunStartsOver()
    {
        const Pace pace = driven(updatedPace({}, 0, m_start), 20, 100ms, 1);
        QVERIFY(!secondsLeft(updatedPace(pace, 0, *pace.last + 1s), 100));
        QVERIFY(!secondsLeft(updatedPace(pace, 30, m_start - 1s), 100));
    }

    void textsAreRoundedUp_data()
    {
        QTest::addColumn<double>("seconds");
        QTest::addColumn<QString>("text");
        QTest::newRow("none") << 0.0 << "less than 10 s left";
        QTest::newRow("seconds") << 11.0 << "15 s left";
        QTest::newRow("55 s") << 55.0 << "55 s left";
        QTest::newRow("56 s") << 56.0 << "1 min left";
        QTest::newRow("minutes") << 61.0 << "2 min left";
        QTest::newRow("59 min") << 59 * 60.0 << "59 min left";
        QTest::newRow("hour") << 59 * 60.0 + 1 << "1 h left";
        QTest::newRow("hours") << 4600.0 << "1 h 20 min left";
        QTest::newRow("days") << 1e30 << "9999 h left";
    }
    void textsAreRoundedUp()
    {
        QFETCH(double, seconds);
        QTEST(timeLeftText(seconds), "text");
    }

    void theStripShowsItselfWhileThereIsWork()
    {
        ProgressStrip strip;
        QVERIFY(strip.isHidden());
        strip.setProgress(0, 4096, 0, m_start);
        strip.setProgress(1204, 4096, 0, m_start + 50s);
        QVERIFY(!strip.isHidden());
        QStringList texts;
        for (const QLabel* label : strip.findChildren<QLabel*>())
            texts.append(label->text());
        QVERIFY2(texts.contains("1,204 / 4,096"), qPrintable(texts.join('|')));
        QVERIFY2(texts.contains("3 min left"), qPrintable(texts.join('|')));
        const auto* bar = strip.findChild<QProgressBar*>();
        QCOMPARE(double(bar->value()) / bar->maximum(), 1204.0 / 4096);
        strip.clear();
        QVERIFY(strip.isHidden());
    }

    void whatIsDoneOfTheNextOneMovesTheBarAndTheTime()
    {
        ProgressStrip strip;
        strip.setProgress(0, 1, 0, m_start);
        strip.setProgress(0, 1, 0.25, m_start + 20s);
        QStringList texts;
        for (const QLabel* label : strip.findChildren<QLabel*>())
            texts.append(label->text());
        QVERIFY2(texts.contains("0 / 1") && texts.contains("1 min left"), qPrintable(texts.join('|')));
        const auto* bar = strip.findChild<QProgressBar*>();
        QCOMPARE(bar->value() * 4, bar->maximum());
        strip.setProgress(1, 1, 0, m_start + 80s);
        QCOMPARE(bar->value(), bar->maximum());
        strip.setProgress(7, 100'000'000, 0.5, m_start + 90s);  // more than hundredths can be counted of
        QCOMPARE(bar->value(), 7);
    }

    void cancelIsAskedOnceAndWaits()
    {
        ProgressStrip strip;
        strip.setProgress(1, 10, 0, m_start);
        QSignalSpy asked(&strip, &ProgressStrip::cancelRequested);
        auto* button = strip.findChild<QToolButton*>();
        button->click();
        button->click();
        QCOMPARE(asked.count(), 1);
        strip.setProgress(2, 10, 0, m_start + 1s);
        QVERIFY(!button->isEnabled());
        strip.clear();
        QVERIFY(button->isEnabled());
    }

    void anUnknownAmountIsBusy()
    {
        ProgressStrip strip;
        strip.setProgress(0, 0, 0, m_start);
        const auto* bar = strip.findChild<QProgressBar*>();
        QCOMPARE(bar->minimum(), bar->maximum());
    }
};

QTEST_MAIN(TestTimeEstimate)
#include "tst_time_estimate.moc"
