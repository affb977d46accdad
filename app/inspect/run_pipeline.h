#pragma once

#include "app/common/input_paths.h"
#include "app/common/result_row.h"
#include "app/inspect/picture_file.h"
#include "app/report/gauge_answer.h"
#include "app/report/report.h"
#include "pipeline/inspector.h"
#include "pipeline/model_feed.h"
#include "pipeline/ordered_workers.h"

#include <exception>
#include <functional>
#include <optional>
#include <span>
#include <stop_token>
#include <thread>
#include <variant>

namespace app {

/// A run's images through decoders, the model and judges, each on threads of their own and at most a few images ahead of the next; what comes
/// out is in order. Memory doesn't grow with the run.
class RunPipeline {
public:
    using Answer = std::variant<inference::Inspection, inference::Error>;

    /// One image at the end of the way.
    struct Judged {
        ResultRow row;
        std::optional<inference::Inspection> inspection;  ///< none where the row has an error
        std::optional<ReportPart> part;                   ///< where a report is wanted and the row has no error
        std::optional<GaugePicture> studied;              ///< where a study is, likewise
        std::string sha256;                               ///< of the file's bytes where it is wanted; empty too where they could not be read
    };
    /// Judges the image of a number and writes its own files; `file` says nothing where its bytes could not be read. Called on several threads.
    using Judge = std::function<Judged(std::size_t index, const PictureFile& file, Answer answer)>;
    /// Whether the SHA-256 of each file is wanted, of the very bytes that are decoded.
    enum class Hashes { None, Wanted };

    /// `inputs` must outlive this.
    RunPipeline(std::span<const InputPath> inputs, std::shared_ptr<const inference::pipeline::Inspector> inspector, Hashes hashes, Judge judge, std::stop_token stop);
    ~RunPipeline();

    /// The next image; waits for it. Call at most once per input. Throws Cancelled when stopped, and what Judge throws.
    Judged next();

private:
    struct Decoded {
        std::size_t index = 0;
        PictureFile file {};
        std::optional<inference::pipeline::PreparedImage> image {};
        std::optional<inference::Error> error {};
    };
    struct Answered {
        std::size_t index = 0;
        PictureFile file;
        Answer answer;
    };

    Decoded decode(std::size_t index, inference::pipeline::Looks looks, Hashes hashes) const;
    void feedDecoders();
    void feedModel(const std::shared_ptr<const inference::pipeline::Inspector>& inspector);

    std::span<const InputPath> m_inputs;
    std::stop_source m_stop;
    std::stop_callback<std::function<void()>> m_stopWithCaller;
    inference::pipeline::RunThreads m_threads;
    inference::pipeline::OrderedWorkers<std::size_t, Decoded> m_decoders;
    inference::pipeline::OrderedWorkers<Answered, Judged> m_judges;
    std::exception_ptr m_failure;  ///< of the model's thread, for whoever has waited for it
    std::jthread m_feeder;  ///< these two last: they use everything above
    std::jthread m_model;
};

}  // namespace app
