#include "app/workbench/what_if_dialog.h"

#include "app/common/error_text.h"
#include "widgets/number_text.h"

#include <QDialogButtonBox>
#include <QEvent>
#include <QFileInfo>
#include <QHeaderView>
#include <QLabel>
#include <QLocale>
#include <QProgressBar>
#include <QPushButton>
#include <QTableWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace app {
namespace {

enum Columns { PartColumn, BeforeColumn, AfterColumn, ScoreColumn, LabelColumn, FolderColumn, columnCount };

QString labelWord(inference::Label label)
{
    switch (label) {
    case inference::Label::Good: return WhatIfDialog::tr("good");
    case inference::Label::Defective: return WhatIfDialog::tr("defective");
    case inference::Label::None: break;
    }
    return {};
}

QTableWidgetItem* cell(const QString& text, const QString& path, Qt::Alignment alignment = Qt::AlignLeft | Qt::AlignVCenter)
{
    auto* const item = new QTableWidgetItem(text);
    item->setFlags(Qt::ItemIsSelectable | Qt::ItemIsEnabled);
    item->setTextAlignment(alignment);
    item->setData(Qt::UserRole, path);
    return item;
}

}  // namespace

WhatIfDialog::WhatIfDialog(QWidget* parent)
    : QDialog(parent)
    , m_question(new QLabel)
    , m_summary(new QLabel)
    , m_progress(new QProgressBar)
    , m_table(new QTableWidget(0, columnCount))
    , m_ask(new QPushButton)
    , m_select(new QPushButton)
    , m_close(new QPushButton)
{
    m_question->setWordWrap(true);
    m_summary->setWordWrap(true);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSortingEnabled(true);
    m_table->setAlternatingRowColors(true);
    m_table->verticalHeader()->hide();
    m_table->horizontalHeader()->setStretchLastSection(true);
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
    connect(m_table, &QTableWidget::itemActivated, this, [this](const QTableWidgetItem* item) { emit partActivated(item->data(Qt::UserRole).toString()); });
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
    retranslate();
}

void WhatIfDialog::setProgress(qint64 done, qint64 total)
{
    m_progress->show();
    m_progress->setRange(0, int(total));
    m_progress->setValue(int(done));
    m_summary->setText(tr("Judging %1 of %2 kept inspections…").arg(QLocale().toString(done), QLocale().toString(total)));
}

void WhatIfDialog::setAnswer(const WhatIf& answer)
{
    m_answer = answer;
    m_answered = true;
    m_progress->hide();
    fill();
    retranslate();
}

void WhatIfDialog::setFailure(const QString& sentence)
{
    m_progress->hide();
    m_summary->setText(sentence);
}

QString WhatIfDialog::summary() const
{
    return m_summary->text();
}

void WhatIfDialog::fill()
{
    m_table->setSortingEnabled(false);
    m_table->setRowCount(int(m_answer.flips.size()));
    for (int row = 0; row < m_table->rowCount(); ++row) {
        const Flip& flip = m_answer.flips.at(row);
        const QFileInfo file(flip.path);
        m_table->setItem(row, PartColumn, cell(file.fileName(), flip.path));
        m_table->setItem(row, BeforeColumn, cell(word(flip.before), flip.path));
        m_table->setItem(row, AfterColumn, cell(word(flip.after), flip.path));
        m_table->setItem(row, ScoreColumn, cell(widgets::scoreText(flip.score), flip.path, Qt::AlignRight | Qt::AlignVCenter));
        m_table->setItem(row, LabelColumn, cell(labelWord(flip.label), flip.path));
        m_table->setItem(row, FolderColumn, cell(file.path(), flip.path));
    }
    m_table->setSortingEnabled(true);
    m_table->resizeColumnsToContents();
}

void WhatIfDialog::retranslate()
{
    setWindowTitle(tr("What If"));
    m_table->setHorizontalHeaderLabels({tr("Part"), tr("Before"), tr("After"), tr("Region score"), tr("Label"), tr("Folder")});
    m_ask->setText(tr("&Judge Again"));
    m_select->setText(tr("Show in the &List"));
    m_close->setText(tr("Close"));
    m_question->setText(m_differences.isEmpty() ? tr("The recipe is as it was when it was opened: nothing can flip.")
                                                : tr("What has changed since the recipe was opened:") + QLatin1Char('\n') + m_differences.join(QLatin1Char('\n')));
    m_select->setEnabled(!m_answer.flips.isEmpty());
    if (!m_answered)
        return;
    const auto worse = std::ranges::count_if(m_answer.flips, [](const Flip& flip) { return flip.after > flip.before; });
    QString text = m_answer.flips.isEmpty() ? tr("No verdict flips.")
                                            : tr("%1 towards fail, %2 towards pass.").arg(worse).arg(m_answer.flips.size() - worse);
    text += QLatin1Char(' ')
        + tr("%n inspection(s) judged in %1 s, %2 of them from kept figures.", nullptr, int(m_answer.parts))
              .arg(QLocale().toString(m_answer.seconds, 'f', 2), QLocale().toString(m_answer.byFigures));
    if (m_answer.unreadable > 0)
        text += QLatin1Char(' ') + tr("%n kept inspection(s) can't be read any more.", nullptr, int(m_answer.unreadable));
    m_summary->setText(text);
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
