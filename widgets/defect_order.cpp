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

struct Ranked {
    double key;
    std::uint32_t row;
};

/// A number per row that sorts as its text does. Each different text is collated once.
void rankTexts(const std::vector<DefectRecord>& records, DefectColumn column, std::vector<Ranked>& ranked)
{
    QHash<QString, int> known;
    std::vector<std::pair<QCollatorSortKey, int>> texts;
    const QCollator collator = personsCollator();
    const QString* previous = nullptr;
    int number = 0;
    for (Ranked& entry : ranked) {
        const QString& text = textOf(records[entry.row], column);
        if (!previous || text != *previous) {
            const auto place = known.constFind(text);
            number = place != known.cend() ? *place : int(texts.size());
            if (place == known.cend()) {
                known.insert(text, number);
                texts.emplace_back(collator.sortKey(text), number);
            }
        }
        previous = &text;
        entry.key = number;
    }
    std::ranges::sort(texts, [](const auto& left, const auto& right) { return left.first < right.first; });
    std::vector<double> ranks(texts.size());
    for (std::size_t i = 0; i < texts.size(); ++i) {
        const bool same = i > 0 && texts[i - 1].first.compare(texts[i].first) == 0;
        ranks[std::size_t(texts[i].second)] = same ? ranks[std::size_t(texts[i - 1].second)] : double(i);
    }
    for (Ranked& entry : ranked)
        entry.key = ranks[std::size_t(entry.key)];
}

}  // namespace

std::vector<std::uint32_t> sortedRows(const std::vector<DefectRecord>& records, std::span<const std::uint32_t> rows,
                                      DefectColumn column, Qt::SortOrder order)
{
    std::vector<Ranked> ranked(rows.size());
    for (std::size_t i = 0; i < rows.size(); ++i)
        ranked[i].row = rows[i];
    if (column == DefectColumn::Verdict) {
        for (Ranked& entry : ranked)
            entry.key = records[entry.row].failing ? 0 : 1;
    } else if (isNumeric(column)) {
        for (Ranked& entry : ranked) {
            const double number = defectNumber(records[entry.row], column);
            entry.key = std::isnan(number) ? -std::numeric_limits<double>::infinity() : number;
        }
    } else {
        rankTexts(records, column, ranked);
    }
    if (order == Qt::AscendingOrder)
        std::ranges::sort(ranked, [](const Ranked& a, const Ranked& b) { return a.key < b.key || (a.key == b.key && a.row < b.row); });
    else
        std::ranges::sort(ranked, [](const Ranked& a, const Ranked& b) { return a.key > b.key || (a.key == b.key && a.row < b.row); });
    std::vector<std::uint32_t> sorted(ranked.size());
    std::ranges::transform(ranked, sorted.begin(), &Ranked::row);
    return sorted;
}

}  // namespace widgets
