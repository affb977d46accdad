#pragma once

#include <QDialog>
#include <QString>

#include <functional>
#include <vector>

class QAction;
class QScrollArea;

namespace widgets {

/// One line of the sheet. Keys and text are translated already.
struct KeyEntry {
    QStringList keys;  ///< alternatives, each as a person reads it: "Ctrl+Right"
    QString text;
};

struct KeyGroup {
    QString title;
    std::vector<KeyEntry> entries;
};

/// The actions that have a shortcut and a text, with mnemonics and ellipses taken off.
KeyGroup keyGroup(const QString& title, const QList<QAction*>& actions);

/// All keys at a glance, in two columns; Esc or "?" closes it.
class KeySheet : public QDialog {
    Q_OBJECT

public:
    explicit KeySheet(const std::vector<KeyGroup>& groups, QWidget* parent = nullptr);

    /// Asked for the groups anew when the language changes while the sheet is open.
    void setSource(std::function<std::vector<KeyGroup>()> source) { m_source = std::move(source); }

protected:
    void changeEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    void fill(const std::vector<KeyGroup>& groups);

    QScrollArea* m_scroll;
    std::function<std::vector<KeyGroup>()> m_source;
};

}  // namespace widgets
