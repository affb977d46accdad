#include "../gui/defect_tools.h"

#include "widgets/pareto.h"

using namespace widgets;

namespace {

QString textOf(const Pareto& pareto)
{
    QStringList words;
    for (const ParetoBar& bar : pareto.bars) {
        const QString name = bar.kind == ParetoBar::Kind::None     ? QStringLiteral("(none)")
                             : bar.kind == ParetoBar::Kind::Others ? QStringLiteral("(%1 others)").arg(bar.members)
                                                                   : bar.name;
        words.append(QStringLiteral("%1 %2 %3%").arg(name).arg(bar.height).arg(bar.cumulative * 100, 0, 'f', 1));
    }
    return words.join(QStringLiteral(", "));
}

DefectRecords lot()
{
    return recordsFrom({"a/1 1 class=dent zone=B area=5", "a/1 2 class=scratch zone=A area=10", "b/2 1 area=400",
                        "b/2 2 class=scratch zone=A area=10", "b/3 1 class=scratch area=10", "4 1 class=pore zone=B area=100",
                        "4 2 class=dent zone=A area=5", "4 3 class=chip zone=B area=20"});
}

}  // namespace

class TestPareto : public QObject {
    Q_OBJECT

private slots:
    void largestStandsFirst_data()
    {
        QTest::addColumn<ParetoBy>("by");
        QTest::addColumn<ParetoHeight>("height");
        QTest::addColumn<int>("most");
        QTest::addColumn<QString>("bars");
        QTest::addColumn<QString>("groups");
        QTest::newRow("classes, what has none last")
            << ParetoBy::Class << ParetoHeight::Count << 9
            << "scratch 3 37.5%, dent 2 62.5%, chip 1 75.0%, pore 1 87.5%, (none) 1 100.0%" << "1 0 4 0 0 3 1 2";
        QTest::newRow("classes by area") << ParetoBy::Class << ParetoHeight::Area << 9
                                         << "pore 100 17.9%, scratch 30 23.2%, chip 20 26.8%, dent 10 28.6%, (none) 400 100.0%"
                                         << "3 1 4 1 1 0 3 2";
        QTest::newRow("the smallest together") << ParetoBy::Class << ParetoHeight::Count << 2
                                               << "scratch 3 37.5%, (3 others) 4 87.5%, (none) 1 100.0%" << "1 0 2 0 0 1 1 1";
        QTest::newRow("zones") << ParetoBy::Zone << ParetoHeight::Count << 9 << "A 3 37.5%, B 3 75.0%, (none) 2 100.0%"
                               << "1 0 2 0 2 1 0 1";
        QTest::newRow("folders; the top one has the opened folder's name")
            << ParetoBy::Folder << ParetoHeight::Count << 9 << "b 3 37.5%, lot 3 75.0%, a 2 100.0%" << "2 2 0 0 0 1 1 1";
    }

    void largestStandsFirst()
    {
        QFETCH(ParetoBy, by);
        QFETCH(ParetoHeight, height);
        QFETCH(int, most);
        QFETCH(QString, bars);
        QFETCH(QString, groups);
        const Pareto pareto = paretoOf(*lot(), by, height, most);
        QCOMPARE(textOf(pareto), bars);
        QStringList words;
        for (const int group : pareto.group)
            words.append(QString::number(group));
        QCOMPARE(words.join(QLatin1Char(' ')), groups);
    }

    void nothingGivesNoBars()
    {
        QVERIFY(paretoOf({}, ParetoBy::Class, ParetoHeight::Area, 5).bars.empty());
    }
};

QTEST_APPLESS_MAIN(TestPareto)
#include "tst_pareto.moc"
