#pragma once

#include "app/store/history_schema.h"
#include "app/store/live_log.h"
#include "tests/unit/store_tools.h"

/// What tests of the live log's window share.
namespace live_log_tools {

using namespace app;

/// Number 0 mod 4 passes, 1 is for review, 2 fails, 3 couldn't be judged; a verdict a minute from 00:00 UTC on.
inline LiveRow rowOf(quint64 number, const std::string& run = "20261126T000000000Z-a")
{
    LiveRow row;
    row.run = run;
    row.number = number;
    row.part = 1000 + number;
    row.frame = 10 * number;
    row.source = "Camera 1";
    row.trigger = "part";
    const auto two = [](quint64 value) { return QString::number(value % 60).rightJustified(2, '0').toStdString(); };
    row.utc = "2026-11-26T" + two(number / 60 % 24) + ":" + two(number) + ":05.250Z";
    if (number % 4 != 3)
        row.verdict = inference::Verdict(number % 4);
    row.score = row.verdict ? 0.25 : 0;
    row.error = row.verdict ? "" : "out_of_memory";
    row.defects = row.verdict ? 2 : 0;
    row.latencyMs = 12.34;
    row.recipe = store_tools::sha(1);
    row.model = store_tools::sha(2);
    return row;
}

inline std::vector<LiveRow> rows(quint64 first, quint64 last, const std::string& run = "20261126T000000000Z-a")
{
    std::vector<LiveRow> made;
    for (quint64 number = first; number <= last; ++number) {
        made.push_back(rowOf(number, run));
        made.back().id = qint64(number);
    }
    return made;
}

/// A history that is ready.
struct LogPlace : store_tools::Place {
    LogPlace() { prepareHistory(path); }
    void append(const std::vector<LiveRow>& rows) const { LiveLog(path).append(rows); }
};

}  // namespace live_log_tools
