#pragma once

#include <QList>
#include <QStringList>

namespace app {

/// A table of texts: names in the first column, numbers in the others.
struct TextRows {
    QStringList headings;
    QList<QStringList> rows;  ///< of as many cells
    QList<int> strong {};     ///< rows that stand out
    friend bool operator==(const TextRows&, const TextRows&) = default;
};

}  // namespace app
