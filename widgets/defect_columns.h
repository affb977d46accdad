#pragma once

#include "widgets/measure.h"

#include <QLocale>

#include <cstdint>
#include <span>
#include <vector>

namespace widgets {

/// What the list of all defects shows of each.
enum class DefectColumn { Part, Number, Area, Length, Width, X, Y, Box, Peak, Mean, Contrast, Zone, Class, Verdict };
inline constexpr int defectColumnCount = int(DefectColumn::Verdict) + 1;

/// Numbers stand right-aligned in tabular digits.
bool isNumeric(DefectColumn column);

/// Translated heading with the unit, "Area mm²".
QString defectHeading(DefectColumn column, Calibration calibration);
/// Translated, a sentence: what the column means.
QString defectExplanation(DefectColumn column, Calibration calibration);

/// The cell as `locale` writes it. All numbers of a column have the same decimals.
QString defectCell(const DefectRecord& record, DefectColumn column, Calibration calibration, const QLocale& locale);

/// What a numeric column is sorted by, in image pixels; the box's left edge.
double defectNumber(const DefectRecord& record, DefectColumn column);

/// For each record what it is sorted by in a column: a number, the rank of its text (as a person counts: part 2 before part
/// 10), or failing before not. Texts cost microseconds each: keep the keys. Any thread.
std::vector<double> sortKeys(const std::vector<DefectRecord>& records, DefectColumn column);

/// `rows` (indices into `keys`) by their keys; equals in the records' order whichever the direction. Any thread.
std::vector<std::uint32_t> sortedRows(const std::vector<double>& keys, std::span<const std::uint32_t> rows, Qt::SortOrder order);

/// The longest text of a column among `records`: what a column's width is made for. Numbers are exact; of texts the one with
/// the most characters.
QString widestCell(const std::vector<DefectRecord>& records, DefectColumn column, Calibration calibration);

}  // namespace widgets
