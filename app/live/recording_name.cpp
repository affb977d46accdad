#include "app/live/recording_name.h"

#include "app/common/result_row.h"
#include "app/store/utc_text.h"

#include <algorithm>
#include <array>
#include <cstdio>

namespace app {
namespace {

constexpr std::string_view errorKey = "error";

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

/// Whether `text` begins as `shape` says, in which '0' stands for any digit.
bool beginsAs(std::string_view text, std::string_view shape)
{
    return text.size() >= shape.size()
        && std::ranges::equal(text.substr(0, shape.size()), shape, [](char c, char s) { return s == '0' ? isDigit(c) : c == s; });
}

bool isNumber(std::string_view text)
{
    return !text.empty() && std::ranges::all_of(text, isDigit);
}

/// "14.15.03.123" of "2026-11-26T14:15:03.123Z".
std::string timeOf(const std::string& utc)
{
    std::string time = utc.substr(11, 12);
    std::ranges::replace(time, ':', '.');
    return time;
}

}  // namespace

RecordingName recordingName(const VerdictRecord& record)
{
    const std::string utc = utcText(record.exposed);
    std::array<char, 32> number {};
    std::snprintf(number.data(), number.size(), "_%06llu_", static_cast<unsigned long long>(record.number));
    return {utc.substr(0, 10), timeOf(utc) + number.data() + std::string(record.verdict ? verdictKey(*record.verdict) : errorKey)};
}

std::string recordingKeyOf(std::chrono::system_clock::time_point time)
{
    const std::string utc = utcText(time);
    return utc.substr(0, 10) + '/' + timeOf(utc);
}

std::string neighbourName(int offset)
{
    std::array<char, 16> name {};
    std::snprintf(name.data(), name.size(), "%+03d.png", offset);
    return name.data();
}

bool isRecordingDay(std::string_view name)
{
    return name.size() == 10 && beginsAs(name, "0000-00-00");
}

bool isRecordingStem(std::string_view name)
{
    if (!beginsAs(name, "00.00.00.000_000000"))
        return false;
    name.remove_prefix(13);
    const auto end = name.find('_');
    if (end == std::string_view::npos || !isNumber(name.substr(0, end)))
        return false;
    name.remove_prefix(end + 1);
    for (const std::string_view verdict : {std::string_view("pass"), std::string_view("review"), std::string_view("fail"), errorKey})
        if (name.starts_with(verdict)) {
            const std::string_view rest = name.substr(verdict.size());
            return rest.empty() || (rest.front() == '-' && isNumber(rest.substr(1)));
        }
    return false;
}

bool isNeighbourName(std::string_view name)
{
    return name.size() == 7 && (name.front() == '-' || name.front() == '+') && beginsAs(name.substr(1), "00.png");
}

}  // namespace app
