#pragma once

#include "training/example_source.h"

namespace inference::training {

/// Drawn examples (training/synth), each another one: of every kind of product and defect that is not held out, in equal shares;
/// `defective` of them are drawn with defects. Images are size x size, turned and mirrored at random. Every second one is a window of a
/// picture a quarter larger, so that parts are met at several sizes and cut off; a defect that lies outside the window leaves a good part.
class DrawnExamples : public ExampleSource {
public:
    DrawnExamples(int size, std::size_t perEpoch, std::uint64_t seed, double defective = 0.75);

    std::size_t size() const override { return m_perEpoch; }
    Example example(std::size_t epoch, std::size_t index) const override;

private:
    int m_size;
    std::size_t m_perEpoch;
    std::uint64_t m_seed;
    double m_defective;
};

/// Drawn parts of the kinds that are not held out, of designs that training never meets (its designs are even, these odd):
/// `perProduct` of each, every fourth good, the kinds of defect in turn.
class DrawnValidation : public ValidationSource {
public:
    DrawnValidation(int size, std::size_t perProduct, std::uint64_t seed);

    std::size_t size() const override;
    ValidationKind kind(std::size_t index) const override;
    ValidationExample at(std::size_t index) const override;

private:
    int m_size;
    std::size_t m_perProduct;
    std::uint64_t m_seed;
};

}  // namespace inference::training
