#pragma once

#include "app/workbench/model_files.h"

#include <QObject>

#include <thread>

namespace app {

/// Checks and imports weight files behind the window, one thing at a time: a new wish stops the one before, whose outcome
/// is never told. GUI thread API; signals come on the GUI thread. Its end stops what is under way.
class ModelImport : public QObject {
    Q_OBJECT

public:
    explicit ModelImport(ImportPlace place, QObject* parent = nullptr);
    ~ModelImport() override;

    /// Ends in opened() and, when the files fit, checked() later; or cancelled().
    void check(const ImportRequest& request);
    /// Ends in imported(), failed() or cancelled(). `check` as checked() gave it for the same files.
    void start(const ImportRequest& request, const ImportCheck& check);
    /// Ends what is under way with cancelled(); nothing happens when nothing is.
    void cancel();

    bool isRunning() const { return m_running; }

signals:
    void opened(const app::ImportCheck& check);   ///< what the files are and whether they fit; no hashes yet
    void checked(const app::ImportCheck& check);  ///< with hashes
    void progressed(double fraction);             ///< 0..1, at most every 60 ms
    void imported(const inference::pipeline::ModelBundle& bundle);
    void failed(const QString& sentence);
    void cancelled();

private:
    using Work = std::function<void(quint64 wish, const std::stop_token& stop)>;
    void run(Work work);
    Progress reporter(quint64 wish);
    /// Runs `task` on the GUI thread unless a newer wish has come meanwhile.
    template <typename Task>
    void deliver(quint64 wish, Task task);
    void end(quint64 wish, std::function<void()> tell);

    ImportPlace m_place;
    quint64 m_wish = 0;
    bool m_running = false;
    std::jthread m_thread;
};

}  // namespace app
