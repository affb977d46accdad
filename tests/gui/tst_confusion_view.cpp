#include "widgets/confusion_view.h"
#include "widgets/number_link.h"

#include <QDoubleSpinBox>
#include <QPushButton>
#include <QSignalSpy>
#include <QtTest>

using namespace widgets;
using Cell = ConfusionView::Cell;
using Places = std::vector<std::size_t>;

Q_DECLARE_METATYPE(Places)

class TestConfusionView : public QObject {
    Q_OBJECT

private slots:
    void cellsFollowTheLimit_data();
    void cellsFollowTheLimit();
    void aClickAsksForTheImages();
    void theFieldRoundsTheLimitDoesNot();
    void withoutImagesNothingCanBeAsked();

private:
    /// Defective 0.9 and 0.3, good 0.5 and 0.1.
    const std::vector<inference::evaluation::ImageOutcome> m_images {{0.9, true}, {0.5, false}, {0.3, true}, {0.1, false}};
};

void TestConfusionView::cellsFollowTheLimit_data()
{
    QTest::addColumn<double>("limit");
    QTest::addColumn<Places>("hits");
    QTest::addColumn<Places>("escapes");
    QTest::addColumn<Places>("overkills");
    QTest::addColumn<Places>("passes");
    QTest::newRow("all") << 0.0 << Places {0, 2} << Places {} << Places {1, 3} << Places {};
    QTest::newRow("at a score") << 0.5 << Places {0} << Places {2} << Places {1} << Places {3};
    QTest::newRow("between") << 0.6 << Places {0} << Places {2} << Places {} << Places {1, 3};
    QTest::newRow("none") << 0.95 << Places {} << Places {0, 2} << Places {} << Places {1, 3};
}

void TestConfusionView::cellsFollowTheLimit()
{
    ConfusionView view;
    view.setImages(m_images, 0.3);
    QCOMPARE(view.limit(), 0.3);
    QFETCH(double, limit);
    view.setLimit(limit);
    QFETCH(Places, hits);
    QFETCH(Places, escapes);
    QFETCH(Places, overkills);
    QFETCH(Places, passes);
    const std::pair<Cell, Places> cells[] {{Cell::Hits, hits}, {Cell::Escapes, escapes}, {Cell::Overkills, overkills}, {Cell::Passes, passes}};
    for (const auto& [cell, places] : cells) {
        QCOMPARE(view.imagesIn(cell), places);
        QCOMPARE(view.link(cell)->count(), places.size());
    }
}

void TestConfusionView::aClickAsksForTheImages()
{
    ConfusionView view;
    view.setImages(m_images, 0.5);
    QList<Cell> wanted;
    connect(&view, &ConfusionView::cellWanted, this, [&](Cell cell) { wanted.append(cell); });
    view.show();
    for (const Cell cell : {Cell::Passes, Cell::Escapes})
        QTest::mouseClick(view.link(cell), Qt::LeftButton);
    QCOMPARE(wanted, (QList<Cell> {Cell::Passes, Cell::Escapes}));
    QCOMPARE(view.link(Cell::Hits)->aside().remove(QChar(0x00a0)).remove(' '), QString("50.0%"));
}

/// A score may need more figures than anybody wants to read; the image at the limit must stay on its side.
void TestConfusionView::theFieldRoundsTheLimitDoesNot()
{
    const double score = 0.123456789;
    ConfusionView view;
    view.setImages({{score, true}, {0.01, false}}, score);
    QCOMPARE(view.imagesIn(Cell::Hits), Places {0});
    auto* const field = view.findChild<QDoubleSpinBox*>();
    QCOMPARE(field->value(), 0.1235);
    field->setValue(0.2);
    QCOMPARE(view.imagesIn(Cell::Escapes), Places {0});
    QTest::mouseClick(view.findChild<QPushButton*>(), Qt::LeftButton);
    QCOMPARE(view.limit(), score);
    QCOMPARE(view.imagesIn(Cell::Hits), Places {0});
    // Of very small scores the first figures are told.
    view.setImages({{3.25e-6, true}, {1e-7, false}}, 3.25e-6);
    QCOMPARE(field->value(), 3.25e-6);
}

void TestConfusionView::withoutImagesNothingCanBeAsked()
{
    ConfusionView view;
    view.setImages({}, std::nullopt);
    for (const Cell cell : {Cell::Hits, Cell::Escapes, Cell::Overkills, Cell::Passes})
        QVERIFY(!view.link(cell)->isEnabled());
    QVERIFY(!view.findChild<QDoubleSpinBox*>()->isEnabled());
    QVERIFY(!view.findChild<QPushButton*>()->isEnabled());
}

QTEST_MAIN(TestConfusionView)
#include "tst_confusion_view.moc"
