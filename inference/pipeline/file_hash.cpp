#include "pipeline/file_hash.h"

#include "core/detector.h"
#include "core/error.h"
#include "pipeline/hex_p.h"

#include <openssl/evp.h>

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <memory>
#include <sys/stat.h>
#include <unistd.h>
#include <vector>

namespace inference::pipeline {
namespace {

class Sha256 {
public:
    Sha256()
        : m_context(EVP_MD_CTX_new(), &EVP_MD_CTX_free)
    {
        if (!m_context || EVP_DigestInit_ex(m_context.get(), EVP_sha256(), nullptr) != 1)
            throw Error(ErrorCode::Internal, {"sha256"});
    }

    void add(const void* bytes, std::size_t count) { EVP_DigestUpdate(m_context.get(), bytes, count); }

    std::string hex()
    {
        unsigned char digest[EVP_MAX_MD_SIZE];
        unsigned int length = 0;
        EVP_DigestFinal_ex(m_context.get(), digest, &length);
        return hexOf({digest, length});
    }

private:
    std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> m_context;
};

/// A regular file open for reading.
class InputFile {
public:
    explicit InputFile(const std::filesystem::path& path)
        : m_path(path)
        // O_NONBLOCK: a pipe that nobody writes to must not hang the program; it is turned away below.
        , m_file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK))
    {
        if (m_file < 0 && (errno == ENOENT || errno == ENOTDIR))
            throw Error(ErrorCode::FileMissing, {}, path);
        struct stat status {};
        const int problem = m_file < 0 || ::fstat(m_file, &status) != 0 ? errno
            : S_ISREG(status.st_mode)                                  ? 0
            : S_ISDIR(status.st_mode)                                  ? EISDIR
                                                                       : EINVAL;
        if (problem == 0)
            return;
        if (m_file >= 0)
            ::close(m_file);
        throwUnreadable(problem);
    }
    ~InputFile() { ::close(m_file); }
    InputFile(const InputFile&) = delete;
    InputFile& operator=(const InputFile&) = delete;

    /// Bytes read; 0 at the end.
    std::size_t read(std::vector<char>& buffer) const
    {
        while (true) {
            const ssize_t count = ::read(m_file, buffer.data(), buffer.size());
            if (count >= 0)
                return std::size_t(count);
            if (errno != EINTR)
                throwUnreadable(errno);
        }
    }

private:
    [[noreturn]] void throwUnreadable(int problem) const { throw Error(ErrorCode::FileUnreadable, {std::strerror(problem)}, m_path); }

    const std::filesystem::path& m_path;
    const int m_file;
};

}  // namespace

std::string sha256OfFile(const std::filesystem::path& path, std::stop_token stop,
                         const std::function<void(std::span<const char>)>& block)
{
    const InputFile file(path);
    Sha256 hash;
    std::vector<char> buffer(1 << 20);
    while (true) {
        if (stop.stop_requested())
            throw Cancelled();
        const std::span<const char> read(buffer.data(), file.read(buffer));
        if (read.empty())
            break;
        hash.add(read.data(), read.size());
        if (block)
            block(read);
    }
    return hash.hex();
}

std::string sha256Of(std::string_view bytes)
{
    Sha256 hash;
    hash.add(bytes.data(), bytes.size());
    return hash.hex();
}

}  // namespace inference::pipeline
