#include "widgets/number_field.h"

#include <QLineEdit>

#include <algorithm>

namespace widgets {
namespace {

constexpr QLatin1Char fullStop('.'), comma(',');

QString withDecimalPoint(const QString& typed, const QString& point)
{
    const qsizetype at = std::max(typed.lastIndexOf(fullStop), typed.lastIndexOf(comma));
    if (at < 0 || typed.count(typed[at]) > 1)
        return typed;  // several alike part groups
    QString whole = typed.first(at);
    whole.remove(fullStop).remove(comma);
    return whole + point + typed.sliced(at + 1);
}

}  // namespace

NumberField::NumberField(QWidget* parent)
    : QDoubleSpinBox(parent)
{
    connect(lineEdit(), &QLineEdit::selectionChanged, this, [this] {
        m_text = lineEdit()->text();
        m_selectedFrom = std::max(lineEdit()->selectionStart(), 0);
        m_selectedLength = lineEdit()->selectionLength();
    });
}

QValidator::State NumberField::validate(QString& input, int& position) const
{
    // By the program, which says nothing of what it selects.
    const bool shown = input == specialValueText() || input == prefix() + textFromValue(value()) + suffix();
    if (shown && input != m_text)
        m_selectedLength = 0;
    else if (input != m_text)
        readSigns(input, position);
    if (shown)
        m_text = input;
    const QValidator::State state = QDoubleSpinBox::validate(input, position);
    if (!shown && state != QValidator::Invalid)
        m_text = input;
    return state;
}

/// What came in lies between the beginning and the end that stayed.
void NumberField::readSigns(QString& input, int& position) const
{
    if (decimals() == 0)
        return;  // no sign but that of groups has a place here
    QString kept = m_text;
    kept.remove(m_selectedFrom, m_selectedLength);
    const auto from = std::ranges::mismatch(kept, input).in1 - kept.begin();
    const auto room = std::min(kept.size(), input.size()) - from;
    qsizetype tail = 0;
    while (tail < room && kept[kept.size() - 1 - tail] == input[input.size() - 1 - tail])
        ++tail;
    const qsizetype length = input.size() - from - tail;
    const QString typed = withDecimalPoint(input.sliced(from, length), locale().decimalPoint());
    if (position >= from + length)
        position += int(typed.size() - length);
    input.replace(from, length, typed);
}

}  // namespace widgets
