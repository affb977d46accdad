#pragma once

#include "app/store/live_log.h"

#include <QDialog>

#include <optional>

class QAction;
class QLabel;
class QPushButton;
class QStackedWidget;

namespace widgets {
class EmptyPlot;
class NoticeBar;
class ProgressStrip;
}

namespace app {

class LiveLogFilterBar;
class LiveLogModel;
class TsvTable;

/// The window Live Log: what the live view has judged, newest first, with a filter above. Shows what it is given and says what the person
/// wants; reads nothing. Not modal. GUI thread.
class LiveLogDialog : public QDialog {
    Q_OBJECT

public:
    explicit LiveLogDialog(QWidget* parent = nullptr);

    LiveLogFilterBar& filterBar() { return *m_filter; }
    LiveLogModel& model() { return *m_model; }
    TsvTable& table() { return *m_table; }
    widgets::NoticeBar& notices() { return *m_notices; }
    widgets::ProgressStrip& progress() { return *m_progress; }
    QPushButton* newerButton() const { return m_newer; }
    QPushButton* exportButton() const { return m_export; }
    QAction* openAction() const { return m_open; }
    QAction* folderAction() const { return m_folder; }

    /// The rows instead of a sentence.
    void showRows();
    /// What stands where no rows are: what is missing, and how it comes.
    void showEmpty(const QString& title, const QString& text);
    QString emptyText() const;
    /// How many are chosen is on its way.
    void setCounting();
    void setCounts(const LiveCounts& counts);
    /// It won't come any more.
    void endCounting();
    QString countsLine() const;
    /// Offers to show them; 0: there are none.
    void setNewer(qint64 count);
    void setExporting(bool exporting);

    /// As the person left them; bytes that aren't such change nothing.
    void restoreColumns(const QByteArray& columns);
    QByteArray columns() const;

signals:
    void refreshWanted();
    void openWanted(const app::LiveRow& row);
    void folderWanted(const app::LiveRow& row);
    void exportWanted();
    void closed();
    void languageChanged();

protected:
    void changeEvent(QEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    void build();
    void wire();
    void layOut();
    void showMenu(const QPoint& place);
    void follow();
    void showCounts();
    void retranslate();
    const LiveRow* currentRow() const;

    LiveLogFilterBar* m_filter;
    LiveLogModel* m_model;
    TsvTable* m_table;
    widgets::NoticeBar* m_notices;
    widgets::EmptyPlot* m_empty;
    widgets::ProgressStrip* m_progress;
    QStackedWidget* m_stack;
    QLabel* m_counts;
    QPushButton *m_newer, *m_refresh, *m_openButton, *m_export, *m_close;
    QAction *m_open, *m_folder, *m_copy, *m_reload;
    std::optional<LiveCounts> m_shownCounts;
    bool m_counting = false;
    qint64 m_newerCount = 0;
    bool m_fitted = false;   ///< the columns have widths that were chosen, by the person or once by their cells
    bool m_exporting = false;
};

}  // namespace app
