#pragma once

#include <QDateTime>

#include <string>

namespace app {

/// "2026-05-01T14:03:00+02:00": a moment with the offset of its own time zone; empty for an invalid one.
std::string isoTime(const QDateTime& time);

}  // namespace app
