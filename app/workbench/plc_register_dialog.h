#pragma once

#include "app/plc/plc_registers.h"

#include <QDialog>

class QLabel;

namespace app {

class PlcRegisterModel;
class TsvTable;

/// What a PLC reads, as it is at this moment: for whoever programs it, and to see what goes over the line. Not modal. GUI thread.
class PlcRegisterDialog : public QDialog {
    Q_OBJECT

public:
    explicit PlcRegisterDialog(QWidget* parent = nullptr);

    void setRegisters(const PlcRegisters& registers);
    TsvTable& table() { return *m_table; }

protected:
    void changeEvent(QEvent* event) override;

private:
    void retranslate();

    PlcRegisterModel* m_model;
    TsvTable* m_table;
    QLabel* m_how;
};

}  // namespace app
