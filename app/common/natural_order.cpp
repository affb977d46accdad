#include "app/common/natural_order.h"

#include "app/common/path_text.h"

#include <QStringView>

#include <algorithm>
#include <utility>

namespace app {
namespace {

bool isDigit(QChar c)
{
    return c >= u'0' && c <= u'9';
}

/// Takes the run of digits off the front of `text`; leading zeros are dropped.
QStringView takeNumber(QStringView& text)
{
    qsizetype end = 0;
    while (end < text.size() && isDigit(text[end]))
        ++end;
    QStringView number = text.first(end);
    text = text.sliced(end);
    while (number.size() > 1 && number.front() == u'0')
        number = number.sliced(1);
    return number;
}

/// Below, at or above 0, as strcmp.
int compareNatural(QStringView left, QStringView right)
{
    while (!left.isEmpty() && !right.isEmpty()) {
        if (isDigit(left.front()) && isDigit(right.front())) {
            const QStringView a = takeNumber(left), b = takeNumber(right);
            if (a.size() != b.size())
                return a.size() < b.size() ? -1 : 1;
            if (const int order = a.compare(b))
                return order;
            continue;
        }
        if (left.front() != right.front())
            return left.front() < right.front() ? -1 : 1;
        left = left.sliced(1);
        right = right.sliced(1);
    }
    return int(!left.isEmpty()) - int(!right.isEmpty());
}

}  // namespace

bool naturalLess(const std::filesystem::path& left, const std::filesystem::path& right)
{
    auto a = left.begin(), b = right.begin();
    for (; a != left.end() && b != right.end(); ++a, ++b)
        if (const int order = compareNatural(pathText(*a).toCaseFolded(), pathText(*b).toCaseFolded()))
            return order < 0;
    if (a != left.end() || b != right.end())
        return a == left.end();
    return left.native() < right.native();
}

void sortNaturally(std::vector<std::filesystem::path>& names)
{
    // The text of each name is made once, not at each comparison.
    std::vector<std::pair<QString, std::filesystem::path>> keyed;
    keyed.reserve(names.size());
    for (std::filesystem::path& name : names)
        keyed.emplace_back(pathText(name).toCaseFolded(), std::move(name));
    std::ranges::sort(keyed, [](const auto& a, const auto& b) {
        const int order = compareNatural(a.first, b.first);
        return order != 0 ? order < 0 : a.second.native() < b.second.native();
    });
    std::ranges::transform(keyed, names.begin(), [](auto& key) { return std::move(key.second); });
}

}  // namespace app
