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

namespace {

constexpr std::chrono::seconds longestWait {2};

}  // namespace

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
    connect(&history, &HistoryService::alarmed, &history, &HistoryService::requestVerification);
    connect(&history, &HistoryService::verified, this, &HistoryPresenter::takeVerification);
    connect(&history, &HistoryService::requestFailed, this, &HistoryPresenter::takeRefusal);
    connect(&session, &Session::archiveChanged, this, &HistoryPresenter::archiveChanged);
    connect(&session, &Session::notKept, this, &HistoryPresenter::sayNotKept);
    connect(&session, &Session::keptAgain, this, [this] { m_notices.withdraw(QStringLiteral("kept")); });
    connect(&session, &Session::figuresMade, this, [this](int row) { m_whatIf.keep(m_session.part(row).image, m_session.part(row).judged); });
    connect(&whatIf, &WhatIfService::failed, this, [this](const Error& error) {
        if (error.code() == inference::ErrorCode::HistoryDamaged)
            m_history.reopen();
    }, Qt::QueuedConnection);
    connect(actions.verifyLog, &QAction::triggered, this, [this] { m_wanted = m_history.requestVerification(); });
}

void HistoryPresenter::sayFailure(const Error& error)
{
    qWarning("history: %s", error.what());
    m_notices.say({QStringLiteral("history"),
                   tr("The history can't be written. %1 What you say is kept meanwhile and written as soon as it works.").arg(sentence(error)), {}});
    if (!m_session.knowsHistory())
        m_session.setHistory(m_history.path());  // inspecting goes on; what is found is kept as soon as it can be
}

void HistoryPresenter::sayNotKept(const Error& error)
{
    if (error.code() == inference::ErrorCode::HistoryDamaged)
        m_history.reopen();  // it is set aside, and a new one takes what waits
    if (m_isOpen)  // else the history's own notice says it all
        m_notices.say({QStringLiteral("kept"),
                       tr("Inspections can't be kept. %1 They are shown all the same, and kept as soon as it works.").arg(sentence(error)), {}});
}

void HistoryPresenter::open(const HistoryOpening& opening)
{
    m_isOpen = true;
    m_session.setHistory(m_history.path());
    m_history.requestVerification();
    if (opening.setAside)
        m_notices.say({QStringLiteral("aside"), tr("The history was damaged. It lies now at “%1”, nothing was deleted, and a new one was begun.")
                                                    .arg(pathText(*opening.setAside)), {}});
    else if (opening.backup)
        m_notices.say({QStringLiteral("aside"), tr("The history was brought up to date. The one before lies at “%1”.").arg(pathText(*opening.backup)), {}});
}

void HistoryPresenter::archiveChanged()
{
    m_whatIf.setArchive(m_isOpen ? m_session.archive() : nullptr);
}

bool HistoryPresenter::mayClose()
{
    // What was said just now is on its way: only what the disk refuses is worth a question.
    if (m_history.flush(longestWait))
        return true;
    const auto pending = m_history.pending();
    QMessageBox box(QMessageBox::Warning, tr("Not everything is saved"),
                    tr("%n thing(s) that you said can't be written to the history.", nullptr, int(pending)), QMessageBox::Cancel, m_window);
    box.setInformativeText(tr("Make room on the disk and cancel, or close without them."));
    const QPushButton* const close = box.addButton(tr("Close Anyway"), QMessageBox::DestructiveRole);
    box.exec();
    return box.clickedButton() == close || m_history.pending() == 0;
}

void HistoryPresenter::takeVerification(quint64 request, const ReviewVerification& verification)
{
    const bool fine = verification.finding == ReviewFinding::Intact || verification.finding == ReviewFinding::TipBehind;
    const QString text = verificationText(verification);
    if (request == m_wanted)
        show(fine, text);
    if (fine)
        m_notices.withdraw(QStringLiteral("log"));
    else if (request != m_wanted)
        m_notices.say({QStringLiteral("log"), tr("The review log isn't as this program left it. %1").arg(text), {}});
}

void HistoryPresenter::takeRefusal(quint64 request, const Error& error)
{
    qWarning("history: %s", error.what());
    if (request == m_wanted)
        show(false, sentence(error));
}

void HistoryPresenter::show(bool fine, const QString& text)
{
    auto* const box = new QMessageBox(fine ? QMessageBox::Information : QMessageBox::Warning, tr("Review Log"), text, QMessageBox::Close, m_window);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->open();
}

}  // namespace app
