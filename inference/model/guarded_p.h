#pragma once

#include "core/error.h"
#include "model/torch_p.h"

#include <new>

namespace inference::model {

/// Runs `function`; LibTorch's exceptions become ours.
template <typename Function>
auto guarded(Function&& function)
{
    try {
        return function();
    } catch (const Error&) {
        throw;
    } catch (const std::bad_alloc&) {
        throw Error(ErrorCode::OutOfMemory);
    } catch (const c10::Error& error) {
        const std::string text = error.what_without_backtrace();
        const bool memory = text.find("out of memory") != std::string::npos || text.find("t allocate memory") != std::string::npos
            || text.find("STATUS_ALLOC_FAILED") != std::string::npos;
        throw memory ? Error(ErrorCode::OutOfMemory) : Error(ErrorCode::Internal, {text.substr(0, text.find('\n'))});
    }
}

}  // namespace inference::model
