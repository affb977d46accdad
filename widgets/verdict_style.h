#pragma once

#include "core/judgement.h"
#include "widgets/part.h"

#include <QColor>
#include <QString>

class QPainter;
class QPalette;
class QRectF;

namespace widgets {

/// What a part can show as its verdict. Sorted by how much it wants a person's eye, most first.
enum class Mark { Fail, Review, Error, Pass, Running, Waiting, Cancelled };
inline constexpr int markCount = 7;

/// How one mark looks, wherever it is shown.
struct VerdictStyle {
    Mark mark = Mark::Waiting;
    QString word;   ///< translated, "Fail"
    QColor text;    ///< for words and numbers on the palette's Window and Base: contrast at least 4.5
    QColor fill;    ///< of the badge, contrast at least 3 on Window and Base
    QColor symbol;  ///< on `fill`, contrast at least 4.5
};

Mark markOf(inference::Verdict verdict);
Mark markOf(Part::State state, inference::Verdict verdict);
Mark markOf(const Part& part);

/// Colours for the lightness of the palette's Window. GUI thread.
VerdictStyle styleOf(Mark mark, const QPalette& palette);
VerdictStyle styleOf(inference::Verdict verdict, const QPalette& palette);
VerdictStyle styleOf(Part::State state, inference::Verdict verdict, const QPalette& palette);

/// The mark's own outline with its symbol inside: a disc with a tick, a diamond with a question mark, an octagon with a
/// cross, a triangle with an exclamation mark, rings for the rest. Shape tells them apart without colour. Drawn as paths,
/// so it depends on no font; fills the greatest centred square of `area`.
void paintBadge(QPainter* painter, const QRectF& area, const VerdictStyle& style);

}  // namespace widgets
