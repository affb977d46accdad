#include "core/error.h"

namespace inference {

std::string_view codeName(ErrorCode code) noexcept
{
    switch (code) {
    case ErrorCode::FileMissing: return "file_missing";
    case ErrorCode::FileUnreadable: return "file_unreadable";
    case ErrorCode::FileEmpty: return "file_empty";
    case ErrorCode::FileChanging: return "file_changing";
    case ErrorCode::FileReplaced: return "file_replaced";
    case ErrorCode::WriteFailed: return "write_failed";
    case ErrorCode::ImageUnknownFormat: return "image_unknown_format";
    case ErrorCode::ImageTruncated: return "image_truncated";
    case ErrorCode::ImageCorrupt: return "image_corrupt";
    case ErrorCode::ImageTooLarge: return "image_too_large";
    case ErrorCode::TilesTooMany: return "tiles_too_many";
    case ErrorCode::ImageUnsupported: return "image_unsupported";
    case ErrorCode::WeightsUnknownFormat: return "weights_unknown_format";
    case ErrorCode::WeightsTruncated: return "weights_truncated";
    case ErrorCode::WeightsCorrupt: return "weights_corrupt";
    case ErrorCode::WeightsCompressed: return "weights_compressed";
    case ErrorCode::PickleGlobalRefused: return "pickle_global_refused";
    case ErrorCode::PickleOpcodeRefused: return "pickle_opcode_refused";
    case ErrorCode::TensorMissing: return "tensor_missing";
    case ErrorCode::TensorUnexpected: return "tensor_unexpected";
    case ErrorCode::TensorShape: return "tensor_shape";
    case ErrorCode::TensorType: return "tensor_type";
    case ErrorCode::TensorNotFinite: return "tensor_not_finite";
    case ErrorCode::WeightsClash: return "weights_clash";
    case ErrorCode::WeightsFamily: return "weights_family";
    case ErrorCode::ImageSizeInvalid: return "image_size_invalid";
    case ErrorCode::LayersInvalid: return "layers_invalid";
    case ErrorCode::BundleInvalid: return "bundle_invalid";
    case ErrorCode::BundleHash: return "bundle_hash";
    case ErrorCode::RecipeInvalid: return "recipe_invalid";
    case ErrorCode::RecipeVersion: return "recipe_version";
    case ErrorCode::RecipeLimits: return "recipe_limits";
    case ErrorCode::RecipeOutline: return "recipe_outline";
    case ErrorCode::RecipeModel: return "recipe_model";
    case ErrorCode::BaselineMismatch: return "baseline_mismatch";
    case ErrorCode::BaselineTooLarge: return "baseline_too_large";
    case ErrorCode::DeviceUnavailable: return "device_unavailable";
    case ErrorCode::PrecisionUnavailable: return "precision_unavailable";
    case ErrorCode::OutOfMemory: return "out_of_memory";
    case ErrorCode::DatasetUnknown: return "dataset_unknown";
    case ErrorCode::DatasetLayout: return "dataset_layout";
    case ErrorCode::DatasetInvalid: return "dataset_invalid";
    case ErrorCode::DatasetTooLarge: return "dataset_too_large";
    case ErrorCode::MaskMissing: return "mask_missing";
    case ErrorCode::MaskSize: return "mask_size";
    case ErrorCode::AnswerNotFinite: return "answer_not_finite";
    case ErrorCode::SourceUnavailable: return "source_unavailable";
    case ErrorCode::SourceLost: return "source_lost";
    case ErrorCode::SourceSilent: return "source_silent";
    case ErrorCode::SourceUnsupported: return "source_unsupported";
    case ErrorCode::LossNotFinite: return "loss_not_finite";
    case ErrorCode::TrainingInvalid: return "training_invalid";
    case ErrorCode::TrainingOther: return "training_other";
    case ErrorCode::EvidenceCorrupt: return "evidence_corrupt";
    case ErrorCode::HistoryNewer: return "history_newer";
    case ErrorCode::HistoryDamaged: return "history_damaged";
    case ErrorCode::BadInput: return "bad_input";
    case ErrorCode::Internal: return "internal";
    }
    return "internal";
}

Error::Error(ErrorCode code, std::vector<std::string> arguments, std::filesystem::path file)
    : m_code(code)
    , m_arguments(std::move(arguments))
    , m_file(std::move(file))
    , m_what(codeName(code))
{
    if (!m_file.empty())
        m_what += " [" + m_file.string() + "]";
    for (const auto& argument : m_arguments)
        m_what += (&argument == m_arguments.data() ? ": " : ", ") + argument;
}

Error Error::of(const std::filesystem::path& file) const
{
    return m_file.empty() ? Error(m_code, m_arguments, file) : *this;
}

}  // namespace inference
