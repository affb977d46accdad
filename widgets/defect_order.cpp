#include "widgets/defect_columns.h"

#include <QCollator>
#include <QHash>

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace widgets {

namespace {

/// The C locale has no collation to speak of: "10" would come before "2".
QCollator personsCollator()
{
    const QLocale locale;
    QCollator collator(locale.language() == QLocale::C ? QLocale(QLocale::English) : locale);
    collator.setNumericMode(true);
    collator.setCaseSensitivity(Qt::CaseInsensitive);
    return collator;
}

const QString& textOf(const DefectRecord& record, DefectColumn column)
{
    return column == DefectColumn::Part ? record.partName : column == DefectColumn::Zone ? record.zoneName : record.className;
}

/// Each different text is collated once.
std::vector<double> textRanks(const std::vector<DefectRecord>& records, DefectColumn column)
{
    QHash<QString, int> known;
    std::vector<std::pair<QCollatorSortKey, int>> texts;
    const QCollator collator = personsCollator();
    std::vector<double> keys;
    keys.reserve(records.size());
    const QString* previous = nullptr;
    int number = 0;
    for (const DefectRecord& record : records) {
        const QString& text = textOf(record, column);
        if (!previous || text != *previous) {
            const auto place = known.constFind(text);
            number = place != known.cend() ? *place : int(texts.size());
            if (place == known.cend()) {
                known.insert(text, number);
                texts.emplace_back(collator.sortKey(text), number);
            }
        }
        previous = &text;
        keys.push_back(number);
    }
    std::ranges::sort(texts, [](const auto& left, const auto& right) { return left.first < right.first; });
    std::vector<double> ranks(texts.size());
    for (std::size_t i = 0; i < texts.size(); ++i) {
        const bool same = i > 0 && texts[i - 1].first.compare(texts[i].first) == 0;
        ranks[std::size_t(texts[i].second)] = same ? ranks[std::size_t(texts[i - 1].second)] : double(i);
    }
    for (double& key : keys)
        key = ranks[std::size_t(key)];
    return keys;
}

}  // namespace

std::vector<double> sortKeys(const std::vector<DefectRecord>& records, DefectColumn column)
{
    if (column != DefectColumn::Verdict && !isNumeric(column))
        return textRanks(records, column);
    std::vector<double> keys(records.size());
    std::ranges::transform(records, keys.begin(), [column](const DefectRecord& record) {
        if (column == DefectColumn::Verdict)
            return record.failing ? 0.0 : 1.0;
        const double number = defectNumber(record, column);
        return std::isnan(number) ? -std::numeric_limits<double>::infinity() : number;
    });
    return keys;
}

std::vector<std::uint32_t> sortedRows(const std::vector<double>& keys, std::span<const std::uint32_t> rows, Qt::SortOrder order)
{
    struct Keyed {
        double key;
        std::uint32_t row;
    };
    std::vector<Keyed> keyed(rows.size());
    std::ranges::transform(rows, keyed.begin(), [&keys](std::uint32_t row) { return Keyed{keys[row], row}; });
    if (order == Qt::AscendingOrder)
        std::ranges::sort(keyed, [](const Keyed& a, const Keyed& b) { return a.key < b.key || (a.key == b.key && a.row < b.row); });
    else
        std::ranges::sort(keyed, [](const Keyed& a, const Keyed& b) { return a.key > b.key || (a.key == b.key && a.row < b.row); });
    std::vector<std::uint32_t> sorted(keyed.size());
    std::ranges::transform(keyed, sorted.begin(), &Keyed::row);
    return sorted;
}

}  // namespace widgets
