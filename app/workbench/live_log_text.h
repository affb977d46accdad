#pragma once

#include "app/store/live_log.h"

#include <QDateTime>
#include <QString>

namespace app {

/// A moment of the log in the computer's time zone; invalid where it isn't one.
QDateTime localTime(const std::string& utc);
/// The other way round, to the millisecond.
std::string utcOf(const QDateTime& time);
/// "2026-11-26 15:15:03.123", local; what isn't a time as it stands.
QString momentText(const std::string& utc);

/// By RunFacts' trigger key, in few words; another key as it stands.
QString triggerText(const std::string& key);
/// What the name of an error's code says to a person, in few words, as arguments and file aren't kept with it; another name as it stands.
QString liveErrorText(const std::string& code);
/// When it began and what was watched.
QString runText(const LiveLogRun& run);
/// "Verdicts: 1,234 · 1,200 pass · 20 review · 10 fail · 4 not judged".
QString countsText(const LiveCounts& counts);

}  // namespace app
