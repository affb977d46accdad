#include "pipeline/model_loader.h"

#include "core/error.h"
#include "pipeline/file_hash.h"

#include <chrono>
#include <future>

namespace inference::pipeline {
namespace {

struct Hashes {
    std::string clip;
    std::string vcp;
};

std::string checkedHash(const std::filesystem::path& file, const ModelBundle& bundle, const std::stop_token& stop)
{
    const std::string found = sha256OfFile(file, stop);
    const auto promised = bundle.sha256.find(file.filename().string());
    if (promised != bundle.sha256.end() && promised->second != found)
        throw Error(ErrorCode::BundleHash, {found, promised->second}, file);
    return found;
}

}  // namespace

LoadedModel loadModel(const ModelBundle& bundle, const std::function<void(double)>& progress, std::stop_token stop)
{
    const auto start = std::chrono::steady_clock::now();
    // A refused file must not keep the person waiting until a gigabyte is hashed: the hashing stops with the loading.
    std::stop_source hashing;
    const std::stop_callback both(stop, [&hashing] { hashing.request_stop(); });
    auto hashes = std::async(std::launch::async, [&bundle, token = hashing.get_token()] {
        return Hashes {checkedHash(bundle.clip, bundle, token), checkedHash(bundle.vcp, bundle, token)};
    });
    try {
        const auto clip = weights::ClipWeights::open(bundle.clip);
        const auto vcp = weights::VcpWeights::open(bundle.vcp);
        std::shared_ptr<model::VcpClip> detector = model::VcpClip::load(clip, vcp, bundle.options, progress, stop);
        const Hashes found = hashes.get();
        LoadedModel loaded {detector, bundle, detector->facts(), clip.shape, vcp.shape, found.clip, found.vcp, 0};
        loaded.loadSeconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
        return loaded;
    } catch (...) {
        hashing.request_stop();
        throw;
    }
}

}  // namespace inference::pipeline
