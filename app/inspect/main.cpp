#include "app/common/program.h"
#include "app/inspect/inspect_program.h"
#include "core/freed_memory.h"
#include "core/sleeping_threads.h"

#include <QGuiApplication>
#include <QLocale>
#include <QTranslator>

#include <algorithm>
#include <memory>
#include <span>

namespace {

/// Only a report needs fonts, and no window even then: no display is asked for.
std::unique_ptr<QCoreApplication> makeApplication(int& argc, char** argv, std::span<const std::string> arguments)
{
    const auto isReport = [](const std::string& text) { return text == "--report" || text.starts_with("--report="); };
    if (std::ranges::none_of(arguments, isReport))
        return std::make_unique<QCoreApplication>(argc, argv);
    qputenv("QT_QPA_PLATFORM", "offscreen");
    return std::make_unique<QGuiApplication>(argc, argv);
}

}  // namespace

int main(int argc, char* argv[])
{
    inference::letWaitingThreadsSleep(argv);
    inference::keepFreedMemory();
    // Taken before Qt reads them: a name that is no UTF-8 must still open its file.
    const std::vector<std::string> arguments(argv + (argc > 0 ? 1 : 0), argv + argc);
    const auto application = makeApplication(argc, argv, arguments);
    app::nameProgram();
    QTranslator texts;
    // English has its plural forms in a file too: where the language is another one, or none as in a container, "1 defect(s)" would be said.
    for (const QLocale& locale : {QLocale(), QLocale(QLocale::English)})
        if (texts.load(locale, QStringLiteral("vcp-workbench"), QStringLiteral("_"), QStringLiteral(":/i18n"))) {
            QCoreApplication::installTranslator(&texts);
            break;
        }
    return app::runInspect(arguments);
}
