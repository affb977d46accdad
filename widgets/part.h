#pragma once

#include "core/judgement.h"

#include <QString>

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
    QString errorSentence;                                  ///< in the person's language, when `state` is Failed

    friend bool operator==(const Part&, const Part&) = default;
};

}  // namespace widgets
