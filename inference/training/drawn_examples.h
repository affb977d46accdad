#pragma once

#include "training/example_source.h"

#include <memory>

namespace inference::training {

class DrawnPool;

/// How often a drawn picture is shown. Drawing takes longer than learning does on a card: shown several times, each time as another
/// window at another scale, turned and recoloured, some time apart, they keep it busy.
struct DrawnUse {
    int uses = 1;
    std::size_t pool = 8192;  ///< pictures in memory meanwhile; with one use there are none
    /// The most bytes that they take, for examples of `size` x `size`.
    std::size_t bytes(int size) const;
    friend bool operator==(const DrawnUse&, const DrawnUse&) = default;
};

/// Drawn examples (training/synth), of each picture as many as `use` says: of every kind of product (by ProductKind::share) and of
/// defect (in equal shares) that is not held out;
/// `defective` of them are drawn with defects. Images are size x size, turned and mirrored at random. Every second one is a window of a
/// picture a quarter larger, so that parts are met at several sizes and cut off; a defect that lies outside the window leaves a good part.
class DrawnExamples : public ExampleSource {
public:
    DrawnExamples(int size, std::size_t perEpoch, std::uint64_t seed, const DrawnUse& use = {}, double defective = 0.75);
    ~DrawnExamples() override;

    std::size_t size() const override { return m_perEpoch; }
    Example example(std::size_t epoch, std::size_t index) const override;

private:
    /// As it was drawn, `size` or a quarter more a side.
    Example picture(std::uint64_t place) const;

    int m_size;
    std::size_t m_perEpoch;
    std::uint64_t m_seed;
    double m_defective;
    std::unique_ptr<DrawnPool> m_pool;  ///< none where each picture is shown once
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
