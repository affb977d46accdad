#include "core/error.h"
#include "evaluation/image_confusion.h"

#include <QtTest>

#include <cmath>
#include <limits>

using namespace inference;
using namespace inference::evaluation;

namespace {

using Places = QList<int>;

Places placesOf(const std::vector<std::size_t>& cell)
{
    return {cell.begin(), cell.end()};
}

const std::vector<ImageOutcome> images {
    {0.9, true}, {0.5, false}, {0.5, true}, {0.2, true}, {0.1, false}, {0.7, false}};

}  // namespace

class TestImageConfusion : public QObject {
    Q_OBJECT

private slots:
    void cellsHoldTheirImages_data();
    void cellsHoldTheirImages();
    void nanIsRefused();
    void meanIsOfThoseThatHaveTheFigure();
};

void TestImageConfusion::cellsHoldTheirImages_data()
{
    QTest::addColumn<double>("limit");
    QTest::addColumn<Places>("hits");
    QTest::addColumn<Places>("escapes");
    QTest::addColumn<Places>("overkills");
    QTest::addColumn<Places>("passes");
    QTest::newRow("at or above is caught") << 0.5 << Places {0, 2} << Places {3} << Places {1, 5} << Places {4};
    QTest::newRow("just above") << std::nextafter(0.5, 1) << Places {0} << Places {2, 3} << Places {5} << Places {1, 4};
    QTest::newRow("all") << 0.0 << Places {0, 2, 3} << Places {} << Places {1, 4, 5} << Places {};
    QTest::newRow("none") << std::numeric_limits<double>::infinity() << Places {} << Places {0, 2, 3} << Places {}
                          << Places {1, 4, 5};
}

void TestImageConfusion::cellsHoldTheirImages()
{
    QFETCH(double, limit);
    const ImageConfusion confusion = confusionAt(images, limit);
    QTEST(placesOf(confusion.hits), "hits");
    QTEST(placesOf(confusion.escapes), "escapes");
    QTEST(placesOf(confusion.overkills), "overkills");
    QTEST(placesOf(confusion.passes), "passes");
    QCOMPARE(confusion.limit, limit);
}

void TestImageConfusion::nanIsRefused()
{
    QVERIFY_EXCEPTION_THROWN(confusionAt(images, std::nan("")), Error);
}

void TestImageConfusion::meanIsOfThoseThatHaveTheFigure()
{
    std::vector<Metrics> products(3);
    products[0].pixelAuroc = 0.5;
    products[2].pixelAuroc = 1;
    products[1].imageAp = 0.25;
    Metrics expected;
    expected.pixelAuroc = 0.75;
    expected.imageAp = 0.25;
    QCOMPARE(meanOf(products), expected);
    QCOMPARE(meanOf({}), Metrics());
}

QTEST_GUILESS_MAIN(TestImageConfusion)
#include "tst_image_confusion.moc"
