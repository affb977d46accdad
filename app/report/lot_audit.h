#pragma once

#include "core/judgement.h"
#include "evaluation/audit_sample.h"

#include <QString>

#include <array>
#include <span>
#include <string_view>
#include <vector>

namespace app {

struct Report;

/// Whose labels a sample is of: parts by what the machine says of them, or all.
enum class AuditOf { Pass, Review, Fail, All };
inline constexpr std::array audits {AuditOf::Pass, AuditOf::Review, AuditOf::Fail, AuditOf::All};

/// What is looked for: good parts among those that fail (overkill), else defective ones (escapes among those that pass).
inference::Label soughtIn(AuditOf of);

struct AuditedPart {
    std::string_view image;  ///< SHA-256
    inference::Label label = inference::Label::None;
    inference::Verdict verdict = inference::Verdict::Pass;  ///< the machine's
};

/// By AuditOf.
using LotAudit = std::array<inference::evaluation::AuditSample, audits.size()>;
/// `next` and `goal` as in AuditQuestion; AuditSample::next counts in `parts`. Pure.
LotAudit auditOf(std::span<const AuditedPart> parts, std::size_t next, double goal);
/// Without what is next, and without a goal.
LotAudit auditOf(const Report& report);

/// "parts that pass"
QString auditName(AuditOf of);
/// "defective"
QString soughtWord(AuditOf of);
/// "at most 38 (4.7 %)" of so many, "3 to 17 (0.3 % to 2.1 %)"; a dash where nothing is known.
QString countText(const inference::evaluation::CountInterval& interval, std::size_t of);
/// What was drawn and what it says of all; some were drawn, and not all.
QString auditSentence(AuditOf of, const inference::evaluation::AuditSample& sample);

}  // namespace app
