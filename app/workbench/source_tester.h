#pragma once

#include "app/live/source_test.h"
#include "app/workbench/latest_job.h"

#include <QObject>

namespace app {

/// Tries a source out behind the window, one at a time: a newer test takes the place of one under way and waits until that has
/// let go of its device. GUI thread; its end waits for a test under way, at most a second (a GenICam camera that doesn't answer).
class SourceTester : public QObject {
    Q_OBJECT

public:
    explicit SourceTester(SourceMaker make = makeSource, QObject* parent = nullptr);

    void start(const SourceChoice& choice, const SourceTestLimits& limits = {});
    /// At once: nothing more is heard of it, and its device is released behind.
    void cancel() { m_job.cancel(); }
    bool isRunning() const { return m_job.isRunning(); }

signals:
    void finished(const app::SourceTestResult& result);

private:
    const SourceMaker m_make;
    LatestJob m_job {this};  // last: its thread ends first
};

}  // namespace app
