#include "app/workbench/recipe_dialogs.h"

#include "app/common/error_text.h"
#include "widgets/number_field.h"

#include <QCoreApplication>
#include <QDialogButtonBox>
#include <QDoubleSpinBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QVBoxLayout>

#include <cmath>

namespace app {
namespace {

QLabel* wrapped(const QString& text)
{
    auto* const label = new QLabel(text);
    label->setWordWrap(true);
    return label;
}

}  // namespace

QString flipText(const GoldenVerdict& flip)
{
    return QCoreApplication::translate("RecipeDialogs", "%1: %2 → %3")
        .arg(QString::fromStdString(flip.part.name), word(flip.part.verdict), word(flip.now.value_or(flip.part.verdict)));
}

std::optional<RecipeDetails> askRecipeDetails(const inference::Recipe& recipe, QWidget* parent)
{
    QDialog dialog(parent);
    dialog.setWindowTitle(QCoreApplication::translate("RecipeDialogs", "Recipe"));
    auto* const name = new QLineEdit(QString::fromStdString(recipe.name));
    name->setMaxLength(100);
    name->setPlaceholderText(QCoreApplication::translate("RecipeDialogs", "Product, such as Gear A"));
    auto* const scale = new widgets::NumberField;
    scale->setDecimals(6);
    scale->setRange(0, 1000);
    scale->setSingleStep(0.001);
    scale->setSpecialValueText(QCoreApplication::translate("RecipeDialogs", "not calibrated"));
    scale->setSuffix(QCoreApplication::translate("RecipeDialogs", " mm per pixel"));
    scale->setValue(recipe.mmPerPixel);
    const double shown = scale->value();
    auto* const form = new QFormLayout(&dialog);
    form->addRow(QCoreApplication::translate("RecipeDialogs", "&Name"), name);
    form->addRow(QCoreApplication::translate("RecipeDialogs", "&Calibration"), scale);
    form->addRow(wrapped(QCoreApplication::translate("RecipeDialogs", "With a calibration, areas and lengths are said in millimetres everywhere. To measure it: Ruler (M), a line over a known length, Enter.")));
    auto* const buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel);
    form->addRow(buttons);
    QObject::connect(buttons, &QDialogButtonBox::accepted, &dialog, &QDialog::accept);
    QObject::connect(buttons, &QDialogButtonBox::rejected, &dialog, &QDialog::reject);
    if (dialog.exec() != QDialog::Accepted)
        return std::nullopt;
    // `recipe` may be gone by now. What is shown is rounded.
    return RecipeDetails {name->text().trimmed().toStdString(), scale->value() != shown ? std::optional(scale->value()) : std::nullopt};
}

std::optional<double> askCalibration(double pixels, double mmPerPixel, QWidget* parent)
{
    QDialog dialog(parent);
    dialog.setWindowTitle(QCoreApplication::translate("RecipeDialogs", "Calibrate"));
    auto* const length = new widgets::NumberField;
    length->setDecimals(4);
    length->setRange(0, 1e6);
    length->setSuffix(QCoreApplication::translate("RecipeDialogs", " mm"));
    length->setSpecialValueText(QCoreApplication::translate("RecipeDialogs", "not known"));
    length->setValue(pixels * mmPerPixel);
    auto* const result = wrapped({});
    // Room for the longest of its texts: a dialog doesn't grow with a text that wraps.
    result->setMinimumSize(52 * result->fontMetrics().averageCharWidth(), 3 * result->fontMetrics().lineSpacing());
    result->setAlignment(Qt::AlignLeading | Qt::AlignTop);
    auto* const buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel);
    const double shown = length->value();
    const auto scale = [=] { return length->value() == shown ? mmPerPixel : length->value() / pixels; };  // what is shown is rounded
    const auto isSound = [=] { return length->value() > 0 && scale() <= 1000; };
    const auto show = [=] {
        const auto text = [](double value) { return QLocale().toString(value, 'g', 4); };
        buttons->button(QDialogButtonBox::Ok)->setEnabled(isSound());
        // A pixel at each end, independent of each other.
        result->setText(isSound() ? QCoreApplication::translate("RecipeDialogs", "%1 mm per pixel, to about %2 % when both ends are right to a pixel. The longer the line, the more exact.")
                                                  .arg(text(scale()), QLocale().toString(100 * std::sqrt(2.0) / pixels, 'g', 2))
                                            : QCoreApplication::translate("RecipeDialogs", "Type what the line is in reality."));
    };
    QObject::connect(length, &QDoubleSpinBox::valueChanged, &dialog, show);
    show();
    auto* const form = new QFormLayout(&dialog);
    form->addRow(QCoreApplication::translate("RecipeDialogs", "Line on the picture"), new QLabel(QCoreApplication::translate("RecipeDialogs", "%1 px").arg(QLocale().toString(pixels, 'f', 1))));
    form->addRow(QCoreApplication::translate("RecipeDialogs", "&Length"), length);
    form->addRow(result);
    form->addRow(buttons);
    QObject::connect(buttons, &QDialogButtonBox::accepted, &dialog, &QDialog::accept);
    QObject::connect(buttons, &QDialogButtonBox::rejected, &dialog, &QDialog::reject);
    length->selectAll();
    length->setFocus();
    if (dialog.exec() != QDialog::Accepted || !isSound())
        return std::nullopt;
    return scale();
}

QString lateCalibrationText()
{
    return QCoreApplication::translate("RecipeDialogs", "The calibration stays as it is: another recipe is in use now.");
}

void showRecipeDifferences(const QString& other, const QStringList& differences, QWidget* parent)
{
    auto* const dialog = new QDialog(parent);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(QCoreApplication::translate("RecipeDialogs", "Differences of Recipes"));
    auto* const column = new QVBoxLayout(dialog);
    column->addWidget(wrapped(differences.isEmpty()
                                  ? QCoreApplication::translate("RecipeDialogs", "“%1” and the present recipe say the same.").arg(other)
                                  : QCoreApplication::translate("RecipeDialogs", "From “%1” to the present recipe:").arg(other)));
    if (!differences.isEmpty()) {
        auto* const list = new QListWidget;
        list->addItems(differences);
        list->setWordWrap(true);
        column->addWidget(list, 1);
        dialog->resize(480, 320);
    }
    auto* const buttons = new QDialogButtonBox(QDialogButtonBox::Close);
    column->addWidget(buttons);
    QObject::connect(buttons, &QDialogButtonBox::rejected, dialog, &QDialog::reject);
    dialog->open();
}

std::optional<QString> askGoldenReason(const QList<GoldenVerdict>& flips, QWidget* parent)
{
    QDialog dialog(parent);
    dialog.setWindowTitle(QCoreApplication::translate("RecipeDialogs", "Golden Parts Change"));
    auto* const list = new QListWidget;
    for (const GoldenVerdict& flip : flips)
        list->addItem(flipText(flip));
    auto* const reason = new QPlainTextEdit;
    reason->setTabChangesFocus(true);
    reason->setPlaceholderText(QCoreApplication::translate("RecipeDialogs", "Why is this right?"));
    reason->setFixedHeight(reason->fontMetrics().lineSpacing() * 3 + 16);
    auto* const buttons = new QDialogButtonBox(QDialogButtonBox::Cancel);
    QPushButton* const save = buttons->addButton(QCoreApplication::translate("RecipeDialogs", "&Save the Recipe"), QDialogButtonBox::AcceptRole);
    save->setEnabled(false);
    auto* const column = new QVBoxLayout(&dialog);
    column->addWidget(wrapped(QCoreApplication::translate("RecipeDialogs", "The present recipe gives golden parts another verdict. It is saved with a reason, "
                                                                          "which goes into the review log; the parts are locked to their new verdicts.")));
    column->addWidget(list, 1);
    column->addWidget(reason);
    column->addWidget(buttons);
    QObject::connect(reason, &QPlainTextEdit::textChanged, save, [save, reason] { save->setEnabled(!reason->toPlainText().trimmed().isEmpty()); });
    QObject::connect(buttons, &QDialogButtonBox::accepted, &dialog, &QDialog::accept);
    QObject::connect(buttons, &QDialogButtonBox::rejected, &dialog, &QDialog::reject);
    dialog.resize(480, 320);
    reason->setFocus();
    if (dialog.exec() != QDialog::Accepted)
        return std::nullopt;
    return reason->toPlainText().trimmed();
}

}  // namespace app
