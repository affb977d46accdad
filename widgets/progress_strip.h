#pragma once

#include "widgets/time_estimate.h"

#include <QWidget>

class QLabel;
class QProgressBar;
class QToolButton;

namespace widgets {

/// Long work in the status bar: what, how far, how long, and a way to stop it. Hidden when there is none.
class ProgressStrip : public QWidget {
    Q_OBJECT

public:
    explicit ProgressStrip(QWidget* parent = nullptr);

    /// What is going on, "Inspecting"; translated already. Shown in front; may be empty.
    void setTask(const QString& task);
    /// Shows itself. `total` 0: how much there is isn't known. `share`: what is done of the next ones, which the count doesn't show. `now`
    /// lets the time left be estimated.
    void setProgress(int done, int total, double share = 0, Pace::Time now = std::chrono::steady_clock::now());
    /// Idle again: hides.
    void clear();

signals:
    void cancelRequested();  ///< once; the button then waits for clear()

protected:
    void changeEvent(QEvent* event) override;

private:
    void refresh();
    void retranslate();

    QLabel* m_task;
    QProgressBar* m_bar;
    QLabel* m_count;
    QLabel* m_left;
    QToolButton* m_cancel;
    Pace m_pace;
    int m_done = 0;
    int m_total = 0;
    double m_share = 0;
    bool m_stopping = false;
};

}  // namespace widgets
