#pragma once

#include "model/network_p.h"

#include <array>

namespace inference::model {

/// One state word's sentence, prepared: what does not depend on the image is computed once per checkpoint.
struct Sentence {
    std::vector<Tensor> keys;    ///< per block [H, p, d] of the p tokens before the visual context
    std::vector<Tensor> values;  ///< likewise
    Tensor contextPositions;     ///< [r, T]
    Tensor after;                ///< [m, T] embedding + position of the tokens behind the context, EOT last
};

/// The tokens of one sentence before preparation: embedding + position, [count, T]; row 0 is SOT.
struct SentenceTokens {
    Tensor before;
    Tensor contextPositions;
    Tensor after;
};

/// Runs SOT, the learned prompt and the words before the context of both sentences (good, damaged) through the tower and keeps their keys
/// and values. The mask is causal, so nothing behind them can change them.
std::array<Sentence, 2> prepareSentences(const TextTower& tower, const std::array<SentenceTokens, 2>& tokens);

/// The deep-prompted text tower for both state words. `context` [B, r, T] -> [B, 2, E], unit length (good, damaged).
Tensor encodeText(const TextTower& tower, const std::array<Sentence, 2>& sentences, const Tensor& context);

}  // namespace inference::model
