#pragma once

#include "widgets/number_field.h"

#include <QLineEdit>

#include <optional>

namespace app {

/// A number of a camera that a person sets, or leaves "as the camera is set": the step below the least one, an emptied field. Says so when
/// the number is settled, not while it is typed.
class SettingField : public widgets::NumberField {
    Q_OBJECT

public:
    enum class Steps { Even, Tenths };  ///< Tenths: of the number's own size, for what spans from microseconds to seconds
    explicit SettingField(Steps steps, QWidget* parent = nullptr);

    /// What the camera can; a chosen number is kept within. `decimals` are the field's at most, written as far as there are any.
    void setBounds(double least, double greatest, int decimals, double evenStep = 1);
    /// What the camera is set to, shown while nothing is chosen and the first one that stepping up gives. Nothing: not known.
    void setPresent(std::optional<double> value);

    std::optional<double> chosen() const;
    /// Without a signal.
    void setChosen(std::optional<double> value);

    /// Something is typed and not settled yet.
    bool isBeingTyped() const { return lineEdit()->isModified(); }

    void stepBy(int steps) override;
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

signals:
    void chosenChanged();

protected:
    QValidator::State validate(QString& input, int& position) const override;
    void fixup(QString& input) const override;
    double valueFromText(const QString& text) const override;
    QString textFromValue(double value) const override;
    void keyPressEvent(QKeyEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    bool isNothing() const { return value() <= minimum(); }
    QString number(const QString& text) const;
    void retranslate();

    double m_least = 0;
    std::optional<double> m_present;
};

}  // namespace app
