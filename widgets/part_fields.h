#pragma once

#include "widgets/expression_field.h"
#include "widgets/part.h"

namespace widgets {

/// The places of a part's fields in partFields().
enum class PartField { Score, RegionScore, Area, Largest, Defects, Brightness, Focus, Match, Verdict, Human, Label, Blind, Name, Folder, Date, Error };

/// What expressions over parts can name, described in the language of now. `defects` is also `count`.
ExpressionFields partFields();

/// Filters to try, described in the language of now.
std::vector<ExpressionExample> partExamples();

/// "line 2/left": the opened folder's own name and what lies between it and the file. Of a file opened by itself the folder
/// it lies in.
QString folderOf(const Part& part);

/// A part as expressions ask it: no measured value before the part is done. `part` must outlive it.
class PartValues : public ExpressionRecord {
public:
    explicit PartValues(const Part& part) : m_part(part) {}

    double number(int field) const override;
    QString text(int field) const override;

private:
    const Part& m_part;
};

}  // namespace widgets
