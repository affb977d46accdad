#pragma once

#include "app/common/reading_pattern.h"

#include <QStringList>

#include <span>
#include <stop_token>
#include <vector>

namespace app {

/// Which pictures are the same part, seen by whom: what a study is of. Parts that weren't seen equally often by every appraiser are left out. Pure; any thread.
struct StudyDesign {
    /// Where a picture stands in the study.
    struct Place {
        int part = -1;  ///< index into `parts`; -1: it isn't in the study
        int appraiser = -1;
        bool isInStudy() const { return part >= 0; }
        friend bool operator==(const Place&, const Place&) = default;
    };
    /// A part that is left out, and by whom it has how many pictures.
    struct LeftOut {
        QString part;
        QString appraiser;  ///< empty without appraisers
        int pictures = 0;
        friend bool operator==(const LeftOut&, const LeftOut&) = default;
    };

    QStringList parts, appraisers;  ///< in natural order; without appraisers one empty name
    int trials = 0;                 ///< pictures of each part by each appraiser
    std::vector<Place> places;      ///< of each name
    QStringList otherNames;         ///< that the pattern doesn't fit
    std::vector<LeftOut> leftOut;   ///< in natural order

    bool isStudy() const { return parts.size() >= 2 && trials >= 2; }
};

/// `names`: of pictures, as in ReadingPattern::match. How often parts were seen is what most of them say.
StudyDesign studyDesign(std::span<const QString> names, const ReadingPattern& pattern);

/// By which names are a study, all of them and no part left out: `remembered` (may be empty) or a usual pattern, the first of those that know appraisers, then
/// of those with the most parts. There are never more appraisers than parts: names can be read in several ways, and people measure more parts than they are. Empty
/// without one. Throws Cancelled.
QString suggestedPattern(std::span<const QString> names, const QString& remembered = {}, const std::stop_token& stop = {});

}  // namespace app
