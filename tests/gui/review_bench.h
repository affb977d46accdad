#pragma once

#include "app/workbench/review_desk.h"
#include "bench_tools.h"

#include <QSignalSpy>

/// A folder of parts that Anna reviews, inspected, with the log behind them: what tests of reviewing begin with.
class ReviewBench {
protected:
    /// As when the program is started anew: what was said before is known.
    void restart()
    {
        close();
        m_session = std::make_unique<app::Session>();
        m_history = std::make_unique<app::HistoryService>(m_folder->history());
        m_desk = std::make_unique<app::ReviewDesk>(*m_session, *m_history);
        m_history->start();
        m_desk->setOperatorName("Anna");
        m_session->setHistory(m_folder->history());
        m_session->setModel(modelWith(std::make_shared<FakeDetector>()), evenRecipe());
        QSignalSpy read(m_history.get(), &app::HistoryService::statesRead);
        m_session->open({m_folder->folder()});
        QTRY_VERIFY_WITH_TIMEOUT(isSettled(*m_session), benchTimeout);
        QTRY_VERIFY_WITH_TIMEOUT(!read.isEmpty(), benchTimeout);
        finish();
    }

    /// Until all that was said is on the disk.
    void finish() { QTRY_COMPARE_WITH_TIMEOUT(m_history->pending(), qsizetype(0), benchTimeout); }

    void close()
    {
        m_desk.reset();
        m_history.reset();
        m_session.reset();
    }

    std::unique_ptr<BenchFolder> m_folder;
    std::unique_ptr<app::Session> m_session;
    std::unique_ptr<app::HistoryService> m_history;
    std::unique_ptr<app::ReviewDesk> m_desk;
};
