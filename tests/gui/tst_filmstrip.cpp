#include "part_tools.h"
#include "widgets/expression_edit.h"
#include "widgets/filmstrip.h"
#include "widgets/part_list_model.h"
#include "widgets/removable_chip.h"
#include "widgets/verdict_chip.h"

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QToolButton>
#include <QtTest>

using namespace widgets;
using Show = PartFilterModel::Show;
using Order = PartFilterModel::Order;

/// Counts the keys that a child left to it.
class KeyCounter : public QWidget {
public:
    QString keys;

protected:
    void keyPressEvent(QKeyEvent* event) override { keys += QKeySequence(event->key()).toString(); }
};

class TestFilmstrip : public QObject {
    Q_OBJECT

    struct Set {
        PartListModel parts;
        Filmstrip strip{&parts};
        QSignalSpy changed{&strip, &Filmstrip::currentPathChanged};

        explicit Set(const QStringList& texts) { parts.setParts(partsFrom(texts)); }
        QString current() const { return strip.currentPath().section('/', -1); }
        QString counter() const
        {
            QStringList texts;
            for (const QLabel* label : strip.findChildren<QLabel*>())
                texts.append(label->text());
            return texts.join('|');
        }
    };
    const QStringList m_parts{"a fail 0.9", "b pass 0.1", "c review 0.5", "d fail 0.7", "e waiting"};

private slots:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }

    void stepsAlongTheShownOrder()
    {
        Set set(m_parts);
        set.strip.selectNext();
        QCOMPARE(set.current(), QString("a"));
        set.strip.selectNext();
        QCOMPARE(set.current(), QString("b"));
        set.strip.selectPrevious();
        set.strip.selectPrevious();
        QCOMPARE(set.current(), QString("a"));
        QCOMPARE(set.changed.count(), 3);
        set.strip.setOrder(Order::Score);
        set.strip.selectNext();
        QCOMPARE(set.current(), QString("d"));
    }

    void stepsFromFailToFail()
    {
        Set set(m_parts);
        set.strip.selectNextFailing();
        QCOMPARE(set.current(), QString("a"));
        set.strip.selectNextFailing();
        QCOMPARE(set.current(), QString("d"));
        set.strip.selectNextFailing();
        QCOMPARE(set.current(), QString("d"));
        set.strip.selectPreviousFailing();
        QCOMPARE(set.current(), QString("a"));
        QCOMPARE(set.changed.count(), 3);
    }

    void settingThePathMakesNoEcho()
    {
        Set set(m_parts);
        set.strip.setCurrentPath("/parts/c");
        QCOMPARE(set.strip.view()->currentIndex().row(), 2);
        set.strip.setCurrentPath("/parts/none");
        QVERIFY(!set.strip.view()->currentIndex().isValid());
        QCOMPARE(set.changed.count(), 0);
    }

    void theCurrentPartOutlivesFiltersAndOrders()
    {
        Set set(m_parts);
        set.strip.setCurrentPath("/parts/b");
        set.strip.setShow(Show::Fail);
        QVERIFY(!set.strip.view()->currentIndex().isValid());
        QCOMPARE(set.current(), QString("b"));
        set.strip.setShow(Show::All);
        QCOMPARE(set.strip.view()->currentIndex().row(), 1);
        set.strip.setOrder(Order::Score);
        QCOMPARE(set.strip.filterModel()->part(set.strip.view()->currentIndex().row()).name, QString("b"));
        QVERIFY(set.strip.view()->selectionModel()->isRowSelected(set.strip.view()->currentIndex().row()));
        QCOMPARE(set.changed.count(), 0);
    }

    void aPartThatLeavesTheFilterStaysTheCurrentOne()
    {
        Set set({"a waiting", "b waiting", "c waiting"});
        set.strip.setShow(Show::Waiting);
        set.strip.setCurrentPath("/parts/b");
        set.parts.updatePart(1, partFrom("b pass 0.2"));
        QTRY_COMPARE(set.strip.filterModel()->rowCount(), 2);
        QCOMPARE(set.current(), QString("b"));
        QVERIFY(!set.strip.view()->currentIndex().isValid());
        QCOMPARE(set.changed.count(), 0);
        set.parts.updatePart(1, partFrom("b waiting"));
        QTRY_COMPARE(set.strip.view()->currentIndex().row(), 1);
        QCOMPARE(set.changed.count(), 0);
    }

    void anotherFolderTakesTheCurrentPartAlong()
    {
        Set set(m_parts);
        set.strip.setCurrentPath("/parts/b");
        set.parts.setParts(partsFrom({"x", "b"}));
        QCOMPARE(set.strip.view()->currentIndex().row(), 1);
        QCOMPARE(set.changed.count(), 0);
        set.parts.setParts(partsFrom({"x", "y"}));
        QCOMPARE(set.changed.count(), 1);
        QCOMPARE(set.changed[0][0].toString(), QString());
        set.parts.appendParts(partsFrom({"z"}));
        QCOMPARE(set.changed.count(), 1);
    }

    void arrowsMoveAndLettersAreLeftToTheWindow()
    {
        KeyCounter window;
        PartListModel parts;
        auto* strip = new Filmstrip(&parts, &window);
        parts.setParts(partsFrom(m_parts));
        strip->resize(220, 600);
        window.show();
        strip->setCurrentPath("/parts/a");
        for (const auto key : {Qt::Key_C, Qt::Key_D, Qt::Key_Space, Qt::Key_1})
            QTest::keyClick(strip->view(), key);
        QCOMPARE(window.keys, QString("CDSpace1"));
        QCOMPARE(strip->currentPath(), QString("/parts/a"));
        QTest::keyClick(strip->view(), Qt::Key_Right);
        QCOMPARE(strip->currentPath(), QString("/parts/b"));
        QTest::keyClick(strip->view(), Qt::Key_Down);
        QCOMPARE(strip->currentPath(), QString("/parts/c"));
        QTest::keyClick(strip->view(), Qt::Key_Right, Qt::ControlModifier);
        QCOMPARE(strip->currentPath(), QString("/parts/d"));
        QTest::keyClick(strip->view(), Qt::Key_Up, Qt::ControlModifier);
        QCOMPARE(strip->currentPath(), QString("/parts/a"));
        QTest::keyClick(strip->view(), Qt::Key_End);
        QCOMPARE(strip->currentPath(), QString("/parts/e"));
    }

    void typingFilters()
    {
        Set set({"gear_1", "gear_2", "bolt_1"});
        QTest::keyClicks(set.strip.findChild<QLineEdit*>(), "gear");
        QCOMPARE(set.strip.filterModel()->rowCount(), 2);
        QVERIFY(set.counter().contains("– / 2"));
        set.strip.selectNext();
        QVERIFY(set.counter().contains("1 / 2"));
    }

    void chipsCountAndFilter()
    {
        Set set(m_parts);
        QMap<Mark, VerdictChip*> chips;
        for (VerdictChip* chip : set.strip.findChildren<VerdictChip*>())
            chips[chip->mark()] = chip;
        QCOMPARE(chips.size(), 3);
        QCOMPARE(chips[Mark::Fail]->count(), 2);
        set.parts.updatePart(4, partFrom("e fail 0.8"));
        QCOMPARE(chips[Mark::Fail]->count(), 3);
        chips[Mark::Fail]->click();
        QCOMPARE(set.strip.filterModel()->show(), Show::Fail);
        chips[Mark::Pass]->click();
        QCOMPARE(set.strip.filterModel()->show(), Show::Pass);
        QVERIFY(!chips[Mark::Fail]->isChecked());
        chips[Mark::Pass]->click();
        QCOMPARE(set.strip.filterModel()->show(), Show::All);
    }

    void picturesAreAskedForOnlyOnScreen()
    {
        QStringList texts;
        for (int i = 0; i < 5000; ++i)
            texts.append(QString("p%1").arg(i));
        Set set(texts);
        QSignalSpy wanted(&set.parts, &PartListModel::thumbnailWanted);
        set.strip.resize(240, 700);
        set.strip.show();
        QVERIFY(QTest::qWaitForWindowExposed(&set.strip));
        QTRY_VERIFY(wanted.count() > 0);
        QVERIFY2(wanted.count() <= 8, qPrintable(QString::number(wanted.count())));
    }

    void brokenFiltersChangeNothing()
    {
        Set set(m_parts);
        set.strip.filterEdit()->setText("score > 0.6");
        QCOMPARE(set.strip.filterModel()->rowCount(), 2);
        set.strip.filterEdit()->setText("score > 0.6 and (");
        QCOMPARE(set.strip.filterModel()->rowCount(), 2);
        set.strip.filterEdit()->setText("score > 0.6 and (score < 0.8)");
        QCOMPARE(set.strip.filterModel()->rowCount(), 1);
    }

    void aSelectionHasAChip()
    {
        Set set(m_parts);
        set.strip.show();
        QVERIFY(QTest::qWaitForWindowExposed(&set.strip));
        auto* chip = set.strip.findChild<RemovableChip*>();
        QSignalSpy removed(&set.strip, &Filmstrip::selectionRemoved);
        QVERIFY(!chip->isVisible());
        const QSet<QString> paths{"/parts/a", "/parts/d"};
        set.strip.setSelection(paths, "area 120 to 240 px²");
        QVERIFY(chip->isVisible());
        QCOMPARE(chip->text(), QString("area 120 to 240 px²"));
        QCOMPARE(set.strip.filterModel()->rowCount(), 2);
        QTest::keyClick(set.strip.view(), Qt::Key_Escape);
        QVERIFY(!chip->isVisible());
        QCOMPARE(set.strip.filterModel()->rowCount(), 5);
        QCOMPARE(removed.count(), 1);
        set.strip.setSelection(paths, "area");
        chip->findChild<QToolButton*>()->click();
        QCOMPARE(removed.count(), 2);
        set.strip.setSelection(paths, "area");
        set.strip.setSelection(std::nullopt);
        QCOMPARE(set.strip.filterModel()->rowCount(), 5);
        QCOMPARE(removed.count(), 2);
    }

    void escapeIsTheWindowsWithoutAChip()
    {
        KeyCounter window;
        PartListModel parts;
        auto* strip = new Filmstrip(&parts, &window);
        window.show();
        QTest::keyClick(strip->view(), Qt::Key_Escape);
        QCOMPARE(window.keys, QString("Esc"));
    }

    void theDirectionTurns()
    {
        Set set(m_parts);
        QSignalSpy ordered(&set.strip, &Filmstrip::orderChanged);
        set.strip.setOrder(Order::Score);
        QCOMPARE(set.strip.filterModel()->direction(), Qt::DescendingOrder);
        set.strip.setOrder(Order::Score, Qt::AscendingOrder);
        QCOMPARE(set.strip.filterModel()->part(0).name, QString("b"));
        QCOMPARE(ordered.count(), 2);
    }

    void stepsGoThroughGroups()
    {
        Set set({"x/1", "x/2", "y/1", "z/1"});
        set.strip.resize(240, 700);
        set.strip.show();
        QVERIFY(QTest::qWaitForWindowExposed(&set.strip));
        QSignalSpy grouped(&set.strip, &Filmstrip::groupedChanged);
        set.strip.setGrouped(true);
        QCOMPARE(grouped.count(), 1);
        QStringList seen;
        for (int i = 0; i < 5; ++i) {
            set.strip.selectNext();
            seen.append(set.strip.currentPath().mid(7));
        }
        QCOMPARE(seen, QStringList({"x/1", "x/2", "y/1", "z/1", "z/1"}));
        QVERIFY(set.counter().contains("4 / 4"));
        set.strip.selectPrevious();
        QCOMPARE(set.strip.currentPath(), QString("/parts/y/1"));
        QTest::keyClick(set.strip.view(), Qt::Key_Home);
        QCOMPARE(set.strip.currentPath(), QString("/parts/x/1"));
        QTest::keyClick(set.strip.view(), Qt::Key_Down);
        QTest::keyClick(set.strip.view(), Qt::Key_Down);
        QCOMPARE(set.strip.currentPath(), QString("/parts/y/1"));
        QTest::keyClick(set.strip.view(), Qt::Key_Up);
        QCOMPARE(set.strip.currentPath(), QString("/parts/x/2"));
        QTest::keyClick(set.strip.view(), Qt::Key_End);
        QCOMPARE(set.strip.currentPath(), QString("/parts/z/1"));
    }

    void groupsFoldByKeyAndByClick()
    {
        Set set({"x/1", "x/2", "y/1"});
        set.strip.resize(240, 700);
        set.strip.show();
        QVERIFY(QTest::qWaitForWindowExposed(&set.strip));
        set.strip.setGrouped(true);
        set.strip.setCurrentPath("/parts/x/2");
        PartFilterModel* model = set.strip.filterModel();
        QTest::keyClick(set.strip.view(), Qt::Key_Left, Qt::ShiftModifier);
        QCOMPARE(model->rowCount(), 3);
        QCOMPARE(set.strip.currentPath(), QString("/parts/x/2"));
        QVERIFY(!set.strip.view()->currentIndex().isValid());
        QTest::keyClick(set.strip.view(), Qt::Key_Right, Qt::ShiftModifier);
        QCOMPARE(model->rowCount(), 5);
        QCOMPARE(set.strip.view()->currentIndex().row(), 2);
        QTest::keyClick(set.strip.view(), Qt::Key_Left, Qt::ShiftModifier | Qt::ControlModifier);
        QCOMPARE(model->rowCount(), 2);
        QTest::mouseClick(set.strip.view()->viewport(), Qt::LeftButton, {}, set.strip.view()->visualRect(model->index(1)).center());
        QCOMPARE(model->rowCount(), 3);
        QCOMPARE(set.changed.count(), 0);
    }

    void theHeadingStaysAtTheTop()
    {
        QStringList texts;
        for (int i = 0; i < 60; ++i)
            texts.append(QString("%1/p%2").arg(i / 30).arg(i));
        Set set(texts);
        set.strip.resize(240, 700);
        set.strip.show();
        QVERIFY(QTest::qWaitForWindowExposed(&set.strip));
        set.strip.setGrouped(true);
        set.strip.setCurrentPath("/parts/1/p45");
        const QListView* view = set.strip.view();
        QCOMPARE(view->indexAt(QPoint(20, 4)).row(), 31);
        const QRect card = view->visualRect(view->currentIndex());
        QVERIFY(view->viewport()->rect().contains(card));
        set.strip.setCurrentPath("/parts/1/p40");
        QVERIFY(view->visualRect(view->currentIndex()).top() >= view->visualRect(view->model()->index(31, 0)).height());
    }

    void theCurrentPartStaysWhereItIsSeen()
    {
        QStringList texts;
        for (int i = 0; i < 100; ++i)
            texts.append(QString("p%1").arg(i));
        Set set(texts);
        set.strip.resize(240, 700);
        set.strip.show();
        QVERIFY(QTest::qWaitForWindowExposed(&set.strip));
        set.strip.setOrder(Order::Score);
        set.strip.setCurrentPath("/parts/p50");
        const QListView* view = set.strip.view();
        const int top = view->visualRect(view->currentIndex()).top();
        for (int i = 90; i < 100; ++i)
            set.parts.updatePart(i, partFrom(QString("p%1 fail 0.9").arg(i)));
        QTRY_COMPARE(view->currentIndex().row(), 60);
        QCOMPARE(view->visualRect(view->currentIndex()).top(), top);
    }

    void personsMarksAreSeenWithoutColour()
    {
        Part plain = partFrom("a fail 0.9"), good = plain, bad = plain, agreed = plain, overruled = plain;
        good.label = inference::Label::Good;
        bad.label = inference::Label::Defective;
        agreed.human = inference::Verdict::Fail;
        overruled.human = inference::Verdict::Pass;
        QList<QImage> pictures;
        QStringList sentences;
        for (const Part& part : {plain, good, bad, agreed, overruled}) {
            Set set({});
            set.parts.setParts({part});
            set.strip.resize(240, 400);
            pictures.append(set.strip.grab().toImage().convertToFormat(QImage::Format_Grayscale8));
            sentences.append(set.parts.index(0).data(Qt::AccessibleTextRole).toString());
        }
        for (int i = 0; i < pictures.size(); ++i)
            for (int j = 0; j < i; ++j) {
                QVERIFY(pictures[i] != pictures[j]);
                QVERIFY(sentences[i] != sentences[j]);
            }
    }

    void wideStripsAreGrids_data()
    {
        QTest::addColumn<int>("width");
        QTest::addColumn<int>("columns");
        QTest::newRow("dock") << 240 << 1;
        QTest::newRow("two") << 340 << 2;
        QTest::newRow("four") << 640 << 4;
    }
    void wideStripsAreGrids()
    {
        QFETCH(int, width);
        QFETCH(int, columns);
        Set set({"a", "b", "c", "d", "e", "f", "g", "h"});
        set.strip.resize(width, 700);
        set.strip.show();
        QVERIFY(QTest::qWaitForWindowExposed(&set.strip));
        const QListView* view = set.strip.view();
        const auto left = [&](int row) { return view->visualRect(view->model()->index(row, 0)).left(); };
        QTRY_COMPARE(left(columns), left(0));
        for (int column = 1; column < columns; ++column)
            QVERIFY(left(column) > left(column - 1));
    }
};

QTEST_MAIN(TestFilmstrip)
#include "tst_filmstrip.moc"
