#pragma once

#include <functional>

namespace inference::processor {

/// Threads that the caller owns. run(tasks, work) calls work(task, thread) once for each task 0 .. tasks - 1, any order, and
/// returns when all are done; `thread` is below `threads` and no two calls have the same one at a time.
struct Runner {
    int threads = 1;
    std::function<void(int tasks, const std::function<void(int task, int thread)>& work)> run;
};

/// Everything on the caller's thread.
inline Runner alone()
{
    return {1, [](int tasks, const std::function<void(int, int)>& work) {
                for (int task = 0; task < tasks; ++task)
                    work(task, 0);
            }};
}

}  // namespace inference::processor
