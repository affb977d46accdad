#include "part_tools.h"
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

    const QStringList m_parts{"p10 fail 0.7", "p2 pass 0.1",  "P1 review 0.5", "p3 waiting",
                              "q20 error",    "p4 fail 0.9", "p5 running",    "p6 cancelled"};

private slots:
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
        QTest::addColumn<QString>("names");
        QTest::newRow("file") << Order::File << "p10 p2 P1 p3 q20 p4 p5 p6";
        QTest::newRow("name") << Order::Name << "P1 p2 p3 p4 p5 p6 p10 q20";
        QTest::newRow("score") << Order::Score << "p4 p10 P1 p2 p3 q20 p5 p6";
        QTest::newRow("verdict") << Order::Verdict << "p4 p10 P1 q20 p2 p3 p5 p6";
    }
    void orders()
    {
        QFETCH(Order, order);
        PartListModel parts;
        PartFilterModel model(&parts);
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        parts.setParts(partsFrom(m_parts));
        model.setOrder(order);
        QTEST(namesOf(model), "names");
        model.setOrder(Order::File);
        QCOMPARE(namesOf(model), QString("p10 p2 P1 p3 q20 p4 p5 p6"));
    }

    void everyWordMustOccurInTheName_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("names");
        QTest::newRow("none") << "  " << "gear_left gear_right wheel_left";
        QTest::newRow("one") << "LEFT" << "gear_left wheel_left";
        QTest::newRow("two") << "left gear" << "gear_left";
        QTest::newRow("nothing") << "bolt" << "";
        QTest::newRow("no pattern") << ".*" << "";
    }
    void everyWordMustOccurInTheName()
    {
        QFETCH(QString, text);
        PartListModel parts;
        PartFilterModel model(&parts);
        parts.setParts(partsFrom({"gear_left", "gear_right", "wheel_left"}));
        model.setText(text);
        QTEST(namesOf(model), "names");
    }

    void followsChunksAndVerdicts()
    {
        PartListModel parts;
        PartFilterModel model(&parts);
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setOrder(Order::Name);
        parts.appendParts(partsFrom({"p10", "p9"}));
        parts.appendParts(partsFrom({"p1", "p11"}));
        QCOMPARE(namesOf(model), QString("p1 p9 p10 p11"));
        model.setOrder(Order::Score);
        parts.updatePart(3, partFrom("p11 fail 0.9"));
        parts.updatePart(0, partFrom("p10 fail 0.95"));
        QCOMPARE(namesOf(model), QString("p10 p11 p9 p1"));
        model.setShow(Show::Waiting);
        parts.updatePart(1, partFrom("p9 pass 0.1"));
        QCOMPARE(namesOf(model), QString("p1"));
        parts.setParts(partsFrom({"z"}));
        QCOMPARE(namesOf(model), QString("z"));
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
        model.setText("p1");
        QCOMPARE(model.rowCount(), 2);
        QCOMPARE(removed.count(), 0);
        QCOMPARE(laidOut.count(), 1);
    }
};

QTEST_MAIN(TestPartFilterModel)
#include "tst_part_filter_model.moc"
