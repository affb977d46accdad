#pragma once

#include "app/live/folder_handle.h"
#include "app/live/recording_name.h"

#include <cstdint>
#include <map>
#include <optional>
#include <span>

namespace app {

/// The pictures of recorded verdicts in a folder (recording_name.h), and how many bytes they are. Nothing is ever removed but files that
/// are called as recordings are, in folders that are called so and lie in it themselves, not behind a symbolic link. Confined to one
/// thread. All throw Error(WriteFailed, FileUnreadable) naming the file.
class RecordingFolder {
public:
    struct Limits {
        std::uintmax_t bytes = 0;
        std::string oldest;  ///< recordings whose key is less go (recordingKeyOf()); empty: none for their age
        std::string newest {};  ///< those whose key is greater are of a clock that was wrong, and the first to go for room; empty: there are none
    };

    /// Looks at what is there; the folder is not made before something is written to it.
    explicit RecordingFolder(std::filesystem::path folder);

    /// Where the picture of a verdict is going to lie.
    static std::filesystem::path placeOf(const std::filesystem::path& folder, const RecordingName& name);

    /// Of all recordings.
    std::uintmax_t bytes() const { return m_bytes; }

    /// Writes the judged frame; when its name is taken, as "-2", "-3", ...: nothing is ever replaced. Synced.
    FileStamp writePart(const RecordingName& name, std::span<const std::uint8_t> png);
    /// Writes a frame beside it. False when there is one already.
    bool writeNeighbour(const RecordingName& name, int offset, std::span<const std::uint8_t> png);

    /// Removes the oldest recordings, but not `but` nor any later one that the clock may have dated, until all is within the limits and there is room
    /// for so many bytes more.
    /// Answers how many; `m_bytes` says whether there is room.
    std::size_t prune(const Limits& limits, std::uintmax_t more = 0, const std::string& but = {});
    /// Looks anew: others may have removed some.
    void scan();

private:
    void scanDay(const FolderHandle& day, bool parts);
    void count(const std::string& key, std::uintmax_t bytes);
    void remove(const std::string& key);

    const std::filesystem::path m_path;
    std::map<std::string, std::uintmax_t> m_recordings;  ///< bytes by key: oldest first; some 150 bytes each
    std::uintmax_t m_bytes = 0;
};

}  // namespace app
