#include "app/common/path_text.h"

#include <QFile>

namespace app {

QString pathText(const std::filesystem::path& path)
{
    return QString::fromUtf8(path.native());
}

std::string pathUtf8(const std::filesystem::path& path)
{
    return pathText(path).toStdString();
}

std::filesystem::path toPath(const QString& path)
{
    return std::filesystem::path(QFile::encodeName(path).toStdString());
}

}  // namespace app
