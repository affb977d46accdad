#include "app/workbench/size_figures.h"

#include "app/common/path_text.h"

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>

namespace app {

std::map<int, double> sizeFigures(const inference::pipeline::ModelBundle& bundle)
{
    std::map<int, double> figures;
    QFile file(pathText(bundle.folder / "sizes.json"));
    if (bundle.folder.empty() || !file.open(QIODevice::ReadOnly) || file.size() > 64 * 1024)
        return figures;
    const QJsonObject json = QJsonDocument::fromJson(file.readAll()).object();
    const auto promised = bundle.sha256.find(bundle.vcp.filename().string());
    if (promised == bundle.sha256.end() || json.value(QStringLiteral("vcp_sha256")).toString().toStdString() != promised->second)
        return figures;
    const QJsonObject all = json.value(QStringLiteral("pixel_ap")).toObject();
    for (auto one = all.begin(); one != all.end(); ++one) {
        const int size = one.key().toInt();
        const double value = one.value().toDouble(-1);
        if (size > 0 && size <= 4096 && value >= 0 && value <= 1)
            figures.emplace(size, value);
    }
    return figures;
}

}  // namespace app
