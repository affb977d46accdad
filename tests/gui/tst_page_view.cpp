#include "widgets/page_view.h"

#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>
#include <QWheelEvent>

using widgets::PageView;

namespace {

constexpr QSizeF letter {8.5, 11};

/// As a report's service does it.
void answer(PageView& view, Qt::GlobalColor colour = Qt::white, std::vector<PageView::Link> links = {})
{
    QImage image(view.wantedPixels(), QImage::Format_RGB32);
    image.fill(colour);
    view.setImage(view.page(), image, std::move(links));
}

void turnWheel(PageView& view, int angle, Qt::KeyboardModifiers modifiers = {})
{
    const QPointF middle = view.viewport()->rect().center();
    QWheelEvent event(middle, view.viewport()->mapToGlobal(middle), {}, {0, angle}, Qt::NoButton, modifiers, Qt::NoScrollPhase, false);
    QCoreApplication::sendEvent(view.viewport(), &event);
}

}  // namespace

class TestPageView : public QObject {
    Q_OBJECT

private slots:
    void init();
    void cleanup() { m_view.reset(); }
    void keysTurnPages_data();
    void keysTurnPages();
    void wheelTurnsOnePageForEachStep();
    void wholePageIsWantedAsLargeAsItIsSeen();
    void sizeOnPaperIsThatOfTheScreen();
    void largerPageIsScrolledBeforeItIsTurned();
    void controlAndWheelZoom();
    void pageBeforeStaysUntilTheNewOneIsThere();
    void lateAnswerIsIgnored();
    void longWaitDimsThePage();
    void quickAnswerDimsNothing();
    void linkLeadsToItsPage();
    void fewerPagesKeepWithinThem();
    void withoutPagesAMessageIsSeen();

private:
    std::unique_ptr<PageView> m_view;
};

void TestPageView::init()
{
    m_view = std::make_unique<PageView>();
    m_view->resize(500, 600);
    m_view->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_view.get()));
    m_view->setPages(5, letter);
}

void TestPageView::keysTurnPages_data()
{
    QTest::addColumn<QList<Qt::Key>>("keys");
    QTest::addColumn<int>("page");
    QTest::newRow("page down") << QList {Qt::Key_PageDown} << 1;
    QTest::newRow("and up") << QList {Qt::Key_PageDown, Qt::Key_PageDown, Qt::Key_PageUp} << 1;
    QTest::newRow("end") << QList {Qt::Key_End} << 4;
    QTest::newRow("behind the end") << QList {Qt::Key_End, Qt::Key_PageDown} << 4;
    QTest::newRow("home") << QList {Qt::Key_End, Qt::Key_Home} << 0;
    QTest::newRow("before the first") << QList {Qt::Key_PageUp} << 0;
    QTest::newRow("right") << QList {Qt::Key_Right, Qt::Key_Right} << 2;
    QTest::newRow("left") << QList {Qt::Key_End, Qt::Key_Left} << 3;
    QTest::newRow("down and up") << QList {Qt::Key_Down, Qt::Key_Down, Qt::Key_Up} << 1;
    QTest::newRow("space") << QList {Qt::Key_Space} << 1;
}

void TestPageView::keysTurnPages()
{
    QFETCH(QList<Qt::Key>, keys);
    for (const Qt::Key key : keys)
        QTest::keyClick(m_view.get(), key);
    QTEST(m_view->page(), "page");
}

void TestPageView::wheelTurnsOnePageForEachStep()
{
    turnWheel(*m_view, -120);
    QCOMPARE(m_view->page(), 1);
    turnWheel(*m_view, -60);  // half a step of a fine wheel
    QCOMPARE(m_view->page(), 1);
    turnWheel(*m_view, -60);
    QCOMPARE(m_view->page(), 2);
    turnWheel(*m_view, 240);
    QCOMPARE(m_view->page(), 0);
}

void TestPageView::wholePageIsWantedAsLargeAsItIsSeen()
{
    const QSize pixels = m_view->wantedPixels();
    const double ratio = m_view->devicePixelRatioF();
    QVERIFY(pixels.height() <= m_view->viewport()->height() * ratio && pixels.height() > m_view->viewport()->height() * ratio * 0.9);
    QVERIFY(std::abs(double(pixels.width()) / pixels.height() - letter.width() / letter.height()) < 0.01);
    QSignalSpy wanted(m_view.get(), &PageView::paintWanted);
    m_view->resize(500, 900);
    QVERIFY(wanted.wait());
    QVERIFY(m_view->wantedPixels().width() > pixels.width());
}

void TestPageView::sizeOnPaperIsThatOfTheScreen()
{
    m_view->setZoom(PageView::Zoom::PaperSize);
    const double dots = m_view->logicalDpiX() * m_view->devicePixelRatioF();
    QCOMPARE(m_view->wantedPixels(), (letter * dots).toSize());
    QVERIFY(m_view->verticalScrollBar()->maximum() > 0);
}

void TestPageView::largerPageIsScrolledBeforeItIsTurned()
{
    m_view->setZoom(PageView::Zoom::PaperSize);
    QScrollBar* const bar = m_view->verticalScrollBar();
    QTest::keyClick(m_view.get(), Qt::Key_PageDown);
    QCOMPARE(m_view->page(), 0);
    QVERIFY(bar->value() > 0);
    for (int i = 0; i < 10 && m_view->page() == 0; ++i)
        QTest::keyClick(m_view.get(), Qt::Key_PageDown);
    QCOMPARE(m_view->page(), 1);
    QCOMPARE(bar->value(), 0);
    QTest::keyClick(m_view.get(), Qt::Key_PageUp);
    QCOMPARE(m_view->page(), 0);
    QCOMPARE(bar->value(), bar->maximum());  // one reads on where one came from
}

void TestPageView::controlAndWheelZoom()
{
    turnWheel(*m_view, 120, Qt::ControlModifier);
    QCOMPARE(m_view->zoom(), PageView::Zoom::PaperSize);
    QTest::keyClick(m_view.get(), Qt::Key_F);
    QCOMPARE(m_view->zoom(), PageView::Zoom::Whole);
    QTest::keyClick(m_view.get(), Qt::Key_1);
    QCOMPARE(m_view->zoom(), PageView::Zoom::PaperSize);
    turnWheel(*m_view, -120, Qt::ControlModifier);
    QCOMPARE(m_view->zoom(), PageView::Zoom::Whole);
    QCOMPARE(m_view->page(), 0);
}

void TestPageView::pageBeforeStaysUntilTheNewOneIsThere()
{
    answer(*m_view, Qt::red);
    QCOMPARE(m_view->shownPage(), 0);
    QSignalSpy wanted(m_view.get(), &PageView::paintWanted);
    m_view->setPage(3);
    QCOMPARE(wanted.size(), 1);
    QCOMPARE(m_view->shownPage(), 0);
    QCOMPARE(m_view->viewport()->grab().toImage().pixelColor(m_view->viewport()->rect().center()), QColor(Qt::red));
    answer(*m_view, Qt::green);
    QCOMPARE(m_view->shownPage(), 3);
    QCOMPARE(m_view->viewport()->grab().toImage().pixelColor(m_view->viewport()->rect().center()), QColor(Qt::green));
}

void TestPageView::lateAnswerIsIgnored()
{
    m_view->setPage(2);
    m_view->setImage(1, QImage(10, 10, QImage::Format_RGB32), {});
    QCOMPARE(m_view->shownPage(), -1);
    QVERIFY(m_view->isWaiting());
}

void TestPageView::longWaitDimsThePage()
{
    answer(*m_view);
    m_view->setPage(1);
    QVERIFY(!m_view->isDimmed());
    QTRY_VERIFY(m_view->isDimmed());
    answer(*m_view);
    QVERIFY(!m_view->isDimmed());
}

void TestPageView::quickAnswerDimsNothing()
{
    m_view->setPage(1);
    answer(*m_view);
    QTest::qWait(300);  // longer than a page may take before it is dimmed
    QVERIFY(!m_view->isDimmed());
}

void TestPageView::linkLeadsToItsPage()
{
    answer(*m_view, Qt::white, {{QRectF(0, 0, 1, 0.5), 4}});
    const QPoint middle = m_view->viewport()->rect().center();
    QTest::mouseMove(m_view->viewport(), middle - QPoint(0, 50));
    QTRY_COMPARE(m_view->viewport()->cursor().shape(), Qt::PointingHandCursor);
    QTest::mouseClick(m_view->viewport(), Qt::LeftButton, {}, middle + QPoint(0, 50));  // below it
    QCOMPARE(m_view->page(), 0);
    QTest::mouseClick(m_view->viewport(), Qt::LeftButton, {}, middle - QPoint(0, 50));
    QCOMPARE(m_view->page(), 4);
}

void TestPageView::fewerPagesKeepWithinThem()
{
    m_view->setPage(4);
    QSignalSpy changed(m_view.get(), &PageView::pageChanged);
    m_view->setPages(2, letter);
    QCOMPARE(m_view->page(), 1);
    QCOMPARE(changed.size(), 1);
}

void TestPageView::withoutPagesAMessageIsSeen()
{
    answer(*m_view);
    m_view->setMessage("Nothing yet");
    m_view->setPages(0, {});
    QCOMPARE(m_view->shownPage(), -1);
    QVERIFY(!m_view->isWaiting());
    QCOMPARE(m_view->accessibleDescription(), "Nothing yet");
    QTest::keyClick(m_view.get(), Qt::Key_PageDown);
    QCOMPARE(m_view->page(), 0);
}

QTEST_MAIN(TestPageView)
#include "tst_page_view.moc"
