#pragma once

#include <QString>

#include <chrono>

namespace app {

/// "12 of 34 images, 812 ms per image, 0:18 left"
QString progressText(int done, int total, double seconds);

/// Says on stderr how far a run is: one line rewritten in place on a terminal, elsewhere a line about every ten seconds.
class Progress {
public:
    enum class Style { None, Terminal, Lines };

    /// Terminal when stderr is one.
    static Style styleFor(bool quiet, bool logOnStderr);

    explicit Progress(Style style)
        : m_style(style)
    {
    }
    ~Progress() { clear(); }

    void loading(double fraction);
    /// Starts counting.
    void start(int total);
    void advance();
    /// Takes the terminal's line away, so that something else can be said.
    void clear();

private:
    using Clock = std::chrono::steady_clock;
    void show(const QString& text);

    Style m_style;
    bool m_shown = false;
    int m_done = 0;
    int m_total = 0;
    Clock::time_point m_start = Clock::now();
    Clock::time_point m_lastLine = Clock::now();
};

}  // namespace app
