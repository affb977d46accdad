#pragma once

#include "app/common/text_rows.h"
#include "app/report/gauge_answer.h"

namespace app {

/// What the pictures are: "10 parts (1, 2 … 10), 2 appraisers (anna, bert), 3 pictures each", so that names read otherwise than they are meant are seen; what is
/// not in the study and why. Or why there is no study.
QString designSentence(const GaugeAnswer& answer);
/// What is wrong with the pattern; empty where nothing is.
QString patternProblem(const ReadingPattern& pattern);

/// What the study comes to, against the whole variation and, where it is above 0, the tolerance (in the measure's unit). There is one.
QString gaugeSentence(const inference::evaluation::GaugeStudy& study, double tolerance);
/// By the worse of both; none where nothing varies.
std::optional<inference::evaluation::GaugeGrade> gradeOf(const inference::evaluation::GaugeStudy& study, double tolerance);

/// Standard deviations of gauge and parts and their shares.
TextRows componentRows(const inference::evaluation::GaugeStudy& study, const widgets::GaugeAxis& axis, double tolerance);
/// The analysis of variance.
TextRows varianceRows(const inference::evaluation::GaugeStudy& study);

/// What agreement beyond chance is called: "good", "middling", "poor" (limits in evaluation/verdict_agreement.h).
QString kappaWord(double kappa);
/// How far the verdicts agree; there is a study.
QString agreementSentence(const GaugeAnswer& answer);
/// A row for each part.
TextRows verdictRows(const GaugeAnswer& answer);

}  // namespace app
