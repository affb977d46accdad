#include "app/inspect/console.h"

#include <cstdio>

namespace app {
namespace {

void print(std::FILE* stream, const QString& line)
{
    const QByteArray bytes = (line + u'\n').toUtf8();
    std::fwrite(bytes.constData(), 1, std::size_t(bytes.size()), stream);
    std::fflush(stream);
}

}  // namespace

void printLine(const QString& line)
{
    print(stdout, line);
}

void printError(const QString& line)
{
    print(stderr, line);
}

}  // namespace app
