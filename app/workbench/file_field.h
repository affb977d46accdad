#pragma once

#include <QLineEdit>

#include <functional>

class QMimeData;
class QPushButton;

namespace app {

/// Asks the person for one file: window, title, folder to begin in, filter -> path, empty when they thought better of it.
using PickFile = std::function<QString(QWidget* parent, const QString& title, const QString& folder, const QString& filter)>;

/// The desktop's own file dialog.
QString pickFileFromDesktop(QWidget* parent, const QString& title, const QString& folder, const QString& filter);

/// Likewise for a folder; the filter means nothing.
QString pickFolderFromDesktop(QWidget* parent, const QString& title, const QString& folder, const QString& filter);

/// The path of a file: typed, chosen with the button beside it, or dropped on it. Its value is settled when typing ends.
class FileField : public QWidget {
    Q_OBJECT

public:
    /// `what` names the file for the dialog's title and for screen readers, "CLIP weights".
    FileField(const QString& what, PickFile pickFile, QWidget* parent = nullptr);

    /// The same in another language.
    void setWhat(const QString& what);
    /// For the dialog, "Images (*.png)"; weights at first.
    void setFilter(const QString& filter) { m_filter = filter; }

    QString path() const;
    void setPath(const QString& path);
    QLineEdit* edit() const { return m_edit; }

    /// Pictures of the formats that are read (imaging/decode.h), and all files.
    static QString imageFilter();

    /// The local files of a drop, in its order.
    static QStringList filesOf(const QMimeData* data);

signals:
    /// The person has settled on another path (also an empty one).
    void chosen(const QString& path);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void browse();
    void settle();

    QString m_what;
    QString m_filter;  ///< empty: weights
    PickFile m_pickFile;
    QLineEdit* m_edit;
    QPushButton* m_browse;
    QString m_settled;
};

}  // namespace app
