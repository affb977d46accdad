#include "widgets/evaluation_curves_plot.h"
#include "plot_tools.h"

#include <QSignalSpy>

#include <limits>

using namespace widgets;
using inference::evaluation::Curve;

namespace {

constexpr double nothing = std::numeric_limits<double>::infinity();

EvaluationCurvesPlot::Series series(const QString& name, double limit)
{
    EvaluationCurvesPlot::Series one;
    one.name = name;
    one.pixels.roc = {{0, 0, nothing}, {0.25, 0.5, 0.75}, {1, 1, 0.125}};
    one.pixels.pro = {{0, 0, nothing}, {0.3, 0.8, 0.5}};
    one.images.roc = {{0, 0, nothing}, {0, 1, 0.5}, {1, 1, 0.25}};
    one.pixelLimit = limit;
    return one;
}

struct Shown : EvaluationCurvesPlot {
    explicit Shown(std::vector<Series> all)
    {
        resize(500, 400);
        setSeries(std::move(all));
        show();
        if (!QTest::qWaitForWindowExposed(this))
            qFatal("the plot did not come up");
        refresh();
        QCoreApplication::processEvents();
    }
};

}  // namespace

class TestEvaluationCurvesPlot : public QObject {
    Q_OBJECT

private slots:
    void sayWhatIsMissing_data();
    void sayWhatIsMissing();
    void pointsAreSaid();
    void twoModelsLieOverEachOther();
    void aPointOfTheImagesIsALimit();
    void numbersAreCopied();
    void followsTheLanguage();
};

void TestEvaluationCurvesPlot::sayWhatIsMissing_data()
{
    QTest::addColumn<bool>("product");
    QTest::addColumn<int>("kind");
    QTest::addColumn<QString>("said");
    QTest::newRow("no product") << false << 0 << "No product chosen";
    QTest::newRow("no pixels") << true << int(EvaluationCurvesPlot::Kind::PixelPrecisionRecall) << "defective images with masks";
    QTest::newRow("no images") << true << int(EvaluationCurvesPlot::Kind::ImagePrecisionRecall) << "good and defective images";
}

void TestEvaluationCurvesPlot::sayWhatIsMissing()
{
    QFETCH(bool, product);
    QFETCH(int, kind);
    QFETCH(QString, said);
    Shown plot(product ? std::vector {series("A", 0.75)} : std::vector<EvaluationCurvesPlot::Series>());
    plot.setKind(EvaluationCurvesPlot::Kind(kind));
    plot.refresh();
    QVERIFY(plot.isEmpty());
    QVERIFY2(plot.emptyText().contains(said), qPrintable(plot.emptyText()));
}

void TestEvaluationCurvesPlot::pointsAreSaid()
{
    Shown plot({series("A", 0.75)});
    QCOMPARE(plot.itemCount(), 3);
    QCOMPARE(plain(plot.sentenceOf(0)), QString("False positive rate 0 %, True positive rate 0 %, limit –"));
    QCOMPARE(plain(plot.sentenceOf(1)), QString("False positive rate 25.0 %, True positive rate 50.0 %, limit 0.75\nThe greatest F1"));
    plot.setKind(EvaluationCurvesPlot::Kind::PixelPro);
    plot.refresh();
    QCOMPARE(plot.itemCount(), 2);
    QVERIFY2(plot.sentenceOf(1).contains("Mean overlap of the regions"), qPrintable(plot.sentenceOf(1)));
}

void TestEvaluationCurvesPlot::twoModelsLieOverEachOther()
{
    Shown plot({series("A", 0.75), series("B", 0.2)});
    QCOMPARE(plot.itemCount(), 6);
    QVERIFY(plot.sentenceOf(1).startsWith("A\n") && plot.sentenceOf(4).startsWith("B\n"));
    // Of a thinned curve the first point at which the limit is reached.
    QVERIFY(!plot.sentenceOf(4).contains("greatest") && plot.sentenceOf(5).contains("greatest"));
    QCOMPARE(plot.placeOf(1), plot.placeOf(4));
    plot.setSeries({series("A", 0.75)});
    QCOMPARE(plot.itemCount(), 3);
}

void TestEvaluationCurvesPlot::aPointOfTheImagesIsALimit()
{
    Shown plot({series("A", 0.75)});
    QSignalSpy wanted(&plot, &EvaluationCurvesPlot::imageLimitWanted);
    clickItem(plot, 1);
    QCOMPARE(plot.current(), 1);
    QCOMPARE(wanted.size(), 0);  // a limit of pixels judges no image
    plot.setKind(EvaluationCurvesPlot::Kind::ImageRoc);
    plot.refresh();
    QCoreApplication::processEvents();
    clickItem(plot, 1);
    QCOMPARE(wanted.size(), 1);
    QCOMPARE(wanted.first().at(0).toInt(), 0);
    QCOMPARE(wanted.first().at(1).toDouble(), 0.5);
    clickItem(plot, 0);  // nothing is caught there
    QCOMPARE(wanted.size(), 1);
    QTest::keyClick(plot.plotArea(), Qt::Key_End);
    QTest::keyClick(plot.plotArea(), Qt::Key_Return);
    QCOMPARE(wanted.last().at(1).toDouble(), 0.25);
}

void TestEvaluationCurvesPlot::numbersAreCopied()
{
    Shown plot({series("=A", 0.75)});
    QCOMPARE(plot.copyText(), QString("Model\tFalse positive rate\tTrue positive rate\tLimit\n'=A\t0.000000\t0.000000\t\n"
                                      "'=A\t0.250000\t0.500000\t0.75\n'=A\t1.000000\t1.000000\t0.125\n"));
}

void TestEvaluationCurvesPlot::followsTheLanguage()
{
    Shown plot({series("A", 0.75)});
    QCOMPARE(untranslated(plot), QStringList());
}

QTEST_MAIN(TestEvaluationCurvesPlot)
#include "tst_evaluation_curves_plot.moc"
