// Cut-outs side by side: at one scale, the region in the middle, chosen by mouse and keyboard.
#include "widgets/sample_list.h"
#include "widgets/sample_painter.h"
#include "widgets/sample_view.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTextDocumentFragment>
#include <QtTest>

using namespace widgets;

namespace {

/// A grey ground of `side` units with a red region.
SampleCard card(int side, const QRectF& region, const QString& caption)
{
    QImage picture(side, side, QImage::Format_RGB32);
    picture.fill(QColor(90, 90, 90));
    for (int y = int(region.top()); y < int(region.bottom()); ++y)
        for (int x = int(region.left()); x < int(region.right()); ++x)
            picture.setPixelColor(x, y, QColor(250, 0, 0));
    return {picture, QSizeF(side, side), region, caption, "all of " + caption};
}

QImage painted(const SampleCard& shown, double scale, bool framed)
{
    QImage image(sampleSide, sampleSide, QImage::Format_RGB32);
    image.fill(Qt::blue);
    QPainter painter(&image);
    paintSample(painter, image.rect(), shown, scale, framed, QPalette());
    return image;
}

/// The smallest rectangle that holds all red pixels.
QRect redIn(const QImage& image)
{
    QRect found;
    for (int y = 0; y < image.height(); ++y)
        for (int x = 0; x < image.width(); ++x)
            if (const QColor colour = image.pixelColor(x, y); colour.red() > 200 && colour.green() < 60)
                found |= QRect(x, y, 1, 1);
    return found;
}

}  // namespace

class TestSampleList : public QObject {
    Q_OBJECT

private slots:
    void init();
    void cleanup() { m_list.reset(); }
    void modelIsInOrder();
    void regionIsInTheMiddleAtItsScale();
    void noGroundIsBareAtTheEdge();
    void cornersAreDrawnOrNot();
    void aPictureThatCantBeReadIsAQuietGround();
    void fittingScaleFitsTheLargest();
    void chosenByMouseAndKeyboard();
    void otherCardsLeaveNoneCurrentAndNoSignal();
    void deleteAndReturnAreToldOf();
    void withoutCardsItSaysWhatBelongsThere();
    void viewShowsTheSame();

private:
    std::unique_ptr<SampleList> m_list;
};

void TestSampleList::init()
{
    m_list = std::make_unique<SampleList>();
    m_list->resize(600, 400);
    m_list->setCards({card(100, {40, 40, 20, 20}, "one"), card(100, {10, 10, 5, 5}, "two"), card(100, {10, 10, 50, 5}, "three")});
    m_list->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_list.get()));
}

void TestSampleList::modelIsInOrder()
{
    QAbstractItemModelTester tester(m_list->model(), QAbstractItemModelTester::FailureReportingMode::QtTest);
    m_list->setCards({card(50, {1, 1, 2, 2}, "four")});
    QCOMPARE(m_list->model()->rowCount(), 1);
    const QModelIndex index = m_list->model()->index(0, 0);
    QCOMPARE(index.data().toString(), QString("four"));
    QCOMPARE(index.data(Qt::AccessibleTextRole).toString(), QString("all of four"));
    QCOMPARE(QTextDocumentFragment::fromHtml(index.data(Qt::ToolTipRole).toString()).toPlainText(), QString("all of four"));
    m_list->setCards({card(50, {1, 1, 2, 2}, "<img src=\"/etc/hostname\">")});
    QVERIFY(!m_list->model()->index(0, 0).data(Qt::ToolTipRole).toString().contains("<img"));
}

void TestSampleList::regionIsInTheMiddleAtItsScale()
{
    const QRect red = redIn(painted(card(200, {80, 120, 20, 10}, {}), 2, false));
    QCOMPARE(red.size(), QSize(40, 20));
    QVERIFY((QRectF(red).center() - QPointF(sampleSide, sampleSide) / 2).manhattanLength() <= 2);
    // The same of a cut-out whose pixels are twice as large: units count, not pixels.
    SampleCard coarse = card(100, {40, 60, 10, 5}, {});
    coarse.extent = {200, 200};
    coarse.region = {80, 120, 20, 10};
    QCOMPARE(redIn(painted(coarse, 2, false)).size(), QSize(40, 20));
}

void TestSampleList::noGroundIsBareAtTheEdge()
{
    const QImage corner = painted(card(200, {0, 0, 10, 10}, {}), 2, false);
    QCOMPARE(redIn(corner), QRect(0, 0, 20, 20));
    QCOMPARE(corner.pixelColor(sampleSide - 1, sampleSide - 1), QColor(90, 90, 90));
    const QImage small = painted(card(40, {10, 10, 10, 10}, {}), 1, false);  // smaller than the square: in its middle
    QCOMPARE(redIn(small).topLeft(), QPoint((sampleSide - 40) / 2 + 10, (sampleSide - 40) / 2 + 10));
}

void TestSampleList::cornersAreDrawnOrNot()
{
    const auto white = [](const QImage& image) {
        int count = 0;
        for (int y = 0; y < image.height(); ++y)
            for (int x = 0; x < image.width(); ++x)
                count += image.pixelColor(x, y).lightness() > 140;
        return count;
    };
    const SampleCard shown = card(200, {80, 80, 40, 40}, {});
    QCOMPARE(white(painted(shown, 1, false)), 0);
    const QImage framed = painted(shown, 1, true);
    QVERIFY(white(framed) > 20);
    QCOMPARE(redIn(framed).size(), QSize(40, 40));  // what lies inside stays free
}

void TestSampleList::aPictureThatCantBeReadIsAQuietGround()
{
    SampleCard none = card(100, {1, 1, 2, 2}, "gone");
    none.picture = {};
    const QImage image = painted(none, 1, true);
    QVERIFY(image.pixelColor(2, 2) != QColor(Qt::blue));
    QVERIFY(redIn(image).isNull());
}

void TestSampleList::fittingScaleFitsTheLargest()
{
    QCOMPARE(fittingScale({}, sampleSide), 1.0);
    QCOMPARE(fittingScale({card(100, {0, 0, 4, 3}, {})}, sampleSide), 8.0);
    QCOMPARE(fittingScale({card(100, {0, 0, 4, 3}, {}), card(300, {0, 0, 40, 240}, {})}, sampleSide), 0.75 * sampleSide / 240);
}

void TestSampleList::chosenByMouseAndKeyboard()
{
    QSignalSpy chosen(m_list.get(), &SampleList::cardChosen);
    QTest::mouseClick(m_list->viewport(), Qt::LeftButton, {}, m_list->visualRect(m_list->model()->index(1, 0)).center());
    QCOMPARE(m_list->currentCard(), 1);
    QTest::keyClick(m_list.get(), Qt::Key_Right);
    QCOMPARE(m_list->currentCard(), 2);
    QCOMPARE(chosen, (QList<QVariantList> {{1}, {2}}));
}

void TestSampleList::otherCardsLeaveNoneCurrentAndNoSignal()
{
    m_list->setCurrentCard(2);
    QCOMPARE(m_list->currentCard(), 2);
    QSignalSpy chosen(m_list.get(), &SampleList::cardChosen);
    m_list->setCards(std::vector<SampleCard>(m_list->cards()));
    QCOMPARE(m_list->currentCard(), 2);
    m_list->setCards({card(50, {1, 1, 2, 2}, "four")});
    QCOMPARE(m_list->currentCard(), -1);
    m_list->setCurrentCard(0);
    m_list->setCurrentCard(-1);
    QCOMPARE(m_list->currentCard(), -1);
    QVERIFY(!m_list->selectionModel()->hasSelection());
    QVERIFY(chosen.isEmpty());
}

void TestSampleList::deleteAndReturnAreToldOf()
{
    QSignalSpy removed(m_list.get(), &SampleList::removeWanted), activated(m_list.get(), &SampleList::cardActivated);
    m_list->setCurrentCard(-1);
    QTest::keyClick(m_list.get(), Qt::Key_Delete);
    QVERIFY(removed.isEmpty());
    m_list->setCurrentCard(1);
    QTest::keyClick(m_list.get(), Qt::Key_Delete);
    QTest::keyClick(m_list.get(), Qt::Key_Return);
    QCOMPARE(removed, (QList<QVariantList> {{1}}));
    QCOMPARE(activated, (QList<QVariantList> {{1}}));
}

void TestSampleList::withoutCardsItSaysWhatBelongsThere()
{
    m_list->setPlaceholder("nothing yet");
    const QImage full = m_list->viewport()->grab().toImage();
    m_list->setCards({});
    const QImage said = m_list->viewport()->grab().toImage();
    m_list->setPlaceholder({});
    const QImage bare = m_list->viewport()->grab().toImage();
    QVERIFY(said != bare);
    QVERIFY(full != said);
}

void TestSampleList::viewShowsTheSame()
{
    SampleView view;
    QCOMPARE(redIn(view.grab().toImage()), QRect());
    view.setLook(2, false);
    view.setCard(card(200, {80, 120, 20, 10}, "shown"));
    QCOMPARE(redIn(view.grab().toImage()).size(), QSize(40, 20) * view.devicePixelRatio());
    QCOMPARE(view.accessibleDescription(), QString("all of shown"));
    view.setCard({});
    QCOMPARE(redIn(view.grab().toImage()), QRect());
}

QTEST_MAIN(TestSampleList)
#include "tst_sample_list.moc"
