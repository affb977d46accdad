#pragma once

#include "app/workbench/inspection_worker.h"

#include <QHash>
#include <QObject>
#include <QTimer>

#include <deque>

namespace app {

/// The model's answer on one part.
struct Inspected {
    std::string image;  ///< SHA-256
    std::shared_ptr<const inference::Inspection> inspection;
    bool known = false;  ///< it was in the archive, the model did not run
    std::shared_ptr<const InspectionArchive> archive;  ///< where it is kept; null: nowhere
};

/// Which parts wait for the model, and in which order. GUI thread only. Parts are named by their row in the session.
class InspectionQueue : public QObject {
    Q_OBJECT

public:
    explicit InspectionQueue(QObject* parent = nullptr);
    ~InspectionQueue() override;

    /// The inspector for what is started from now on; null: nothing starts.
    void setInspector(std::shared_ptr<const inference::pipeline::Inspector> inspector);
    /// Where what is started from now on is looked up and kept; null: nowhere.
    void setArchive(std::shared_ptr<const InspectionArchive> archive) { m_archive = std::move(archive); }
    bool hasInspector() const { return m_inspector != nullptr; }

    void enqueue(int part, const QString& path);
    /// Puts a waiting part before all others: the one the person looks at.
    void prioritise(int part);
    /// Stops what runs between two encoder blocks and forgets what waits. Each part under way still gets its `cancelled`.
    void cancel();
    /// As cancel(), and what is under way is not reported any more: for a new folder, where rows mean other parts.
    void abandon();

    bool isRunning() const { return !m_underWay.isEmpty() || !m_waiting.isEmpty(); }
    int done() const { return m_done; }    ///< of the run that began when the queue was last idle
    int total() const { return m_total; }

signals:
    void started(int part);
    void inspected(int part, const app::Inspected& inspected);
    void failed(int part, const inference::Error& error);
    void cancelled(int part);
    /// An inspection couldn't be kept. Said once for each cause until keeping works again.
    void notKept(const inference::Error& error);
    /// All that couldn't be kept is kept now.
    void keptAgain();
    /// done() or total() changed, or what the model has done of those under way, `share` of a part, 0 and up; at most every 60 ms.
    void progressed(int done, int total, double share);

private:
    struct UnderWay {
        int part = 0;
        std::stop_source stop;
        std::shared_ptr<const InspectionArchive> archive;
        double share = 0;  ///< that the model has done of it
    };

    double shareUnderWay() const;
    void startNext();
    void take(const InspectionOutcome& outcome);
    void reportSoon();

    InspectionWorker m_worker;
    std::shared_ptr<const inference::pipeline::Inspector> m_inspector;
    std::shared_ptr<const InspectionArchive> m_archive;
    std::deque<int> m_order;        ///< may name parts that wait no longer
    QHash<int, QString> m_waiting;  ///< part -> path
    QHash<quint64, UnderWay> m_underWay;
    quint64 m_lastId = 0;
    int m_done = 0;
    int m_total = 0;
    QTimer m_report;
};

}  // namespace app
