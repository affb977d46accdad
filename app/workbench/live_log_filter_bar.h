#pragma once

#include "app/store/live_log.h"

#include <QDateTime>
#include <QWidget>

class QComboBox;
class QDateTimeEdit;
class QLabel;
class QPushButton;

namespace app {

/// Which verdicts of the live view are looked at: result, run, time. GUI thread.
class LiveLogFilterBar : public QWidget {
    Q_OBJECT

public:
    enum class Period { Any, LastHour, Today, LastWeek, Between };

    explicit LiveLogFilterBar(QWidget* parent = nullptr);

    /// What is chosen; times that pass are counted back from `now`.
    LiveFilter filter(const QDateTime& now = QDateTime::currentDateTime()) const;
    /// Something is left out.
    bool narrows() const;
    /// The runs to choose from, newest first. The one that is chosen stays, even where it isn't among them.
    void setRuns(const std::vector<LiveLogRun>& runs);

    void setResult(LiveFilter::Result result);
    void setRun(const std::string& run);
    void setPeriod(Period period);
    /// Those of Period::Between, local: at or after the one, before the other.
    void setBounds(const QDateTime& from, const QDateTime& before);

signals:
    void changed();

public slots:
    /// Nothing is left out any more.
    void clear();

protected:
    void changeEvent(QEvent* event) override;

private:
    void layOut();
    void retranslate();
    void follow();

    QLabel *m_resultLabel, *m_runLabel, *m_periodLabel, *m_fromLabel, *m_toLabel;
    QComboBox *m_result, *m_run, *m_period;
    QDateTimeEdit *m_from, *m_before;
    QPushButton* m_clear;
};

}  // namespace app
