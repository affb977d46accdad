#pragma once

#include <filesystem>
#include <fstream>
#include <span>
#include <string>
#include <string_view>

namespace app {

/// Text for a CSV cell that no spreadsheet takes for a formula: what starts with = + - @ or white space that hides one gets
/// a leading apostrophe. Numbers are not passed through this.
std::string harmlessText(std::string_view text);

/// Cells -> one line of RFC 4180: quoted where needed, CRLF at its end.
std::string csvLine(std::span<const std::string> cells);

/// A CSV file that keeps what it has when the program is killed: each line reaches the system before add() returns.
class CsvFile {
public:
    /// Replaces the file and writes the header. Throws inference::Error(WriteFailed).
    CsvFile(std::filesystem::path path, std::string_view header);

    /// Throws inference::Error(WriteFailed).
    void add(std::string_view lines);

private:
    std::filesystem::path m_path;
    std::ofstream m_file;
};

}  // namespace app
