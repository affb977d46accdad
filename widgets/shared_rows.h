#pragma once

#include <QThreadPool>

#include <functional>

namespace widgets {

/// Splits the rows of a picture over the machine's cores. They are handed out in slices, the caller takes them too, and only a slice
/// that was begun is waited for: a core that is busy with something else costs the caller nothing but its help. GUI thread.
class SharedRows {
public:
    SharedRows();

    /// `work(first, end)` for all of top <= row < bottom, several at once, in about `slices` parts; returns when all are done.
    void over(int top, int bottom, int slices, const std::function<void(int first, int end)>& work);

private:
    QThreadPool m_threads;
};

}  // namespace widgets
