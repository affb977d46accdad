#pragma once

#include <QCoreApplication>
#include <QString>
#include <QStringList>

namespace widgets {

/// The things that a sentence lists, with what the program's language has between them: "a, b, c". Not for files, and not where a person types a comma.
inline QString joinedList(const QStringList& things)
{
    //: Between the things that a sentence lists: “a, b, c”. Only what stands between two of them, with its space.
    return things.join(QCoreApplication::translate("Lists", ", "));
}

}  // namespace widgets
