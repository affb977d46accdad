#include "app/workbench/lock_dialogs.h"

#include "app/workbench/operator_lock.h"

#include <QCheckBox>
#include <QCoreApplication>
#include <QDialog>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace app {
namespace {

QLineEdit* codeField()
{
    auto* const field = new QLineEdit;
    field->setEchoMode(QLineEdit::Password);
    field->setMaxLength(OperatorLock::longestCode);
    field->setInputMethodHints(Qt::ImhHiddenText | Qt::ImhNoPredictiveText | Qt::ImhNoAutoUppercase);
    return field;
}

/// What is not right yet with the code.
QLabel* hintLabel()
{
    auto* const hint = new QLabel;
    hint->setObjectName(QStringLiteral("hint"));
    return hint;
}

QLabel* paragraph(const QString& text)
{
    auto* const label = new QLabel(text);
    label->setWordWrap(true);
    return label;
}

/// Cancel, and a button that does it.
QPushButton* addButtons(QDialog& dialog, QVBoxLayout& column, const QString& text)
{
    auto* const buttons = new QDialogButtonBox(QDialogButtonBox::Cancel);
    QPushButton* const done = buttons->addButton(text, QDialogButtonBox::AcceptRole);
    column.addWidget(buttons);
    done->setDefault(true);  // once it is the dialog's
    QObject::connect(buttons, &QDialogButtonBox::accepted, &dialog, &QDialog::accept);
    QObject::connect(buttons, &QDialogButtonBox::rejected, &dialog, &QDialog::reject);
    return done;
}

}  // namespace

std::optional<LockChoice> askLock(QWidget* parent)
{
    QDialog dialog(parent);
    dialog.setWindowTitle(QCoreApplication::translate("LockDialogs", "Lock the Desk"));
    auto* const code = codeField();
    auto* const again = codeField();
    auto* const open = new QCheckBox(QCoreApplication::translate("LockDialogs", "Other recipes may be opened"));
    open->setChecked(true);
    auto* const hint = hintLabel();
    auto* const form = new QFormLayout;
    form->addRow(QCoreApplication::translate("LockDialogs", "Code:"), code);
    form->addRow(QCoreApplication::translate("LockDialogs", "Once more:"), again);
    auto* const column = new QVBoxLayout(&dialog);
    column->setSpacing(12);
    column->addWidget(paragraph(QCoreApplication::translate("LockDialogs", "Until it is unlocked, limits, zones, calibration and model stay as they are, and so does what the live view is set to. "
                                                                           "Parts are inspected, judged and labelled as before, and it can be started and stopped.")));
    column->addLayout(form);
    column->addWidget(open);
    column->addWidget(hint);
    QPushButton* const done = addButtons(dialog, *column, QCoreApplication::translate("LockDialogs", "&Lock"));
    const auto follow = [=] {
        const bool isLong = code->text().size() >= OperatorLock::shortestCode, same = code->text() == again->text();
        hint->setText(code->text().isEmpty() ? QString()
                          : !isLong          ? QCoreApplication::translate("LockDialogs", "At least %1 letters or digits.").arg(OperatorLock::shortestCode)
                          : !same            ? QCoreApplication::translate("LockDialogs", "The two are not the same yet.")
                                             : QString());
        done->setEnabled(isLong && same);
    };
    for (const QLineEdit* const field : {code, again})
        QObject::connect(field, &QLineEdit::textChanged, &dialog, follow);
    follow();
    dialog.resize(440, 0);
    if (dialog.exec() != QDialog::Accepted)
        return std::nullopt;
    return LockChoice {code->text(), open->isChecked()};
}

QString lockedText()
{
    return QCoreApplication::translate("app::LockPresenter", "The desk is locked: recipe and model stay as they are. Recipe → Unlock… takes the code.");
}

bool askUnlock(QWidget* parent, const std::function<bool(const QString& code)>& unlock)
{
    QDialog dialog(parent);
    dialog.setWindowTitle(QCoreApplication::translate("LockDialogs", "Unlock the Desk"));
    auto* const code = codeField();
    auto* const hint = hintLabel();
    auto* const form = new QFormLayout;
    form->addRow(QCoreApplication::translate("LockDialogs", "Code:"), code);
    auto* const column = new QVBoxLayout(&dialog);
    column->setSpacing(12);
    column->addLayout(form);
    column->addWidget(hint);
    addButtons(dialog, *column, QCoreApplication::translate("LockDialogs", "&Unlock"));
    QObject::connect(code, &QLineEdit::textChanged, hint, [hint] { hint->clear(); });
    dialog.resize(320, 0);
    while (dialog.exec() == QDialog::Accepted) {
        if (unlock(code->text()))
            return true;
        code->clear();
        hint->setText(QCoreApplication::translate("LockDialogs", "That is not the code."));
        code->setFocus();
    }
    return false;
}

}  // namespace app
