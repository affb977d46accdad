#include "training/training_log_p.h"

#include "core/error.h"
#include "weights/atomic_file.h"

#include <nlohmann/json.hpp>

#include <fstream>

namespace inference::training {
namespace {

using nlohmann::json;

constexpr const char* format = "vcp-clip-training";
constexpr std::uintmax_t greatestBytes = 16u << 20;

json optional(const std::optional<double>& value)
{
    return value ? json(*value) : json();
}

std::optional<double> number(const json& object, const char* key)
{
    const json& value = object.at(key);
    return value.is_null() ? std::nullopt : std::optional(value.get<double>());
}

TrainingLog parsed(const json& object)
{
    if (object.at("format") != format || object.at("version") != 1)
        throw Error(ErrorCode::TrainingInvalid, {"version"});
    TrainingLog log {object.at("fingerprint"), {}, object.at("best"), object.at("state")};
    for (const json& epoch : object.at("epochs"))
        log.epochs.push_back({epoch.at("loss"), number(epoch, "pixel_ap"), number(epoch, "pixel_auroc"), number(epoch, "image_auroc"), epoch.at("seconds")});
    const bool plainName = !log.state.empty() && std::filesystem::path(log.state).filename() == log.state;
    if (log.best < 0 || log.best > int(log.epochs.size()) || !plainName)
        throw Error(ErrorCode::TrainingInvalid, {"best"});
    return log;
}

}  // namespace

std::optional<TrainingLog> readTrainingLog(const std::filesystem::path& folder)
{
    const auto path = folder / trainingLogName;
    std::error_code error;
    const auto bytes = std::filesystem::file_size(path, error);
    if (error == std::errc::no_such_file_or_directory)
        return std::nullopt;
    if (error)
        throw Error(ErrorCode::FileUnreadable, {error.message()}, path);
    if (bytes > greatestBytes)
        throw Error(ErrorCode::TrainingInvalid, {"size"}, path);
    std::ifstream file(path, std::ios::binary);
    try {
        return parsed(json::parse(file));
    } catch (const json::exception&) {
        throw Error(ErrorCode::TrainingInvalid, {"json"}, path);
    } catch (const Error& invalid) {
        throw invalid.of(path);
    }
}

void writeTrainingLog(const std::filesystem::path& folder, const TrainingLog& log)
{
    json epochs = json::array();
    for (const EpochFigures& epoch : log.epochs)
        epochs.push_back({{"loss", epoch.loss},
                          {"pixel_ap", optional(epoch.pixelAp)},
                          {"pixel_auroc", optional(epoch.pixelAuroc)},
                          {"image_auroc", optional(epoch.imageAuroc)},
                          {"seconds", epoch.seconds}});
    const json object {{"format", format}, {"version", 1}, {"fingerprint", log.fingerprint}, {"best", log.best}, {"state", log.state},
                       {"epochs", std::move(epochs)}};
    weights::AtomicFile file(folder / trainingLogName);
    file.write(object.dump(1) + "\n");
    file.commit();
}

}  // namespace inference::training
