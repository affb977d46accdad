#include "widgets/suggestion_panel.h"
#include "widgets/suggestion_text.h"
#include "widgets/theme.h"

#include <QComboBox>
#include <QDoubleSpinBox>
#include <QLabel>
#include <QPushButton>
#include <QtTest>

using namespace widgets;
using namespace inference::evaluation;
using inference::Label;

using Method = SuggestionMethod;
using Problem = SuggestionProblem;

namespace {

/// 100 good parts 0.10 .. 0.397, 20 defective 0.35 .. 0.825.
ScoreDistribution someParts()
{
    std::vector<ScoredPart> parts;
    for (int i = 0; i < 100; ++i)
        parts.push_back({0.1 + 0.003 * i, Label::Good});
    for (int i = 0; i < 20; ++i)
        parts.push_back({0.35 + 0.025 * i, Label::Defective});
    return ScoreDistribution(parts);
}

struct Set {
    SuggestionPanel panel;
    QSignalSpy changed{&panel, &SuggestionPanel::requestChanged};
    QSignalSpy fail{&panel, &SuggestionPanel::failLimitWanted};
    QSignalSpy review{&panel, &SuggestionPanel::reviewLimitWanted};

    Set()
    {
        panel.resize(420, 420);
        panel.show();
    }
    QComboBox& method() const { return *panel.findChild<QComboBox*>(); }
    QDoubleSpinBox& demand() const { return *panel.findChild<QDoubleSpinBox*>(); }
    QPushButton& button(const QString& text) const
    {
        for (QPushButton* button : panel.findChildren<QPushButton*>())
            if (button->text() == text)
                return *button;
        qFatal("no button %s", qPrintable(text));
    }
    void choose(Method wanted) const { method().setCurrentIndex(method().findData(int(wanted))); }
    /// Everything that can be read.
    QString text() const
    {
        QStringList texts;
        for (const QLabel* label : panel.findChildren<QLabel*>())
            if (label->isVisible())
                texts.append(label->text());
        return texts.join('\n');
    }
    void answer() { panel.setSuggestion(suggestLimit(someParts(), panel.request())); }
    void save(const char* name)
    {
        QCoreApplication::processEvents();
        if (const QString folder = qEnvironmentVariable("WORKBENCH_GRABS"); !folder.isEmpty())
            panel.grab().save(folder + '/' + name + ".png");
    }
};

}  // namespace

class TestSuggestionPanel : public QObject {
    Q_OBJECT

private slots:
    void initTestCase()
    {
        QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
        applyTheme(*qApp, Theme::Light);
    }

    void everyMethodAsksAsItSays_data()
    {
        QTest::addColumn<int>("method");
        QTest::addColumn<QString>("demand");  // its label; empty: none
        QTest::addColumn<double>("rate");
        QTest::newRow("F1") << int(Method::F1Max) << "" << 0.0;
        QTest::newRow("recall") << int(Method::RecallAtOverkill) << "Overkill at most" << 0.01;
        QTest::newRow("escape") << int(Method::OverkillAtEscape) << "Escapes at most" << 0.01;
        QTest::newRow("percentile") << int(Method::GoodPercentile) << "Overkill at most" << 0.01;
        QTest::newRow("tail") << int(Method::ExtremeTail) << "Overkill at most" << 0.001;
        QTest::newRow("cheapest") << int(Method::Cheapest) << "" << 0.0;
    }
    void everyMethodAsksAsItSays()
    {
        QFETCH(int, method);
        QFETCH(QString, demand);
        QFETCH(double, rate);
        Set set;
        set.choose(Method(method));
        QCOMPARE(set.panel.request(), (SuggestionRequest {Method(method), rate, {}}));
        QCOMPARE(set.demand().isVisible(), !demand.isEmpty());
        QVERIFY(set.text().contains(methodHint(Method(method))));
        if (demand.isEmpty())
            return;
        QVERIFY(set.text().contains(demand));
        const int before = int(set.changed.count());
        set.demand().setValue(2.5);
        QCOMPARE(set.changed.count(), before + 1);
        QCOMPARE(set.changed.last()[0].value<SuggestionRequest>(), (SuggestionRequest {Method(method), 0.025, {}}));
    }

    void eachMethodKeepsItsDemand()
    {
        Set set;
        set.choose(Method::RecallAtOverkill);
        set.demand().setValue(3);
        set.choose(Method::ExtremeTail);
        QCOMPARE(set.demand().value(), 0.1);
        set.choose(Method::RecallAtOverkill);
        QCOMPARE(set.panel.request().demand, 0.03);
    }

    void theAnswerIsShownAndUsed()
    {
        Set set;
        set.choose(Method::RecallAtOverkill);
        set.answer();
        const Suggestion& found = *set.panel.suggestion();
        QCOMPARE(found.overkill, (Share {0, 100}));  // one were allowed, and would catch no more
        QCOMPARE(found.recall, (Share {18, 20}));    // all but 0.35 and 0.375
        const QString text = set.text();
        QVERIFY2(text.contains("From 100 good and 20 defective parts"), qPrintable(text));
        QVERIFY2(text.contains("Defective parts caught: 18 of 20, 90.0\u00a0%"), qPrintable(text));
        QVERIFY2(text.contains("Good parts caught: 0 of 100, 0\u00a0%"), qPrintable(text));
        QVERIFY2(text.contains("not proven: that takes no catch in 299 good parts"), qPrintable(text));
        QVERIFY(set.panel.mark() && set.panel.mark()->limit == double(found.limit) && set.panel.mark()->range);
        set.save("suggestion");
        set.button("Use as fail limit").click();
        set.button("Use as review limit").click();
        QCOMPARE(set.fail.count(), 1);
        QCOMPARE(set.fail[0][0].toFloat(), found.limit);
        QCOMPARE(set.review[0][0].toFloat(), found.limit);
    }

    void anOutdatedAnswerCantBeUsed()
    {
        Set set;
        set.answer();
        QVERIFY(set.button("Use as fail limit").isEnabled());
        set.choose(Method::OverkillAtEscape);
        QVERIFY(!set.button("Use as fail limit").isEnabled());
        QVERIFY(!set.button("Use as review limit").isEnabled());
        QVERIFY(!set.panel.mark());
        set.answer();
        QVERIFY(set.button("Use as fail limit").isEnabled());
        set.panel.setSuggestion(std::nullopt);
        QVERIFY(!set.button("Use as fail limit").isEnabled());
    }

    void problemsSayWhatToDo_data()
    {
        QTest::addColumn<int>("problem");
        QTest::addColumn<QString>("text");
        QTest::newRow("good") << int(Problem::TooFewGood) << "This needs at least 100 good parts; 37 are labelled (G).";
        QTest::newRow("defective") << int(Problem::TooFewDefective) << "This needs at least 100 defective parts; 3 are labelled (B).";
        QTest::newRow("costs") << int(Problem::NoCosts) << "Enter what an escape and an overkill cost";
        QTest::newRow("equal") << int(Problem::AllScoresEqual) << "no limit can part them";
        QTest::newRow("unreachable") << int(Problem::DemandUnreachable) << "No limit up to 1 meets this demand";
    }
    void problemsSayWhatToDo()
    {
        QFETCH(int, problem);
        QFETCH(QString, text);
        Set set;
        Suggestion found;
        found.request = set.panel.request();
        found.problem = Problem(problem);
        found.needed = 100;
        found.good = 37;
        found.defective = 3;
        set.panel.setSuggestion(found);
        QVERIFY2(set.text().contains(text), qPrintable(set.text()));
        QVERIFY(!set.text().contains("Limit 1.00"));
        QVERIFY(!set.panel.mark());
        QVERIFY(!set.button("Use as fail limit").isEnabled());
    }

    void tailSaysItsModel()
    {
        Set set;
        set.choose(Method::ExtremeTail);
        set.answer();
        QVERIFY2(set.text().contains("tail fitted to the 25 highest good scores"), qPrintable(set.text()));
        QVERIFY(set.text().contains("A forecast"));
        QVERIFY(set.text().contains("From 100 good parts"));
        applyTheme(*qApp, Theme::Dark);
        QCoreApplication::processEvents();
        set.save("suggestion-tail-dark");
        applyTheme(*qApp, Theme::Light);
    }

    void costsLeadToTheCheapest()
    {
        Set set;
        set.choose(Method::Cheapest);
        set.answer();
        QVERIFY(set.text().contains("Enter what an escape and an overkill cost"));
        const auto before = set.changed.count();
        set.panel.setCosts({100, 1, 0});
        QCOMPARE(set.changed.count(), before);
        QVERIFY(!set.panel.mark());
        set.answer();
        // An escape outweighs all overkill at stake: the limit lies below the lowest defective part.
        QCOMPARE(set.panel.suggestion()->recall, (Share {20, 20}));
        QVERIFY(set.text().contains("Cost of these parts: "));
    }

    void aRequestIsSetWithoutASignal()
    {
        Set set;
        const SuggestionRequest request {Method::GoodPercentile, 0.005, {3, 2, 1}};
        set.panel.setRequest(request);
        QCOMPARE(set.panel.request(), request);
        QCOMPARE(set.demand().value(), 0.5);
        QCOMPARE(set.changed.count(), 0);
    }
};

QTEST_MAIN(TestSuggestionPanel)
#include "tst_suggestion_panel.moc"
