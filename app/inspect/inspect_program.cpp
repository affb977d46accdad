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

/// Where a command's answer stands. Without it a script must not take the command for done.
enum class Answer { Files, Output };

struct Command {
    std::string name;
    Answer answer;
    QString summary;
    QString (*usage)();
    std::vector<Option> (*options)();
    int (*run)(const Arguments&, std::stop_token);
};

std::vector<Command> commands()
{
    return {{"run", Answer::Files, QCoreApplication::translate("Inspect", "inspect images and folders, write results"), runUsage, runOptions, runCommand},
            {"serve", Answer::Files, QCoreApplication::translate("Inspect", "judge pictures that other programs send over HTTP"), serveUsage, serveOptions, serveCommand},
            {"eval", Answer::Output, QCoreApplication::translate("Inspect", "the published metrics of a model on a data set with masks"), evalUsage, evalOptions, evalCommand},
            {"bench", Answer::Output, QCoreApplication::translate("Inspect", "how fast a model is on this computer, and against what"), benchUsage, benchOptions, benchCommand},
            {"model", Answer::Output, QCoreApplication::translate("Inspect", "what a weight file or a model bundle holds"), modelUsage, modelCommandOptions, modelCommand},
            {"synth", Answer::Files, QCoreApplication::translate("Inspect", "drawn parts with defects and exact masks, to try things out and to train"), synthUsage, synthOptions, synthCommand},
            {"train", Answer::Files, QCoreApplication::translate("Inspect", "train a model, or go on with a training"), trainUsage, trainOptions, trainCommand},
            {"verify", Answer::Output, QCoreApplication::translate("Inspect", "whether a report is as it was sealed, and its verdicts come out again"), verifyUsage, verifyOptions, verifyCommand}};
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

/// False where some of it could not be written, which is said.
bool outputWasTaken()
{
    const QString failure = takeOutputFailure();
    if (!failure.isEmpty())
        printError(QCoreApplication::translate("Inspect", "The standard output could not be written: %1.").arg(failure));
    return failure.isEmpty();
}

int tell(const QString& text)
{
    printLine(text);
    return outputWasTaken() ? exitFine : exitUnusable;
}

int runOne(const Command& command, std::span<const std::string> given)
{
    std::vector<Option> options = command.options();
    const auto common = commonOptions();
    options.insert(options.end(), common.begin(), common.end());
    // Asked for help, say it whatever else is wrong.
    if (std::ranges::any_of(given, [](const std::string& text) { return text == "--help" || text == "-h"; }))
        return tell(command.usage() + "\n\n" + optionLines(options).trimmed().prepend("  "));
    const Arguments arguments(given, options);
    startLog(logFolder(), "vcp-inspect", arguments.has("verbose"));
    const StopSignals stopping;
    const int code = command.run(arguments, stopping.token());
    return outputWasTaken() || command.answer == Answer::Files || code != exitFine ? code : exitUnusable;
}

int dispatch(const std::vector<std::string>& arguments)
{
    if (arguments.empty())
        throw UsageError(programHelp());
    const std::string& first = arguments.front();
    if (first == "--help" || first == "-h" || first == "help")
        return tell(programHelp());
    if (first == "--version")
        return tell(QStringLiteral("vcp-inspect ") + programVersion());
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
