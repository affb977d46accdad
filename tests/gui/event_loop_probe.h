#pragma once

#include <QtCore>

#include <algorithm>
#include <vector>

/// How long the event loop lets a timer of 1 ms wait: what a person feels as a stall.
class EventLoopProbe : public QObject {
public:
    EventLoopProbe()
    {
        m_timer.setTimerType(Qt::PreciseTimer);
        connect(&m_timer, &QTimer::timeout, this, [this] { m_delays.push_back(double(m_clock.nsecsElapsed()) / 1e6); m_clock.start(); });
        m_clock.start();
        m_timer.start(1);
    }
    /// Milliseconds between turns since the last call: their 99th percentile and their greatest.
    struct Delays {
        double p99 = 0;
        double greatest = 0;
        std::size_t turns = 0;
    };
    Delays take()
    {
        // What has been waiting until now counts as well.
        m_delays.push_back(double(m_clock.nsecsElapsed()) / 1e6);
        m_clock.start();
        std::vector<double> delays = std::exchange(m_delays, {});
        std::ranges::sort(delays);
        return {delays[delays.size() * 99 / 100], delays.back(), delays.size()};
    }

private:
    QTimer m_timer;
    QElapsedTimer m_clock;
    std::vector<double> m_delays;
};
