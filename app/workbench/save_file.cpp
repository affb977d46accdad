#include "app/workbench/save_file.h"

#include <QFileDialog>
#include <QFileInfo>

namespace app {

QString askWhereToSave(QWidget* parent, const QString& title, const QString& proposal, const QString& filter)
{
    QFileDialog dialog(parent, title, QFileInfo(proposal).path(), filter);
    dialog.setAcceptMode(QFileDialog::AcceptSave);
    dialog.setDefaultSuffix(QFileInfo(proposal).suffix());
    dialog.selectFile(QFileInfo(proposal).fileName());
    return dialog.exec() == QDialog::Accepted ? dialog.selectedFiles().value(0) : QString();
}

}  // namespace app
