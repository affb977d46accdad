#pragma once

#include "app/workbench/file_field.h"
#include "app/workbench/model_import.h"

#include <QDialog>

class QDialogButtonBox;
class QFormLayout;
class QLabel;
class QProgressBar;
class QPushButton;
class QSpinBox;

namespace app {

class ResultLine;

/// Makes a model of two weight files: choose both, see what they are and whether they fit, import. Checks by itself as
/// soon as both are there. Accepted once the model is in the library; closing it stops what is under way.
class ModelImportDialog : public QDialog {
    Q_OBJECT

public:
    explicit ModelImportDialog(ImportPlace place, PickFile pickFile = pickFileFromDesktop, QWidget* parent = nullptr);

signals:
    void imported(const inference::pipeline::ModelBundle& bundle);
    /// What the lines say has changed because a check or an import came to its end.
    void settled();

protected:
    void changeEvent(QEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;
    void done(int result) override;

private:
    QWidget* makeFields();
    void makeButtons();
    void wire();
    void retranslate();
    void filesChanged();
    void beginImport();
    void setBusy(const QString& text);  ///< empty: nothing is under way
    QString busyText() const;
    void importEnded(const QString& problem);
    void updateLines();
    void updateButtons();

    /// Empty when the text is no list of layers.
    std::optional<std::vector<int>> layers() const;
    ImportRequest request() const;

    ModelImport m_import;
    PickFile m_pickFile;
    std::optional<ImportCheck> m_check;
    bool m_importing = false;
    bool m_nameIsTheirs = false;

    QLabel* m_intro = nullptr;
    FileField* m_clip = nullptr;
    FileField* m_vcp = nullptr;
    QLineEdit* m_name = nullptr;
    QSpinBox* m_imageSize = nullptr;
    QLineEdit* m_layers = nullptr;
    QWidget* m_fields = nullptr;
    ResultLine* m_clipLine = nullptr;
    ResultLine* m_vcpLine = nullptr;
    ResultLine* m_fitLine = nullptr;
    ResultLine* m_outcome = nullptr;
    QLabel* m_busy = nullptr;
    QProgressBar* m_progress = nullptr;
    QDialogButtonBox* m_buttons = nullptr;
    QPushButton* m_importButton = nullptr;
};

}  // namespace app
