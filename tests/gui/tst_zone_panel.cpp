#include "shape_tools.h"

#include "widgets/limit_row.h"
#include "widgets/wrapped_text.h"
#include "widgets/zone_limits.h"
#include "widgets/zone_list_model.h"
#include "widgets/zone_panel.h"
#include "widgets/zone_tools.h"

#include <QAbstractItemModelTester>
#include <QCheckBox>
#include <QLabel>
#include <QLineEdit>
#include <QSignalSpy>
#include <QSlider>
#include <QToolButton>
#include <QTreeView>

using namespace widgets;
using namespace shapes;
using inference::RegionRule;

namespace {

const inference::Polygon square {{10, 10}, {30, 10}, {30, 30}, {10, 30}};

QStringList names(const ShapeSet& shapes)
{
    QStringList all;
    for (const auto& zone : shapes.zones)
        all << QString::fromStdString(zone.name);
    for (const auto& area : shapes.dontCares)
        all << QString::fromStdString(area.name);
    return all;
}

}  // namespace

class TestZonePanel : public QObject {
    Q_OBJECT

    struct Desk {
        ZonePanel panel;
        QSignalSpy edited {&panel, &ZonePanel::shapesEdited};
        QSignalSpy previewed {&panel, &ZonePanel::shapesPreviewed};
        QSignalSpy selected {&panel, &ZonePanel::shapeSelected};
        QSignalSpy chosen {&panel, &ZonePanel::toolChosen};

        explicit Desk(const ShapeSet& shapes = setOf({square, square, square}, {square, square}))
        {
            panel.resize(320, 640);
            panel.setShapes(shapes);
            panel.show();
        }
        ShapeSet last() const { return edited.last()[0].value<ShapeSet>(); }
        void press(ZoneTools::Action action) { QTest::mouseClick(panel.tools()->button(action), Qt::LeftButton); }
        LimitRow& row(const QString& name) const
        {
            for (LimitRow* row : panel.limits()->findChildren<LimitRow*>())
                if (row->label()->text() == name)
                    return *row;
            qFatal("no row %s", qPrintable(name));
        }
        void clickRow(int row)
        {
            const QModelIndex index = panel.list()->model()->index(row, ZoneListModel::NameColumn);
            QTest::mouseClick(panel.list()->viewport(), Qt::LeftButton, {}, panel.list()->visualRect(index).center());
        }
    };

    static constexpr ShapeId zoneAt(int index) { return {ShapeKind::Zone, index}; }
    static constexpr ShapeId dontCareAt(int index) { return {ShapeKind::DontCare, index}; }

private slots:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }

    void theModelKeepsTheRules()
    {
        ZoneListModel model;
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setShapes(setOf({square, square}, {square}));
        const auto text = [&](int row, int column) { return model.index(row, column).data().toString(); };
        QCOMPARE(text(1, ZoneListModel::NumberColumn) + text(1, ZoneListModel::NameColumn) + text(1, ZoneListModel::KindColumn),
                 QString("2Z2Zone"));
        QCOMPARE(text(2, ZoneListModel::NumberColumn) + text(2, ZoneListModel::NameColumn) + text(2, ZoneListModel::KindColumn),
                 QString("D1Don't care"));
        QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
        ShapeSet renamed = setOf({square, square}, {square});
        renamed.zones[0].name = "Hub";
        model.setShapes(renamed);
        QCOMPARE(changed.size(), 1);
        model.setShapes(setOf({}, {square, square, square}));
        QCOMPARE(model.rowOf(dontCareAt(2)), 2);
        QCOMPARE(model.idAt(1), dontCareAt(1));
        QVERIFY(model.idAt(3).isNone());
        QCOMPARE(model.rowOf(zoneAt(0)), -1);
    }

    void emptyItTeaches()
    {
        Desk desk((ShapeSet()));
        QVERIFY(!desk.panel.list()->isVisible());
        QVERIFY(!desk.panel.limits()->isVisible());
        const auto texts = desk.panel.findChildren<WrappedText*>();
        QVERIFY(std::any_of(texts.begin(), texts.end(), [](WrappedText* text) {
            return text->isVisible() && text->sentence().contains("don't-care area");
        }));
        for (const auto action : {ZoneTools::Action::Up, ZoneTools::Action::Down, ZoneTools::Action::Duplicate, ZoneTools::Action::Delete})
            QVERIFY(!desk.panel.tools()->button(action)->isEnabled());
        desk.panel.setShapes(setOf({square}));
        QVERIFY(desk.panel.list()->isVisible());
        QCOMPARE(desk.edited.size(), 0);
    }

    void aClickSelectsAndShowsTheLimits()
    {
        Desk desk;
        desk.clickRow(1);
        QCOMPARE(desk.selected.size(), 1);
        QCOMPARE(desk.panel.selected(), zoneAt(1));
        QVERIFY(desk.panel.limits()->isVisible());
        desk.clickRow(4);
        QCOMPARE(desk.panel.selected(), dontCareAt(1));
        QVERIFY(!desk.panel.limits()->isVisible());
        desk.panel.setSelected(zoneAt(0));  // by the canvas: no echo
        QCOMPARE(desk.panel.list()->currentIndex().row(), 0);
        QCOMPARE(desk.selected.size(), 2);
    }

    void orderChanges_data()
    {
        QTest::addColumn<int>("row");
        QTest::addColumn<int>("action");
        QTest::addColumn<QStringList>("order");
        QTest::addColumn<int>("selectedRow");
        QTest::newRow("later") << 0 << int(ZoneTools::Action::Down) << QStringList {"Z2", "Z1", "Z3", "D1", "D2"} << 1;
        QTest::newRow("earlier") << 2 << int(ZoneTools::Action::Up) << QStringList {"Z1", "Z3", "Z2", "D1", "D2"} << 1;
        QTest::newRow("don't care") << 3 << int(ZoneTools::Action::Down) << QStringList {"Z1", "Z2", "Z3", "D2", "D1"} << 4;
        QTest::newRow("delete") << 1 << int(ZoneTools::Action::Delete) << QStringList {"Z1", "Z3", "D1", "D2"} << 1;
        QTest::newRow("duplicate") << 0 << int(ZoneTools::Action::Duplicate)
                                   << QStringList {"Z1", "Zone 1", "Z2", "Z3", "D1", "D2"} << 1;
    }
    void orderChanges()
    {
        QFETCH(int, row);
        QFETCH(int, action);
        QFETCH(int, selectedRow);
        Desk desk;
        desk.clickRow(row);
        desk.press(ZoneTools::Action(action));
        QCOMPARE(desk.edited.size(), 1);
        QTEST(names(desk.last()), "order");
        QCOMPARE(desk.panel.list()->currentIndex().row(), selectedRow);
    }

    void theEndsCannotBePassed()
    {
        Desk desk;
        desk.clickRow(2);  // the last zone
        QVERIFY(!desk.panel.tools()->button(ZoneTools::Action::Down)->isEnabled());
        QTest::keyClick(desk.panel.list(), Qt::Key_Down, Qt::AltModifier);
        QCOMPARE(desk.edited.size(), 0);
        QTest::keyClick(desk.panel.list(), Qt::Key_Up, Qt::AltModifier);
        QCOMPARE(names(desk.last()), (QStringList {"Z1", "Z3", "Z2", "D1", "D2"}));
    }

    void theLastShapeCanBeDeletedByKey()
    {
        Desk desk(setOf({square}));
        desk.clickRow(0);
        QTest::keyClick(desk.panel.list(), Qt::Key_Delete);
        QCOMPARE(desk.edited.size(), 1);
        QVERIFY(desk.last().zones.empty());
        QVERIFY(desk.selected.last()[0].value<ShapeId>().isNone());
        QVERIFY(!desk.panel.list()->isVisible());
    }

    void namesAreEdited_data()
    {
        QTest::addColumn<int>("row");
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("name");
        QTest::newRow("zone") << 0 << "Hub" << "Hub";
        QTest::newRow("spaces are trimmed") << 1 << "  Rim " << "Rim";
        QTest::newRow("a zone has a name") << 0 << " " << QString();
        QTest::newRow("Chinese") << 3 << QString::fromUtf8("标签") << QString::fromUtf8("标签");
    }
    void namesAreEdited()
    {
        QFETCH(int, row);
        QFETCH(QString, typed);
        QFETCH(QString, name);
        Desk desk;
        const QModelIndex index = desk.panel.list()->model()->index(row, ZoneListModel::NameColumn);
        desk.panel.list()->setCurrentIndex(index);
        desk.panel.list()->edit(index);
        auto* editor = desk.panel.list()->viewport()->findChild<QLineEdit*>();
        QVERIFY(editor);
        editor->setText(typed);
        QTest::keyClick(editor, Qt::Key_Return);
        QTRY_VERIFY(!desk.panel.list()->viewport()->findChild<QLineEdit*>());  // the editor closes after it has handed over
        QCOMPARE(desk.edited.size(), name.isEmpty() ? 0 : 1);
        if (!name.isEmpty())
            QCOMPARE(names(desk.last()).at(row), name);
    }

    void f2RenamesWhateverColumnWasClicked()
    {
        for (const int column : {ZoneListModel::NumberColumn, ZoneListModel::NameColumn, ZoneListModel::KindColumn}) {
            Desk desk;
            QTreeView* const list = desk.panel.list();
            QTest::mouseClick(list->viewport(), Qt::LeftButton, {}, list->visualRect(list->model()->index(1, column)).center());
            QTest::keyClick(list, Qt::Key_F2);
            auto* const editor = list->viewport()->findChild<QLineEdit*>();
            QVERIFY(editor);
            QCOMPARE(editor->text(), QString("Z2"));
        }
    }

    void aDraggedLimitIsPreviewedAndEditedOnce()
    {
        Desk desk;
        connect(&desk.panel, &ZonePanel::shapesPreviewed, &desk.panel, &ZonePanel::setShapes);  // as the session answers
        desk.clickRow(1);
        QSlider* slider = desk.row("Fail").slider();
        slider->setSliderDown(true);
        for (const int position : {300, 700, 800})
            slider->setSliderPosition(position);
        QCOMPARE(desk.previewed.size(), 3);
        QCOMPARE(desk.edited.size(), 0);
        slider->setSliderDown(false);
        QCOMPARE(desk.edited.size(), 1);
        QCOMPARE(desk.last().zones[1].rule.failLimit, 0.8f);
        QCOMPARE(desk.last().zones[1].rule.reviewLimit, 0.45f);  // pushed at 0.30, and back
        QCOMPARE(desk.last().zones[0].rule, RegionRule());
    }

    void everyNumberOfARuleCanBeSet()
    {
        Desk desk;
        desk.clickRow(0);
        for (const auto& [name, keys] : std::vector<std::pair<QString, QString>> {{"Area", "120"}, {"Length", "15"}, {"Review", "0.3"}}) {
            LimitSpinBox* field = desk.row(name).field();
            field->selectAll();
            QTest::keyClicks(field, keys);
            QTest::keyClick(field, Qt::Key_Return);
        }
        auto* grows = desk.panel.limits()->findChild<QCheckBox*>();
        QVERIFY(!desk.row("Down to").slider()->isEnabled());
        grows->click();
        QVERIFY(desk.row("Down to").slider()->isEnabled());
        QCOMPARE(desk.edited.size(), 4);
        RegionRule expected;
        expected.minArea = 120;
        expected.minLength = 15;
        expected.reviewLimit = 0.3f;
        expected.growLimit = 0.23f;  // three quarters of 0.30
        QCOMPARE(desk.last().zones[0].rule, expected);
        grows->click();
        QVERIFY(!desk.last().zones[0].rule.growLimit.has_value());
    }

    void limitsGiveWay_data()
    {
        QTest::addColumn<int>("which");
        QTest::addColumn<float>("limit");
        QTest::addColumn<QList<float>>("growReviewFail");
        QTest::newRow("fail down") << 0 << 0.2f << QList<float> {0.2f, 0.2f, 0.2f};
        QTest::newRow("review up") << 1 << 0.9f << QList<float> {0.3f, 0.9f, 0.9f};
        QTest::newRow("review down") << 1 << 0.1f << QList<float> {0.1f, 0.1f, 0.6f};
        QTest::newRow("grow up") << 2 << 0.7f << QList<float> {0.7f, 0.7f, 0.7f};
        QTest::newRow("grow between") << 2 << 0.5f << QList<float> {0.5f, 0.5f, 0.6f};
    }
    void limitsGiveWay()
    {
        QFETCH(int, which);
        QFETCH(float, limit);
        RegionRule rule;
        rule.growLimit = 0.3f;
        const auto changed = which == 0 ? withFail(rule, limit) : which == 1 ? withReview(rule, limit) : withGrow(rule, limit);
        QTEST((QList<float> {*changed.growLimit, changed.reviewLimit, changed.failLimit}), "growReviewFail");
    }

    void aDoubleClickOnALimitsNameGoesBackToTheRecipes()
    {
        Desk desk;
        RegionRule usual;
        usual.failLimit = 0.75f;
        desk.panel.setDefaultRule(usual);
        desk.clickRow(0);
        QTest::mouseDClick(desk.row("Fail").label(), Qt::LeftButton);
        QCOMPARE(desk.edited.size(), 1);
        QCOMPARE(desk.last().zones[0].rule.failLimit, 0.75f);
    }

    void toolsAreChosen()
    {
        Desk desk;
        ZoneTools& tools = *desk.panel.tools();
        QTest::mouseClick(tools.button(ZoneMode::Polygon), Qt::LeftButton);
        QTest::mouseClick(tools.button(ShapeKind::DontCare), Qt::LeftButton);
        QTest::mouseClick(tools.button(ZoneMode::Polygon), Qt::LeftButton);  // pressed already: off
        QCOMPARE(desk.chosen.size(), 3);
        QCOMPARE(desk.chosen[0][0].value<ZoneMode>(), ZoneMode::Polygon);
        QCOMPARE(desk.chosen[1][0].value<ZoneMode>(), ZoneMode::Polygon);
        QCOMPARE(desk.chosen[1][1].value<ShapeKind>(), ShapeKind::DontCare);
        QCOMPARE(desk.chosen[2][0].value<ZoneMode>(), ZoneMode::Off);
        desk.panel.setTool(ZoneMode::Select, ShapeKind::Zone);  // by the canvas, after a drawing
        QVERIFY(tools.button(ZoneMode::Select)->isChecked() && !tools.button(ZoneMode::Polygon)->isChecked());
        QVERIFY(tools.button(ShapeKind::Zone)->isChecked());
        QCOMPARE(desk.chosen.size(), 3);
    }

    void proposedGrowIsNeverAboveTheReviewLimit()
    {
        for (int percent = 0; percent <= 1000; ++percent) {
            const float review = float(percent) / 1000;
            const float grow = proposedGrow({0.9f, review, {}, 0, 0});
            QVERIFY2(grow <= review && grow >= 0, qPrintable(QString("%1 above %2").arg(double(grow)).arg(double(review))));
        }
        QCOMPARE(proposedGrow({0.9f, 0.4f, {}, 0, 0}), 0.3f);
        QCOMPARE(proposedGrow({0.9f, 0.4f, 0.1f, 0, 0}), 0.1f);
    }

    void everyControlHasAName()
    {
        Desk desk;
        desk.panel.setSelected(zoneAt(0));
        for (const QToolButton* button : desk.panel.findChildren<QToolButton*>())
            QVERIFY(!button->accessibleName().isEmpty() && !button->toolTip().isEmpty());
        QVERIFY(!desk.panel.list()->accessibleName().isEmpty());
    }
};

QTEST_MAIN(TestZonePanel)
#include "tst_zone_panel.moc"
