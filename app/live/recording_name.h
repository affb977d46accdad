#pragma once

#include "app/common/verdict_record.h"

#include <string>
#include <string_view>

namespace app {

/// How the files of a recorded verdict are called:
///     parts/2026-11-26/14.15.03.123_000012_fail.png               the frame that was judged
///     around/2026-11-26/14.15.03.123_000012_fail/-02.png, +01.png frames before and after it
/// Day and time are UTC, of the exposure: names sort by time, also in the night when clocks are set back. Behind it the verdict's number in
/// its run and "pass", "review", "fail" or "error".
struct RecordingName {
    std::string day;   ///< "2026-11-26"
    std::string stem;  ///< "14.15.03.123_000012_fail"

    /// Sorts by time.
    std::string key() const { return day + '/' + stem; }
    friend bool operator==(const RecordingName&, const RecordingName&) = default;
};

RecordingName recordingName(const VerdictRecord& record);
/// Less than the key of every recording from that moment on, and greater than those before.
std::string recordingKeyOf(std::chrono::system_clock::time_point time);

/// "-02.png", "+01.png"; 1 to 99 on either side.
std::string neighbourName(int offset);

// Whether a name is one that is given here; all others are somebody else's. A stem may end in "-2", "-3", ...
bool isRecordingDay(std::string_view name);
bool isRecordingStem(std::string_view name);
bool isNeighbourName(std::string_view name);

}  // namespace app
