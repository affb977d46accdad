#pragma once

#include "app/store/file_stamp.h"
#include "core/error.h"

#include <optional>
#include <utility>

namespace app {

/// What a file looks like from outside.
struct FileLook {
    FileStamp stamp;
    std::optional<FileIdentity> identity;
    friend bool operator==(const FileLook&, const FileLook&) = default;
};

inline FileLook lookAt(const std::filesystem::path& file)
{
    return {stampOf(file), identityOf(file)};
}

/// What `read` answers, once a file has stayed as it was while it was read: all that `read` learnt of it, in however many
/// goes, is then of the same bytes. What it throws counts no more than what it answers: half a picture is no damaged one.
/// Throws inference::Error: FileChanging after three tries, else as stampOf() and `read` do. Any thread.
template <typename Read> auto readSettled(const std::filesystem::path& file, Read&& read)
{
    FileLook before = lookAt(file);
    for (int tries = 3; tries > 0; --tries) {
        try {
            auto result = read();
            if (lookAt(file) == before)
                return result;
        } catch (const inference::Error&) {
            if (lookAt(file) == before)
                throw;
        }
        before = lookAt(file);
    }
    throw inference::Error(inference::ErrorCode::FileChanging, {}, file);
}

}  // namespace app
