#pragma once

#include "app/live/frame_ring.h"
#include "app/store/history_service.h"
#include "core/error.h"
#include "core/image.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <vector>

namespace app {

/// Of which verdicts the picture is kept.
enum class RecordedResults { Nothing, Fails, FailsAndReviews, Everything };

/// What a person chooses for the recording.
struct RecorderOptions {
    static constexpr int mostNeighbours = 50;

    RecordedResults results = RecordedResults::Fails;
    int before = 0;  ///< frames kept with a recording, 0..mostNeighbours
    int after = 0;
    std::filesystem::path folder;                    ///< empty: no pictures are kept
    std::uintmax_t mostBytes = 10'000'000'000;       ///< of all recordings in the folder
    int mostDays = 0;                                ///< older ones go; 0: none for their age
    std::uintmax_t leastFree = 1'000'000'000;        ///< bytes that stay free on the disk
    friend bool operator==(const RecorderOptions&, const RecorderOptions&) = default;
};

/// How it does it: the defaults are the program's, tests have their own.
struct RecorderTools {
    std::function<std::uintmax_t(const std::filesystem::path& folder)> freeSpace;          ///< none: asks the file system
    std::function<std::vector<std::uint8_t>(const inference::Image& image)> encode;       ///< none: imaging::encodePng()
    RetryTimes historyRetry {};
    FrameRing::Bounds ring {};
    std::size_t pictureBytes = std::size_t(256) << 20;     ///< of judged frames that wait to be written
    std::size_t neighbourBytes = std::size_t(512) << 20;   ///< of frames beside them
};

struct RecorderState {
    std::uint64_t recorded = 0;           ///< pictures of judged frames, since the recorder is there
    std::uint64_t neighbours = 0;         ///< frames beside them
    std::uintmax_t bytes = 0;             ///< of all recordings in the folder
    std::uint64_t dropped = 0;            ///< recordings that were wanted and couldn't be made
    std::uint64_t droppedNeighbours = 0;
    std::uint64_t pruned = 0;             ///< recordings removed to keep the limits
    std::uint64_t lostVerdicts = 0;       ///< that never came into the history, or their pictures didn't: too many waited
    bool spaceLow = false;
    bool noRoom = false;                  ///< within the limits, for the last picture
    std::optional<inference::Error> error;         ///< pictures can't be written
    std::optional<inference::Error> historyError;  ///< verdicts can't be put into the history
};

}  // namespace app
