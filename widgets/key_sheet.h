#pragma once

#include <QDialog>
#include <QString>

#include <vector>

class QAction;

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

protected:
    void keyPressEvent(QKeyEvent* event) override;
};

}  // namespace widgets
