#include "app/common/program.h"
#include "app/inspect/inspect_program.h"
#include "core/freed_memory.h"
#include "core/sleeping_threads.h"

#include <QCoreApplication>
#include <QLocale>
#include <QTranslator>

int main(int argc, char* argv[])
{
    inference::letWaitingThreadsSleep(argv);
    inference::keepFreedMemory();
    // Taken before Qt reads them: a name that is no UTF-8 must still open its file.
    const std::vector<std::string> arguments(argv + (argc > 0 ? 1 : 0), argv + argc);
    QCoreApplication application(argc, argv);
    app::nameProgram();
    QTranslator texts;
    if (texts.load(QLocale(), QStringLiteral("vcp-workbench"), QStringLiteral("_"), QStringLiteral(":/i18n")))
        QCoreApplication::installTranslator(&texts);
    return app::runInspect(arguments);
}
