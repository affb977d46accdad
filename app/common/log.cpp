#include "app/common/log.h"

#include "app/common/path_text.h"

#include <QCoreApplication>
#include <QtGlobal>

#include <spdlog/logger.h>
#include <spdlog/sinks/rotating_file_sink.h>
#include <spdlog/sinks/stdout_sinks.h>

#include <atomic>
#include <cstdio>
#include <memory>
#include <vector>

namespace app {
namespace {

/// Never freed: Qt may still say something while statics are being destroyed.
spdlog::logger* logger = nullptr;

void sayOnce(const QString& problem)
{
    static std::atomic<bool> said = false;
    if (said.exchange(true))
        return;
    const QString text = QCoreApplication::translate("Log", "The log cannot be written: %1").arg(problem);
    std::fprintf(stderr, "%s\n", text.toUtf8().constData());
}

spdlog::level::level_enum levelOf(QtMsgType type)
{
    switch (type) {
    case QtDebugMsg: return spdlog::level::debug;
    case QtInfoMsg: return spdlog::level::info;
    case QtWarningMsg: return spdlog::level::warn;
    case QtCriticalMsg: return spdlog::level::err;
    case QtFatalMsg: return spdlog::level::critical;
    }
    return spdlog::level::info;
}

void onQtMessage(QtMsgType type, const QMessageLogContext& context, const QString& message)
{
    const QByteArray text = message.toUtf8();
    const bool named = context.category && qstrcmp(context.category, "default") != 0;
    logger->log(levelOf(type), "{}{}{}", named ? context.category : "", named ? ": " : "", text.constData());
    if (type == QtFatalMsg) {
        logger->flush();
        std::fprintf(stderr, "%s\n", text.constData());  // Qt ends the program next
    }
}

std::shared_ptr<spdlog::sinks::sink> fileSink(const std::filesystem::path& folder, const std::string& program)
{
    constexpr std::size_t bytes = 5 << 20, files = 3;
    std::error_code error;
    std::filesystem::create_directories(folder, error);
    if (error) {
        sayOnce(pathText(folder) + ": " + QString::fromStdString(error.message()));
        return {};
    }
    try {
        auto sink = std::make_shared<spdlog::sinks::rotating_file_sink_mt>((folder / (program + ".log")).string(), bytes, files - 1);
        sink->set_level(spdlog::level::info);
        return sink;
    } catch (const spdlog::spdlog_ex& failure) {
        sayOnce(QString::fromUtf8(failure.what()));
        return {};
    }
}

}  // namespace

void startLog(const std::filesystem::path& folder, const std::string& program, bool verbose)
{
    auto fresh = std::make_unique<spdlog::logger>(program);
    if (auto sink = fileSink(folder, program))
        fresh->sinks().push_back(std::move(sink));
    if (verbose)
        fresh->sinks().push_back(std::make_shared<spdlog::sinks::stderr_sink_mt>());
    fresh->set_level(verbose ? spdlog::level::debug : spdlog::level::info);
    fresh->flush_on(spdlog::level::info);
    fresh->set_pattern("%Y-%m-%d %H:%M:%S.%e %P %l %v");
    fresh->set_error_handler([](const std::string& problem) { sayOnce(QString::fromStdString(problem)); });
    // An older one may be in use by another thread this moment: kept, though the program starts its log only once.
    static auto* const kept = new std::vector<std::unique_ptr<spdlog::logger>>;
    logger = kept->emplace_back(std::move(fresh)).get();
    qInstallMessageHandler(onQtMessage);
}

}  // namespace app
