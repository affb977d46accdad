// What a screen reader is told of widgets that have no words of their own.
#include "plot_tools.h"

#include "widgets/navigator.h"
#include "widgets/notice_bar.h"
#include "widgets/training_plot.h"
#include "widgets/verdict_banner.h"

#include <QToolButton>

using namespace widgets;

class TestAccessibleNames : public QObject {
    Q_OBJECT

private slots:
    void theButtonThatClosesANoticeHasAName()
    {
        NoticeBar bar;
        const auto* const close = bar.findChild<QToolButton*>();
        QCOMPARE(close->accessibleName(), QString("Close"));
        QCOMPARE(inOtherWords(*close), QString("~Close"));
    }

    void theTrainingPlotHasItWhereTheFocusIs()
    {
        TrainingPlot plot;
        QCOMPARE(plot.plotArea()->accessibleName(), QString("Training"));
        QCOMPARE(untranslated(plot), QStringList());
    }

    void theOverviewFollowsTheLanguage()
    {
        Navigator navigator;
        QCOMPARE(inOtherWords(navigator), QString("~Overview"));
    }

    void theSameVerdictForAnotherReasonIsSaid()
    {
        VerdictBanner banner;
        banner.set({Mark::Fail, {}, {}, "Part 1", "Region 1: peak 0.83", false});
        banner.set({Mark::Fail, {}, {}, "Part 2", "Score 0.91", false});
        QCOMPARE(banner.accessibleName(), QString("FAIL"));
        QCOMPARE(banner.accessibleDescription(), QString("Score 0.91"));
    }

private:
    static QString inOtherWords(const QWidget& widget)
    {
        MarkingTranslator translator;
        QCoreApplication::installTranslator(&translator);
        QCoreApplication::processEvents();
        const QString name = widget.accessibleName();
        QCoreApplication::removeTranslator(&translator);
        return name;
    }
};

QTEST_MAIN(TestAccessibleNames)
#include "tst_accessible_names.moc"
