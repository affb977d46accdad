#include "app/common/data_paths.h"
#include "app/common/error_text.h"
#include "app/common/log.h"
#include "app/common/path_text.h"
#include "app/common/program.h"
#include "app/workbench/language.h"
#include "app/workbench/main_window.h"
#include "app/workbench/settings.h"
#include "core/freed_memory.h"
#include "core/sleeping_threads.h"
#include "widgets/icons.h"
#include "widgets/theme.h"

#include <QApplication>
#include <QCommandLineParser>

#include <cstdio>

namespace {

/// Exits with a sentence on wrong usage, on --help and on --version.
app::StartOptions readCommandLine(const QApplication& application, bool& verbose)
{
    using Core = QCoreApplication;
    QCommandLineParser parser;
    parser.setApplicationDescription(Core::translate("CommandLine", "Shows where parts are defective, zero-shot, with VCP-CLIP."));
    parser.addHelpOption();
    parser.addPositionalArgument("paths", Core::translate("CommandLine", "Images and folders to open."), "[PATH...]");
    parser.addOptions({{"model", Core::translate("CommandLine", "Model bundle to use."), Core::translate("CommandLine", "folder")},
                       {"clip", Core::translate("CommandLine", "CLIP weights, together with --vcp."), Core::translate("CommandLine", "file")},
                       {"vcp", Core::translate("CommandLine", "VCP-CLIP weights, together with --clip."), Core::translate("CommandLine", "file")},
                       {"device", Core::translate("CommandLine", "auto, cpu, cuda or cuda:N."), Core::translate("CommandLine", "device")},
                       {"v", Core::translate("CommandLine", "Write the log to the terminal as well.")},
                       {"version", Core::translate("CommandLine", "Print the version and end.")}});
    parser.process(application);
    if (parser.isSet("version"))
        parser.showVersion();
    verbose = parser.isSet("v");

    app::StartOptions options {parser.positionalArguments(), {}, {}};
    const auto pathOf = [&parser](const QString& option) {
        std::error_code ignored;
        const auto path = app::toPath(parser.value(option));
        const auto whole = std::filesystem::absolute(path, ignored);
        return whole.empty() ? path : whole;
    };
    if (parser.isSet("clip") != parser.isSet("vcp"))
        parser.showHelp(2);
    try {
        if (parser.isSet("clip"))
            options.model = inference::pipeline::bundleOf(pathOf("clip"), pathOf("vcp"));
        else if (parser.isSet("model"))
            options.model = inference::pipeline::readBundle(pathOf("model"));
    } catch (const inference::Error& error) {
        std::fprintf(stderr, "vcp-workbench: %s\n", qPrintable(app::sentence(error)));
        std::exit(2);
    }
    if (parser.isSet("device"))
        options.device = parser.value("device");
    return options;
}

}  // namespace

int main(int argc, char** argv)
{
    inference::letWaitingThreadsSleep(argv);
    inference::keepFreedMemory();
    QApplication application(argc, argv);
    app::nameProgram();
    app::Settings settings;
    app::Language language;
    language.use(settings.language());
    bool verbose = false;
    const app::StartOptions options = readCommandLine(application, verbose);
    app::startLog(app::logFolder(), "vcp-workbench", verbose);
    widgets::applyTheme(application, settings.theme());
    QApplication::setWindowIcon(widgets::applicationIcon());

    app::MainWindow window(settings, language);
    window.show();
    window.start(options);
    return QApplication::exec();
}
