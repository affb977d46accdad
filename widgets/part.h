#pragma once

#include "core/judgement.h"
#include "core/label.h"
#include "core/picture_figures.h"

#include <QDateTime>
#include <QString>

#include <optional>

namespace widgets {

/// One part as lists show it: a file, how far it has got, and what the machine said.
struct Part {
    enum class State { Waiting, Running, Done, Failed, Cancelled };

    QString path;  ///< identifies the part; unique in a list
    QString name;  ///< what is shown: the path relative to the folder that was opened
    State state = State::Waiting;
    inference::Verdict verdict = inference::Verdict::Pass;  ///< means something only when `state` is Done
    double score = 0;                                       ///< 0..1, likewise
    int defects = 0;                                        ///< regions at or above the review limit, likewise
    double regionScore = 0;                                 ///< 0..1, likewise: the greatest limit at which a region is left
    double area = 0;                                        ///< of all regions, image pixels squared, likewise
    double largestArea = 0;                                 ///< of the largest region, likewise
    std::optional<inference::PictureFigures> picture {};    ///< likewise; none: not measured
    std::optional<inference::Placement> placement {};       ///< likewise; none: nobody looked where it lies
    inference::Label label = inference::Label::None;        ///< what the person says the part really is
    std::optional<inference::Verdict> human;                ///< the person's verdict; none: not reviewed
    std::optional<bool> blindDiffers {};                    ///< whether a blind review says something else; none: nobody judged it blind
    QDateTime modified;                                     ///< of the file; invalid: not known yet
    QString errorSentence;                                  ///< in the person's language, when `state` is Failed

    friend bool operator==(const Part&, const Part&) = default;
};

}  // namespace widgets
