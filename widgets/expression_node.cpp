#include "widgets/expression_node_p.h"

#include <algorithm>
#include <cmath>

namespace widgets {

bool globMatches(QStringView pattern, QStringView text)
{
    // Only the last star has to be tried again: an earlier one that took more could not reach further.
    qsizetype p = 0, t = 0, star = -1, resume = 0;
    while (t < text.size()) {
        if (p < pattern.size() && pattern[p] == u'*') {
            star = p++;
            resume = t;
        } else if (p < pattern.size() && (pattern[p] == u'?' || pattern[p] == text[t])) {
            ++p;
            ++t;
        } else if (star >= 0) {
            p = star + 1;
            t = ++resume;
        } else {
            return false;
        }
    }
    while (p < pattern.size() && pattern[p] == u'*')
        ++p;
    return p == pattern.size();
}

ExpressionPattern::ExpressionPattern(const QString& text, Mode mode, bool path)
    : m_folded(text.toCaseFolded()), m_mode(mode), m_path(path), m_wild(mode != Mode::Exact && (text.contains('*') || text.contains('?')))
{
    if (m_wild && mode == Mode::Contains)
        m_folded = '*' + m_folded + '*';
}

bool ExpressionPattern::matches(const QString& text) const
{
    const QString folded = text.toCaseFolded();
    if (m_mode == Mode::Exact)
        return folded == m_folded
            || (m_path && folded.endsWith(m_folded) && folded[folded.size() - m_folded.size() - 1] == u'/');
    if (!m_wild)
        return folded.contains(m_folded);
    QStringView place = folded;
    if (m_mode == Mode::Like && m_path && !m_folded.contains(u'/'))
        place = place.sliced(folded.lastIndexOf(u'/') + 1);
    return globMatches(m_folded, place);
}

bool ExpressionTest::matches(const ExpressionRecord& record) const
{
    if (isText) {
        const QString text = record.text(field);
        if (text.isEmpty())
            return takesNone && !negated;
        return std::ranges::any_of(patterns, [&](const ExpressionPattern& pattern) { return pattern.matches(text); }) != negated;
    }
    const double number = record.number(field);
    if (std::isnan(number))
        return takesNone && !negated;
    return std::ranges::any_of(intervals, [&](const ExpressionInterval& interval) {
        return number >= interval.first && number <= interval.last;
    }) != negated;
}

bool ExpressionNode::matches(const ExpressionRecord& record) const
{
    const auto holds = [&record](const ExpressionNode& child) { return child.matches(record); };
    switch (kind) {
    case All: return std::ranges::all_of(children, holds);
    case Any: return std::ranges::any_of(children, holds);
    case Not: return !children.front().matches(record);
    case Test: break;
    }
    return test.matches(record);
}

}  // namespace widgets
