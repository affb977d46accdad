#include "widgets/shared_rows.h"

#include <QSemaphore>
#include <QThread>

#include <algorithm>
#include <atomic>
#include <memory>

namespace widgets {
namespace {

/// Outlives the call: a helper that comes too late finds that all is given out, and touches nothing else.
struct Slices {
    const std::function<void(int, int)>& work;
    const int top, bottom, count;
    std::atomic<int> next = 0;
    QSemaphore done {};

    void take()
    {
        const auto edge = [this](int slice) { return top + int(qint64(bottom - top) * slice / count); };
        for (int slice = next++; slice < count; slice = next++) {
            work(edge(slice), edge(slice + 1));
            done.release();
        }
    }
};

}  // namespace

SharedRows::SharedRows()
{
    m_threads.setMaxThreadCount(std::max(1, QThread::idealThreadCount() - 1));
}

void SharedRows::over(int top, int bottom, int slices, const std::function<void(int, int)>& work)
{
    slices = std::clamp(slices, 1, std::max(1, bottom - top));
    if (slices == 1) {
        work(top, bottom);
        return;
    }
    const auto shared = std::shared_ptr<Slices>(new Slices {work, top, bottom, slices});
    const auto help = [shared] { shared->take(); };
    const int helpers = std::min(slices - 1, m_threads.maxThreadCount());
    for (int i = 0; i < helpers && m_threads.tryStart(help); ++i) { }
    shared->take();
    shared->done.acquire(slices);
}

}  // namespace widgets
