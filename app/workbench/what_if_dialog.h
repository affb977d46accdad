#pragma once

#include "app/workbench/what_if_service.h"

#include <QDialog>

class QLabel;
class QProgressBar;
class QPushButton;
class QSortFilterProxyModel;
class QTableView;

namespace app {

class FlipModel;

/// What the present recipe would do to everything ever inspected: every part whose verdict flips. Not modal: limits can be
/// moved beside it and the question asked again.
class WhatIfDialog : public QDialog {
    Q_OBJECT

public:
    explicit WhatIfDialog(QWidget* parent = nullptr);

    /// What differs between the two recipes, in plain words; an answer is on its way.
    void setQuestion(const QStringList& differences);
    void setProgress(qint64 done, qint64 total);
    void setAnswer(const WhatIf& answer);
    void setFailure(const QString& sentence);
    QString summary() const;

signals:
    void askWanted();
    void cancelWanted();
    void partActivated(const QString& path);
    /// The flipped parts that are open can be looked at together.
    void selectionWanted(const QStringList& paths, const QString& what);

protected:
    void changeEvent(QEvent* event) override;
    void done(int result) override;

private:
    void retranslate();
    QString answerText() const;

    WhatIf m_answer;
    QStringList m_differences;
    enum class State { Judging, Answered, Failed } m_state = State::Judging;
    QLabel* m_question;
    QLabel* m_summary;
    QProgressBar* m_progress;
    FlipModel* m_flips;
    QSortFilterProxyModel* m_sorted;
    QTableView* m_table;
    QPushButton* m_ask;
    QPushButton* m_select;
    QPushButton* m_close;
};

}  // namespace app
