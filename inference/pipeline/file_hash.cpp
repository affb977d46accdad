#include "pipeline/file_hash.h"

#include "core/detector.h"
#include "core/error.h"

#include <openssl/evp.h>

#include <cerrno>
#include <cstring>
#include <fstream>
#include <memory>
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
        std::string text;
        for (unsigned int i = 0; i < length; ++i)
            for (const int nibble : {digest[i] >> 4, digest[i] & 15})
                text += "0123456789abcdef"[nibble];
        return text;
    }

private:
    std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> m_context;
};

}  // namespace

std::string sha256OfFile(const std::filesystem::path& path, std::stop_token stop,
                         const std::function<void(std::span<const char>)>& block)
{
    std::ifstream file(path, std::ios::binary);
    if (!file)
        throw Error(errno == ENOENT ? ErrorCode::FileMissing : ErrorCode::FileUnreadable,
                    errno == ENOENT ? std::vector<std::string>() : std::vector<std::string> {std::strerror(errno)}, path);
    Sha256 hash;
    std::vector<char> buffer(1 << 20);
    while (file) {
        if (stop.stop_requested())
            throw Cancelled();
        file.read(buffer.data(), std::streamsize(buffer.size()));
        const std::span<const char> read(buffer.data(), std::size_t(file.gcount()));
        hash.add(read.data(), read.size());
        if (block && !read.empty())
            block(read);
    }
    if (file.bad())
        throw Error(ErrorCode::FileUnreadable, {std::strerror(errno)}, path);
    return hash.hex();
}

std::string sha256Of(std::string_view bytes)
{
    Sha256 hash;
    hash.add(bytes.data(), bytes.size());
    return hash.hex();
}

}  // namespace inference::pipeline
