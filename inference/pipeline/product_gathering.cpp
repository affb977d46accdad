#include "pipeline/product_gathering_p.h"

#include "core/render.h"
#include "evaluation/product_evaluation.h"
#include "evaluation/streamed_evaluation.h"
#include "judging/judge.h"

namespace inference::pipeline {
namespace {

using evaluation::EvaluatedImage;

/// One image's maps, alive as long as what is made of them.
struct Rendered {
    judging::RenderedMaps maps;

    Rendered(const Evidence& evidence, const EvaluationRequest& request)
    {
        maps.branches = renderBranches(evidence, evidence.imageSize);
        maps.blended = blend(maps.branches, request.alpha, request.sigma);
    }

    EvaluatedImage image(std::span<const std::uint8_t> mask, bool anomalous, std::string_view defectType, const std::optional<Recipe>& scoredBy) const
    {
        const AnomalyMap& map = maps.blended;
        if (scoredBy)
            return {map.values, map.width, map.height, mask, anomalous, defectType, judging::scoreOf(maps, *scoredBy), 0};
        return {map.values, map.width, map.height, mask, anomalous, defectType, topMean(maps.branches.pre, publishedScoreValues),
                topMean(maps.branches.post, publishedScoreValues)};
    }
};

class KeptGathering final : public Gathering {
public:
    using Gathering::Gathering;

    void add(Answer answer) override
    {
        m_product.add(Rendered(answer.evidence, m_request).image(answer.mask, answer.anomalous, answer.defectType, m_request.scoredBy));
    }
    evaluation::ProductFigures figures(const std::stop_token& stop) override { return m_product.finish(m_request.curvePoints, stop); }

private:
    evaluation::ProductEvaluation m_product;
};

/// Keeps the evidence: only when all maps were seen is it known where their scale begins and ends.
class StreamedGathering final : public Gathering {
public:
    using Gathering::Gathering;

    void add(Answer answer) override
    {
        if (!answer.anomalous || !answer.mask.empty())
            m_range.add(Rendered(answer.evidence, m_request).maps.blended.values);
        m_kept.push_back({std::move(answer.evidence), std::vector<bool>(answer.mask.begin(), answer.mask.end()), answer.anomalous, answer.defectType});
    }

    evaluation::ProductFigures figures(const std::stop_token& stop) override
    {
        if (m_range.empty) {  // no pixel is known, so there is none to be kept
            evaluation::ProductEvaluation product;
            addAll(product, stop);
            return product.finish(m_request.curvePoints, stop);
        }
        evaluation::StreamedEvaluation product(m_range);
        addAll(product, stop);
        return product.figures(m_request.curvePoints);
    }

private:
    struct Kept {
        Evidence evidence;
        std::vector<bool> mask;
        bool anomalous = false;
        std::string_view defectType;
    };

    template <class Evaluation>
    void addAll(Evaluation& product, const std::stop_token& stop) const
    {
        for (const Kept& kept : m_kept) {
            if (stop.stop_requested())
                throw Cancelled();
            const std::vector<std::uint8_t> mask(kept.mask.begin(), kept.mask.end());
            product.add(Rendered(kept.evidence, m_request).image(mask, kept.anomalous, kept.defectType, m_request.scoredBy));
        }
    }

    evaluation::ScoreRange m_range;
    std::vector<Kept> m_kept;
};

}  // namespace

std::unique_ptr<Gathering> makeGathering(const EvaluationRequest& request)
{
    if (request.streaming)
        return std::make_unique<StreamedGathering>(request);
    return std::make_unique<KeptGathering>(request);
}

}  // namespace inference::pipeline
