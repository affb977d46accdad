#pragma once

#include "core/image.h"

#include <QtCore>

#include <condition_variable>
#include <filesystem>
#include <mutex>

/// A decoder for the tests of the loaders that stops at a gate, so that what happens meanwhile is certain and not a matter of
/// time. Thread-safe.
class GatedDecode {
public:
    /// `image` once the gate is open for `path`'s file name; notes when it begins and ends.
    inference::Image operator()(const std::filesystem::path& path, inference::Image image)
    {
        const QString name = QString::fromStdString(path.filename().string());
        std::unique_lock lock(m_mutex);
        note("+" + name);
        m_changed.wait(lock, [&] { return m_open || m_opened.contains(name); });
        note("-" + name);
        return image;
    }

    void open(const QString& name)
    {
        const std::lock_guard lock(m_mutex);
        m_opened.insert(name);
        m_changed.notify_all();
    }
    void openAll()
    {
        const std::lock_guard lock(m_mutex);
        m_open = true;
        m_changed.notify_all();
    }

    /// Blocks until `event` ("+a.png" begun, "-a.png" ended) has been noted; false after 30 s.
    bool waitFor(const QString& event)
    {
        std::unique_lock lock(m_mutex);
        return m_changed.wait_for(lock, std::chrono::seconds(30), [&] { return m_events.contains(event); });
    }
    QStringList events()
    {
        const std::lock_guard lock(m_mutex);
        return m_events;
    }
    /// The events of beginning only, in order.
    QString begun() { return events().filter(QRegularExpression("^\\+")).join(' '); }

private:
    void note(const QString& event)
    {
        m_events.append(event);
        m_changed.notify_all();
    }

    std::mutex m_mutex;
    std::condition_variable m_changed;
    QStringList m_events;
    QSet<QString> m_opened;
    bool m_open = false;
};
