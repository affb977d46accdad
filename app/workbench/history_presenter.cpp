#include "app/workbench/history_presenter.h"

#include "app/common/error_text.h"
#include "app/common/path_text.h"
#include "app/workbench/main_actions.h"
#include "widgets/notice_bar.h"

#include <QAction>
#include <QCoreApplication>
#include <QMessageBox>
#include <QPushButton>

namespace app {

using inference::Error;

HistoryPresenter::HistoryPresenter(Session& session, HistoryService& history, WhatIfService& whatIf, MainActions& actions,
                                   widgets::NoticeBar& notices, QWidget* window)
    : QObject(window)
    , m_session(session)
    , m_history(history)
    , m_whatIf(whatIf)
    , m_notices(notices)
    , m_window(window)
{
    session.awaitHistory();
    connect(&history, &HistoryService::opened, this, &HistoryPresenter::open);
    connect(&history, &HistoryService::failed, this, &HistoryPresenter::sayFailure);
    connect(&history, &HistoryService::recovered, this, [this] { m_notices.withdraw(QStringLiteral("history")); });
    connect(&history, &HistoryService::verified, this, [this](quint64, const ReviewVerification& verification) { showVerification(verification); });
    connect(&history, &HistoryService::requestFailed, this, [](quint64, const Error& error) { qWarning("history: %s", error.what()); });
    connect(&session, &Session::archiveChanged, this, &HistoryPresenter::archiveChanged);
    connect(&session, &Session::notKept, this, [this](const Error& error) {
        m_notices.say({QStringLiteral("kept"), tr("Inspections can't be kept. %1 They are shown all the same, and inspected again next time.").arg(sentence(error)), {}});
    });
    connect(&session, &Session::figuresMade, this, [this](int row) { m_whatIf.keep(m_session.part(row).image, m_session.part(row).judged); });
    connect(actions.verifyLog, &QAction::triggered, &history, &HistoryService::requestVerification);
}

void HistoryPresenter::sayFailure(const Error& error)
{
    qWarning("history: %s", error.what());
    m_notices.say({QStringLiteral("history"),
                   tr("The history can't be written. %1 What you say is kept meanwhile and written as soon as it works.").arg(sentence(error)), {}});
    if (!m_session.knowsHistory())
        m_session.setHistory({});  // inspecting goes on without it
}

void HistoryPresenter::open(const HistoryOpening& opening)
{
    m_session.setHistory(historyPath());
    if (opening.setAside)
        m_notices.say({QStringLiteral("aside"), tr("The history was damaged. It lies now at “%1”, nothing was deleted, and a new one was begun.")
                                                    .arg(pathText(*opening.setAside)), {}});
    else if (opening.backup)
        m_notices.say({QStringLiteral("aside"), tr("The history was brought up to date. The one before lies at “%1”.").arg(pathText(*opening.backup)), {}});
}

void HistoryPresenter::archiveChanged()
{
    m_whatIf.setArchive(m_session.archive());
}

bool HistoryPresenter::mayClose()
{
    const auto pending = m_history.pending();
    if (pending == 0)
        return true;
    m_history.retryNow();
    QMessageBox box(QMessageBox::Warning, tr("Not everything is saved"),
                    tr("%n thing(s) that you said can't be written to the history.", nullptr, int(pending)), QMessageBox::Cancel, m_window);
    box.setInformativeText(tr("Make room on the disk and cancel, or close without them."));
    const QPushButton* const close = box.addButton(tr("Close Anyway"), QMessageBox::DestructiveRole);
    box.exec();
    return box.clickedButton() == close || m_history.pending() == 0;
}

void HistoryPresenter::showVerification(const ReviewVerification& verification)
{
    const bool fine = verification.finding == ReviewFinding::Intact || verification.finding == ReviewFinding::TipBehind;
    auto* const box = new QMessageBox(fine ? QMessageBox::Information : QMessageBox::Warning, tr("Review Log"), verificationText(verification),
                                      QMessageBox::Close, m_window);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->open();
}

QString verificationText(const ReviewVerification& verification)
{
    const qint64 row = verification.row;
    switch (verification.finding) {
    case ReviewFinding::Intact: return QCoreApplication::translate("HistoryPresenter", "The review log is whole: %1 rows, none was changed, cut or added.").arg(verification.rows);
    case ReviewFinding::TipBehind:
        return QCoreApplication::translate("HistoryPresenter", "The review log is whole: %1 rows. The program was stopped right after the last one was written.").arg(verification.rows);
    case ReviewFinding::RowChanged: return QCoreApplication::translate("HistoryPresenter", "Row %1 of the review log was changed.").arg(row);
    case ReviewFinding::RowMissing: return QCoreApplication::translate("HistoryPresenter", "Row %1 of the review log is missing.").arg(row);
    case ReviewFinding::RowUnlinked: return QCoreApplication::translate("HistoryPresenter", "Row %1 of the review log was put in or replaced.").arg(row);
    case ReviewFinding::CutAtEnd: return QCoreApplication::translate("HistoryPresenter", "The review log was cut: row %1 and what came after it are gone.").arg(row);
    case ReviewFinding::Rewritten: return QCoreApplication::translate("HistoryPresenter", "The review log was written anew up to row %1.").arg(row);
    case ReviewFinding::AddedAtEnd: return QCoreApplication::translate("HistoryPresenter", "Rows were added to the review log from row %1 on, not by this program.").arg(row);
    case ReviewFinding::TipLost: break;
    }
    return QCoreApplication::translate("HistoryPresenter", "The record of the review log's end is lost: whether rows were cut off can't be told.");
}

}  // namespace app
