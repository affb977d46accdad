#pragma once

#include "app/outputs/output.h"

#include <filesystem>

namespace app {

/// A table that grows by a line for each verdict, and is never rewritten. Each time the file is opened for appending, looked at, given the line
/// by one write() and closed, so that a killed program leaves whole lines, and a file that was moved away is begun anew. Nothing is forced onto
/// the disk (no fsync): a line outlives the program at once, a power cut once the system has written it, by default within half a minute.
///
/// A new or empty file gets the header first. A last line without its end, left by a crash, is ended first. A line that a full disk took in part is
/// taken back. Another program that holds the file (flock) is waited for by trying again.
///
/// deliver() throws Error(WriteFailed, {system message, or "other-columns", "no-file", "locked"}, file). A test opens the file, or one that it
/// makes and removes, and writes nothing.
class CsvOutput : public Output {
public:
    explicit CsvOutput(std::filesystem::path file);

    void deliver(const VerdictMessage& message, const std::stop_token& stop) override;

private:
    const std::filesystem::path m_file;
};

}  // namespace app
