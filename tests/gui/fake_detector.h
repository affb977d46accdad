#pragma once

#include "core/detector.h"

#include <condition_variable>
#include <mutex>

/// A detector that says "damaged" everywhere with a strength that follows the picture's mean brightness, and that can be
/// held at its work until a test lets it go on.
class FakeDetector : public inference::Detector {
public:
    int imageSize() const override { return 28; }

    std::vector<inference::Evidence> detect(std::span<const inference::Image> images, std::stop_token stop) override
    {
        std::unique_lock lock(m_mutex);
        ++m_calls;
        m_changed.notify_all();
        if (!m_changed.wait(lock, stop, [this, call = m_calls] { return !m_held && (m_heldFrom == 0 || call < m_heldFrom); }))
            throw inference::Cancelled();
        std::vector<inference::Evidence> out;
        for (const inference::Image& image : images) {
            double sum = 0;
            for (const auto value : image.pixels)
                sum += value;
            const float difference = float(sum / double(image.pixels.size()) / 255 * 8 - 4);
            const std::vector<float> grid(4, difference);
            out.push_back({1, 2, 2, 28, grid, grid});
        }
        return out;
    }

    void hold(bool held)
    {
        const std::scoped_lock lock(m_mutex);
        m_held = held;
        m_changed.notify_all();
    }

    /// Holds calls from this one on, counted from 1; 0: none.
    void holdFrom(int call)
    {
        const std::scoped_lock lock(m_mutex);
        m_heldFrom = call;
        m_changed.notify_all();
    }

    int calls()
    {
        const std::scoped_lock lock(m_mutex);
        return m_calls;
    }

    void waitForCall(int number)
    {
        std::unique_lock lock(m_mutex);
        m_changed.wait(lock, [&] { return m_calls >= number; });
    }

private:
    std::mutex m_mutex;
    std::condition_variable_any m_changed;
    bool m_held = false;
    int m_calls = 0;
    int m_heldFrom = 0;
};
