#pragma once

#include <QDoubleSpinBox>

namespace widgets {

/// A spin box that takes '.' and ',' both for the decimal sign, typed or pasted and whatever the language: separators of groups are
/// shown, where that is switched on, and one that is typed is the decimal sign. Of a pasted number with both signs the last one counts.
/// A field of whole numbers reads them as its language does.
class NumberField : public QDoubleSpinBox {
    Q_OBJECT

public:
    explicit NumberField(QWidget* parent = nullptr);

    QValidator::State validate(QString& input, int& position) const override;

private:
    void readSigns(QString& input, int& position) const;

    // What stood there last, and what of it is selected: whatever comes takes the place of that.
    mutable QString m_text;
    mutable qsizetype m_selectedLength = 0;
    qsizetype m_selectedFrom = 0;
};

}  // namespace widgets
