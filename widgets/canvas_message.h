#pragma once

#include <QWidget>

class QLabel;
class QPushButton;

namespace widgets {

/// What a canvas says when it shows no picture: what to drop on it, that it is waiting, or what went wrong.
class CanvasMessage : public QWidget {
    Q_OBJECT
public:
    enum class Kind { Invitation, Waiting, Failure };

    explicit CanvasMessage(QWidget* parent = nullptr);

    /// Empty texts take no room; no `action` means no button.
    void say(Kind kind, const QString& title, const QString& text, const QString& action = {});
    Kind kind() const { return m_kind; }
    QString spokenText() const;

signals:
    void activated();

protected:
    void changeEvent(QEvent* event) override;

private:
    void followPalette();

    Kind m_kind = Kind::Invitation;
    QLabel* m_symbol;
    QLabel* m_title;
    QLabel* m_text;
    QPushButton* m_action;
    bool m_following = false;
};

}  // namespace widgets
