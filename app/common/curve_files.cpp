#include "app/common/curve_files.h"

#include "app/common/csv_file.h"
#include "app/common/output_names.h"
#include "app/common/path_text.h"
#include "evaluation/image_confusion.h"
#include "weights/atomic_file.h"

#include <charconv>
#include <cmath>
#include <vector>

namespace app {
namespace {

using inference::evaluation::Curve;
using inference::evaluation::MetricColumn;
using inference::evaluation::metricColumns;
using inference::pipeline::EvaluatedProduct;

std::string numberText(double value)
{
    if (!std::isfinite(value))
        return {};
    char text[32];
    return {text, std::to_chars(text, text + sizeof text, value).ptr};
}

void write(const std::filesystem::path& path, const std::string& text)
{
    inference::weights::AtomicFile file(path);
    file.write(text);
    file.commit();
}

/// Part of a file's name: a product may be called anything, "../x" too.
std::string fileNameOf(const std::string& product)
{
    std::string name = product;
    for (char& c : name) {
        const bool harmless = static_cast<unsigned char>(c) >= 0x80 || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' || c == ' ';
        if (!harmless)
            c = '_';
    }
    return name.empty() ? "product" : name;
}

void addCurve(std::string& text, const std::string& level, const std::string& name, const Curve& curve)
{
    for (const auto& point : curve) {
        const std::vector<std::string> cells {level, name, numberText(point.x), numberText(point.y), numberText(point.limit)};
        text += csvLine(cells);
    }
}

std::string curvesCsv(const inference::evaluation::SetFigures& figures)
{
    std::string text = "level,curve,x,y,limit\r\n";
    for (const auto& [level, curves] : {std::pair("pixels", &figures.pixelCurves), std::pair("images", &figures.imageCurves)}) {
        addCurve(text, level, "roc", curves->roc);
        addCurve(text, level, "precision_recall", curves->precisionRecall);
        addCurve(text, level, "pro", curves->pro);
    }
    return text;
}

/// Where each image stands at the limit of the greatest F1; empty without one.
std::vector<std::string> cellsOf(const inference::evaluation::ProductFigures& figures)
{
    std::vector<std::string> cells(figures.outcomes.size());
    if (!figures.all.imageLimitAtF1Max)
        return cells;
    const auto confusion = inference::evaluation::confusionAt(figures.outcomes, *figures.all.imageLimitAtF1Max);
    const auto mark = [&](const std::vector<std::size_t>& places, const char* name) {
        for (const std::size_t place : places)
            cells[place] = name;
    };
    mark(confusion.hits, "hit");
    mark(confusion.escapes, "escape");
    mark(confusion.overkills, "overkill");
    mark(confusion.passes, "pass");
    return cells;
}

std::string imagesCsv(const EvaluatedProduct& product, const std::filesystem::path& root)
{
    std::string text = "image,defect,anomalous,score,limit,cell\r\n";
    const auto& figures = product.figures;
    const std::vector<std::string> cells = cellsOf(figures);
    const std::string limit = figures.all.imageLimitAtF1Max ? numberText(*figures.all.imageLimitAtF1Max) : std::string();
    for (std::size_t i = 0; i < product.samples.size(); ++i) {
        const auto& sample = *product.samples[i];
        const auto& outcome = figures.outcomes[i];
        const std::vector<std::string> row {harmlessText(pathUtf8(sample.image.lexically_relative(root))), harmlessText(sample.defect), outcome.anomalous ? "1" : "0",
                                            numberText(outcome.score), limit, cells[i]};
        text += csvLine(row);
    }
    return text;
}

std::string defectsCsv(const inference::pipeline::DatasetEvaluation& evaluation)
{
    std::vector<std::string> header {"product", "defect"};
    for (const MetricColumn& column : metricColumns)
        header.emplace_back(column.key);
    header.insert(header.end(), {"images", "anomalous"});
    std::string text = csvLine(header);
    for (const EvaluatedProduct& product : evaluation.products)
        for (const auto& type : product.figures.types) {
            std::vector<std::string> cells {harmlessText(product.name), harmlessText(type.type)};
            for (const MetricColumn& column : metricColumns) {
                const std::optional<double>& value = type.figures.metrics.*column.value;
                cells.push_back(value ? numberText(*value) : std::string());
            }
            cells.push_back(std::to_string(type.figures.images));
            cells.push_back(std::to_string(type.figures.anomalous));
            text += csvLine(cells);
        }
    return text;
}

}  // namespace

void writeCurveFiles(const std::filesystem::path& folder, const inference::pipeline::DatasetEvaluation& evaluation, const std::filesystem::path& root)
{
    OutputNames names;
    for (const EvaluatedProduct& product : evaluation.products) {
        const std::string name = names.claim(fileNameOf(product.name));
        write(folder / (name + ".curves.csv"), curvesCsv(product.figures.all));
        write(folder / (name + ".images.csv"), imagesCsv(product, root));
    }
    write(folder / "defects.csv", defectsCsv(evaluation));
}

}  // namespace app
