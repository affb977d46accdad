#pragma once

#include "core/anomaly_map.h"

#include <QStringList>

/// A map written as rows of digits: '0'..'9' are tenths, '.' is 0 and '#' is 1.
inline inference::AnomalyMap mapOf(const QStringList& rows)
{
    inference::AnomalyMap map {int(rows[0].size()), int(rows.size()), {}};
    for (const QString& row : rows)
        for (const QChar letter : row)
            map.values.push_back(letter == '.' ? 0.0f : letter == '#' ? 1.0f : float(letter.digitValue()) / 10.0f);
    return map;
}
