#include "widgets/column_scroll.h"
#include "widgets/scrolled.h"

#include <QComboBox>
#include <QDoubleSpinBox>
#include <QVBoxLayout>
#include <QtTest>

#include <memory>

using namespace widgets;

namespace {

QWidget* newBox(const QString& kind)
{
    if (kind == "number")
        return new QDoubleSpinBox;
    auto* const combo = new QComboBox;
    combo->addItems({"a", "b", "c"});
    return combo;
}

/// False: it goes on to what lies below.
bool turn(QWidget* widget)
{
    QWheelEvent wheel(QPointF(5, 5), widget->mapToGlobal(QPointF(5, 5)), {}, {0, -120}, Qt::NoButton, Qt::NoModifier, Qt::NoScrollPhase, false);
    QCoreApplication::sendEvent(widget, &wheel);
    return wheel.isAccepted();
}

}  // namespace

class TestWheelGuard : public QObject {
    Q_OBJECT

private slots:
    void theWheelScrollsPastABoxWithoutTheFocus_data()
    {
        QTest::addColumn<QString>("kind");
        QTest::addColumn<QByteArray>("value");
        QTest::addColumn<bool>("column");
        QTest::addColumn<bool>("late");
        QTest::newRow("combo") << "combo" << QByteArray("currentIndex") << false << false;
        QTest::newRow("number") << "number" << QByteArray("value") << false << false;
        QTest::newRow("number in a column") << "number" << QByteArray("value") << true << false;
        QTest::newRow("combo that came later") << "combo" << QByteArray("currentIndex") << false << true;
    }
    void theWheelScrollsPastABoxWithoutTheFocus()
    {
        QFETCH(QString, kind);
        QFETCH(QByteArray, value);
        QFETCH(bool, column);
        QFETCH(bool, late);
        auto* const content = new QWidget;
        content->setMinimumHeight(1000);
        auto* const section = new QVBoxLayout;
        (new QVBoxLayout(content))->addLayout(section);
        QWidget* box = late ? nullptr : newBox(kind);
        if (box)
            section->addWidget(box);
        std::unique_ptr<QScrollArea> area(column ? new ColumnScroll : scrolled(content));
        if (column)
            area->setWidget(content);
        area->resize(200, 100);
        area->show();
        QVERIFY(QTest::qWaitForWindowActive(area.get()));
        if (!box) {
            box = newBox(kind);
            section->addWidget(box);
            box->show();
        }
        box->setProperty(value, 1);
        area->setFocus();
        QVERIFY(!turn(box));
        QVERIFY(!box->hasFocus());
        QCOMPARE(box->property(value).toInt(), 1);
        box->setFocus();
        QVERIFY(turn(box));
        QVERIFY(box->property(value).toInt() != 1);
    }
};

QTEST_MAIN(TestWheelGuard)
#include "tst_wheel_guard.moc"
