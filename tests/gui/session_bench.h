#pragma once

#include "bench_tools.h"

/// A session over a folder of grey parts, without a history, with a detector that can be held.
class SessionBench {
protected:
    using State = widgets::Part::State;

    /// No part is written yet, and no model is set.
    void begin()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_detector = std::make_shared<FakeDetector>();
        m_session = std::make_unique<app::Session>();
    }

    void close()
    {
        m_detector->hold(false);
        m_session.reset();
    }

    void write(const QString& name, int grey)
    {
        QImage image(40, 30, QImage::Format_RGB888);
        image.fill(QColor(grey, grey, grey));
        QVERIFY(image.save(m_folder->filePath(name)));
    }

    /// Until every part is inspected or can't be.
    void finish() { QTRY_VERIFY_WITH_TIMEOUT(isSettled(*m_session), benchTimeout); }

    int row(const QString& name) const { return m_session->rowOf(m_folder->filePath(name)); }
    State stateOf(const QString& name) const { return m_session->part(row(name)).state; }
    inference::Verdict verdictOf(const QString& name) const { return m_session->part(row(name)).judged.verdict; }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::shared_ptr<FakeDetector> m_detector;
    std::unique_ptr<app::Session> m_session;
};
