#include "app/common/program.h"

#include "core/error.h"
#include "pipeline/file_hash.h"

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

const std::string& programSha256()
{
    static const std::string hash = [] {
        try {
            return inference::pipeline::sha256OfFile("/proc/self/exe");
        } catch (const inference::Error& error) {
            qWarning("%s", error.what());
            return std::string();
        }
    }();
    return hash;
}

}  // namespace app
