#pragma once

#include "widgets/defect_record.h"
#include "widgets/expression_field.h"

namespace widgets {

/// What a filter expression over defects can name: part, number, area, length, width, x, y, peak, mean, contrast, zone, class,
/// verdict. Lengths in image pixels; plain words are looked for in the part's name.
ExpressionFields defectFields();

/// One defect as an expression asks for it; the fields are those of defectFields(). Keeps a reference.
class DefectExpressionRecord : public ExpressionRecord {
public:
    explicit DefectExpressionRecord(const DefectRecord& record) : m_record(record) {}

    double number(int field) const override;
    QString text(int field) const override;

private:
    const DefectRecord& m_record;
};

}  // namespace widgets
