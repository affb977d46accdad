#include "pipeline/json_fields_p.h"

#include <cerrno>
#include <cmath>
#include <cstring>
#include <fcntl.h>
#include <fstream>
#include <string_view>
#include <system_error>
#include <unistd.h>
#include <utility>

namespace inference::pipeline {
namespace {

constexpr std::uintmax_t greatestJsonBytes = 16 << 20;

/// A descriptor that is closed with it.
class Descriptor {
public:
    Descriptor(const std::filesystem::path& path, int flags)
        : m_fd(open(path.c_str(), flags | O_CLOEXEC, 0666))
    {
    }
    ~Descriptor() { close(); }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;

    bool isOpen() const { return m_fd >= 0; }
    bool write(std::string_view text) const
    {
        while (!text.empty()) {
            const ssize_t written = ::write(m_fd, text.data(), text.size());
            if (written < 0 && errno == EINTR)
                continue;
            if (written <= 0)
                return false;
            text.remove_prefix(std::size_t(written));
        }
        return true;
    }
    bool sync() const { return fsync(m_fd) == 0; }
    /// Some file systems say only now that the disk is full.
    bool close()
    {
        const int fd = std::exchange(m_fd, -1);
        return fd < 0 || ::close(fd) == 0;
    }

private:
    int m_fd;
};

/// 0, or what the system says.
int writeSynced(const std::filesystem::path& path, std::string_view text)
{
    Descriptor file(path, O_WRONLY | O_CREAT | O_TRUNC);
    return file.isOpen() && file.write(text) && file.sync() && file.close() ? 0 : errno;
}

}  // namespace

Json readJson(const std::filesystem::path& path, ErrorCode invalid)
{
    std::error_code error;
    const auto size = std::filesystem::file_size(path, error);
    if (error)
        throw Error(error == std::errc::no_such_file_or_directory ? ErrorCode::FileMissing : ErrorCode::FileUnreadable,
                    error == std::errc::no_such_file_or_directory ? std::vector<std::string>() : std::vector {error.message()}, path);
    if (size > greatestJsonBytes)
        throw Error(invalid, {std::to_string(size)}, path);
    std::ifstream file(path, std::ios::binary);
    if (!file)
        throw Error(ErrorCode::FileUnreadable, {std::strerror(errno)}, path);
    try {
        Json json = Json::parse(file);
        if (!json.is_object())
            throw Error(invalid, {"{}"}, path);
        return json;
    } catch (const Json::parse_error& broken) {
        throw Error(invalid, {"byte " + std::to_string(broken.byte)}, path);
    } catch (const Json::exception&) {
        throw Error(invalid, {"number"}, path);  // such as 1e999, which no number can hold
    }
}

void writeJson(const std::filesystem::path& path, const Json& json)
{
    std::string text;
    try {
        text = json.dump(2) + '\n';
    } catch (const Json::exception&) {
        throw Error(ErrorCode::WriteFailed, {std::strerror(EILSEQ)}, path);  // JSON is UTF-8
    }
    if (text.size() > greatestJsonBytes)
        throw Error(ErrorCode::WriteFailed, {std::strerror(EFBIG)}, path);
    std::filesystem::path beside = path;
    beside += ".new";
    std::error_code error(writeSynced(beside, text), std::generic_category());
    if (!error)
        std::filesystem::rename(beside, path, error);
    if (error) {
        std::error_code ignored;
        std::filesystem::remove(beside, ignored);
        throw Error(ErrorCode::WriteFailed, {error.message()}, path);
    }
    // The new name outlives a power cut; where a folder can't be synced, the file is whole all the same.
    if (const Descriptor folder(path.has_parent_path() ? path.parent_path() : std::filesystem::path("."), O_RDONLY | O_DIRECTORY); folder.isOpen())
        folder.sync();
}

double numberIn(const Json& object, const char* key, double fallback, double least, double greatest, ErrorCode invalid)
{
    const auto found = object.find(key);
    if (found == object.end())
        return fallback;
    if (!found->is_number() || !(found->get<double>() >= least && found->get<double>() <= greatest))
        throw Error(invalid, {key});
    return found->get<double>();
}

Size sizeIn(const Json& object, const char* key, const char* place, ErrorCode invalid)
{
    const auto found = object.find(key);
    const auto side = [](const Json& number) { return number.is_number_integer() && number.get<double>() >= 1 && number.get<double>() <= 1e6; };
    if (found == object.end() || !found->is_array() || found->size() != 2 || !side((*found)[0]) || !side((*found)[1]))
        throw Error(invalid, {place});
    return {(*found)[0].get<int>(), (*found)[1].get<int>()};
}

}  // namespace inference::pipeline
