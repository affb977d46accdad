#pragma once

#include <filesystem>
#include <stop_token>
#include <string>
#include <string_view>

namespace app {

/// The seal of a report's PDF: its last line is "%vcp-seal sha256:" and the SHA-256 of every byte before that line, as 64
/// lower-case hex digits, and a line feed. For a reader of PDF it is a comment. It finds a change, it proves no author: whoever
/// changes the file can make a new one.
std::string pdfSealLine(std::string_view sha256);
inline constexpr std::size_t pdfSealLength = 17 + 64 + 1;

enum class PdfSeal {
    Whole,
    Broken,   ///< bytes before the seal are not those that were sealed
    Missing,  ///< the file doesn't end with a seal: bytes were cut off or added at its end, or it never had one
};

/// Reads the file in blocks. Throws inference::Error(FileMissing, FileUnreadable), Cancelled. Any thread.
PdfSeal checkPdfSeal(const std::filesystem::path& path, const std::stop_token& stop = {});

}  // namespace app
