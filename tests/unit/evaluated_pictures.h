#pragma once

#include "evaluation/product_evaluation.h"
#include "evaluation/streamed_evaluation.h"

#include <string>
#include <vector>

/// An evaluated image that holds its pixels.
struct Picture {
    std::vector<float> map;
    std::vector<std::uint8_t> mask;
    int width = 0, height = 0;
    bool anomalous = false;
    std::string type;
    double preScore = 0, postScore = 0;

    inference::evaluation::EvaluatedImage view() const
    {
        return {map, width, height, mask, anomalous, type, preScore, postScore};
    }
};

/// Of the images whose pixels are known.
inline inference::evaluation::ScoreRange rangeOf(const std::vector<Picture>& pictures)
{
    inference::evaluation::ScoreRange range;
    for (const Picture& picture : pictures)
        if (!picture.anomalous || !picture.mask.empty())
            range.add(picture.map);
    return range;
}

inline inference::evaluation::ProductFigures exactly(const std::vector<Picture>& pictures)
{
    inference::evaluation::ProductEvaluation evaluation;
    for (const Picture& picture : pictures)
        evaluation.add(picture.view());
    return evaluation.finish();
}

inline inference::evaluation::ProductFigures streamed(const std::vector<Picture>& pictures, int bins)
{
    inference::evaluation::StreamedEvaluation evaluation(rangeOf(pictures), bins);
    for (const Picture& picture : pictures)
        evaluation.add(picture.view());
    return evaluation.figures();
}
