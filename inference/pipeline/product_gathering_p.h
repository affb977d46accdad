#pragma once

#include "core/evidence.h"
#include "pipeline/dataset_evaluation.h"

#include <memory>

namespace inference::pipeline {

/// What the model and the data set say of one image.
struct Answer {
    Evidence evidence;
    std::vector<std::uint8_t> mask;  ///< empty: none
    bool anomalous = false;
    std::string_view defectType;
};

/// The images of one product on their way to its figures.
class Gathering {
public:
    explicit Gathering(const EvaluationRequest& request)
        : m_request(request)
    {
    }
    virtual ~Gathering() = default;

    /// Throws Error, and then has added nothing.
    virtual void add(Answer answer) = 0;
    virtual evaluation::ProductFigures figures(const std::stop_token& stop) = 0;

protected:
    const EvaluationRequest& m_request;
};

/// Exact or streaming, as the request says, which must outlive it.
std::unique_ptr<Gathering> makeGathering(const EvaluationRequest& request);

}  // namespace inference::pipeline
