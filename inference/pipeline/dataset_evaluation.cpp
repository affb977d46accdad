#include "pipeline/dataset_evaluation.h"

#include "evaluation/curve.h"
#include "judging/baseline.h"
#include "pipeline/product_gathering_p.h"
#include "pipeline/samples_ahead_p.h"

#include <algorithm>
#include <limits>

namespace inference::pipeline {
namespace {

using datasets::MaskKind;
using datasets::Product;
using datasets::Sample;

constexpr std::uint64_t mostPixels = std::numeric_limits<std::uint32_t>::max();
constexpr double greatestSigma = 64;

bool isChosen(const Product& product, const EvaluationRequest& request)
{
    return request.products.empty() || std::ranges::find(request.products, product.name) != request.products.end();
}

std::vector<const Sample*> chosenSamples(const Product& product, datasets::Split split)
{
    std::vector<const Sample*> samples;
    for (const Sample& sample : product.samples)
        if (sample.split == split && sample.label != Label::None)
            samples.push_back(&sample);
    return samples;
}

/// What a baseline is learned from; empty where that isn't asked for, or there are too few.
std::vector<const Sample*> samplesToLearn(const Product& product, const EvaluationRequest& request)
{
    std::vector<const Sample*> good;
    if (request.baseline)
        for (const Sample& sample : product.samples)
            if (sample.split == datasets::Split::Train && sample.label == Label::Good)
                good.push_back(&sample);
    if (good.size() < judging::leastPartsToLearn)
        return {};
    const std::size_t count = std::min(good.size(), judging::mostPartsToLearn);
    std::vector<const Sample*> spread;
    for (std::size_t i = 0; i < count; ++i)
        spread.push_back(good[i * good.size() / count]);
    return spread;
}

/// What the model says of one whole picture.
Inspection inspectionOf(Evidence evidence)
{
    Inspection inspection;
    inspection.views.push_back({{}, std::move(evidence)});
    return inspection;
}

class Evaluator {
public:
    Evaluator(Detector& detector, const EvaluationRequest& request, const EvaluationEvents& events, std::size_t total, const std::stop_token& stop)
        : m_detector(detector)
        , m_request(request)
        , m_events(events)
        , m_total(total)
        , m_together(std::size_t(request.batch))
        , m_stop(stop)
    {
    }

    EvaluatedProduct evaluate(const Product& product, const std::vector<const Sample*>& samples)
    {
        EvaluatedProduct evaluated {product.name, {}, {}};
        m_types.clear();
        m_baseline = learn(product);
        evaluated.baselineParts = m_baseline ? std::size_t(m_baseline->parts) : 0;
        m_masksExpected = std::ranges::any_of(samples, [](const Sample* sample) { return sample->label == Label::Defective && sample->mask.kind != MaskKind::None; });
        const std::unique_ptr<Gathering> gathering = makeGathering(m_request);
        answer(samples, [&](ReadSample& read, Evidence evidence) { add(read, std::move(evidence), *gathering, evaluated); });
        evaluated.figures = gathering->figures(m_stop);
        return evaluated;
    }

    std::vector<Error> takeProblems() { return std::move(m_problems); }

private:
    std::optional<Baseline> learn(const Product& product)
    {
        judging::BaselineLearner learner;
        answer(samplesToLearn(product, m_request), [&](const ReadSample& read, Evidence evidence) {
            try {
                learner.add(inspectionOf(std::move(evidence)));
            } catch (const Error& error) {
                tell(error.of(read.sample->image));
            }
        });
        return learner.parts() < judging::leastPartsToLearn ? std::nullopt : std::optional(learner.learned());
    }

    /// `take` gets each sample that could be read and answered.
    template <typename Take>
    void answer(const std::vector<const Sample*>& samples, const Take& take)
    {
        SamplesAhead ahead(samples, m_detector.imageSize(), 2 * std::size_t(m_request.batch), m_stop);
        std::vector<ReadSample> batch;
        for (std::size_t i = 0; i < samples.size(); ++i) {
            batch.push_back(ahead.next());
            if (batch.size() < m_together && i + 1 < samples.size())
                continue;
            answerBatch(std::move(batch), take);
            batch.clear();
        }
    }

    template <typename Take>
    void answerBatch(std::vector<ReadSample> batch, const Take& take)
    {
        std::vector<Image> images;
        for (ReadSample& read : batch)
            if (!read.imageProblem)
                images.push_back(std::move(read.input));
        std::vector<std::optional<Evidence>> answers = detect(images, batch);
        auto answer = answers.begin();
        for (ReadSample& read : batch) {
            if (read.imageProblem)
                tell(*read.imageProblem);
            else if (std::optional<Evidence> evidence = std::move(*answer++))
                take(read, std::move(*evidence));
            ++m_done;
            if (m_events.advanced)
                m_events.advanced(m_done, m_total);
        }
    }

    /// An answer for each image; none where it failed, which is told. One bad image must not take its neighbours along.
    std::vector<std::optional<Evidence>> detect(const std::vector<Image>& images, const std::vector<ReadSample>& batch)
    {
        std::vector<std::optional<Evidence>> answers(images.size());
        if (images.empty())
            return answers;
        if (images.size() > 1) {
            try {
                std::ranges::move(m_detector.detect(images, m_stop), answers.begin());
                return answers;
            } catch (const Error& error) {
                if (error.code() == ErrorCode::OutOfMemory)
                    m_together = 1;
            }
        }
        std::size_t next = 0;
        for (const ReadSample& read : batch) {
            if (read.imageProblem)
                continue;
            try {
                answers[next] = m_detector.detect({&images[next], 1}, m_stop).front();
            } catch (const Error& error) {
                tell(error.of(read.sample->image));
            }
            ++next;
        }
        return answers;
    }

    void add(ReadSample& read, Evidence evidence, Gathering& gathering, EvaluatedProduct& evaluated)
    {
        const Sample& sample = *read.sample;
        const bool anomalous = sample.label == Label::Defective;
        if (read.maskProblem)
            tell(*read.maskProblem);
        else if (anomalous && m_masksExpected && sample.mask.kind == MaskKind::None)
            tell(Error(ErrorCode::MaskMissing, {}, sample.image));
        try {
            if (m_baseline)
                evidence = std::move(judging::takenOff(inspectionOf(std::move(evidence)), *m_baseline).views.front().evidence);
            gathering.add({std::move(evidence), std::move(read.mask), anomalous, anomalous ? typeOf(sample) : std::string_view()});
            evaluated.samples.push_back(&sample);
        } catch (const Error& error) {
            tell(error.of(sample.image));
        }
    }

    std::string_view typeOf(const Sample& sample)
    {
        if (std::ranges::find(m_types, sample.defect) != m_types.end())
            return sample.defect;
        // Images of unknown type are a type of their own.
        if (m_types.size() + 1 >= evaluation::mostDefectTypes)
            return {};
        m_types.emplace_back(sample.defect);
        return sample.defect;
    }

    void tell(const Error& error)
    {
        m_problems.push_back(error);
        if (m_events.problem)
            m_events.problem(error);
    }

    Detector& m_detector;
    const EvaluationRequest& m_request;
    const EvaluationEvents& m_events;
    std::size_t m_done = 0;
    std::size_t m_total;
    std::size_t m_together;
    std::stop_token m_stop;
    std::vector<Error> m_problems;
    std::vector<std::string_view> m_types;  ///< of defects, of the product
    bool m_masksExpected = false;           ///< of the product
    std::optional<Baseline> m_baseline;     ///< of the product
};

void requireGood(const EvaluationRequest& request)
{
    const auto require = [](bool good, const char* what) {
        if (!good)
            throw Error(ErrorCode::BadInput, {what});
    };
    require(request.alpha >= 0 && request.alpha <= 1, "alpha");
    require(request.sigma >= 0 && request.sigma <= greatestSigma, "sigma");
    require(request.batch >= 1, "batch");
    require(!request.baseline || request.split == datasets::Split::Test, "baseline");
    require(request.curvePoints >= evaluation::leastCurvePoints, "curve points");
}

}  // namespace

std::size_t evaluatedImages(const datasets::Dataset& dataset, const EvaluationRequest& request)
{
    std::size_t images = 0;
    for (const Product& product : dataset.products)
        if (const std::size_t own = isChosen(product, request) ? chosenSamples(product, request.split).size() : 0)
            images += own + samplesToLearn(product, request).size();
    return images;
}

bool teachesBaseline(const datasets::Dataset& dataset, EvaluationRequest request)
{
    request.baseline = true;
    return std::ranges::any_of(dataset.products, [&](const Product& product) { return isChosen(product, request) && !samplesToLearn(product, request).empty(); });
}

std::string tooLargeToKeep(const datasets::Dataset& dataset, const EvaluationRequest& request, int modelSize)
{
    const std::uint64_t side = std::uint64_t(std::max(modelSize, 1)), pixels = side * side;
    for (const Product& product : dataset.products)
        if (!request.streaming && isChosen(product, request) && chosenSamples(product, request.split).size() > mostPixels / pixels)
            return product.name;
    return {};
}

DatasetEvaluation evaluateDataset(Detector& detector, const datasets::Dataset& dataset, const EvaluationRequest& request,
                                  const EvaluationEvents& events, const std::stop_token& stop)
{
    requireGood(request);
    if (const std::string product = tooLargeToKeep(dataset, request, detector.imageSize()); !product.empty())
        throw Error(ErrorCode::BadInput, {"pixels of " + product}, dataset.root);
    DatasetEvaluation evaluation;
    evaluation.baseline = request.baseline;
    Evaluator evaluator(detector, request, events, evaluatedImages(dataset, request), stop);
    for (const Product& product : dataset.products) {
        if (!isChosen(product, request))
            continue;
        evaluation.unlabelled += std::size_t(std::ranges::count_if(product.samples, [&](const Sample& sample) { return sample.split == request.split && sample.label == Label::None; }));
        const std::vector<const Sample*> samples = chosenSamples(product, request.split);
        if (samples.empty())
            evaluation.withoutImages.push_back(product.name);
        else
            evaluation.products.push_back(evaluator.evaluate(product, samples));
    }
    evaluation.problems = evaluator.takeProblems();
    return evaluation;
}

}  // namespace inference::pipeline
