#pragma once

#include "evaluation/product_figures.h"

namespace inference::evaluation {

/// What both ways of evaluating share: the images of a product, who they are and how they are ranked. About 24 bytes an image.
class ProductImages {
public:
    static constexpr std::size_t good = 0;  ///< the group of good images; group 1 + i is type i

    /// The range of the map. Throws Error(BadInput) when sizes disagree, a score isn't finite or a good image has defective pixels.
    static ScoreRange check(const EvaluatedImage& image);

    /// The group of an image, made where it is new. Throws Error(BadInput) when there are too many.
    std::size_t groupOf(const EvaluatedImage& image);
    void add(const EvaluatedImage& image, std::size_t group);

    std::size_t groups() const { return m_types.size() + 1; }
    const std::string& typeOf(std::size_t group) const { return m_types[group - 1]; }

    /// Figures of the images of all groups, or of the good ones and those of `group`; nothing of pixels.
    SetFigures figuresOf(std::optional<std::size_t> group, int curvePoints) const;
    std::vector<ImageOutcome> outcomes() const;

private:
    struct Entry {
        double score = 0;
        std::uint32_t group = 0;
        bool masked = true;
    };
    std::vector<Entry> m_images;
    std::vector<std::string> m_types;
};

/// Puts the pixels' part into `figures`. `normalised` is the limit at F1-max on the published scale; none where there is no such scale.
void setPixelFigures(
    SetFigures& figures, Ranking ranking, std::optional<double> normalised, std::optional<double> publishedPro);

}  // namespace inference::evaluation
