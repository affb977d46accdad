#pragma once

#include "widgets/part.h"

#include <QtCore>

#include <vector>

/// Parts from short texts, a test's table: "gear_2 fail 0.83", "gear_3 waiting", "gear_4 error".
inline widgets::Part partFrom(const QString& text)
{
    using State = widgets::Part::State;
    const QStringList words = text.split(' ');
    widgets::Part part;
    part.name = words[0];
    part.path = "/parts/" + words[0];
    const QString state = words.value(1, "waiting");
    static const QMap<QString, inference::Verdict> verdicts{
        {"pass", inference::Verdict::Pass}, {"review", inference::Verdict::Review}, {"fail", inference::Verdict::Fail}};
    static const QMap<QString, State> states{
        {"waiting", State::Waiting}, {"running", State::Running}, {"error", State::Failed}, {"cancelled", State::Cancelled}};
    if (verdicts.contains(state)) {
        part.state = State::Done;
        part.verdict = verdicts[state];
        part.score = words.value(2, "0").toDouble();
        part.defects = part.verdict == inference::Verdict::Pass ? 0 : 1;
    } else {
        Q_ASSERT(states.contains(state));
        part.state = states[state];
        if (part.state == State::Failed)
            part.errorSentence = "The file ends too early.";
    }
    return part;
}

inline std::vector<widgets::Part> partsFrom(const QStringList& texts)
{
    std::vector<widgets::Part> parts;
    for (const QString& text : texts)
        parts.push_back(partFrom(text));
    return parts;
}
