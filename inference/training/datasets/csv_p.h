#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace inference::datasets {

struct CsvRow {
    std::size_t line = 0;  ///< where it begins, from 1
    std::vector<std::string> cells;
};

/// RFC 4180: commas, quotes, CRLF or LF; empty lines are left out. Throws Error(DatasetInvalid) with the line of a quote that is not closed.
std::vector<CsvRow> parseCsv(std::string_view text);

}  // namespace inference::datasets
