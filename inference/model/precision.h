#pragma once

#include <string>
#include <string_view>

namespace inference::model {

/// How the tower of pictures is computed on the processor. Sums, the residual stream, LayerNorm and softmax are float32 in both.
enum class Precision {
    Float32,
    BFloat16,  ///< weights and what is multiplied with them rounded to bf16
};

/// "fp32", "bf16"
std::string_view precisionName(Precision precision);

/// What the self-test found on this processor, with the tower's own kernels and all of LibTorch's threads.
struct PrecisionTest {
    std::string float32Kernels;   ///< instructions used: "avx512", "avx2", "baseline"
    std::string bfloat16Kernels;  ///< "amx", "avx512-bf16"; without either those of float32, which work on weights kept as bf16
    double float32Rate = 0;       ///< GFLOP/s of a product of the tower's shape
    double bfloat16Rate = 0;      ///< likewise
    bool bfloat16Native = false;  ///< the processor multiplies bf16 itself
    double difference = 0;        ///< greatest difference of the bf16 product from the same product of rounded numbers in float32, of its scale
    Precision chosen = Precision::Float32;  ///< bf16 where it is native, at least 1.3 times as fast, and `difference` is rounding alone
};

/// Measured at the first call (some 0.1 s) and kept. Call prepareMachine() before. Any thread.
const PrecisionTest& testPrecision();

/// "auto", "fp32" or "bf16". bf16 asked for by name is given on every processor: where no instruction multiplies it, weights are
/// kept as bf16 and widened in the cache, which is half the memory at about the speed of float32.
/// Throws Error(PrecisionUnavailable, {asked, "cpu"}) for any other name.
Precision choosePrecision(const std::string& asked);

/// The best rate in GFLOP/s over the four products of a ViT-L block (1370 tokens, width 1024), measured anew (some 0.5 s):
/// the yardstick of a whole image. Any thread, but for itself.
double measuredGemmRate(Precision precision);

}  // namespace inference::model
