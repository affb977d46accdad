// Keys belong to what has popped up, whatever the window behind would do with them.
#include "widgets/popup_keys.h"

#include <QAction>
#include <QAbstractItemView>
#include <QComboBox>
#include <QMainWindow>
#include <QMenu>
#include <QSignalSpy>
#include <QtTest>

class TestPopupKeys : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { qApp->installEventFilter(new widgets::PopupKeys(qApp)); }
    void aComboBoxIsChosenFromByKeys_data();
    void aComboBoxIsChosenFromByKeys();
    void aLetterInAnOpenListIsNoShortcut();
    void returnInAMenuIsTheMenus();
};

namespace {

/// A window with a shortcut for each of the keys that a popup wants.
struct Window {
    Window()
    {
        window.setCentralWidget(combo);
        combo->addItems({"one", "two", "three"});
        action->setShortcuts({QKeySequence(Qt::Key_T), QKeySequence(Qt::Key_Return), QKeySequence(Qt::Key_F4), QKeySequence(Qt::Key_Escape)});
        window.addAction(action);
        window.show();
        QVERIFY(QTest::qWaitForWindowExposed(&window));
        combo->setFocus();
    }
    QMainWindow window;
    QComboBox* const combo = new QComboBox;
    QAction* const action = new QAction(&window);
    QSignalSpy done {action, &QAction::triggered};
};

}  // namespace

void TestPopupKeys::aComboBoxIsChosenFromByKeys_data()
{
    QTest::addColumn<int>("key");
    QTest::addColumn<int>("chosen");
    QTest::newRow("Return") << int(Qt::Key_Return) << 1;
    QTest::newRow("Enter") << int(Qt::Key_Enter) << 1;
    QTest::newRow("F4 leaves it") << int(Qt::Key_F4) << 0;
    QTest::newRow("Escape leaves it") << int(Qt::Key_Escape) << 0;
}

void TestPopupKeys::aComboBoxIsChosenFromByKeys()
{
    QFETCH(const int, key);
    QFETCH(const int, chosen);
    Window shown;
    shown.combo->showPopup();
    QWidget* const popup = QApplication::activePopupWidget();
    QVERIFY(popup);
    auto* const list = shown.combo->view();
    QTest::keyClick(list, Qt::Key_Down);
    QTest::keyClick(list, Qt::Key(key));
    QTRY_VERIFY(!popup->isVisible());
    QCOMPARE(shown.combo->currentIndex(), chosen);
    QVERIFY(shown.done.isEmpty());
}

void TestPopupKeys::aLetterInAnOpenListIsNoShortcut()
{
    Window shown;
    shown.combo->showPopup();
    QTest::keyClick(shown.combo->view(), Qt::Key_T);
    QVERIFY(shown.done.isEmpty());
    QCOMPARE(shown.combo->view()->currentIndex().row(), 1);  // the first that begins with it
    shown.combo->hidePopup();
}

void TestPopupKeys::returnInAMenuIsTheMenus()
{
    Window shown;
    QMenu menu;
    QAction* const entry = menu.addAction("entry");
    QSignalSpy chosen(entry, &QAction::triggered);
    menu.popup(shown.window.mapToGlobal(QPoint(10, 10)));
    QVERIFY(QTest::qWaitForWindowExposed(&menu));
    QTest::keyClick(&menu, Qt::Key_Down);
    QTest::keyClick(&menu, Qt::Key_Return);
    QCOMPARE(chosen.size(), 1);
    QVERIFY(shown.done.isEmpty());
}

QTEST_MAIN(TestPopupKeys)
#include "tst_popup_keys.moc"
