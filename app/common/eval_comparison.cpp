#include "app/common/eval_comparison.h"

#include <QCoreApplication>

#include <algorithm>
#include <map>
#include <vector>

namespace app {
namespace {

using inference::pipeline::EvaluatedProduct;

constexpr double significant = 0.05;

std::map<const inference::datasets::Sample*, bool> rightOf(const EvaluatedProduct& product)
{
    std::map<const inference::datasets::Sample*, bool> right;
    const auto& outcomes = product.figures.outcomes;
    for (std::size_t i = 0; i < product.samples.size(); ++i)
        right[product.samples[i]] = (outcomes[i].score >= *product.figures.all.imageLimitAtF1Max) == outcomes[i].anomalous;
    return right;
}

void pair(const EvaluatedProduct& first, const EvaluatedProduct& second, std::vector<inference::evaluation::PairedAnswer>& answers)
{
    if (!first.figures.all.imageLimitAtF1Max || !second.figures.all.imageLimitAtF1Max)
        return;
    const auto others = rightOf(second);
    for (const auto& [sample, right] : rightOf(first))
        if (const auto other = others.find(sample); other != others.end())
            answers.push_back({right, other->second});
}

}  // namespace

inference::evaluation::McNemar compareVerdicts(const inference::pipeline::DatasetEvaluation& first, const inference::pipeline::DatasetEvaluation& second)
{
    std::vector<inference::evaluation::PairedAnswer> answers;
    for (const EvaluatedProduct& product : first.products) {
        const auto same = std::ranges::find(second.products, product.name, &EvaluatedProduct::name);
        if (same != second.products.end())
            pair(product, *same, answers);
    }
    return inference::evaluation::mcNemar(answers);
}

QString comparisonSentence(const inference::evaluation::McNemar& test, const QString& first, const QString& second)
{
    const std::size_t images = test.bothRight + test.discordant() + test.bothWrong;
    if (images == 0)
        return QCoreApplication::translate("Eval", "No image can be compared: no product has good and anomalous images that both models answered.");
    const QString p = test.pValue < 0.001 ? QStringLiteral("p < 0.001") : QStringLiteral("p = ") + QString::number(test.pValue, 'f', 3);
    // Asked once for each place: a name that itself holds "%4" stays as it is.
    const QString counts = QCoreApplication::translate("Eval", "Of %1 images, each judged at its own model's limit of the greatest F1, both models are right on %2 and both wrong on %3; only the first is right on %4, only the second on %5.")
                               .arg(images).arg(test.bothRight).arg(test.bothWrong).arg(test.onlyFirst).arg(test.onlySecond);
    if (test.pValue >= significant)
        return counts + u' ' + QCoreApplication::translate("Eval", "This may well be chance (McNemar's test: %1).").arg(p);
    return counts + u' ' + QCoreApplication::translate("Eval", "“%1” is right more often, by more than chance (McNemar's test: %2).").arg(test.onlyFirst > test.onlySecond ? first : second, p);
}

}  // namespace app
