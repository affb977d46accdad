#pragma once

#include <QImage>
#include <QRectF>
#include <QSizeF>
#include <QString>

namespace widgets {

/// A cut-out of a picture as SampleList shows it.
struct SampleCard {
    QImage picture;   ///< null: it can't be shown
    QSizeF extent;    ///< how large what it shows is, in units that are the same for all cards
    QRectF region;    ///< what is meant, in the same units from the cut-out's upper left corner
    QString caption;  ///< one short line below it
    QString sentence; ///< all that is known, for tool tip and screen readers
    friend bool operator==(const SampleCard&, const SampleCard&) = default;
};

}  // namespace widgets
