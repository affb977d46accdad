#include "evaluation/gauge_study.h"

#include "core/error.h"
#include "evaluation/fisher_tail_p.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <vector>

namespace inference::evaluation {
namespace {

/// Means of the values of each part by each appraiser, and how often each was measured.
class Means {
public:
    explicit Means(std::span<const GaugeReading> readings)
    {
        for (const GaugeReading& reading : readings) {
            if (reading.part < 0 || reading.appraiser < 0 || !std::isfinite(reading.value))
                throw Error(ErrorCode::BadInput, {"reading"});
            m_parts = std::max(m_parts, reading.part + 1);
            m_appraisers = std::max(m_appraisers, reading.appraiser + 1);
        }
        const std::size_t cells = std::size_t(m_parts) * std::size_t(m_appraisers);
        if (cells == 0 || readings.size() % cells != 0 || m_parts < 2 || readings.size() / cells < 2)
            throw Error(ErrorCode::BadInput, {"too few readings"});
        m_trials = int(readings.size() / cells);
        std::vector<int> counts(cells);
        m_cells.resize(cells);
        for (const GaugeReading& reading : readings) {
            const std::size_t cell = place(reading.part, reading.appraiser);
            ++counts[cell];
            m_cells[cell] += reading.value;
        }
        if (std::ranges::any_of(counts, [this](int count) { return count != m_trials; }))
            throw Error(ErrorCode::BadInput, {"parts measured unequally often"});
        for (double& cell : m_cells)
            cell /= m_trials;
        m_all = std::accumulate(m_cells.begin(), m_cells.end(), 0.0) / double(cells);
    }

    int parts() const { return m_parts; }
    int appraisers() const { return m_appraisers; }
    int trials() const { return m_trials; }
    double all() const { return m_all; }
    double of(int part, int appraiser) const { return m_cells[place(part, appraiser)]; }
    double ofPart(int part) const
    {
        double sum = 0;
        for (int appraiser = 0; appraiser < m_appraisers; ++appraiser)
            sum += of(part, appraiser);
        return sum / m_appraisers;
    }
    double ofAppraiser(int appraiser) const
    {
        double sum = 0;
        for (int part = 0; part < m_parts; ++part)
            sum += of(part, appraiser);
        return sum / m_parts;
    }

private:
    std::size_t place(int part, int appraiser) const { return std::size_t(part) * std::size_t(m_appraisers) + std::size_t(appraiser); }

    int m_parts = 0, m_appraisers = 0, m_trials = 0;
    std::vector<double> m_cells;
    double m_all = 0;
};

double squared(double value)
{
    return value * value;
}

/// From deviations, not from differences of large sums: values may lie far from 0.
void addSquares(GaugeStudy& study, const Means& means, std::span<const GaugeReading> readings)
{
    const int p = study.parts, a = study.appraisers, r = study.trials;
    std::vector<double> parts, appraisers;
    for (int part = 0; part < p; ++part)
        parts.push_back(means.ofPart(part) - study.mean);
    for (int appraiser = 0; appraiser < a; ++appraiser)
        appraisers.push_back(means.ofAppraiser(appraiser) - study.mean);
    for (const double off : parts)
        study.byPart.squares += a * r * squared(off);
    for (const double off : appraisers)
        study.byAppraiser.squares += p * r * squared(off);
    for (int part = 0; part < p; ++part)
        for (int appraiser = 0; appraiser < a; ++appraiser)
            study.interaction.squares += r * squared(means.of(part, appraiser) - study.mean - parts[std::size_t(part)] - appraisers[std::size_t(appraiser)]);
    for (const GaugeReading& reading : readings) {
        study.repetition.squares += squared(reading.value - means.of(reading.part, reading.appraiser));
        study.total.squares += squared(reading.value - study.mean);
    }
    study.byPart.freedom = p - 1;
    study.byAppraiser.freedom = a - 1;
    study.interaction.freedom = (p - 1) * (a - 1);
    study.repetition.freedom = p * a * (r - 1);
    study.total.freedom = p * a * r - 1;
}

/// What is left of sums when nothing varies is rounding, no variation.
void dropRounding(GaugeStudy& study)
{
    const double values = double(study.parts) * study.appraisers * study.trials;
    const double noise = squared(16 * std::numeric_limits<double>::epsilon()) * (values * squared(study.mean) + study.total.squares);
    for (VarianceSource* const source : {&study.byPart, &study.byAppraiser, &study.interaction, &study.repetition, &study.total})
        if (source->squares <= noise)
            source->squares = 0;
}

void test(VarianceSource& source, double against, int freedom)
{
    if (source.freedom == 0 || freedom == 0 || (against <= 0 && source.squares <= 0))
        return;
    source.f = against > 0 ? source.meanSquare() / against : std::numeric_limits<double>::infinity();
    source.p = fisherTail(*source.f, source.freedom, freedom);
}

}  // namespace

double GaugeStudy::share(double variance) const
{
    return all() > 0 ? std::sqrt(variance / all()) : 0;
}

double GaugeStudy::shareOfTolerance(double variance, double tolerance)
{
    return 6 * std::sqrt(variance) / tolerance;
}

std::optional<int> GaugeStudy::distinctCategories() const
{
    if (gauge() <= 0)
        return std::nullopt;
    return int(std::min(1e6, 1.41 * std::sqrt(partVariance / gauge())));
}

GaugeGrade gradeOf(double share)
{
    return share < 0.1 ? GaugeGrade::Good : share <= 0.3 ? GaugeGrade::Marginal : GaugeGrade::Unusable;
}

GaugeStudy gaugeStudy(std::span<const GaugeReading> readings)
{
    const Means means(readings);
    GaugeStudy study;
    study.parts = means.parts();
    study.appraisers = means.appraisers();
    study.trials = means.trials();
    study.mean = means.all();
    addSquares(study, means, readings);
    dropRounding(study);

    test(study.interaction, study.repetition.meanSquare(), study.repetition.freedom);
    study.pooled = !study.interaction.p || *study.interaction.p > pooledAbove;
    const int errorFreedom = study.repetition.freedom + (study.pooled ? study.interaction.freedom : 0);
    const double error = (study.repetition.squares + (study.pooled ? study.interaction.squares : 0)) / errorFreedom;
    // Random effects: where parts meet appraisers differently, both are tested against that.
    const double against = study.pooled ? error : study.interaction.meanSquare();
    const int againstFreedom = study.pooled ? errorFreedom : study.interaction.freedom;
    test(study.byPart, against, againstFreedom);
    test(study.byAppraiser, against, againstFreedom);

    const int p = study.parts, a = study.appraisers, r = study.trials;
    study.repeatability = error;
    study.interactionVariance = study.pooled ? 0 : std::max(0.0, (study.interaction.meanSquare() - error) / r);
    study.appraiserVariance = a > 1 ? std::max(0.0, (study.byAppraiser.meanSquare() - against) / (p * r)) : 0;
    study.partVariance = std::max(0.0, (study.byPart.meanSquare() - against) / (a * r));
    return study;
}

}  // namespace inference::evaluation
