#include "app/inspect/inspect_program.h"

#include "app/common/data_paths.h"
#include "app/common/error_text.h"
#include "app/common/log.h"
#include "app/common/program.h"
#include "app/inspect/bench_command.h"
#include "app/inspect/console.h"
#include "app/inspect/eval_command.h"
#include "app/inspect/eval_request.h"
#include "app/inspect/exit_code.h"
#include "app/inspect/model_command.h"
#include "app/inspect/run_command.h"
#include "app/inspect/serve_command.h"
#include "app/inspect/stop_signals.h"
#include "app/inspect/train_command.h"
#include "app/inspect/train_request.h"
#include "app/inspect/synth_command.h"
#include "app/inspect/verify_command.h"

#include <QCoreApplication>

#include <algorithm>
#include <new>

namespace app {
namespace {

struct Command {
    std::string name;
    QString summary;
    QString (*usage)();
    std::vector<Option> (*options)();
    int (*run)(const Arguments&, std::stop_token);
};

std::vector<Command> commands()
{
    return {{"run", QCoreApplication::translate("Inspect", "inspect images and folders, write results"), runUsage, runOptions, runCommand},
            {"serve", QCoreApplication::translate("Inspect", "judge pictures that other programs send over HTTP"), serveUsage, serveOptions, serveCommand},
            {"eval", QCoreApplication::translate("Inspect", "the published metrics of a model on a data set with masks"), evalUsage, evalOptions, evalCommand},
            {"bench", QCoreApplication::translate("Inspect", "how fast a model is on this computer, and against what"), benchUsage, benchOptions, benchCommand},
            {"model", QCoreApplication::translate("Inspect", "what a weight file or a model bundle holds"), modelUsage, modelCommandOptions, modelCommand},
            {"synth", QCoreApplication::translate("Inspect", "drawn parts with defects and exact masks, to try things out and to train"), synthUsage, synthOptions, synthCommand},
            {"train", QCoreApplication::translate("Inspect", "train a model, or go on with a training"), trainUsage, trainOptions, trainCommand},
            {"verify", QCoreApplication::translate("Inspect", "whether a report is as it was sealed, and its verdicts come out again"), verifyUsage, verifyOptions, verifyCommand}};
}

std::vector<Option> commonOptions()
{
    return {{"quiet", "", QCoreApplication::translate("Inspect", "no progress and no warnings on stderr"), 'q'},
            {"verbose", "", QCoreApplication::translate("Inspect", "the log on stderr"), 'v'},
            {"help", "", QCoreApplication::translate("Inspect", "this help"), 'h'}};
}

QString optionLines(const std::vector<Option>& options)
{
    constexpr int column = 22;
    QString lines;
    for (const Option& option : options) {
        const QString letter = option.letter ? QStringLiteral("-%1, ").arg(QLatin1Char(option.letter)) : QString();
        if (!option.help.isEmpty())
            lines += QStringLiteral("  %1  %2\n").arg((letter + optionText(option)).leftJustified(column), option.help);
    }
    return lines;
}

QString programHelp()
{
    QString text = QCoreApplication::translate("Inspect", "vcp-inspect COMMAND ...\n\nFinds defects in images of parts, without training, as VCP-CLIP Workbench does.\n\nCommands:") + u'\n';
    for (const Command& command : commands())
        text += QStringLiteral("  %1  %2\n").arg(QString::fromStdString(command.name).leftJustified(8), command.summary);
    return text + u'\n' + QCoreApplication::translate("Inspect", "vcp-inspect COMMAND --help says more of each; vcp-inspect --version names the version.");
}

UsageError unknownCommand(const std::string& name)
{
    std::vector<std::string> known {"help", "version"};
    for (const Command& command : commands())
        known.push_back(command.name);
    const QString given = QString::fromUtf8(QByteArray::fromStdString(name));
    const std::string near = nearest(name.substr(std::min(name.find_first_not_of('-'), name.size())), known);
    if (near.empty())
        return UsageError(QCoreApplication::translate("Inspect", "There is no command “%1” in this version. vcp-inspect --help lists those there are.").arg(given));
    const bool option = near == "help" || near == "version";
    return UsageError(QCoreApplication::translate("Inspect", "There is no command “%1”. Did you mean “%2”?")
                          .arg(given, (option ? "--" : "") + QString::fromStdString(near)));
}

int runOne(const Command& command, std::span<const std::string> given)
{
    std::vector<Option> options = command.options();
    const auto common = commonOptions();
    options.insert(options.end(), common.begin(), common.end());
    // Asked for help, say it whatever else is wrong.
    if (std::ranges::any_of(given, [](const std::string& text) { return text == "--help" || text == "-h"; })) {
        printLine(command.usage() + "\n\n" + optionLines(options).trimmed().prepend("  "));
        return exitFine;
    }
    const Arguments arguments(given, options);
    startLog(logFolder(), "vcp-inspect", arguments.has("verbose"));
    const StopSignals stopping;
    return command.run(arguments, stopping.token());
}

int dispatch(const std::vector<std::string>& arguments)
{
    if (arguments.empty())
        throw UsageError(programHelp());
    const std::string& first = arguments.front();
    if (first == "--help" || first == "-h" || first == "help") {
        printLine(programHelp());
        return exitFine;
    }
    if (first == "--version") {
        printLine(QStringLiteral("vcp-inspect ") + programVersion());
        return exitFine;
    }
    for (const Command& command : commands())
        if (command.name == first)
            return runOne(command, std::span(arguments).subspan(1));
    throw unknownCommand(first);
}

}  // namespace

int runInspect(const std::vector<std::string>& arguments)
{
    try {
        return dispatch(arguments);
    } catch (const UsageError& error) {
        printError(error.text());
        return exitUnusable;
    } catch (const inference::Error& error) {
        qWarning("%s", error.what());
        printError(sentence(error));
        return exitUnusable;
    } catch (const inference::Cancelled&) {
        printError(QCoreApplication::translate("Inspect", "Stopped before the first image; nothing was written."));
        return exitInterrupted;
    } catch (const std::bad_alloc&) {
        printError(sentence(inference::Error(inference::ErrorCode::OutOfMemory)));
        return exitUnusable;
    } catch (const std::exception& error) {
        qWarning("%s", error.what());
        printError(sentence(inference::Error(inference::ErrorCode::Internal, {error.what()})));
        return exitUnusable;
    }
}

}  // namespace app
