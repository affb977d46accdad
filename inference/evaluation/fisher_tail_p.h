#pragma once

namespace inference::evaluation {

/// P[X > f] for X of Fisher's F distribution: how often a ratio of two mean squares is so large by chance. I_x(d2/2, d1/2) at
/// x = d2 / (d2 + d1 f), the regularised incomplete beta function by its continued fraction (NIST Handbook of Mathematical Functions, 8.17.22),
/// to about 1e-12, with hundreds of thousands of degrees of freedom to 1e-8. Degrees of freedom above 0; f >= 0, infinity too. Pure; any thread.
double fisherTail(double f, double freedomAbove, double freedomBelow);

}  // namespace inference::evaluation
