#include "app/outputs/event_wait_p.h"

#include <QTimer>

namespace app {

Waited waitForEvents(QEventLoop& loop, std::chrono::milliseconds time, const std::stop_token& stop)
{
    enum { Quit, TimeIsOver, StopAsked };
    QTimer late;
    late.setSingleShot(true);
    QObject::connect(&late, &QTimer::timeout, &loop, [&loop] { loop.exit(TimeIsOver); });
    late.start(time);
    // Queued, so that it isn't lost when it comes before the loop runs.
    const std::stop_callback ask(stop, [&loop] { QMetaObject::invokeMethod(&loop, [&loop] { loop.exit(StopAsked); }, Qt::QueuedConnection); });
    switch (loop.exec()) {
    case TimeIsOver: return Waited::Late;
    case StopAsked: return Waited::Stopped;
    default: return Waited::Done;
    }
}

}  // namespace app
