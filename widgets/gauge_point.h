#pragma once

#include <QString>

namespace widgets {

/// One value in a study of how repeatably parts are measured.
struct GaugePoint {
    int part = 0;       ///< index into the parts' names
    int appraiser = 0;  ///< index into the appraisers' names
    double value = 0;   ///< finite, in the measure's unit
    QString path;       ///< identifies the picture
    QString name;       ///< of the picture, as it is shown
};

/// What a study's values are.
struct GaugeAxis {
    QString name;      ///< "Area of the largest region"
    QString unit;      ///< "mm²", empty for shares and counts
    int decimals = 0;  ///< at which values differ

    QString text(double value) const;  ///< "1.25 mm²" in the person's number format
    QString title() const;             ///< "Area of the largest region, mm²"
};

}  // namespace widgets
