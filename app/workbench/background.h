#pragma once

#include "core/error.h"

#include <filesystem>
#include <new>
#include <type_traits>
#include <utility>
#include <variant>

class QThreadPool;

namespace app {

/// For what the window lets run beside it, and hears of by a future. Never QThreadPool::globalInstance(): Qt's painter hands the
/// rows of large shapes to that one and waits, so that the window would stand until what is long there ends. GUI thread, as long as
/// there is an application, which waits for all of it when it ends.
QThreadPool& backgroundThreads();

/// Runs `work` on a background thread of the window and turns whatever it throws into a value, said of `file`.
/// Work that can be cancelled has an outcome of its own and does not come here.
template <typename Work>
auto attempt(const std::filesystem::path& file, Work&& work) -> std::variant<std::invoke_result_t<Work>, inference::Error>
{
    using inference::Error;
    using inference::ErrorCode;
    try {
        return std::forward<Work>(work)();
    } catch (const Error& error) {
        return error.of(file);
    } catch (const std::bad_alloc&) {
        return Error(ErrorCode::OutOfMemory, {}, file);
    } catch (const std::exception& error) {
        return Error(ErrorCode::Internal, {error.what()}, file);
    }
}

/// Makes the calling thread give way (nice `steps`, 1..19) to the others, the model's above all. Linux only: elsewhere the
/// thread stays as it is.
void giveWay(int steps);

}  // namespace app
