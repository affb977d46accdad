#pragma once

#include <QFrame>

class QHBoxLayout;
class QLabel;
class QToolButton;

namespace widgets {

class WrappedText;

/// One quiet strip that says what has happened and offers what to do about it; it never takes the focus. A newer notice of
/// the same key takes the place of the older; others wait until it is closed.
class NoticeBar : public QFrame {
    Q_OBJECT

public:
    struct Notice {
        QString key;   ///< what it is about; not shown
        QString text;  ///< a sentence in the person's language
        QStringList actions;  ///< words of the buttons
    };

    explicit NoticeBar(QWidget* parent = nullptr);

    void say(const Notice& notice);
    /// Before the others: an answer to what the person does at this moment.
    void answer(const Notice& notice);
    /// The matter has settled itself.
    void withdraw(const QString& key);
    QString text() const;

signals:
    /// `action`: index into the notice's actions. The notice stays until it is withdrawn or closed.
    void actionWanted(const QString& key, int action);
    void closed(const QString& key);

protected:
    void changeEvent(QEvent* event) override;

private:
    void showFirst();
    void retranslate();

    QList<Notice> m_notices;
    WrappedText* m_text;
    QHBoxLayout* m_buttons;
    QToolButton* m_close;
};

}  // namespace widgets
