#include "app/workbench/device_finder.h"

#include "app/workbench/background.h"

namespace app {
namespace {

/// What `list` finds, told by `found`, or else by `failed`, on the GUI thread.
template <typename List, typename Found, typename Failed>
void tellList(const LatestJob::Voice& voice, const List& list, Found found, Failed failed)
{
    auto outcome = attempt({}, list);
    voice.tell([outcome = std::move(outcome), found, failed] {
        if (const auto* const error = std::get_if<inference::Error>(&outcome))
            failed(*error);
        else
            found(std::get<0>(outcome));
    });
}

}  // namespace

DeviceFinder::DeviceFinder(DeviceLists lists, QObject* parent)
    : QObject(parent)
    , m_lists(std::move(lists))
{
}

void DeviceFinder::refresh()
{
    if (isRunning())
        return;
    m_job.start([this, lists = m_lists](const LatestJob::Voice& voice, const std::stop_token& stop) {
        const auto fails = [this](const inference::Error& error) { emit failed(error); };
        tellList(voice, lists.v4l2, [this](const auto& devices) { emit v4l2Found(devices); }, fails);
        if (!stop.stop_requested())
            tellList(voice, lists.genicam, [this](const auto& devices) { emit genicamFound(devices); }, fails);
        voice.end([this] { emit ended(); });
    });
    emit started();
}

}  // namespace app
