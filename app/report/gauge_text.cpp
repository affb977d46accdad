#include "app/report/gauge_text.h"

#include "app/common/error_text.h"
#include "app/common/filled_text.h"
#include "app/report/chapters_p.h"
#include "widgets/joined_list.h"
#include "widgets/joined_sentences.h"
#include "widgets/label_style.h"
#include "widgets/rate_text.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <cmath>

namespace app {

using inference::evaluation::GaugeGrade;
using inference::evaluation::GaugeStudy;
using inference::evaluation::VarianceSource;

namespace {

/// The translations' context.
struct Gauge {
    Q_DECLARE_TR_FUNCTIONS(Gauge)
};

/// Four significant digits, an exponent only where a column has no room for the digits.
QString significant(double value)
{
    constexpr int digits = 4, most = 9;
    constexpr double longest = 1e8;
    const double size = std::abs(value);
    if (size >= longest)
        return QLocale().toString(value, 'e', digits - 1);
    const int decimals = size > 0 ? std::clamp(digits - 1 - int(std::floor(std::log10(size))), 0, most) : 0;
    return QLocale().toString(value, 'f', decimals);
}

QString percent(double share)
{
    return QLocale().toString(share * 100, 'f', 1) + QChar(0x00a0) + QLatin1Char('%');
}

QString chance(double p)
{
    constexpr double least = 0.0001;
    return p < least ? QStringLiteral("< ") + QLocale().toString(least, 'f', 4) : QLocale().toString(p, 'f', 4);
}

QString leftOutText(const StudyDesign& design)
{
    const StudyDesign::LeftOut& first = design.leftOut.front();
    const QString pictures = Gauge::tr("%n picture(s)", nullptr, first.pictures);
    const QString example = first.appraiser.isEmpty() ? Gauge::tr("“%1” has %2", "part, pictures").arg(first.part, pictures)
                                                      : Gauge::tr("“%1” by “%2” has %3", "part, appraiser, pictures").arg(first.part, first.appraiser, pictures);
    return Gauge::tr("Left out: %n part(s) that weren't seen as often as most (%1).", nullptr, int(design.leftOut.size())).arg(example);
}

/// "10 parts (1, 2 … 10)".
QString counted(const QString& count, const QStringList& names)
{
    constexpr int most = 4;
    if (names.isEmpty())
        return count;
    const QString listed = names.size() <= most ? widgets::joinedList(names) : widgets::joinedList({names[0], names[1]}) + QStringLiteral(" … ") + names.back();
    return filledText(Gauge::tr("%1 (%2)", "10 parts (1, 2 … 10)"), {count, listed});
}

QString gradeText(GaugeGrade grade)
{
    switch (grade) {
    case GaugeGrade::Good: return Gauge::tr("good (below 10 %)");
    case GaugeGrade::Marginal: return Gauge::tr("may do, depending on what it is for (10 to 30 %)");
    case GaugeGrade::Unusable: break;
    }
    return Gauge::tr("not usable (above 30 %)");
}

QString labelWord(inference::Label label)
{
    return label == inference::Label::None ? QString() : widgets::styleOf(label, paperPalette()).word;
}

}  // namespace

QString patternProblem(const ReadingPattern& pattern)
{
    switch (pattern.problem()) {
    case ReadingPattern::Problem::None: return {};
    case ReadingPattern::Problem::NoPart: return Gauge::tr("The names have to say which part a picture shows: %1 is missing.").arg(pattern.placeholder());
    case ReadingPattern::Problem::Twice: return Gauge::tr("%1 stands there twice.").arg(pattern.placeholder());
    case ReadingPattern::Problem::Unknown:
        return Gauge::tr("There is no %1. There are {part}, {appraiser} and {trial}; * is anything.").arg(pattern.placeholder());
    case ReadingPattern::Problem::TooLong: break;
    }
    return Gauge::tr("This is longer than %1 characters.").arg(ReadingPattern::mostCharacters);
}

QString designSentence(const GaugeAnswer& answer)
{
    if (answer.question.pictures.empty())
        return Gauge::tr("There are no pictures.");
    if (answer.pattern.text().isEmpty())
        return Gauge::tr("These pictures have no names by which they are a study.");
    if (const QString problem = patternProblem(answer.pattern); !problem.isEmpty())
        return problem;
    const StudyDesign& design = answer.design;
    QStringList sentences;
    const QString parts = counted(Gauge::tr("%n part(s)", nullptr, int(design.parts.size())), design.parts);
    const QString pictures = Gauge::tr("%n picture(s) each", nullptr, design.trials);
    if (design.appraisers.size() > 1)
        sentences.append(filledText(Gauge::tr("%1, %2, %3.", "parts, appraisers, pictures each"), {parts, counted(Gauge::tr("%n appraiser(s)", nullptr, int(design.appraisers.size())), design.appraisers), pictures}));
    else
        sentences.append(filledText(Gauge::tr("%1, %2.", "parts, pictures each"), {parts, pictures}));
    if (!design.isStudy())
        sentences.append(design.trials < 2 && !design.parts.isEmpty() ? Gauge::tr("A study needs at least two pictures of each part.") : Gauge::tr("A study needs at least two parts that were seen equally often."));
    if (!design.leftOut.empty())
        sentences.append(leftOutText(design));
    if (!design.otherNames.isEmpty())
        sentences.append(Gauge::tr("%n picture(s) have other names, such as “%1”.", nullptr, int(design.otherNames.size())).arg(design.otherNames.front()));
    if (answer.failed > 0)
        sentences.append(Gauge::tr("%n picture(s) couldn't be inspected and are left aside.", nullptr, answer.failed));
    if (answer.waiting > 0)
        sentences.append(Gauge::tr("%n picture(s) are not inspected yet.", nullptr, answer.waiting));
    if (answer.silentParts > 0)
        sentences.append(Gauge::tr("In %n part(s) nothing was found at all: they say nothing of how repeatable the measuring is, and make it look better.", nullptr, answer.silentParts));
    return widgets::joinedSentences(sentences);
}

std::optional<GaugeGrade> gradeOf(const GaugeStudy& study, double tolerance)
{
    if (study.all() <= 0)
        return std::nullopt;
    const double ofTolerance = tolerance > 0 ? GaugeStudy::shareOfTolerance(study.gauge(), tolerance) : 0;
    return inference::evaluation::gradeOf(std::max(study.share(study.gauge()), ofTolerance));
}

QString gaugeSentence(const GaugeStudy& study, double tolerance)
{
    if (study.all() <= 0)
        return Gauge::tr("All values are the same: nothing can be said of the measuring.");
    const double share = study.share(study.gauge());
    QStringList sentences {Gauge::tr("The measuring makes %1 of the variation (%GRR): %2.").arg(percent(share), gradeText(inference::evaluation::gradeOf(share)))};
    if (tolerance > 0) {
        const double ofTolerance = GaugeStudy::shareOfTolerance(study.gauge(), tolerance);
        sentences.append(Gauge::tr("It takes %1 of the tolerance: %2.").arg(percent(ofTolerance), gradeText(inference::evaluation::gradeOf(ofTolerance))));
    }
    if (const auto categories = study.distinctCategories())
        sentences.append(Gauge::tr("%n class(es) of parts can be told apart (ndc); at least %1 are asked for.", nullptr, *categories).arg(inference::evaluation::wantedCategories));
    return widgets::joinedSentences(sentences);
}

TextRows componentRows(const GaugeStudy& study, const widgets::GaugeAxis& axis, double tolerance)
{
    const bool many = study.appraisers > 1;
    TextRows table {{Gauge::tr("Source"), axis.unit.isEmpty() ? Gauge::tr("Std deviation") : Gauge::tr("Std deviation, %1").arg(axis.unit), Gauge::tr("Of the variation"),
                     Gauge::tr("Of the variance")}, {}};
    if (tolerance > 0)
        table.headings.append(Gauge::tr("Of the tolerance"));
    const auto add = [&](const QString& name, double variance) {
        QStringList row {name, significant(std::sqrt(variance)), percent(study.share(variance)), percent(study.all() > 0 ? variance / study.all() : 0)};
        if (tolerance > 0)
            row.append(percent(GaugeStudy::shareOfTolerance(variance, tolerance)));
        table.rows.append(row);
    };
    add(Gauge::tr("Gauge R&R"), study.gauge());
    add(Gauge::tr("Repeatability"), study.repeatability);
    if (many) {
        add(Gauge::tr("Reproducibility"), study.reproducibility());
        if (!study.pooled) {
            add(Gauge::tr("– Appraisers"), study.appraiserVariance);
            add(Gauge::tr("– Appraisers and parts"), study.interactionVariance);
        }
    }
    add(Gauge::tr("Parts"), study.partVariance);
    add(Gauge::tr("All"), study.all());
    return table;
}

TextRows varianceRows(const GaugeStudy& study)
{
    TextRows table {{Gauge::tr("Source"), Gauge::tr("DF", "degrees of freedom"), Gauge::tr("Sum of squares"), Gauge::tr("Mean square"), QStringLiteral("F"), QStringLiteral("p")}, {}};
    const auto add = [&](const QString& name, const VarianceSource& source, bool mean = true) {
        table.rows.append({name, QLocale().toString(source.freedom), significant(source.squares), mean ? significant(source.meanSquare()) : QString(),
                           source.f && std::isfinite(*source.f) ? QLocale().toString(*source.f, 'f', 2) : QString(), source.p ? chance(*source.p) : QString()});
    };
    add(Gauge::tr("Parts"), study.byPart);
    if (study.appraisers > 1) {
        add(Gauge::tr("Appraisers"), study.byAppraiser);
        add(study.pooled ? Gauge::tr("Appraisers and parts (pooled)") : Gauge::tr("Appraisers and parts"), study.interaction);
    }
    add(Gauge::tr("Repeatability"), study.repetition);
    add(Gauge::tr("All"), study.total, false);
    return table;
}

QString kappaWord(double kappa)
{
    namespace evaluation = inference::evaluation;
    return kappa > evaluation::goodKappa ? Gauge::tr("good") : kappa < evaluation::poorKappa ? Gauge::tr("poor") : Gauge::tr("middling");
}

QString agreementSentence(const GaugeAnswer& answer)
{
    namespace evaluation = inference::evaluation;
    const evaluation::VerdictAgreement& agreement = answer.agreement;
    const auto share = [](const evaluation::Share& one) {
        return filledText(Gauge::tr("%1 (%2; %3)", "3 of 10 (30 %; 10 % to 60 %)"), {widgets::shareText(one), widgets::percentText(one.rate()), widgets::intervalText(one.interval())});
    };
    QStringList sentences {filledText(Gauge::tr("All verdicts on a part are the same: %1."), {share(agreement.between)})};
    if (agreement.within.size() > 1) {
        constexpr std::size_t most = 6;
        QStringList each;
        for (std::size_t i = 0; i < std::min(most, agreement.within.size()); ++i)
            each.append(filledText(Gauge::tr("%1 %2", "an appraiser's name, 3 of 10"), {answer.design.appraisers[int(i)], share(agreement.within[i])}));
        if (agreement.within.size() > most)
            each.append(QStringLiteral("…"));
        sentences.append(filledText(Gauge::tr("Each appraiser's own: %1."), {widgets::joinedList(each)}));
    }
    if (agreement.right.of > 0)
        sentences.append(filledText(Gauge::tr("All are right, by the parts' labels: %1."), {share(agreement.right)}));
    if (agreement.kappa)
        sentences.append(filledText(Gauge::tr("Agreement beyond chance (Fleiss' kappa): %1, %2."),
                                    {QLocale().toString(*agreement.kappa, 'f', 2), kappaWord(*agreement.kappa)}));
    return widgets::joinedSentences(sentences);
}

TextRows verdictRows(const GaugeAnswer& answer)
{
    using inference::Verdict;
    TextRows table {{Gauge::tr("Part"), word(Verdict::Pass), word(Verdict::Review), word(Verdict::Fail), Gauge::tr("Agree"), Gauge::tr("Label")}, {}};
    for (std::size_t i = 0; i < answer.verdicts.size(); ++i) {
        const PartVerdicts& part = answer.verdicts[i];
        if (!part.agree())
            table.strong.append(int(i));
        table.rows.append({answer.design.parts[int(i)], QLocale().toString(part.counts[0]), QLocale().toString(part.counts[1]), QLocale().toString(part.counts[2]),
                           part.agree() ? Gauge::tr("yes") : Gauge::tr("no"), labelWord(part.label)});
    }
    return table;
}

}  // namespace app
