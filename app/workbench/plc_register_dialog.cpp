#include "app/workbench/plc_register_dialog.h"

#include "app/workbench/plc_register_model.h"
#include "app/workbench/tsv_table.h"

#include <QDialogButtonBox>
#include <QEvent>
#include <QHeaderView>
#include <QLabel>
#include <QVBoxLayout>

namespace app {

PlcRegisterDialog::PlcRegisterDialog(QWidget* parent)
    : QDialog(parent)
    , m_model(new PlcRegisterModel(this))
    , m_table(new TsvTable)
    , m_how(new QLabel)
{
    m_how->setWordWrap(true);
    m_table->setModel(m_model);
    m_table->setSortingEnabled(false);  // in the order of their addresses
    auto* const buttons = new QDialogButtonBox(QDialogButtonBox::Close);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto* const column = new QVBoxLayout(this);
    column->setSpacing(8);
    column->addWidget(m_how);
    column->addWidget(m_table, 1);
    column->addWidget(buttons);
    retranslate();
    m_table->horizontalHeader()->setResizeContentsPrecision(-1);  // the widest addresses are the last
    m_table->fitColumns();
    m_table->horizontalHeader()->setSectionResizeMode(PlcRegisterModel::NameColumn, QHeaderView::Stretch);
    resize(640, 620);
    m_table->setFocus();
}

void PlcRegisterDialog::setRegisters(const PlcRegisters& registers)
{
    m_model->setRegisters(registers);
}

void PlcRegisterDialog::changeEvent(QEvent* event)
{
    QDialog::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

void PlcRegisterDialog::retranslate()
{
    setWindowTitle(tr("Registers for the PLC"));
    m_table->setAccessibleName(tr("Registers for the PLC"));
    m_how->setText(tr("Holding and input registers alike, counted from 0; all can be read by one request. Numbers of two registers have the high word first, floats are IEEE 754. "
                      "The control word is written, as register 0 or as coils, and the recipe, as register 116; the status word can be read as discrete inputs, too."));
    m_model->retranslate();
}

}  // namespace app
