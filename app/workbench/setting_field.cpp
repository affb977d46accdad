#include "app/workbench/setting_field.h"

#include <QEvent>
#include <QKeyEvent>
#include <QSignalBlocker>
#include <QStyle>
#include <QStyleOptionSpinBox>

#include <algorithm>
#include <cmath>

namespace app {
namespace {

constexpr int greatestWidth = 280;  // a side panel's; a longer text scrolls

}  // namespace

SettingField::SettingField(Steps steps, QWidget* parent)
    : NumberField(parent)
{
    setKeyboardTracking(false);
    setGroupSeparatorShown(true);
    if (steps == Steps::Tenths)
        setStepType(QAbstractSpinBox::AdaptiveDecimalStepType);
    setBounds(0, 100, 0);
    retranslate();
    connect(this, &QDoubleSpinBox::valueChanged, this, &SettingField::chosenChanged);
}

void SettingField::setBounds(double least, double greatest, int decimals, double evenStep)
{
    const QSignalBlocker nobodyChose(this);
    const std::optional<double> before = chosen();
    m_least = least;
    setDecimals(decimals);
    setSingleStep(evenStep);
    // Nothing lies one digit below the least number there is.
    setRange(least - std::pow(10, -decimals), std::max(least, greatest));
    setChosen(before);
    updateGeometry();
}

void SettingField::setPresent(std::optional<double> value)
{
    m_present = value;
    retranslate();
}

std::optional<double> SettingField::chosen() const
{
    return isNothing() ? std::nullopt : std::optional(value());
}

void SettingField::setChosen(std::optional<double> value)
{
    const QSignalBlocker nobodyChose(this);
    setValue(value ? std::max(*value, m_least) : minimum());
}

void SettingField::stepBy(int steps)
{
    if (isNothing()) {
        if (steps > 0)
            setValue(std::clamp(m_present.value_or(m_least), m_least, maximum()));
    } else if (const double before = value(); steps < 0 && before > m_least && before + steps * singleStep() < m_least
               && stepType() == QAbstractSpinBox::DefaultStepType) {
        setValue(m_least);  // not past it
    } else {
        NumberField::stepBy(steps);
    }
}

/// What was typed, without the unit.
QString SettingField::number(const QString& text) const
{
    const QString whole = text.trimmed(), unit = suffix().trimmed();
    return !unit.isEmpty() && whole.endsWith(unit) ? whole.chopped(unit.size()).trimmed() : whole;
}

QValidator::State SettingField::validate(QString& input, int& position) const
{
    if (number(input).isEmpty() || input == specialValueText())
        return QValidator::Acceptable;
    return NumberField::validate(input, position);
}

/// To the nearest that is one, which isn't "nothing".
void SettingField::fixup(QString& input) const
{
    bool isNumber = false;
    const double typed = locale().toDouble(number(input), &isNumber);
    if (isNumber && std::isfinite(typed))
        input = textFromValue(std::clamp(typed, m_least, maximum())) + suffix();
}

double SettingField::valueFromText(const QString& text) const
{
    if (number(text).isEmpty() || text == specialValueText())
        return minimum();
    return std::max(NumberField::valueFromText(text), m_least);  // a number never means nothing
}

QString SettingField::textFromValue(double value) const
{
    const double digits = std::pow(10, decimals());
    return locale().toString(std::round(value * digits) / digits, 'f', QLocale::FloatingPointShortest);
}

/// A number that is typed replaces the words.
void SettingField::keyPressEvent(QKeyEvent* event)
{
    const bool writes = !event->text().isEmpty() && event->text().front().isPrint();
    if (writes && text() == specialValueText())
        lineEdit()->selectAll();
    NumberField::keyPressEvent(event);
}

/// Qt's own looks at the first letters of the words only.
QSize SettingField::sizeHint() const
{
    QSize size = NumberField::sizeHint();
    int width = 0;
    for (const QString& text : {specialValueText(), textFromValue(m_least) + suffix(), textFromValue(maximum()) + suffix()})
        width = std::max(width, fontMetrics().horizontalAdvance(text + QLatin1Char(' ')));
    QStyleOptionSpinBox option;
    initStyleOption(&option);
    const QSize whole = style()->sizeFromContents(QStyle::CT_SpinBox, &option, {width + 4, fontMetrics().height()}, this);
    size.setWidth(std::min(whole.width(), greatestWidth));
    return size;
}

QSize SettingField::minimumSizeHint() const
{
    return sizeHint();
}

void SettingField::retranslate()
{
    const QString words = tr("as the camera is set");
    setSpecialValueText(m_present ? tr("%1 (%2)", "as the camera is set (5,000 µs)").arg(words, textFromValue(*m_present) + suffix()) : words);
    updateGeometry();
}

void SettingField::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    NumberField::changeEvent(event);
}

}  // namespace app
