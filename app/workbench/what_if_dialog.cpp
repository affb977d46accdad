#include "app/workbench/what_if_dialog.h"

#include "app/workbench/flip_model.h"
#include "widgets/joined_sentences.h"

#include <QDialogButtonBox>
#include <QEvent>
#include <QHeaderView>
#include <QLabel>
#include <QLocale>
#include <QProgressBar>
#include <QPushButton>
#include <QSortFilterProxyModel>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>

namespace app {

WhatIfDialog::WhatIfDialog(QWidget* parent)
    : QDialog(parent)
    , m_question(new QLabel)
    , m_summary(new QLabel)
    , m_progress(new QProgressBar)
    , m_flips(new FlipModel(this))
    , m_sorted(new QSortFilterProxyModel(this))
    , m_table(new QTableView)
    , m_ask(new QPushButton)
    , m_select(new QPushButton)
    , m_close(new QPushButton)
{
    m_question->setWordWrap(true);
    m_summary->setWordWrap(true);
    m_sorted->setSourceModel(m_flips);
    m_sorted->setSortRole(FlipModel::SortRole);
    m_table->setModel(m_sorted);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->horizontalHeader()->setSortIndicator(-1, Qt::AscendingOrder);  // as in the history, until a column is clicked
    m_table->setSortingEnabled(true);
    m_table->setAlternatingRowColors(true);
    m_table->verticalHeader()->hide();
    m_table->horizontalHeader()->setStretchLastSection(true);
    m_table->horizontalHeader()->setResizeContentsPrecision(40);  // rows that are measured, of perhaps 100,000
    auto* const buttons = new QHBoxLayout;
    buttons->addWidget(m_select);
    buttons->addStretch();
    buttons->addWidget(m_ask);
    buttons->addWidget(m_close);
    auto* const column = new QVBoxLayout(this);
    column->addWidget(m_question);
    column->addWidget(m_summary);
    column->addWidget(m_progress);
    column->addWidget(m_table, 1);
    column->addLayout(buttons);
    m_progress->hide();
    resize(720, 480);
    connect(m_ask, &QPushButton::clicked, this, &WhatIfDialog::askWanted);
    connect(m_close, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_table, &QTableView::activated, this, [this](const QModelIndex& index) { emit partActivated(index.data(FlipModel::PathRole).toString()); });
    connect(m_select, &QPushButton::clicked, this, [this] {
        QStringList paths;
        for (const Flip& flip : m_answer.flips)
            paths.append(flip.path);
        emit selectionWanted(paths, tr("flipped verdicts"));
    });
    retranslate();
}

void WhatIfDialog::setQuestion(const QStringList& differences)
{
    m_differences = differences;
    m_state = State::Judging;
    retranslate();
}

void WhatIfDialog::setProgress(qint64 done, qint64 total)
{
    if (m_state != State::Judging)
        return;
    m_progress->show();
    m_progress->setRange(0, int(total));
    m_progress->setValue(int(done));
    m_summary->setText(tr("Judging %1 of %2 kept inspections…").arg(QLocale().toString(done), QLocale().toString(total)));
}

void WhatIfDialog::setAnswer(const WhatIf& answer)
{
    m_answer = answer;
    m_state = State::Answered;
    m_progress->hide();
    m_flips->setFlips(m_answer.flips);
    m_table->resizeColumnsToContents();
    retranslate();
}

void WhatIfDialog::setFailure(const QString& sentence)
{
    m_state = State::Failed;
    m_progress->hide();
    m_summary->setText(sentence);
}

QString WhatIfDialog::summary() const
{
    return m_summary->text();
}

QString WhatIfDialog::answerText() const
{
    if (!m_answer.hasHistory)
        return tr("There is no history to judge: it can't be opened.");
    const auto worse = std::ranges::count_if(m_answer.flips, [](const Flip& flip) { return flip.after > flip.before; });
    QString text = m_answer.flips.isEmpty() ? tr("No verdict flips.")
                                            : tr("%1 towards fail, %2 towards pass.").arg(worse).arg(m_answer.flips.size() - worse);
    text = widgets::joinedSentences({text, tr("%n inspection(s) judged in %1 s, %2 of them from kept figures.", nullptr, int(m_answer.parts))
                                               .arg(QLocale().toString(m_answer.seconds, 'f', 2), QLocale().toString(m_answer.byFigures))});
    if (m_answer.unfit > 0)
        text = widgets::joinedSentences({text, tr("Left out: %n picture(s) that what a recipe knows of good parts doesn't fit.", nullptr, int(m_answer.unfit))});
    if (m_answer.otherwiseCut > 0)
        text = widgets::joinedSentences({text, tr("Left out: %n picture(s) that were never looked at in the tiles of the other recipe.", nullptr, int(m_answer.otherwiseCut))});
    if (m_answer.unmeasured > 0)
        text = widgets::joinedSentences({text, tr("Left out: %n picture(s) whose brightness, focus or position was never measured. Open them to have that done.", nullptr, int(m_answer.unmeasured))});
    if (m_answer.unreadable > 0)
        text = widgets::joinedSentences({text, tr("%n kept inspection(s) can't be read any more.", nullptr, int(m_answer.unreadable))});
    return text;
}

void WhatIfDialog::retranslate()
{
    setWindowTitle(tr("What If"));
    m_flips->retranslate();
    m_ask->setText(tr("&Judge Again"));
    m_select->setText(tr("Show in the &List"));
    m_close->setText(tr("Close"));
    m_question->setText(m_differences.isEmpty() ? tr("The recipe is as it was when it was opened: nothing can flip.")
                                                : tr("What has changed since the recipe was opened:") + QLatin1Char('\n') + m_differences.join(QLatin1Char('\n')));
    m_select->setEnabled(!m_answer.flips.isEmpty());
    if (m_state == State::Judging)
        m_summary->setText(tr("Judging…"));
    else if (m_state == State::Answered)
        m_summary->setText(answerText());
}

void WhatIfDialog::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QDialog::changeEvent(event);
}

void WhatIfDialog::done(int result)
{
    emit cancelWanted();
    QDialog::done(result);
}

}  // namespace app
