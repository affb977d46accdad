#include "app/workbench/recent_results.h"

#include "app/workbench/picture.h"
#include "core/error.h"

#include <QLocale>
#include <QTime>

#include <numeric>

namespace app {
namespace {

constexpr int thumbnailSide = 208;  // twice as large as it is shown: sharp on dense screens

widgets::Mark markOf(const LiveResult& result)
{
    return result.judgement ? widgets::markOf(result.judgement->verdict) : widgets::Mark::Error;
}

/// Every so many pixels, without smoothing: it is small, and the model waits.
QImage thumbnailOf(const inference::Image& image)
{
    if (image.empty())
        return {};
    const int step = std::max(1, std::max(image.width, image.height) / thumbnailSide);
    inference::Image small = inference::makeImage((image.width + step - 1) / step, (image.height + step - 1) / step, image.channels, image.bytesPerChannel);
    const std::size_t pixel = std::size_t(image.channels) * std::size_t(image.bytesPerChannel);
    for (int y = 0; y < small.height; ++y)
        for (int x = 0; x < small.width; ++x)
            std::copy_n(image.row(y * step) + std::size_t(x) * std::size_t(step) * pixel, pixel, small.row(y) + std::size_t(x) * pixel);
    try {
        return makeThumbnail(std::move(small));
    } catch (const inference::Error&) {
        return {};  // no picture that can be shown: the result says why
    }
}

}  // namespace

bool RecentResults::isWanted(const LiveResult& result) const
{
    if (result.shot.part > 0)
        return true;
    const widgets::Mark mark = markOf(result);
    if (mark == widgets::Mark::Pass)
        return false;
    if (m_kept.empty() || m_kept.front().item.mark != mark)
        return true;
    return result.frame()->exposed - m_kept.front().result->frame()->exposed >= std::chrono::seconds(1);
}

void RecentResults::add(const LiveResultPtr& result)
{
    {
        const std::lock_guard lock(m_mutex);
        if (!isWanted(*result))
            return;
    }
    const QString time = QLocale().toString(QTime::currentTime(), QStringLiteral("HH:mm:ss"));
    Kept kept {result, {result->number, thumbnailOf(result->frame()->image), markOf(*result), time}};
    {
        const std::lock_guard lock(m_mutex);
        m_kept.push_front(std::move(kept));
        std::size_t bytes = 0;
        std::size_t count = 0;
        for (const Kept& one : m_kept) {
            bytes += one.result->frame()->image.pixels.size();
            if (count > 0 && (bytes > mostBytes || count == most))
                break;
            ++count;
        }
        m_kept.resize(count);
    }
    emit changed();
}

void RecentResults::clear()
{
    {
        const std::lock_guard lock(m_mutex);
        m_kept.clear();
    }
    emit changed();
}

QList<widgets::RecentVerdicts::Item> RecentResults::items() const
{
    const std::lock_guard lock(m_mutex);
    QList<widgets::RecentVerdicts::Item> items;
    for (const Kept& kept : m_kept)
        items.append(kept.item);
    return items;
}

LiveResultPtr RecentResults::find(quint64 number) const
{
    const std::lock_guard lock(m_mutex);
    for (const Kept& kept : m_kept)
        if (kept.item.number == number)
            return kept.result;
    return nullptr;
}

}  // namespace app
