#pragma once

#include "app/live/live_history.h"
#include "app/live/recorder_options.h"
#include "app/live/recording_folder.h"
#include "app/live/recording_jobs.h"

#include <optional>

namespace app {

/// Writes recordings within their limits. Confined to one thread; blocks as long as the disk takes. All throw inference::Error.
class RecordingWriter {
public:
    explicit RecordingWriter(const RecorderTools& tools);

    void setOptions(const RecorderOptions& options);
    const std::filesystem::path& folderPath() const { return m_options.folder; }
    /// Looks anew at the folder and, where anything is recorded, at its limits and the disk's free space.
    void look();

    /// What the history is to be told. Its `image` is empty where there was no room or the part's file holds another picture by now.
    KeptPicture keep(const PictureJob& job);
    /// Answers how many of its places were written.
    std::size_t keep(const NeighbourJob& job);

    /// As of the last look or writing.
    bool isSpaceLow() const { return m_spaceLow; }
    /// The limits left no room for the last picture, whatever was removed.
    bool hasNoRoom() const { return m_noRoom; }
    std::uintmax_t bytes() const { return m_folder ? m_folder->bytes() : 0; }
    std::uint64_t pruned() const { return m_pruned; }

private:
    RecordingFolder& folder();
    RecordingFolder::Limits limits() const;
    bool hasSpace();
    bool makeRoom(std::uintmax_t bytes, const std::string& key);
    void lookAtFile(const PictureJob& job, KeptPicture& kept) const;

    const RecorderTools m_tools;
    RecorderOptions m_options;
    std::optional<RecordingFolder> m_folder;
    bool m_spaceLow = false;
    bool m_noRoom = false;
    std::uint64_t m_pruned = 0;
};

}  // namespace app
