#include "app/report/report_reader.h"

#include "core/error.h"

#include <qpdf/Pipeline.hh>
#include <qpdf/QPDF.hh>
#include <qpdf/QPDFEmbeddedFileDocumentHelper.hh>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <memory>
#include <new>
#include <sys/stat.h>

namespace app {
namespace {

using inference::Error;
using inference::ErrorCode;

struct TooMuch : std::exception {};

class BoundedText : public Pipeline {
public:
    explicit BoundedText(std::string& text)
        : Pipeline("report.json", nullptr)
        , m_text(text)
    {
    }
    void write(unsigned char const* data, std::size_t length) override
    {
        if (length > mostReportBytes - m_text.size())
            throw TooMuch();
        m_text.append(reinterpret_cast<const char*>(data), length);
    }
    void finish() override {}

private:
    std::string& m_text;
};

struct CloseFile {
    void operator()(std::FILE* file) const { std::fclose(file); }
};
using File = std::unique_ptr<std::FILE, CloseFile>;

File openPlainFile(const std::filesystem::path& path)
{
    struct stat facts = {};
    if (::stat(path.c_str(), &facts) != 0)
        throw Error(errno == ENOENT ? ErrorCode::FileMissing : ErrorCode::FileUnreadable, errno == ENOENT ? std::vector<std::string> {} : std::vector<std::string> {std::strerror(errno)}, path);
    if (!S_ISREG(facts.st_mode))
        throw Error(ErrorCode::FileUnreadable, {std::strerror(S_ISDIR(facts.st_mode) ? EISDIR : EINVAL)}, path);
    File file(std::fopen(path.c_str(), "rb"));
    if (!file)
        throw Error(ErrorCode::FileUnreadable, {std::strerror(errno)}, path);
    return file;
}

}  // namespace

std::optional<std::string> attachedReport(const std::filesystem::path& path)
{
    const File file = openPlainFile(path);
    try {
        QPDF pdf;
        pdf.setSuppressWarnings(true);  // a file that was changed is damaged more often than not: what can be read says what was changed
        pdf.processFile("report", file.get(), false);
        const auto attached = QPDFEmbeddedFileDocumentHelper(pdf).getEmbeddedFile("report.json");
        if (!attached)
            return std::nullopt;
        std::string text;
        BoundedText bounded(text);
        if (!attached->getEmbeddedFileStream().pipeStreamData(&bounded, 0, qpdf_dl_generalized))
            return std::nullopt;
        return text;
    } catch (const std::bad_alloc&) {
        throw Error(ErrorCode::OutOfMemory, {}, path);
    } catch (const std::exception&) {  // qpdf's, or too much
        return std::nullopt;
    }
}

}  // namespace app
