#include "widgets/defect_table.h"

#include "widgets/defect_table_model.h"
#include "widgets/verdict_style.h"

#include <QAbstractItemModelTester>
#include <QClipboard>
#include <QHeaderView>
#include <QtTest>

using namespace widgets;
using inference::Defect;

class TestDefectTable : public QObject {
    Q_OBJECT

    static Defect defect(double area, float peak, bool failing)
    {
        Defect made;
        made.area = area;
        made.peak = peak;
        made.mean = peak / 2;
        made.failing = failing;
        made.length = 50;
        made.width = 24;
        made.contrast = 0.25f;
        made.centroid = {25, 40};
        made.box = {10, 20, 30, 40};
        made.peakAt = {area, double(peak)};
        return made;
    }
    static std::vector<Defect> three()
    {
        return {defect(1240, 0.83f, true), defect(80.4, 0.5f, false), defect(7.5, 0.55f, false)};
    }

private slots:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }

    void keepsTheRulesOfModels()
    {
        DefectTableModel model;
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setDefects(three());
        QCOMPARE(model.rowCount(), 3);
        model.setDefects({});
        QCOMPARE(model.rowCount(), 0);
    }

    void cellsSayWhatTheRegionIs()
    {
        DefectTableModel model;
        model.setDefects(three());
        QStringList cells;
        for (int column = 0; column < model.columnCount(); ++column)
            cells.append(model.index(0, column).data().toString());
        QCOMPARE(cells.join(' '), QString("1 Fail 1,240 50 24 0.83 0.41 0.25   25 40 10; 20  30 × 40"));
        QCOMPARE(model.index(2, DefectTableModel::AreaColumn).data().toString(), QString("8"));
        QCOMPARE(model.index(1, DefectTableModel::VerdictColumn).data(DefectTableModel::MarkRole).toInt(), int(Mark::Review));
        const auto alignment = model.index(0, DefectTableModel::AreaColumn).data(Qt::TextAlignmentRole).toInt();
        QVERIFY(alignment & Qt::AlignRight);
        QCOMPARE(model.index(0, DefectTableModel::PeakColumn).data(Qt::AccessibleTextRole).toString(),
                 QString("Greatest value, 0 to 1 0.83"));
    }

    void zoneClassAndMillimetresAreSaid()
    {
        DefectTableModel model;
        std::vector<Defect> defects = three();
        defects[1].zone = 1;
        model.setDefects(defects, {{0.02}, {"A", "B"}, {"scratch", "", "stain"}});
        QCOMPARE(model.headerData(DefectTableModel::AreaColumn, Qt::Horizontal).toString(), QString("Area mm²"));
        QCOMPARE(model.index(0, DefectTableModel::AreaColumn).data().toString(), QString("0.4960"));
        QCOMPARE(model.index(0, DefectTableModel::LengthColumn).data().toString(), QString("1.00"));
        QCOMPARE(model.index(0, DefectTableModel::ZoneColumn).data().toString(), QString());
        QCOMPARE(model.index(1, DefectTableModel::ZoneColumn).data().toString(), QString("B"));
        QStringList classes;
        for (int row = 0; row < model.rowCount(); ++row)
            classes.append(model.index(row, DefectTableModel::ClassColumn).data().toString());
        QCOMPARE(classes, QStringList({"scratch", "", "stain"}));
    }

    void sortsByNumberNotByText()
    {
        DefectTable table;
        table.setDefects(three());
        table.sortByColumn(DefectTableModel::AreaColumn, Qt::AscendingOrder);
        QCOMPARE(table.model()->index(0, DefectTableModel::AreaColumn).data().toString(), QString("8"));
        QCOMPARE(table.model()->index(2, DefectTableModel::AreaColumn).data().toString(), QString("1,240"));
    }

    void selectingFromOutsideMakesNoEcho()
    {
        DefectTable table;
        table.setDefects(three());
        table.sortByColumn(DefectTableModel::AreaColumn, Qt::AscendingOrder);
        QSignalSpy selected(&table, &DefectTable::defectSelected);
        table.setSelectedDefect(2);
        QCOMPARE(table.selectedDefect(), 2);
        QCOMPARE(table.currentIndex().row(), 0);
        table.setSelectedDefect(-1);
        QCOMPARE(table.selectedDefect(), -1);
        table.setSelectedDefect(17);
        QCOMPARE(table.selectedDefect(), -1);
        QCOMPARE(selected.count(), 0);
    }

    void thePersonsChoiceIsAnIndexOfTheSource()
    {
        DefectTable table;
        table.setDefects(three());
        table.sortByColumn(DefectTableModel::PeakColumn, Qt::AscendingOrder);
        QSignalSpy selected(&table, &DefectTable::defectSelected);
        QSignalSpy activated(&table, &DefectTable::defectActivated);
        table.selectRow(0);
        QCOMPARE(selected.count(), 1);
        QCOMPARE(selected[0][0].toInt(), 1);
        QTest::keyClick(&table, Qt::Key_Return);
        QCOMPARE(activated.count(), 1);
        QCOMPARE(activated[0][0].toInt(), 1);
        table.clearSelection();
        QCOMPARE(selected.last()[0].toInt(), -1);
    }

    void aDoubleClickLooksCloser()
    {
        DefectTable table;
        table.resize(700, 200);
        table.setDefects(three());
        table.show();
        QSignalSpy activated(&table, &DefectTable::defectActivated);
        const QPoint second = table.visualRect(table.model()->index(1, 2)).center();
        QTest::mouseClick(table.viewport(), Qt::LeftButton, {}, second);
        QTest::mouseDClick(table.viewport(), Qt::LeftButton, {}, second);
        QCOMPARE(activated.count(), 1);
        QCOMPARE(activated[0][0].toInt(), 1);
    }

    void theSelectedRegionOutlivesAMovedLimit()
    {
        DefectTable table;
        table.setDefects(three());
        table.setSelectedDefect(1);
        QSignalSpy selected(&table, &DefectTable::defectSelected);
        std::vector<Defect> fewer = three();
        fewer.erase(fewer.begin());
        fewer[0].area = 60;
        table.setDefects(fewer);
        QCOMPARE(table.selectedDefect(), 0);
        table.setDefects({defect(3, 0.9f, true)});
        QCOMPARE(table.selectedDefect(), -1);
        QCOMPARE(selected.count(), 0);
    }

    void copyingGivesTabsUnderAHeading()
    {
        DefectTable table;
        table.setDefects(three());
        table.sortByColumn(DefectTableModel::AreaColumn, Qt::DescendingOrder);
        table.selectRow(0);
        table.selectionModel()->select(table.model()->index(2, 0), QItemSelectionModel::Select | QItemSelectionModel::Rows);
        QTest::keyClick(&table, Qt::Key_C, Qt::ControlModifier);
        QCOMPARE(QGuiApplication::clipboard()->text(), QString("#\tVerdict\tArea px²\tLength px\tWidth px\tPeak\tMean\tContrast\tZone\tClass\tx px\ty px\tBox px\n"
                                                               "1\tFail\t1240\t50\t24\t0.83\t0.41\t0.25\t\t\t25\t40\t10; 20  30 × 40\n"
                                                               "3\tReview\t8\t50\t24\t0.55\t0.28\t0.25\t\t\t25\t40\t10; 20  30 × 40\n"));
    }

    void copiedNamesAreNoFormulas()
    {
        DefectTable table;
        table.setDefects({defect(8, 0.5f, false)}, {{}, {}, {"=1+1"}});
        table.selectRow(0);
        QCOMPARE(table.model()->index(0, DefectTableModel::ClassColumn).data().toString(), QString("=1+1"));
        QCOMPARE(table.selectedText().section('\n', 1, 1).section('\t', DefectTableModel::ClassColumn, DefectTableModel::ClassColumn), QString("'=1+1"));
    }

    void copyingNothingLeavesTheClipboard()
    {
        DefectTable table;
        table.setDefects(three());
        QGuiApplication::clipboard()->setText("before");
        QTest::keyClick(&table, Qt::Key_C, Qt::ControlModifier);
        QCOMPARE(QGuiApplication::clipboard()->text(), QString("before"));
    }

    void noHeadingIsCutOff()
    {
        DefectTable table;
        table.setDefects(three());
        for (int column = 0; column < DefectTableModel::columns; ++column) {
            const QString text = table.model()->headerData(column, Qt::Horizontal).toString();
            QVERIFY2(table.columnWidth(column) >= table.fontMetrics().horizontalAdvance(text) + 16, qPrintable(text));
        }
    }
};

QTEST_MAIN(TestDefectTable)
#include "tst_defect_table.moc"
