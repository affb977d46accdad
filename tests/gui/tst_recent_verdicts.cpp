#include "widgets/recent_verdicts.h"

#include <QSignalSpy>
#include <QtTest>

using widgets::Mark;
using widgets::RecentVerdicts;

/// Tiles are 112 wide and 4 apart: 300 pixels hold two, and a part of the third.
class TestRecentVerdicts : public QObject {
    Q_OBJECT

    struct Set {
        RecentVerdicts recent;
        QSignalSpy chosen {&recent, &RecentVerdicts::chosen};

        Set()
        {
            recent.resize(300, recent.sizeHint().height());
            QList<RecentVerdicts::Item> items;
            for (quint64 number = 9; number >= 5; --number)
                items.append({number, QImage(40, 30, QImage::Format_RGB32), Mark::Fail, "12:00:00"});
            recent.setItems(items);
        }
    };

private slots:
    void whatHasNoRoomIsNotChosen()
    {
        Set set;
        QTest::mouseClick(&set.recent, Qt::LeftButton, {}, {250, 30});  // where the third would begin
        QCOMPARE(set.chosen.size(), 0);
        set.recent.setCurrent(8);
        QTest::keyClick(&set.recent, Qt::Key_Right);
        QCOMPARE(set.chosen.size(), 0);
        QCOMPARE(set.recent.current(), 8u);
    }

    void keysComeBackFromWhatHasNoRoom()
    {
        Set set;
        set.recent.setCurrent(5);  // the fifth
        QTest::keyClick(&set.recent, Qt::Key_Left);
        QCOMPARE(set.chosen.size(), 1);
        QCOMPARE(set.recent.current(), 8u);
    }
};

QTEST_MAIN(TestRecentVerdicts)
#include "tst_recent_verdicts.moc"
