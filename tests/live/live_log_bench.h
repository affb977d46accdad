#pragma once

#include "app/workbench/live_log_dialog.h"
#include "app/workbench/live_log_filter_bar.h"
#include "app/workbench/live_log_model.h"
#include "app/workbench/live_log_presenter.h"
#include "app/workbench/tsv_table.h"
#include "live_log_tools.h"
#include "widgets/notice_bar.h"
#include "widgets/progress_strip.h"

#include <QPushButton>
#include <QSettings>
#include <QSignalSpy>

#include <condition_variable>
#include <mutex>
#include <set>
#include <thread>

namespace live_log_tools {

inline constexpr int longTime = 30000;

/// The person's own are not touched, and no test finds what another has chosen.
inline void freshSettings(const QTemporaryDir& home)
{
    QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, home.path());
    QLocale::setDefault(QLocale::c());
    Settings().clear();
}

/// Notes the threads that read, and can hold them.
class Gate {
public:
    std::function<void()> begins()
    {
        return [this] {
            std::unique_lock lock(m_mutex);
            m_threads.insert(std::this_thread::get_id());
            m_changed.notify_all();
            m_changed.wait(lock, [this] { return !m_held; });
        };
    }
    void hold(bool held)
    {
        const std::lock_guard lock(m_mutex);
        m_held = held;
        m_changed.notify_all();
    }
    void waitForReader()
    {
        std::unique_lock lock(m_mutex);
        m_changed.wait(lock, [this] { return !m_threads.empty(); });
    }
    std::set<std::thread::id> threads()
    {
        const std::lock_guard lock(m_mutex);
        return m_threads;
    }

private:
    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::set<std::thread::id> m_threads;
    bool m_held = false;
};

/// A log's window over a history, with what it asked of the desktop.
struct Bench {
    Gate gate;
    Settings settings;
    QString target;  ///< what the person chooses
    QStringList shownFolders;
    LiveLogPresenter presenter;
    QSignalSpy first, counted, failed;

    explicit Bench(const std::filesystem::path& history)
        : presenter(settings, {history, [this](QWidget*, const QString&, const QString&, const QString&) { return target; },
                               [this](const QString& folder) { shownFolders << folder; }, gate.begins()})
        , first(&presenter.reader(), &LiveLogReader::firstRead)
        , counted(&presenter.reader(), &LiveLogReader::counted)
        , failed(&presenter.reader(), &LiveLogReader::readFailed)
    {
    }
    ~Bench() { gate.hold(false); }

    LiveLogDialog& window() { return *presenter.window(); }
    int rows() { return window().model().rowCount(); }
    void show()
    {
        presenter.showWindow();
        waitUntilRead(1);
    }
    void waitUntilRead(int times)
    {
        QTRY_VERIFY_WITH_TIMEOUT(first.count() + failed.count() >= times, longTime);
        QTRY_VERIFY_WITH_TIMEOUT(failed.count() > 0 || counted.count() >= times, longTime);
    }
    void choose(int row)
    {
        window().table().setCurrentIndex(window().model().index(row, 0));
    }
    QString notice() { return window().notices().text(); }
};

}  // namespace live_log_tools
