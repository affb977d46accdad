#include "part_tools.h"
#include "widgets/part_fields.h"
#include "widgets/part_filter_model.h"
#include "widgets/part_list_model.h"

#include <QAbstractItemModelTester>
#include <QtTest>

using namespace widgets;
using Show = PartFilterModel::Show;
using Order = PartFilterModel::Order;

class TestPartFilterModel : public QObject {
    Q_OBJECT

    static QString namesOf(const PartFilterModel& model)
    {
        QStringList names;
        for (int row = 0; row < model.rowCount(); ++row)
            names.append(model.part(row).name);
        return names.join(' ');
    }

    static QString rowsOf(const PartFilterModel& model)
    {
        QStringList rows;
        for (int row = 0; row < model.rowCount(); ++row) {
            const QString text = model.index(row).data().toString();
            rows.append(model.isHeading(row) ? '[' + text + ']' : text);
        }
        return rows.join(' ');
    }

    const QStringList m_parts{"p10 fail 0.7", "p2 pass 0.1",  "P1 review 0.5", "p3 waiting",
                              "q20 error",    "p4 fail 0.9", "p5 running",    "p6 cancelled"};

private slots:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }

    void showsByVerdict_data()
    {
        QTest::addColumn<Show>("show");
        QTest::addColumn<QString>("names");
        QTest::newRow("all") << Show::All << "p10 p2 P1 p3 q20 p4 p5 p6";
        QTest::newRow("fail") << Show::Fail << "p10 p4";
        QTest::newRow("review") << Show::Review << "P1";
        QTest::newRow("pass") << Show::Pass << "p2";
        QTest::newRow("errors") << Show::Errors << "q20";
        QTest::newRow("waiting") << Show::Waiting << "p3 p5 p6";
    }
    void showsByVerdict()
    {
        QFETCH(Show, show);
        PartListModel parts;
        PartFilterModel model(&parts);
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        parts.setParts(partsFrom(m_parts));
        model.setShow(show);
        QTEST(namesOf(model), "names");
    }

    void orders_data()
    {
        QTest::addColumn<Order>("order");
        QTest::addColumn<Qt::SortOrder>("direction");
        QTest::addColumn<QString>("names");
        const auto up = Qt::AscendingOrder, down = Qt::DescendingOrder;
        QTest::newRow("file") << Order::File << up << "p10 p2 P1 p3 q20 p4 p5 p6";
        QTest::newRow("file, last first") << Order::File << down << "p6 p5 p4 q20 p3 P1 p2 p10";
        QTest::newRow("name") << Order::Name << up << "P1 p2 p3 p4 p5 p6 p10 q20";
        QTest::newRow("name, last first") << Order::Name << down << "q20 p10 p6 p5 p4 p3 p2 P1";
        QTest::newRow("score") << Order::Score << down << "p4 p10 P1 p2 p3 q20 p5 p6";
        QTest::newRow("score, lowest first") << Order::Score << up << "p2 P1 p10 p4 p3 q20 p5 p6";
        QTest::newRow("verdict") << Order::Verdict << down << "p4 p10 P1 q20 p2 p3 p5 p6";
        QTest::newRow("verdict, best first") << Order::Verdict << up << "p2 q20 P1 p4 p10 p3 p5 p6";
        QTest::newRow("area") << Order::Area << down << "p10 p2 P1 p4 p3 q20 p5 p6";
        QTest::newRow("count, few first") << Order::Count << up << "p2 p10 P1 p4 p3 q20 p5 p6";
        QTest::newRow("region score") << Order::RegionScore << down << "P1 p10 p2 p4 p3 q20 p5 p6";
        QTest::newRow("label") << Order::Label << down << "p3 P1 p10 p2 q20 p4 p5 p6";
        QTest::newRow("label, good first") << Order::Label << up << "P1 p3 p10 p2 q20 p4 p5 p6";
        QTest::newRow("date") << Order::Date << down << "p6 p2 p10 P1 p3 q20 p4 p5";
    }
    void orders()
    {
        QFETCH(Order, order);
        QFETCH(Qt::SortOrder, direction);
        std::vector<Part> list = partsFrom(m_parts);
        list[0].area = 40;
        list[2].regionScore = 0.9;
        list[2].label = inference::Label::Good;
        list[3].label = inference::Label::Defective;
        list[1].modified = QDateTime(QDate(2026, 1, 1), QTime(8, 0));
        list[7].modified = QDateTime(QDate(2026, 1, 2), QTime(8, 0));
        PartListModel parts;
        PartFilterModel model(&parts);
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        parts.setParts(list);
        model.setOrder(order, direction);
        QTEST(namesOf(model), "names");
        model.setOrder(Order::File);
        QCOMPARE(namesOf(model), QString("p10 p2 P1 p3 q20 p4 p5 p6"));
    }

    void expressionsFilter_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("names");
        QTest::newRow("none") << "  " << "gear_left gear_right wheel_left";
        QTest::newRow("one word") << "LEFT" << "gear_left wheel_left";
        QTest::newRow("two words") << "left gear" << "gear_left";
        QTest::newRow("nothing") << "bolt" << "";
        QTest::newRow("score") << "score > 0.5" << "gear_left";
        QTest::newRow("verdict") << "verdict = pass or waiting" << "gear_right wheel_left";
    }
    void expressionsFilter()
    {
        QFETCH(QString, text);
        PartListModel parts;
        PartFilterModel model(&parts);
        parts.setParts(partsFrom({"gear_left fail 0.8", "gear_right pass 0.1", "wheel_left"}));
        model.setExpression(std::get<Expression>(Expression::parse(text, partFields())));
        QTEST(namesOf(model), "names");
    }

    void aSelectionAndAFilterBothCount()
    {
        PartListModel parts;
        PartFilterModel model(&parts);
        parts.setParts(partsFrom(m_parts));
        model.setSelection(QSet<QString>{"/parts/p4", "/parts/p2", "/parts/none"});
        QCOMPARE(namesOf(model), QString("p2 p4"));
        model.setShow(Show::Fail);
        QCOMPARE(namesOf(model), QString("p4"));
        model.setSelection(QSet<QString>());
        QCOMPARE(namesOf(model), QString());
        model.setSelection(std::nullopt);
        QCOMPARE(namesOf(model), QString("p10 p4"));
    }

    void followsChunksAndVerdicts()
    {
        PartListModel parts;
        PartFilterModel model(&parts);
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setOrder(Order::Name);
        parts.appendParts(partsFrom({"p10", "p9"}));
        parts.appendParts(partsFrom({"p1", "p11"}));
        QTRY_COMPARE(namesOf(model), QString("p1 p9 p10 p11"));
        model.setOrder(Order::Score);
        parts.updatePart(3, partFrom("p11 fail 0.9"));
        parts.updatePart(0, partFrom("p10 fail 0.95"));
        QTRY_COMPARE(namesOf(model), QString("p10 p11 p9 p1"));
        model.setShow(Show::Waiting);
        parts.updatePart(1, partFrom("p9 pass 0.1"));
        QTRY_COMPARE(namesOf(model), QString("p1"));
        parts.setParts(partsFrom({"z"}));
        QCOMPARE(namesOf(model), QString("z"));
    }

    void resultsMoveRowsOnlyNowAndThen()
    {
        PartListModel parts;
        PartFilterModel model(&parts);
        QStringList texts;
        for (int i = 0; i < 500; ++i)
            texts.append(QString("p%1").arg(i));
        parts.setParts(partsFrom(texts));
        model.setOrder(Order::Score);
        QSignalSpy laidOut(&model, &QAbstractItemModel::layoutChanged);
        QElapsedTimer timer;
        timer.start();
        for (int i = 0; i < 500; ++i) {
            parts.updatePart(i, partFrom(QString("p%1 fail %2").arg(i).arg(i / 500.0)));
            if (i % 50 == 0)
                QCoreApplication::processEvents();
        }
        QVERIFY2(laidOut.count() <= 1 + timer.elapsed() / PartFilterModel::settleInterval, qPrintable(QString::number(laidOut.count())));
        QTRY_COMPARE(model.part(0).name, QString("p499"));
        QCOMPARE(model.part(499).name, QString("p0"));
    }

    void longListsAreArrangedBesidesTheGui_data()
    {
        QTest::addColumn<int>("size");
        QTest::newRow("at once") << PartFilterModel::greatestAtOnce;
        QTest::newRow("on a thread") << PartFilterModel::greatestAtOnce + 1;
    }
    void longListsAreArrangedBesidesTheGui()
    {
        QFETCH(int, size);
        QStringList texts;
        for (int i = 0; i < size; ++i)
            texts.append(QString("p%1 fail 0.%2").arg(i).arg((i * 7919) % 1000, 3, 10, QChar('0')));
        PartListModel parts;
        PartFilterModel model(&parts);
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        parts.setParts(partsFrom(texts));
        QTRY_COMPARE(model.rowCount(), size);
        const QPersistentModelIndex kept(model.index(model.rowOf("/parts/p77")));
        model.setOrder(Order::Score);
        model.setOrder(Order::Name, Qt::DescendingOrder);
        QCOMPARE(model.isArranging(), size > PartFilterModel::greatestAtOnce);
        QTRY_COMPARE(model.part(0).name, QString("p%1").arg(size - 1));
        QVERIFY(!model.isArranging());
        QCOMPARE(model.part(kept.row()).name, QString("p77"));
        model.setExpression(std::get<Expression>(Expression::parse("name ~ p77*", partFields())));
        parts.appendParts(partsFrom({"p77x"}));
        parts.updatePart(77, partFrom("p77 pass 0.1"));
        QTRY_COMPARE(model.rowOf("/parts/p77x"), 10);  // after p770 to p779
        QCOMPARE(model.part(kept.row()).name, QString("p77"));
        parts.clear();
        QCOMPARE(model.rowCount(), 0);
    }

    void groupsHaveHeadings()
    {
        PartListModel parts;
        PartFilterModel model(&parts);
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        parts.setParts(partsFrom({"b/1 fail 0.9", "b/2 pass 0.1", "a/1 review 0.5", "b/3 waiting", "a/2 fail 0.7"}));
        model.setOrder(Order::Score);
        model.setGrouped(true);
        QCOMPARE(rowsOf(model), QString("[parts/b] b/1 b/2 b/3 [parts/a] a/2 a/1"));
        QCOMPARE(model.groups()[0].counts, (PartListModel::Counts{1, 0, 0, 1, 0, 1, 0}));
        QCOMPARE(model.groups()[1].counts, (PartListModel::Counts{1, 1, 0, 0, 0, 0, 0}));
        QCOMPARE(model.partRowFrom(3, 1), 5);
        QCOMPARE(model.partRowFrom(5, -1), 3);
        QCOMPARE(model.partRowFrom(-1, -1), -1);
        QCOMPARE(model.placeOf("/parts/a/2"), 3);
        QVERIFY(!(model.flags(model.index(0)) & Qt::ItemIsSelectable));
        QVERIFY(model.index(0).data(Qt::AccessibleTextRole).toString().startsWith("parts/b: 3 part"));
        model.setShow(Show::Fail);
        QCOMPARE(rowsOf(model), QString("[parts/b] b/1 [parts/a] a/2"));
        model.setShow(Show::Pass);
        QCOMPARE(rowsOf(model), QString("[parts/b] b/2"));
        model.setGrouped(false);
        QCOMPARE(rowsOf(model), QString("b/2"));
    }

    void groupsFold()
    {
        PartListModel parts;
        PartFilterModel model(&parts);
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        parts.setParts(partsFrom({"b/1", "b/2", "a/1", "b/3", "a/2"}));
        model.setGrouped(true);
        const QPersistentModelIndex kept(model.index(model.rowOf("/parts/a/2")));
        model.setFolded(0, true);
        QCOMPARE(rowsOf(model), QString("[parts/b] [parts/a] a/1 a/2"));
        QCOMPARE(model.part(kept.row()).name, QString("a/2"));
        QCOMPARE(model.rowOf("/parts/b/2"), -1);
        QCOMPARE(model.placeOf("/parts/b/2"), 1);
        QCOMPARE(model.groupOfPath("/parts/b/2"), 0);
        QCOMPARE(model.shownCount(), 5);
        parts.appendParts(partsFrom({"b/4", "c/1"}));
        QTRY_COMPARE(rowsOf(model), QString("[parts/b] [parts/a] a/1 a/2 [parts/c] c/1"));
        model.setAllFolded(true);
        QCOMPARE(rowsOf(model), QString("[parts/b] [parts/a] [parts/c]"));
        QVERIFY(!kept.isValid());
        model.setFolded(0, false);
        QCOMPARE(rowsOf(model), QString("[parts/b] b/1 b/2 b/3 b/4 [parts/a] [parts/c]"));
        parts.setParts(partsFrom({"c/1"}));
        QCOMPARE(rowsOf(model), QString("[parts/c] c/1"));
    }

    void headingsCountResultsAsTheyCome()
    {
        PartListModel parts;
        PartFilterModel model(&parts);
        parts.setParts(partsFrom({"a/1", "a/2"}));
        model.setGrouped(true);
        QSignalSpy laidOut(&model, &QAbstractItemModel::layoutChanged);
        parts.updatePart(1, partFrom("a/2 fail 0.9"));
        QTRY_COMPARE(model.groups()[0].counts[std::size_t(Mark::Fail)], 1);
        QCOMPARE(laidOut.count(), 0);
    }

    void findsShownRowsByPath()
    {
        PartListModel parts;
        PartFilterModel model(&parts);
        parts.setParts(partsFrom(m_parts));
        model.setShow(Show::Fail);
        QCOMPARE(model.rowOf("/parts/p4"), 1);
        QCOMPARE(model.rowOf("/parts/p2"), -1);
        QCOMPARE(model.rowOf("/parts/none"), -1);
    }

    void aFilterIsOneLayoutChange()
    {
        PartListModel parts;
        PartFilterModel model(&parts);
        parts.setParts(partsFrom(m_parts));
        QCOMPARE(model.rowCount(), 8);
        QSignalSpy removed(&model, &QAbstractItemModel::rowsRemoved);
        QSignalSpy laidOut(&model, &QAbstractItemModel::layoutChanged);
        model.setExpression(std::get<Expression>(Expression::parse("p1", partFields())));
        QCOMPARE(model.rowCount(), 2);
        QCOMPARE(removed.count(), 0);
        QCOMPARE(laidOut.count(), 1);
    }
};

QTEST_MAIN(TestPartFilterModel)
#include "tst_part_filter_model.moc"
