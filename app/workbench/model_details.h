#pragma once

#include "app/workbench/model_library.h"

#include <QScrollArea>

class QVBoxLayout;

namespace app {

/// Everything about one model, to read and to copy: files, sizes, hashes, what they are, where they lie. Captions stand
/// above their texts, which wrap: it scrolls downwards only, however narrow it is.
class ModelDetails : public QScrollArea {
    Q_OBJECT

public:
    explicit ModelDetails(QWidget* parent = nullptr);

    void show(const ModelEntry& entry);
    /// A text in place of a model: an empty library says what to do.
    void showHint(const QString& text);

private:
    void startPage();
    void addTitle(const QString& text);
    void addCaption(const QString& text);
    void addCopied(const QString& shown, const QString& whole, const QString& accessibleName);
    void addFile(const std::filesystem::path& file, quint64 bytes, const QString& what, const std::string& sha256);
    void addFiles(const ModelEntry& entry);

    QVBoxLayout* m_page = nullptr;
};

}  // namespace app
