#include "app/common/natural_order.h"

#include "app/common/path_text.h"

#include <QStringView>

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

}  // namespace app
