#include "pipeline/json_fields_p.h"

#include <cerrno>
#include <cmath>
#include <cstring>
#include <fstream>
#include <system_error>

namespace inference::pipeline {
namespace {

constexpr std::uintmax_t greatestJsonBytes = 16 << 20;

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
    }
}

void writeJson(const std::filesystem::path& path, const Json& json)
{
    std::filesystem::path beside = path;
    beside += ".new";
    {
        std::ofstream file(beside, std::ios::binary | std::ios::trunc);
        file << json.dump(2) << '\n';
        file.flush();
        if (!file)
            throw Error(ErrorCode::WriteFailed, {std::strerror(errno)}, path);
    }
    std::error_code error;
    std::filesystem::rename(beside, path, error);
    if (error)
        throw Error(ErrorCode::WriteFailed, {error.message()}, path);
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

}  // namespace inference::pipeline
