#include "evaluation/score_distribution.h"
#include "widgets/cost_editor.h"
#include "widgets/number_link.h"
#include "widgets/rate_card.h"
#include "widgets/rate_text.h"
#include "widgets/statistics_panel.h"
#include "widgets/theme.h"
#include "widgets/verdict_table.h"

#include <QDoubleSpinBox>
#include <QVBoxLayout>
#include <QtTest>

using namespace widgets;
using namespace inference::evaluation;
using inference::Label;
using inference::Verdict;

Q_DECLARE_METATYPE(inference::evaluation::RateInterval)
Q_DECLARE_METATYPE(widgets::Rounding)

namespace {

const VerdictCounts someCounts{{1188, 10, 2}, {2, 3, 35}, {50, 5, 5}};

void save(QWidget& widget, const char* name)
{
    QCoreApplication::processEvents();
    if (const QString folder = qEnvironmentVariable("WORKBENCH_GRABS"); !folder.isEmpty())
        widget.grab().save(folder + '/' + name + ".png");
}

}  // namespace

class TestStatisticsPanel : public QObject {
    Q_OBJECT

private slots:
    void initTestCase()
    {
        QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
        applyTheme(*qApp, Theme::Light);
    }

    void percents_data()
    {
        QTest::addColumn<double>("rate");
        QTest::addColumn<Rounding>("rounding");
        QTest::addColumn<QString>("text");
        const auto row = [](double rate, Rounding rounding, const char* text) {
            QTest::addRow("%g %s", rate, text) << rate << rounding << QString(text);
        };
        row(0, Rounding::Nearest, "0\u00a0%");
        row(1, Rounding::Nearest, "100\u00a0%");
        row(0.05, Rounding::Nearest, "5.0\u00a0%");
        row(0.12345, Rounding::Nearest, "12.3\u00a0%");
        row(0.12345, Rounding::Up, "12.4\u00a0%");
        row(0.12399, Rounding::Down, "12.3\u00a0%");
        row(0.025, Rounding::Up, "2.5\u00a0%");
        row(0.00123, Rounding::Nearest, "0.12\u00a0%");
        row(0.000123, Rounding::Nearest, "0.012\u00a0%");
        row(0.0000123, Rounding::Nearest, "0.0012\u00a0%");
    }
    void percents()
    {
        QFETCH(double, rate);
        QFETCH(Rounding, rounding);
        QFETCH(QString, text);
        QCOMPARE(percentText(rate, rounding), text);
    }

    void intervals_data()
    {
        QTest::addColumn<RateInterval>("interval");
        QTest::addColumn<QString>("text");
        QTest::newRow("between") << RateInterval {0.0138, 0.1651, Bound::TwoSided} << "1.3\u00a0% to 16.6\u00a0%";
        QTest::newRow("none seen") << rateInterval(0, 100) << "at most 3.0\u00a0%";
        QTest::newRow("all seen") << rateInterval(100, 100) << "at least 97.0\u00a0%";
        QTest::newRow("nothing known") << RateInterval {} << "\u2013";
    }
    void intervals()
    {
        QFETCH(RateInterval, interval);
        QFETCH(QString, text);
        QCOMPARE(intervalText(interval), text);
    }

    void limits_data()
    {
        QTest::addColumn<double>("limit");
        QTest::addColumn<QString>("text");
        QTest::newRow("two") << 0.6 << "0.60";
        QTest::newRow("of a float") << double(0.6f) << "0.60";
        QTest::newRow("three") << 0.605 << "0.605";
        QTest::newRow("no more than four") << 0.123456 << "0.1235";
    }
    void limits()
    {
        QFETCH(double, limit);
        QFETCH(QString, text);
        QCOMPARE(limitText(limit), text);
    }

    void withoutLabelsItTeaches()
    {
        StatisticsPanel panel;
        panel.show();
        panel.setCounts({{}, {}, {90, 5, 5}});
        QCOMPARE(panel.lesson(), QString("Label parts as good or defective (G / B, with Shift all that are shown) to see escapes and overkill."));
        QVERIFY(!panel.escapes()->isVisible() && !panel.overkills()->isVisible());
        QCOMPARE(panel.table()->cell(Label::None, Verdict::Pass)->text(), QString("90 90.0\u00a0%"));
        save(panel, "statistics-empty");
        panel.setCounts(someCounts);
        QCOMPARE(panel.lesson(), QString());
        QVERIFY(panel.escapes()->isVisible() && panel.overkills()->isVisible());
    }

    void ratesAreSaidWithTheirIntervals()
    {
        StatisticsPanel panel;
        panel.setCounts(someCounts);
        panel.show();
        QCoreApplication::processEvents();
        panel.resize(panel.minimumSizeHint().width(), 560);
        QCOMPARE(panel.escapes()->headline(), QString("5.0\u00a0%"));
        QCOMPARE(panel.escapes()->link()->text(), QString("2"));
        // Wilson of 2 of 40: 0.01382 .. 0.16504, rounded outwards.
        QCOMPARE(panel.escapes()->detail(), QString("50,000\u00a0ppm, 95\u00a0%: 1.3\u00a0% to 16.6\u00a0%"));
        QCOMPARE(panel.overkills()->headline(), QString("0.17\u00a0%"));
        QVERIFY(panel.overkills()->detail().startsWith("1,667\u00a0ppm"));
        QCOMPARE(panel.reviews()->link()->text(), QString("13"));
        save(panel, "statistics");
    }

    void noneSeenIsSaidAsABound()
    {
        StatisticsPanel panel;
        panel.setCounts({{100, 0, 0}, {0, 0, 40}, {}});
        QCOMPARE(panel.overkills()->headline(), QString("0\u00a0%"));
        QCOMPARE(panel.overkills()->detail(), QString("at most 29,514\u00a0ppm, 95\u00a0%: at most 3.0\u00a0%"));
        QVERIFY(!panel.overkills()->link()->isEnabled());
    }

    void aMissingLabelSaysWhatToDo()
    {
        StatisticsPanel panel;
        panel.setCounts({{100, 0, 0}, {}, {}});
        QCOMPARE(panel.escapes()->detail(), QString("Label defective parts (B) to see how many escape."));
        QVERIFY(panel.escapes()->link()->isHidden());
    }

    void aClickedNumberAsksForItsParts_data()
    {
        QTest::addColumn<int>("label");  // -1: all
        QTest::addColumn<int>("verdict");
        QTest::addColumn<QString>("text");
        const auto row = [](int label, Verdict verdict, const char* text) {
            QTest::addRow("%s", text) << label << int(verdict) << QString(text);
        };
        row(int(Label::Good), Verdict::Pass, "1,188 99.0\u00a0%");
        row(int(Label::Good), Verdict::Review, "10 0.83\u00a0%");
        row(int(Label::Good), Verdict::Fail, "2 0.17\u00a0%");
        row(int(Label::Defective), Verdict::Pass, "2 5.0\u00a0%");
        row(int(Label::Defective), Verdict::Review, "3 7.5\u00a0%");
        row(int(Label::Defective), Verdict::Fail, "35 87.5\u00a0%");
        row(int(Label::None), Verdict::Pass, "50 83.3\u00a0%");
        row(-1, Verdict::Pass, "1,240 95.4\u00a0%");
        row(-1, Verdict::Fail, "42 3.2\u00a0%");
    }
    void aClickedNumberAsksForItsParts()
    {
        QFETCH(int, label);
        QFETCH(int, verdict);
        QFETCH(QString, text);
        StatisticsPanel panel;
        panel.setCounts(someCounts);
        panel.show();
        QSignalSpy wanted(&panel, &StatisticsPanel::selectionWanted);
        const std::optional<Label> of = label < 0 ? std::nullopt : std::optional(Label(label));
        NumberLink* cell = panel.table()->cell(of, Verdict(verdict));
        QCOMPARE(cell->text(), text);
        QTest::mouseClick(cell, Qt::LeftButton);
        QCOMPARE(wanted.count(), 1);
        QCOMPARE(wanted[0][0].value<PartSelection>(), (PartSelection {of, Verdict(verdict)}));
    }

    void escapesAndOverkillsLeadToTheirParts()
    {
        StatisticsPanel panel;
        panel.setCounts(someCounts);
        panel.show();
        QSignalSpy wanted(&panel, &StatisticsPanel::selectionWanted);
        QSignalSpy review(&panel, &StatisticsPanel::labelledReviewWanted);
        QTest::mouseClick(panel.escapes()->link(), Qt::LeftButton);
        QTest::keyClick(panel.overkills()->link(), Qt::Key_Space);
        QTest::mouseClick(panel.reviews()->link(), Qt::LeftButton);
        QCOMPARE(wanted.count(), 2);
        QCOMPARE(wanted[0][0].value<PartSelection>(), (PartSelection {Label::Defective, Verdict::Pass}));
        QCOMPARE(wanted[1][0].value<PartSelection>(), (PartSelection {Label::Good, Verdict::Fail}));
        QCOMPARE(review.count(), 1);
    }

    void zeroLeadsNowhere()
    {
        StatisticsPanel panel;
        panel.setCounts({{10, 0, 0}, {0, 0, 10}, {}});
        panel.show();
        QSignalSpy wanted(&panel, &StatisticsPanel::selectionWanted);
        QTest::mouseClick(panel.table()->cell(Label::Good, Verdict::Fail), Qt::LeftButton);
        QCOMPARE(wanted.count(), 0);
    }

    void costIsShownWhenEntered()
    {
        StatisticsPanel panel;
        panel.setCounts(someCounts);
        panel.show();
        QCOMPARE(panel.costEditor()->totalText(), QString());
        QSignalSpy changed(&panel, &StatisticsPanel::costsChanged);
        const auto fields = panel.costEditor()->findChildren<QDoubleSpinBox*>();
        fields[0]->setValue(500);
        fields[1]->setValue(2.5);
        QCOMPARE(changed.count(), 2);
        QCOMPARE(changed[1][0].value<Costs>(), (Costs {500, 2.5, 0}));
        QVERIFY(panel.costEditor()->totalText().endsWith("cost 1,005.00"));
        panel.setCounts({{10, 0, 0}, {1, 0, 9}, {}});
        QVERIFY(panel.costEditor()->totalText().endsWith("cost 500.00"));
        panel.setCosts({1, 2, 3});
        QCOMPARE(changed.count(), 2);
        QCOMPARE(fields[2]->value(), 3.0);
        QCoreApplication::processEvents();
        panel.resize(panel.minimumSizeHint().width(), 620);
        panel.setCounts(someCounts);
        save(panel, "statistics-cost");
        panel.setCosts({});
        QCOMPARE(panel.costEditor()->totalText(), QString());
    }

    void nothingMovesWhileTheNumbersDo()
    {
        StatisticsPanel panel;
        panel.resize(440, 560);
        panel.setCounts({{0, 0, 1200}, {0, 0, 40}, {}});
        panel.show();
        NumberLink* cell = panel.table()->cell(Label::Good, Verdict::Review);
        const QRect before = cell->geometry();
        const QRect card = panel.overkills()->geometry();
        panel.setCounts({{1188, 10, 2}, {3, 12, 25}, {}});
        QCoreApplication::processEvents();
        QCOMPARE(cell->geometry(), before);
        QCOMPARE(panel.overkills()->geometry(), card);
    }

    void nothingIsClipped()
    {
        QWidget window;
        auto* layout = new QVBoxLayout(&window);
        auto* panel = new StatisticsPanel;
        layout->addWidget(panel);
        window.show();
        panel->setCounts({{90000, 500, 500}, {100, 10, 4890}, {3000, 500, 500}});
        QCoreApplication::processEvents();
        window.resize(window.minimumSizeHint());  // grown with the numbers
        QCoreApplication::processEvents();
        for (const Verdict verdict : {Verdict::Pass, Verdict::Review, Verdict::Fail}) {
            const NumberLink* cell = panel->table()->cell(std::nullopt, verdict);
            QVERIFY(cell->width() >= cell->sizeHint().width());
            const int right = cell->mapTo(panel->viewport(), QPoint(cell->width(), 0)).x();
            QVERIFY2(right <= panel->viewport()->width(), qPrintable(QString("%1 of %2").arg(right).arg(panel->viewport()->width())));
        }
    }

    void darkTheme()
    {
        applyTheme(*qApp, Theme::Dark);
        StatisticsPanel panel;
        panel.resize(380, 460);
        panel.setCounts(someCounts);
        panel.show();
        QCOMPARE(panel.grab().toImage().pixelColor(2, 2), paletteOf(Theme::Dark).color(QPalette::Window));
        save(panel, "statistics-dark");
        applyTheme(*qApp, Theme::Light);
    }

    void numbersOfAMouseMove()
    {
        StatisticsPanel panel;
        panel.show();
        std::size_t step = 0;
        QBENCHMARK {
            ++step;
            panel.setCounts({{90000 - step % 500, 500, step % 500}, {step % 50, 10, 4000 - step % 50}, {6000, 0, 0}});
            panel.repaint();
        }
        QVERIFY(panel.overkills()->link()->count() > 0);
    }
};

QTEST_MAIN(TestStatisticsPanel)
#include "tst_statistics_panel.moc"
