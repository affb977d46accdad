#include "app/common/evaluation_files.h"

#include "app/common/curve_files.h"
#include "app/common/metrics_table.h"
#include "weights/atomic_file.h"

namespace app {
namespace {

void put(const std::filesystem::path& path, const std::string& text)
{
    if (path.empty())
        return;
    inference::weights::AtomicFile file(path);
    file.write(text);
    file.commit();
}

}  // namespace

void writeEvaluation(const EvaluationFiles& files, const inference::pipeline::DatasetEvaluation& evaluation, const std::filesystem::path& root)
{
    const std::vector<ProductMetrics> table = tableOf(evaluation);
    put(files.json, metricsJson(table));
    put(files.csv, metricsCsv(table));
    if (!files.curves.empty())
        writeCurveFiles(files.curves, evaluation, root);
}

}  // namespace app
