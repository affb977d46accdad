#pragma once

#include "app/workbench/latest_job.h"
#include "core/error.h"
#include "sources/aravis.h"
#include "sources/v4l2.h"

#include <QObject>

#include <functional>
#include <vector>

namespace app {

/// How the cameras of this computer are found; each may take a second.
struct DeviceLists {
    std::function<std::vector<inference::sources::V4l2Device>()> v4l2 = [] { return inference::sources::v4l2Devices(); };
    std::function<std::vector<inference::sources::GenicamDevice>()> genicam = inference::sources::genicamDevices;
};

/// Lists the cameras behind the window, one search at a time. GUI thread; its end waits for a search under way.
class DeviceFinder : public QObject {
    Q_OBJECT

public:
    explicit DeviceFinder(DeviceLists lists = {}, QObject* parent = nullptr);

    /// Does nothing while a search is under way.
    void refresh();
    bool isRunning() const { return m_job.isRunning(); }

signals:
    void started();
    void v4l2Found(const std::vector<inference::sources::V4l2Device>& devices);
    void genicamFound(const std::vector<inference::sources::GenicamDevice>& devices);
    /// Something could not be listed; what could was.
    void failed(const inference::Error& error);
    void ended();  ///< after the other signals

private:
    DeviceLists m_lists;
    LatestJob m_job {this};  // last: its thread ends first
};

}  // namespace app
