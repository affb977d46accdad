#pragma once

#include "app/plc/plc_link.h"
#include "app/workbench/file_field.h"

#include <QWidget>

class QCheckBox;
class QLabel;
class QLineEdit;
class QPushButton;

namespace widgets {
class NumberField;
class WrappedText;
}

namespace app {

class PlcRegisterDialog;

/// How a PLC reaches the line, and what goes back and forth. Off at first. GUI thread.
class PlcForm : public QWidget {
    Q_OBJECT

public:
    explicit PlcForm(PickFile pickFolder, QWidget* parent = nullptr);

    PlcSettings settings() const;
    /// Says nothing of changed() and settled().
    void setSettings(const PlcSettings& settings);
    void showState(const PlcLinkState& state);
    /// Shows the registers in a window of their own.
    void showRegisters();
    PlcRegisterDialog* registers() const { return m_registers; }

signals:
    /// By the person; while they type this may not yet be of use.
    void changed();
    /// The person is done with a field.
    void settled();

protected:
    void changeEvent(QEvent* event) override;

private:
    void layOut();
    void connectAll();
    void retranslate();
    void follow();

    QCheckBox* m_on;
    QLabel *m_listenLabel, *m_onlyLabel, *m_limitLabel, *m_recipesLabel;
    QLineEdit *m_listen, *m_only;
    widgets::NumberField* m_limit;
    QCheckBox* m_acknowledged;
    FileField* m_recipes;
    widgets::WrappedText *m_problem, *m_state;
    QPushButton* m_show;
    PlcRegisterDialog* m_registers = nullptr;
    PlcLinkState m_shown;
};

}  // namespace app
