#pragma once

#include <cstddef>

namespace inference::evaluation {

/// The two-sided 95 % point of the standard normal distribution.
inline constexpr double z95 = 1.959963984540054;

struct Interval {
    double low = 0;
    double high = 1;
    friend bool operator==(const Interval&, const Interval&) = default;
};

/// What an interval of a rate says.
enum class Bound {
    Unknown,   ///< 0 of 0: nothing is known, 0..1
    TwoSided,  ///< low..high
    AtMost,    ///< none was seen: only `high` says something
    AtLeast,   ///< all were: only `low` does
};

struct RateInterval {
    double low = 0;
    double high = 1;
    Bound bound = Bound::Unknown;
    friend bool operator==(const RateInterval&, const RateInterval&) = default;
};

/// Wilson's score interval of `count` of `of`: (p + z²/2n ± z sqrt(p(1-p)/n + z²/4n²)) / (1 + z²/n).
/// E. B. Wilson, J. Am. Stat. Assoc. 22 (1927) 209; recommended by L. D. Brown et al., Statist. Sci. 16 (2001) 101, who give
/// the form used here as (4). 0..1 for `of` = 0. Throws Error(BadInput) for count > of and for z that isn't above 0.
Interval wilsonInterval(std::size_t count, std::size_t of, double z = z95);

/// The interval that is said to a person: Wilson's between the ends; for 0 of n (n of n) the exact one-sided bound of
/// Clopper and Pearson, Biometrika 26 (1934) 404, at the same confidence: at most 1 - a^(1/n) (at least a^(1/n)) with
/// a = erfc(z/sqrt 2), 0.05 for z95: about 3/n. Throws as wilsonInterval does.
RateInterval rateInterval(std::size_t count, std::size_t of, double z = z95);

/// The least n for which 0 of n says "at most `rate`": 299 for 1 %. Throws Error(BadInput) unless 0 < rate < 1.
std::size_t samplesToProve(double rate, double z = z95);

/// So many of so many.
struct Share {
    std::size_t count = 0;
    std::size_t of = 0;

    double rate() const { return of > 0 ? double(count) / double(of) : 0; }  ///< 0..1; 0 for 0 of 0
    double ppm() const { return rate() * 1e6; }                             ///< parts per million
    RateInterval interval(double z = z95) const { return rateInterval(count, of, z); }
    friend bool operator==(const Share&, const Share&) = default;
};

}  // namespace inference::evaluation
