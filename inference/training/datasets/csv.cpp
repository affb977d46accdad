#include "training/datasets/csv_p.h"

#include "core/error.h"

namespace inference::datasets {
namespace {

class CsvParser {
public:
    explicit CsvParser(std::string_view text)
        : m_text(text)
    {
    }

    std::vector<CsvRow> rows()
    {
        std::vector<CsvRow> rows;
        while (m_at < m_text.size()) {
            CsvRow row {m_line, {}};
            do
                row.cells.push_back(cell());
            while (takes(','));
            if (row.cells.size() > 1 || !row.cells.front().empty())
                rows.push_back(std::move(row));
            takes('\r');
            m_line += takes('\n');
        }
        return rows;
    }

private:
    bool takes(char c)
    {
        const bool there = m_at < m_text.size() && m_text[m_at] == c;
        m_at += there;
        return there;
    }

    bool endsCell() const
    {
        const char c = m_text[m_at];
        return c == ',' || c == '\n' || (c == '\r' && (m_at + 1 == m_text.size() || m_text[m_at + 1] == '\n'));
    }

    std::string cell()
    {
        std::string text;
        if (takes('"'))
            text = quoted();
        while (m_at < m_text.size() && !endsCell())
            text += m_text[m_at++];
        return text;
    }

    std::string quoted()
    {
        const std::size_t begun = m_line;
        std::string text;
        while (m_at < m_text.size()) {
            const char c = m_text[m_at++];
            m_line += c == '\n';
            if (c != '"')
                text += c;
            else if (takes('"'))
                text += '"';
            else
                return text;
        }
        throw Error(ErrorCode::DatasetInvalid, {"line " + std::to_string(begun)});
    }

    std::string_view m_text;
    std::size_t m_at = 0;
    std::size_t m_line = 1;
};

}  // namespace

std::vector<CsvRow> parseCsv(std::string_view text)
{
    return CsvParser(text).rows();
}

}  // namespace inference::datasets
