#include "app/workbench/model_files.h"

#include "core/detector.h"
#include "model/vcp_clip.h"
#include "pipeline/file_hash.h"

#include <algorithm>

namespace app {

using inference::Error;
using inference::ErrorCode;

namespace {

quint64 sizeOf(const std::filesystem::path& path)
{
    std::error_code error;
    const auto size = std::filesystem::file_size(path, error);
    return error ? 0 : size;
}

template <typename Weights>
std::optional<Weights> open(const std::filesystem::path& path, std::optional<Error>& problem)
{
    try {
        return Weights::open(path);
    } catch (const Error& error) {
        problem = error.of(path);
        return {};
    }
}

}  // namespace

ImportCheck openFiles(const ImportRequest& request)
{
    ImportCheck check;
    check.clipBytes = sizeOf(request.clip);
    check.vcpBytes = sizeOf(request.vcp);
    const auto clip = open<inference::weights::ClipWeights>(request.clip, check.clipError);
    const auto vcp = open<inference::weights::VcpWeights>(request.vcp, check.vcpError);
    if (clip)
        check.clip = clip->shape;
    if (vcp)
        check.vcp = vcp->shape;
    if (clip && vcp) {
        try {
            inference::weights::checkFit(*clip, *vcp);
        } catch (const Error& error) {
            check.misfit = error;
        }
    }
    return check;
}

void hashFiles(const ImportRequest& request, ImportCheck& check, const Progress& progress, std::stop_token stop)
{
    const double total = double(std::max<quint64>(check.clipBytes + check.vcpBytes, 1));
    quint64 done = 0;
    const auto count = [&](std::span<const char> block) {
        done += block.size();
        progress(std::min(1.0, double(done) / total));
    };
    const auto hash = [&](const std::filesystem::path& path, std::string& sha256, std::optional<Error>& problem) {
        try {
            sha256 = inference::pipeline::sha256OfFile(path, stop, count);
        } catch (const Error& error) {
            problem = error;
        }
    };
    hash(request.clip, check.clipSha256, check.clipError);
    hash(request.vcp, check.vcpSha256, check.vcpError);
}

std::optional<Error> optionsError(const ImportRequest& request, const ImportCheck& check)
{
    if (!check.fits())
        return {};
    inference::model::ModelOptions options;
    options.imageSize = request.imageSize;
    options.layers = request.layers;
    try {
        inference::model::tappedLayers(*check.clip, *check.vcp, options);
        return {};
    } catch (const Error& error) {
        return error;
    }
}

std::vector<int> defaultLayers(const ImportCheck& check)
{
    if (!check.fits())
        return {};
    inference::model::ModelOptions options;
    options.imageSize = check.clip->patch;  // any size that the patch divides
    try {
        return inference::model::tappedLayers(*check.clip, *check.vcp, options);
    } catch (const Error&) {
        return {};
    }
}

}  // namespace app
