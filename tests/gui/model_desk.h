#pragma once

#include "app/workbench/model_dialog.h"
#include "app/workbench/model_import_dialog.h"
#include "app/workbench/result_line.h"
#include "model_folders.h"

#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPushButton>
#include <QSpinBox>
#include <QtTest>

/// The dialogs in which models are chosen and imported, over folders of their own.
namespace modeldesk {

using namespace app;
using namespace modelfolders;
using inference::pipeline::ModelBundle;
using widgets::Mark;

/// A button by its text without the mnemonic.
inline QPushButton* button(const QWidget& window, const QString& text)
{
    for (auto* candidate : window.findChildren<QPushButton*>())
        if (candidate->text().remove('&') == text)
            return candidate;
    return nullptr;
}

/// The field beside a label of a form, by the label's text without the mnemonic.
template <typename Field>
Field* field(const QWidget& window, const QString& label)
{
    for (auto* candidate : window.findChildren<QLabel*>())
        if (candidate->text().remove('&') == label && candidate->buddy())
            return qobject_cast<Field*>(candidate->buddy());
    return nullptr;
}

inline QList<ResultLine*> shownLines(const QWidget& window)
{
    QList<ResultLine*> lines = window.findChildren<ResultLine*>();
    lines.removeIf([](ResultLine* line) { return line->isHidden(); });
    return lines;
}

inline QString shownText(const QWidget& window)
{
    QStringList texts;
    for (auto* label : window.findChildren<QLabel*>())
        texts.append(label->text().remove(QChar(0x200b)));  // places to break
    return texts.join('\n');
}

inline QStringList rows(const QListView& list)
{
    QStringList texts;
    for (int row = 0; row < list.model()->rowCount(); ++row)
        texts.append(list.model()->index(row, 0).data(Qt::AccessibleTextRole).toString());
    return texts;
}

/// A dialog over a bundled model "starter" and the person's own "mine", listed, with answers instead of questions.
struct Desk {
    QTemporaryDir bundled, user;
    bool mayRemove = true;
    QStringList asked;
    std::unique_ptr<ModelDialog> dialog;
    QListView* list = nullptr;

    Desk()
    {
        makeBundle(pathOf(bundled), "starter");
        makeBundle(pathOf(user), "mine");
    }

    void open()
    {
        ModelQuestions questions;
        questions.mayRemove = [this](QWidget*, const ModelEntry& entry) {
            asked.append(QString::fromStdString(entry.bundle.name));
            return mayRemove;
        };
        dialog = std::make_unique<ModelDialog>(ModelLibrary({pathOf(bundled)}, pathOf(user)), questions);
        list = dialog->findChild<QListView*>();
        dialog->show();
        QVERIFY(QSignalSpy(dialog.get(), &ModelDialog::listed).wait());
    }

    void select(int row) { list->setCurrentIndex(list->model()->index(row, 0)); }
    ModelBundle bundle(const std::string& name) const
    {
        const fs::path folder = (name == "starter" ? pathOf(bundled) : pathOf(user)) / name;
        return inference::pipeline::readBundle(folder);
    }
};

/// The import dialog with both files chosen and looked at.
struct ImportDesk {
    QTemporaryDir user;
    ModelImportDialog dialog {{pathOf(user), {}}, [](auto&&...) { return QString(); }};
    QSignalSpy settled {&dialog, &ModelImportDialog::settled};
    FileField* clip = field<FileField>(dialog, "CLIP weights:");
    FileField* vcp = field<FileField>(dialog, "VCP weights:");
    QSpinBox* size = field<QSpinBox>(dialog, "Image size:");
    QLineEdit* layers = field<QLineEdit>(dialog, "Tapped layers:");
    QLineEdit* name = field<QLineEdit>(dialog, "Name:");
    QPushButton* importButton = button(dialog, "Import");

    void choose(const fs::path& clipFile, const fs::path& vcpFile)
    {
        dialog.show();
        clip->setPath(QString::fromStdString(clipFile));
        vcp->setPath(QString::fromStdString(vcpFile));
        QVERIFY(settled.wait());
    }
    QStringList marks() const
    {
        QStringList words;
        for (const ResultLine* line : shownLines(dialog))
            words.append(line->mark() == Mark::Pass ? "pass" : line->mark() == Mark::Fail ? "fail" : "?");
        return words;
    }
};

}  // namespace modeldesk
