#pragma once

#include "app/store/history_service.h"
#include "app/store/verification_text.h"
#include "app/workbench/session.h"
#include "app/workbench/what_if_service.h"

#include <QObject>

namespace widgets {
class NoticeBar;
}

namespace app {

class MainActions;

/// Opens the history for the session and says, once and in a sentence, what is to be known of it. The review log is checked
/// whenever it has been opened, and when something was written to it that doesn't fit. GUI thread.
class HistoryPresenter : public QObject {
    Q_OBJECT

public:
    HistoryPresenter(Session& session, HistoryService& history, WhatIfService& whatIf, MainActions& actions, widgets::NoticeBar& notices,
                     QWidget* window);

    /// Asks the person when the window is about to close while something said isn't on the disk yet. True: close.
    bool mayClose();

private:
    void open(const HistoryOpening& opening);
    void sayFailure(const inference::Error& error);
    void sayNotKept(const inference::Error& error);
    void archiveChanged();
    void takeVerification(quint64 request, const ReviewVerification& verification);
    void takeRefusal(quint64 request, const inference::Error& error);
    void show(bool fine, const QString& text);

    Session& m_session;
    HistoryService& m_history;
    WhatIfService& m_whatIf;
    widgets::NoticeBar& m_notices;
    QWidget* m_window;
    bool m_isOpen = false;   ///< it was, at least once
    quint64 m_wanted = 0;    ///< the check of the log that a person asked for
};

}  // namespace app
