#include "app/report/lot_audit.h"

#include "app/common/filled_text.h"
#include "app/report/report.h"
#include "widgets/number_text.h"
#include "widgets/rate_text.h"

#include <QCoreApplication>

#include <algorithm>
#include <iterator>

namespace app {
namespace {

using inference::Label;
using inference::Verdict;
namespace evaluation = inference::evaluation;

struct Audit {
    Q_DECLARE_TR_FUNCTIONS(Audit)
};

QString number(std::size_t count)
{
    return widgets::wholeNumber(double(count));
}

bool isOf(AuditOf of, Verdict verdict)
{
    switch (of) {
    case AuditOf::Pass: return verdict == Verdict::Pass;
    case AuditOf::Review: return verdict == Verdict::Review;
    case AuditOf::Fail: return verdict == Verdict::Fail;
    case AuditOf::All: break;
    }
    return true;
}

}  // namespace

Label soughtIn(AuditOf of)
{
    return of == AuditOf::Fail ? Label::Good : Label::Defective;
}

LotAudit auditOf(std::span<const AuditedPart> parts, std::size_t next, double goal)
{
    std::vector<evaluation::AuditPart> all;
    all.reserve(parts.size());
    for (const AuditedPart& part : parts)
        all.push_back({part.image, part.label});
    const std::vector<std::size_t> order = evaluation::drawingOrder(all);  // sorted once for all of them
    LotAudit audit;
    std::vector<std::size_t> those;
    for (const AuditOf of : audits) {
        those.clear();
        std::ranges::copy_if(order, std::back_inserter(those), [&](std::size_t i) { return isOf(of, parts[i].verdict); });
        audit[std::size_t(of)] = evaluation::auditSample(all, those, {soughtIn(of), next, goal});
    }
    return audit;
}

LotAudit auditOf(const Report& report)
{
    std::vector<AuditedPart> parts;
    parts.reserve(report.parts.size());
    for (const ReportPart& part : report.parts)
        if (!part.error)
            parts.push_back({part.image, part.label, part.judgement.verdict});
    return auditOf(parts, 0, 0);
}

QString auditName(AuditOf of)
{
    switch (of) {
    case AuditOf::Pass: return Audit::tr("parts that pass");
    case AuditOf::Review: return Audit::tr("parts to be reviewed");
    case AuditOf::Fail: return Audit::tr("parts that fail");
    case AuditOf::All: break;
    }
    return Audit::tr("all parts");
}

QString soughtWord(AuditOf of)
{
    return soughtIn(of) == Label::Good ? Audit::tr("good") : Audit::tr("defective");
}

QString countText(const evaluation::CountInterval& interval, std::size_t of)
{
    const bool bounded = interval.low > 0 || interval.high < of;
    if (of == 0 || !bounded)
        return QStringLiteral("–");
    const auto rate = [of](std::size_t count, widgets::Rounding rounding) { return widgets::percentText(double(count) / double(of), rounding); };
    const QString low = number(interval.low), high = number(interval.high);
    const QString lowRate = rate(interval.low, widgets::Rounding::Down), highRate = rate(interval.high, widgets::Rounding::Up);
    if (interval.low == interval.high)
        return filledText(Audit::tr("%1 (%2)", "38 (4.7 %)"), {low, rate(interval.low, widgets::Rounding::Nearest)});
    if (interval.low == 0)
        return filledText(Audit::tr("at most %1 (%2)", "38 (4.7 %)"), {high, highRate});
    if (interval.high == of)
        return filledText(Audit::tr("at least %1 (%2)", "38 (4.7 %)"), {low, lowRate});
    return filledText(Audit::tr("%1 to %2 (%3 to %4)", "3 to 38 (0.3 % to 4.7 %)"), {low, high, lowRate, highRate});
}

QString auditSentence(AuditOf of, const evaluation::AuditSample& sample)
{
    const auto sentence = [of] {
        switch (of) {
        case AuditOf::Pass: return Audit::tr("Of %1 parts that pass %2 were drawn by chance and labelled, %3 of them defective. Escapes among all of them: %4.");
        case AuditOf::Review: return Audit::tr("Of %1 parts to be reviewed %2 were drawn by chance and labelled, %3 of them defective. Defective among all of them: %4.");
        case AuditOf::Fail: return Audit::tr("Of %1 parts that fail %2 were drawn by chance and labelled, %3 of them good. Overkill among all of them: %4.");
        case AuditOf::All: break;
        }
        return Audit::tr("Of all %1 parts %2 were drawn by chance and labelled, %3 of them defective. Defective among all: %4.");
    };
    return filledText(sentence(), {number(sample.of), number(sample.found.of), number(sample.found.count), countText(sample.all, sample.of)});
}

}  // namespace app
