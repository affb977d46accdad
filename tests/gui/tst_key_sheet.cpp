#include "widgets/key_sheet.h"

#include "widgets/key_cap.h"

#include <QAction>
#include <QLabel>
#include <QtTest>

using namespace widgets;

class TestKeySheet : public QObject {
    Q_OBJECT

private slots:
    void actionsBecomeLines()
    {
        QAction open("&Open folder…", nullptr);
        open.setShortcuts({QKeySequence("Ctrl+O"), QKeySequence("F3")});
        QAction unbound("No key", nullptr);
        const KeyGroup group = keyGroup("File", {&open, &unbound});
        QCOMPARE(group.title, QString("File"));
        QCOMPARE(group.entries.size(), std::size_t(1));
        QCOMPARE(group.entries[0].text, QString("Open folder"));
        QCOMPARE(group.entries[0].keys.join(' '), QString("Ctrl+O F3"));
    }

    void mnemonicsBehindTheTextAreLeftOut()
    {
        QAction images("打开图像(&I)…", nullptr);
        images.setShortcut(QKeySequence("Ctrl+O"));
        QAction one("比例(1)", nullptr);  // brackets that are no mnemonic stay
        one.setShortcut(QKeySequence("1"));
        const KeyGroup group = keyGroup("文件", {&images, &one});
        QCOMPARE(group.entries[0].text, QString("打开图像"));
        QCOMPARE(group.entries[1].text, QString("比例(1)"));
    }

    void everyKeyAndTextIsOnTheSheet()
    {
        const KeySheet sheet({{"One", {{{"A"}, "Accept"}, {{"R"}, "Reject"}}}, {"Two", {{{"F", "0"}, "Fit"}}}, {"Three", {}}});
        QStringList texts;
        for (const QLabel* label : sheet.findChildren<QLabel*>())
            texts.append(label->text());
        for (const char* text : {"One", "Two", "Three", "Accept", "Reject", "Fit"})
            QVERIFY2(texts.contains(text), text);
        QCOMPARE(sheet.findChildren<KeyCap*>().size(), 4);
    }

    void textsFollowTheLanguage()
    {
        KeySheet sheet({{"Parts", {{{"A"}, "Accept"}}}});
        QCoreApplication::sendEvent(&sheet, std::make_unique<QEvent>(QEvent::LanguageChange).get());
        QString title = "零件";
        sheet.setSource([&title] { return std::vector<KeyGroup> {{title, {{{"A"}, "接受"}}}}; });
        QCoreApplication::sendEvent(&sheet, std::make_unique<QEvent>(QEvent::LanguageChange).get());
        title = "部件";  // what the groups are made of may be translated after the sheet
        const auto texts = [&sheet] {
            QStringList found;
            for (const QLabel* label : sheet.findChildren<QLabel*>())
                found.append(label->text());
            return found;
        };
        QTRY_VERIFY(texts().contains("接受"));
        QVERIFY(texts().contains("部件") && !texts().contains("Parts"));
    }

    void closes_data()
    {
        QTest::addColumn<int>("key");
        QTest::newRow("Esc") << int(Qt::Key_Escape);
        QTest::newRow("?") << int(Qt::Key_Question);
    }
    void closes()
    {
        QFETCH(int, key);
        KeySheet sheet({{"One", {{{"A"}, "Accept"}}}});
        sheet.show();
        QSignalSpy finished(&sheet, &QDialog::finished);
        QTest::keyClick(&sheet, Qt::Key(key));
        QCOMPARE(finished.count(), 1);
        QVERIFY(!sheet.isVisible());
    }
};

QTEST_MAIN(TestKeySheet)
#include "tst_key_sheet.moc"
