#pragma once

#include "core/error.h"
#include "sources/source.h"

#include <deque>
#include <string>
#include <system_error>
#include <unordered_map>

namespace inference::sources {

/// The pictures that come into a folder, each once, when it is finished. By polling, so that network shares work as well. A file
/// counts when its name is that of a picture (imaging::hasImageExtension) and not hidden, and when its size and time of change have
/// stayed the same from one poll to the next; it is given again when either changes later. Files finished in the same poll come in order
/// of their time of change, equal ones as a person counts. Sub-folders are not watched. Not live: nothing is lost while nobody takes.
///
/// open() throws Error(SourceUnavailable{folder, "not-a-folder" or the system's reason}); read() throws Error(SourceLost) when the folder
/// is gone, and what imaging::decode() throws, naming the file, which was given with that: the next read() goes on. A file that can't
/// be read or decoded is taken for one still being written (a copy may set the size first and the bytes later) and tried again in
/// `patience` more polls before that. After a loss open() goes on where it was: files that came in the meantime are new, and those
/// that were given aren't, not even when an empty mount point stood in their place for a while.
class WatchedFolder : public Source {
public:
    struct Options {
        bool existingToo = false;  ///< those that lie there at the first open() as well
        std::chrono::milliseconds poll {200};  ///< at least; a folder that takes longer to list is listed a fifth of the time
        int patience = 5;
    };

    explicit WatchedFolder(std::filesystem::path folder);
    WatchedFolder(std::filesystem::path folder, Options options);

    void open(const std::stop_token& stop) override;
    /// Blocks while a picture is decoded and the folder is listed, which `stop` can't interrupt; listing looks at it for each entry.
    std::optional<Frame> read(const std::stop_token& stop) override;
    void close() noexcept override {}
    SourceFacts facts() const override;

private:
    struct Stamp {
        std::uintmax_t size = 0;
        std::int64_t time = 0;  ///< ticks of the file clock
        friend bool operator==(const Stamp&, const Stamp&) = default;
    };
    enum class State : std::uint8_t { New, Waiting, Given };  // Waiting: in m_ready
    /// What is known of one name: some 150 bytes with it. Names that are gone are kept up to greatestGone.
    struct Known {
        Stamp stamp;
        Clock::time_point since;     ///< that it has this stamp
        std::uint32_t poll = 0;      ///< the last one that saw it
        std::int16_t attempts = 0;   ///< to read it with this stamp, failed
        State state = State::New;
    };
    static constexpr std::size_t greatestGone = 250'000;

    void poll(const std::stop_token& stop);
    void look(const std::filesystem::path& file, bool old);
    void sortReady(std::size_t first);
    bool isToBeTriedAgain(const std::string& name, ErrorCode code);
    Frame decoded(const std::string& name) const;
    [[noreturn]] void throwLost(const std::error_code& reason) const;

    const std::filesystem::path m_folder;
    const Options m_options;
    std::unordered_map<std::string, Known> m_known;  // by name
    std::deque<std::string> m_ready;                 // finished, in order
    std::uint32_t m_poll = 0;
    Clock::time_point m_nextPoll;
    bool m_everOpen = false;
};

}  // namespace inference::sources
