#pragma once

#include "app/workbench/model_library.h"

#include <QScrollArea>

class QFormLayout;
class QLabel;

namespace app {

/// Everything about one model, to read and to copy: files, sizes, hashes, what they are, where they lie. Scrolls.
class ModelDetails : public QScrollArea {
    Q_OBJECT

public:
    explicit ModelDetails(QWidget* parent = nullptr);

    void show(const ModelEntry& entry);
    /// A text in place of a model: an empty library says what to do.
    void showHint(const QString& text);

private:
    QWidget* startPage();
    void addRow(const QString& label, QWidget* field);
    void addFile(const QString& label, const std::filesystem::path& file, quint64 bytes, const QString& what, const std::string& sha256);
    void addCopyRow(const QString& label, const QString& shown, const QString& whole, const QString& accessibleName);

    QFormLayout* m_form = nullptr;
};

}  // namespace app
