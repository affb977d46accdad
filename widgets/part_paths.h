#pragma once

#include "widgets/defect_record.h"

#include <QSet>
#include <QStringList>

namespace widgets {

/// The parts of those records whose place in the list `wanted(int)` accepts: each path once, in the records' order.
template <typename Wanted>
QStringList pathsWhere(const std::vector<DefectRecord>& records, Wanted wanted)
{
    QStringList paths;
    QSet<QString> known;
    for (int i = 0; i < int(records.size()); ++i) {
        const QString& path = records[std::size_t(i)].partPath;
        if (!wanted(i) || (!paths.isEmpty() && paths.back() == path) || known.contains(path))
            continue;
        known.insert(path);
        paths.append(path);
    }
    return paths;
}

}  // namespace widgets
