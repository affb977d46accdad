#include "widgets/suggestion_text.h"

#include "widgets/number_text.h"
#include "widgets/rate_text.h"

#include <QCoreApplication>
#include <QLocale>

#include <cmath>

namespace widgets {

using inference::evaluation::Share;
using inference::evaluation::Suggestion;
using inference::evaluation::SuggestionMethod;
using inference::evaluation::SuggestionProblem;
using inference::evaluation::TailModel;

namespace {

QString tailLine(const Suggestion& suggestion)
{
    const QString parts = wholeNumber(double(suggestion.exceedances));
    switch (suggestion.tail) {
    case TailModel::GeneralisedPareto:
        return QCoreApplication::translate("Suggestion", "Generalised Pareto tail fitted to the %1 highest good scores, shape %2")
            .arg(parts, QLocale().toString(suggestion.tailShape, 'f', 2));
    case TailModel::Exponential:
        return QCoreApplication::translate("Suggestion", "Exponential tail fitted to the %1 highest good scores: too few for a shape")
            .arg(parts);
    case TailModel::Empirical:
        return QCoreApplication::translate("Suggestion", "The demand lies inside the sample: its own percentile, no tail model");
    case TailModel::None: break;
    }
    return {};
}

QString samplesLine(const Suggestion& suggestion)
{
    const QString good = wholeNumber(double(suggestion.good));
    if (suggestion.defective == 0)
        return QCoreApplication::translate("Suggestion", "From %1 good parts").arg(good);
    return QCoreApplication::translate("Suggestion", "From %1 good and %2 defective parts")
        .arg(good, wholeNumber(double(suggestion.defective)));
}

QString shareLine(const QString& name, const Share& share)
{
    return QCoreApplication::translate("Suggestion", "%1: %2, %3 (95\u00a0%: %4)", "name, count, rate, interval")
        .arg(name, shareText(share), percentText(share.rate()), intervalText(share.interval()));
}

/// Where the demand was met in the sample and isn't proven by it.
QString proofLine(const Suggestion& suggestion)
{
    const double demand = suggestion.request.demand;
    const bool ofDefective = suggestion.request.method == SuggestionMethod::OverkillAtEscape;
    if (suggestion.request.method == SuggestionMethod::ExtremeTail)
        return QCoreApplication::translate("Suggestion", "A forecast: it holds as far as the tail of parts to come is that of these");
    if (demand <= 0)
        return QCoreApplication::translate("Suggestion", "Met by these parts; no number of parts proves a rate of zero");
    const QString needed = wholeNumber(double(inference::evaluation::samplesToProve(demand)));
    return ofDefective
        ? QCoreApplication::translate("Suggestion", "Met by these parts, not proven: that takes no miss in %1 defective parts").arg(needed)
        : QCoreApplication::translate("Suggestion", "Met by these parts, not proven: that takes no catch in %1 good parts").arg(needed);
}

}  // namespace

QString methodName(SuggestionMethod method)
{
    switch (method) {
    case SuggestionMethod::F1Max: return QCoreApplication::translate("Suggestion", "Greatest F1");
    case SuggestionMethod::RecallAtOverkill: return QCoreApplication::translate("Suggestion", "Most caught at a given overkill");
    case SuggestionMethod::OverkillAtEscape: return QCoreApplication::translate("Suggestion", "Least overkill at a given escape rate");
    case SuggestionMethod::GoodPercentile: return QCoreApplication::translate("Suggestion", "Percentile of good parts");
    case SuggestionMethod::ExtremeTail: return QCoreApplication::translate("Suggestion", "Tail of good parts (extreme values)");
    case SuggestionMethod::Cheapest: return QCoreApplication::translate("Suggestion", "Cheapest");
    }
    return {};
}

QString methodHint(SuggestionMethod method)
{
    switch (method) {
    case SuggestionMethod::F1Max:
        return QCoreApplication::translate("Suggestion", "Balances missed defects against false alarms without asking what either costs.");
    case SuggestionMethod::RecallAtOverkill:
        return QCoreApplication::translate("Suggestion", "Catches as many defective parts as the overkill you allow lets it.");
    case SuggestionMethod::OverkillAtEscape:
        return QCoreApplication::translate("Suggestion", "Rejects as few good parts as the escapes you allow let it.");
    case SuggestionMethod::GoodPercentile:
        return QCoreApplication::translate("Suggestion", "Needs good parts only: at most the given share of them is caught.");
    case SuggestionMethod::ExtremeTail:
        return QCoreApplication::translate("Suggestion", "Needs good parts only: extends their highest scores to rates rarer than the sample shows.");
    case SuggestionMethod::Cheapest:
        return QCoreApplication::translate("Suggestion", "Least cost of escapes and overkill together, by the costs you entered.");
    }
    return {};
}

QString problemText(const Suggestion& suggestion)
{
    const auto counted = [&](const QString& sentence, std::size_t have) {
        return sentence.arg(wholeNumber(double(suggestion.needed)), wholeNumber(double(have)));
    };
    switch (suggestion.problem) {
    case SuggestionProblem::None: return {};
    case SuggestionProblem::TooFewGood:
        return counted(QCoreApplication::translate("Suggestion", "This needs at least %1 good parts; %2 are labelled (G)."), suggestion.good);
    case SuggestionProblem::TooFewDefective:
        return counted(QCoreApplication::translate("Suggestion", "This needs at least %1 defective parts; %2 are labelled (B)."),
                      suggestion.defective);
    case SuggestionProblem::NoCosts:
        return QCoreApplication::translate("Suggestion", "Enter what an escape and an overkill cost, under Cost in the statistics.");
    case SuggestionProblem::AllScoresEqual:
        return QCoreApplication::translate("Suggestion", "The scores don't differ: no limit can part them.");
    case SuggestionProblem::DemandUnreachable:
        return QCoreApplication::translate("Suggestion", "No limit up to 1 meets this demand. Allow a higher rate.");
    }
    return {};
}

QString rangeText(const Suggestion& suggestion)
{
    if (!suggestion.limitRange)
        return QCoreApplication::translate("Suggestion", "How sure it is can't be said: too many resamples gave no limit");
    const double low = suggestion.limitRange->low;
    const double high = suggestion.limitRange->high;
    return QCoreApplication::translate("Suggestion", "%1 to %2 in 9 of 10 resamples of these parts").arg(limitText(low), limitText(high));
}

QStringList achievementLines(const Suggestion& suggestion)
{
    QStringList lines{samplesLine(suggestion)};
    if (suggestion.tail != TailModel::None)
        lines.append(tailLine(suggestion));
    if (suggestion.recall.of > 0)
        lines.append(shareLine(QCoreApplication::translate("Suggestion", "Defective parts caught"), suggestion.recall));
    lines.append(shareLine(QCoreApplication::translate("Suggestion", "Good parts caught"), suggestion.overkill));
    if (suggestion.request.method == SuggestionMethod::F1Max)
        lines.append(QCoreApplication::translate("Suggestion", "F1: %1").arg(QLocale().toString(suggestion.f1, 'f', 3)));
    if (suggestion.request.costs.any())
        lines.append(QCoreApplication::translate("Suggestion", "Cost of these parts: %1").arg(QLocale().toString(suggestion.cost, 'f', 2)));
    if (!suggestion.demandProven)
        lines.append(proofLine(suggestion));
    return lines;
}

}  // namespace widgets
