#include "app/common/csv_file.h"

#include "core/error.h"

#include <cerrno>
#include <cstring>

namespace app {

std::string harmlessText(std::string_view text)
{
    static constexpr std::string_view starters = "=+-@\t\r\n";
    const bool harmful = !text.empty() && starters.find(text.front()) != std::string_view::npos;
    return (harmful ? "'" : "") + std::string(text);
}

std::string csvLine(std::span<const std::string> cells)
{
    std::string line;
    for (const std::string& cell : cells) {
        if (&cell != cells.data())
            line += ',';
        const bool spaced = !cell.empty() && (cell.front() == ' ' || cell.back() == ' ');
        if (!spaced && cell.find_first_of(",\"\r\n") == std::string::npos) {
            line += cell;
            continue;
        }
        line += '"';
        for (const char c : cell)
            line.append(c == '"' ? 2 : 1, c);
        line += '"';
    }
    return line + "\r\n";
}

CsvFile::CsvFile(std::filesystem::path path, std::string_view header)
    : m_path(std::move(path))
    , m_file(m_path, std::ios::binary | std::ios::trunc)
{
    add(std::string(header) + "\r\n");
}

void CsvFile::add(std::string_view lines)
{
    errno = 0;
    m_file << lines;
    m_file.flush();
    if (!m_file)
        throw inference::Error(inference::ErrorCode::WriteFailed, {std::strerror(errno ? errno : EIO)}, m_path);
}

}  // namespace app
