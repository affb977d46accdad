#include "app/common/program.h"

#include <QCoreApplication>

#include <clocale>

namespace app {

void nameProgram()
{
    QCoreApplication::setApplicationName(QStringLiteral("vcp-workbench"));
    QCoreApplication::setApplicationVersion(programVersion());
    std::setlocale(LC_NUMERIC, "C");
}

QString programVersion()
{
    return QStringLiteral(WORKBENCH_VERSION);
}

}  // namespace app
