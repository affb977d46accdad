#pragma once

#include <QTableView>

namespace app {

/// A quiet table of rows: numbers right-aligned with their digits under each other, sorted by a click on a heading, Ctrl+C copies the
/// chosen rows (all when none is chosen) with their headings as tab-separated lines. GUI thread.
class TsvTable : public QTableView {
    Q_OBJECT

public:
    /// What the clipboard gets of a cell, a text that is safe there; its display text where a model has none.
    static constexpr int copyRole = Qt::UserRole + 16;

    explicit TsvTable(QWidget* parent = nullptr);

    QString copyText() const;
    /// Columns as wide as their widest cell, the first at most 40 characters.
    void fitColumns();

public slots:
    void copy() const;

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    void changeEvent(QEvent* event) override;
};

}  // namespace app
