// The dialogs of models on a small screen and in another language.

#include "app/workbench/model_details.h"
#include "model_desk.h"

#include <QScrollArea>
#include <QTranslator>

using namespace modeldesk;

namespace {

/// A language in which every text of the program stands in guillemets.
class Guillemets : public QTranslator {
public:
    bool isEmpty() const override { return false; }
    QString translate(const char*, const char* source, const char*, int) const override { return u'«' + QString::fromUtf8(source) + u'»'; }
};

/// What is left of the old language in a window: texts that are the program's own.
QStringList untranslated(const QWidget& window)
{
    QStringList left {window.windowTitle()};
    for (const auto* candidate : window.findChildren<QAbstractButton*>())
        left.append(candidate->text());
    for (const auto* label : window.findChildren<QLabel*>())
        if (label->buddy())
            left.append(label->text());
    for (const auto* line : window.findChildren<ResultLine*>())
        if (!line->isHidden())
            left.append(line->accessibleName());
    left.removeIf([](const QString& text) { return text.isEmpty() || text.contains(u'«'); });
    return left;
}

}  // namespace

class TestModelDialogsShown : public QObject {
    Q_OBJECT

private slots:
    void buttonsAndWrappedTextsFitASmallScreen();
    void openDialogsFollowTheLanguage();
};

void TestModelDialogsShown::buttonsAndWrappedTextsFitASmallScreen()
{
    Desk desk;
    desk.open();
    desk.dialog->setLoadFailed(QString("A long sentence that says what went wrong and what to do. ").repeated(6));
    ImportDesk import;
    import.choose(goldenClip(), goldenVcp());
    for (QWidget* window : {static_cast<QWidget*>(desk.dialog.get()), static_cast<QWidget*>(&import.dialog)}) {
        QVERIFY(window->width() <= 1280 && window->height() <= 800);
        window->resize(window->minimumSizeHint());
        QTest::qWait(0);
        QVERIFY2(window->width() <= 800 && window->height() <= 600, qPrintable(QString("%1 x %2").arg(window->width()).arg(window->height())));
        for (auto* candidate : window->findChildren<QPushButton*>())
            QVERIFY2(candidate->width() >= candidate->minimumSizeHint().width(), qPrintable(candidate->text()));
        for (auto* label : window->findChildren<QLabel*>())
            if (label->isVisible() && label->wordWrap())
                QVERIFY2(label->height() >= label->heightForWidth(label->width()), qPrintable(label->text()));
        for (auto* area : window->findChildren<QScrollArea*>())
            QVERIFY2(area->widget()->width() <= area->viewport()->width(), "a scroll area scrolls sideways");
    }
}

void TestModelDialogsShown::openDialogsFollowTheLanguage()
{
    Desk desk;
    fs::remove(pathOf(desk.user) / "mine" / "vcp.pth");
    desk.open();
    desk.select(1);  // its details say what is wrong with it
    ImportDesk import;
    import.choose(goldenClip(), goldenVcp());
    QVERIFY(import.marks().size() > 0);
    QSignalSpy listed(desk.dialog.get(), &ModelDialog::listed);
    Guillemets language;
    QCoreApplication::installTranslator(&language);
    QVERIFY(listed.wait());
    QVERIFY2(untranslated(*desk.dialog).isEmpty(), qPrintable(untranslated(*desk.dialog).join('\n')));
    QVERIFY2(untranslated(import.dialog).isEmpty(), qPrintable(untranslated(import.dialog).join('\n')));
    QVERIFY(desk.dialog->findChild<ModelDetails*>()->accessibleName().contains(u'«'));
    QVERIFY(shownText(*desk.dialog).contains(QStringLiteral("«The file ")));
    QVERIFY(shownText(import.dialog).contains(QStringLiteral("«A model is made of")));
    QVERIFY(import.size->suffix().contains(u'«') && import.clip->edit()->placeholderText().contains(u'«'));
    QCOMPARE(desk.list->currentIndex().row(), 1);
    QCoreApplication::removeTranslator(&language);
    QVERIFY(listed.wait());
    QVERIFY(button(*desk.dialog, "Use model") && button(import.dialog, "Import"));
}

QTEST_MAIN(TestModelDialogsShown)
#include "tst_model_dialogs_shown.moc"
