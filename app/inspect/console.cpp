#include "app/inspect/console.h"

#include <atomic>
#include <cerrno>
#include <cstdio>
#include <cstring>

namespace app {
namespace {

std::atomic<int> outputError {0};

/// 0, or what the system says.
int print(std::FILE* stream, const QString& line)
{
    const QByteArray bytes = (line + u'\n').toUtf8();
    errno = 0;
    const bool taken = std::fwrite(bytes.constData(), 1, std::size_t(bytes.size()), stream) == std::size_t(bytes.size());
    return std::fflush(stream) == 0 && taken ? 0 : errno ? errno : EIO;
}

}  // namespace

void printLine(const QString& line)
{
    int none = 0;
    if (const int error = print(stdout, line))
        outputError.compare_exchange_strong(none, error);
}

void printError(const QString& line)
{
    print(stderr, line);
}

QString takeOutputFailure()
{
    const int error = outputError.exchange(0);
    return error ? QString::fromLocal8Bit(std::strerror(error)) : QString();
}

}  // namespace app
