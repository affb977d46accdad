#include "app/report/pdf_seal.h"

#include "core/error.h"
#include "pipeline/file_hash.h"

#include <QCryptographicHash>

#include <span>
#include <vector>

namespace app {
namespace {

constexpr std::string_view begin = "%vcp-seal sha256:";

bool isHex(std::string_view text)
{
    return text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

/// Hashes all but the last `pdfSealLength` bytes and keeps those, whatever blocks they come in.
class AllButTheSeal {
public:
    void add(std::span<const char> block)
    {
        m_last.append(block.data(), block.size());
        if (m_last.size() <= pdfSealLength)
            return;
        const std::size_t ready = m_last.size() - pdfSealLength;
        m_hash.addData(QByteArrayView(m_last.data(), qsizetype(ready)));
        m_last.erase(0, ready);
    }
    std::string hash() const { return m_hash.result().toHex().toStdString(); }
    const std::string& last() const { return m_last; }

private:
    QCryptographicHash m_hash {QCryptographicHash::Sha256};
    std::string m_last;
};

}  // namespace

std::string pdfSealLine(std::string_view sha256)
{
    return std::string(begin) + std::string(sha256) + '\n';
}

PdfSeal checkPdfSeal(const std::filesystem::path& path, const std::stop_token& stop)
{
    AllButTheSeal bytes;
    inference::pipeline::sha256OfFile(path, stop, [&bytes](std::span<const char> block) { bytes.add(block); });
    const std::string_view line = bytes.last();
    if (line.size() != pdfSealLength || !line.starts_with(begin) || line.back() != '\n' || !isHex(line.substr(begin.size(), 64)))
        return PdfSeal::Missing;
    return line.substr(begin.size(), 64) == bytes.hash() ? PdfSeal::Whole : PdfSeal::Broken;
}

}  // namespace app
