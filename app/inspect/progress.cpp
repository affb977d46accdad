#include "app/inspect/progress.h"

#include "app/inspect/console.h"

#include <QCoreApplication>

#include <cmath>
#include <cstdio>
#include <unistd.h>

namespace app {
namespace {

constexpr auto betweenLines = std::chrono::seconds(10);
constexpr auto betweenRewrites = std::chrono::milliseconds(60);

QString durationText(double seconds)
{
    const auto whole = qint64(std::ceil(seconds));
    const auto twoDigits = [](qint64 n) { return QStringLiteral("%1").arg(n, 2, 10, QLatin1Char('0')); };
    if (whole < 3600)
        return QStringLiteral("%1:%2").arg(whole / 60).arg(twoDigits(whole % 60));
    return QStringLiteral("%1:%2:%3").arg(QString::number(whole / 3600), twoDigits(whole / 60 % 60), twoDigits(whole % 60));
}

}  // namespace

QString progressText(int done, int total, double seconds)
{
    const double each = done > 0 ? seconds / done : 0;
    return QCoreApplication::translate("Progress", "%1 of %2 images, %3 ms per image, %4 left")
        .arg(QString::number(done), QString::number(total), QString::number(qRound64(each * 1000)), durationText(each * (total - done)));
}

Progress::Style Progress::styleFor(bool quiet, bool logOnStderr)
{
    if (quiet)
        return Style::None;
    return !logOnStderr && ::isatty(STDERR_FILENO) ? Style::Terminal : Style::Lines;
}

void Progress::loading(double fraction)
{
    const auto now = Clock::now();
    if (m_style != Style::Terminal || (m_shown && now - m_lastLine < betweenRewrites))
        return;
    m_lastLine = now;
    show(QCoreApplication::translate("Progress", "Loading the model: %1 %").arg(int(fraction * 100)));
}

void Progress::start(int total)
{
    m_total = total;
    m_start = m_lastLine = Clock::now();
    clear();
}

void Progress::advance()
{
    ++m_done;
    const auto now = Clock::now();
    const bool due = now - m_lastLine >= (m_style == Style::Terminal ? std::chrono::nanoseconds(betweenRewrites) : betweenLines);
    if (m_style == Style::None || (!due && (m_shown || m_style == Style::Lines)))
        return;
    m_lastLine = now;
    show(progressText(m_done, m_total, std::chrono::duration<double>(now - m_start).count()));
}

void Progress::clear()
{
    if (m_shown)
        std::fputs("\r\x1b[K", stderr);
    m_shown = false;
}

void Progress::show(const QString& text)
{
    if (m_style == Style::Lines)
        return printError(text);
    std::fprintf(stderr, "\r%s\x1b[K", text.toUtf8().constData());
    std::fflush(stderr);
    m_shown = true;
}

}  // namespace app
