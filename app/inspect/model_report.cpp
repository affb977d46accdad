#include "app/inspect/model_report.h"

#include "app/common/error_text.h"
#include "app/common/path_text.h"
#include "widgets/joined_list.h"

#include <QCoreApplication>
#include <QLocale>

#include <nlohmann/json.hpp>

#include <algorithm>

namespace app {
namespace {

using Json = nlohmann::ordered_json;

Json problemJson(const inference::Error& error)
{
    return {{"code", inference::codeName(error.code())}, {"sentence", sentence(error).toStdString()}};
}

Json shapeJson(const WeightFacts& facts)
{
    if (facts.clip) {
        const auto& s = facts.clip->shape;
        return {{"vision_width", s.visionWidth}, {"vision_layers", s.visionLayers}, {"patch", s.patch}, {"trained_grid", s.trainedGrid},
                {"embed", s.embed}, {"text_width", s.textWidth}, {"text_layers", s.textLayers}, {"vocabulary", s.vocabulary},
                {"context_length", s.contextLength}};
    }
    if (facts.vcp) {
        const auto& s = facts.vcp->shape;
        return {{"vision_width", s.visionWidth}, {"embed", s.embed}, {"text_layers", s.textLayers}, {"taps", s.taps},
                {"context_tokens", s.contextTokens}, {"prompt_tokens", s.promptTokens}};
    }
    return nullptr;
}

Json fileJson(const WeightFacts& facts)
{
    const std::string family = familyName(facts);
    Json json = {{"path", pathUtf8(facts.path)}, {"family", nullptr}};
    if (!family.empty())
        json["family"] = family;
    if (facts.clip)
        json["naming"] = namingName(facts.clip->naming);
    json["container"] = facts.container ? Json(containerName(*facts.container)) : Json();
    json["shape"] = shapeJson(facts);
    json["tensors"] = facts.tensors;
    json["types"] = facts.types;
    json["parameters"] = facts.parameters;
    json["bytes"] = facts.bytes;
    json["sha256"] = facts.sha256;
    json["problem"] = facts.problem ? problemJson(*facts.problem) : Json();
    return json;
}

QString line(const QString& label, const QString& value)
{
    return QStringLiteral("  %1  %2\n").arg(label.leftJustified(12), value);
}

QString typesText(const WeightFacts& facts)
{
    QStringList parts;
    for (const auto& [type, number] : facts.types)
        parts.append(QStringLiteral("%1 %2").arg(number).arg(QString::fromStdString(type)));
    return widgets::joinedList(parts);
}

QString shapeText(const WeightFacts& facts)
{
    if (facts.clip) {
        const auto& s = facts.clip->shape;
        return line(QCoreApplication::translate("ModelReport", "vision"),
                    QCoreApplication::translate("ModelReport", "width %1, %2 layers, patch %3 px, trained on %4 × %4 patches (%5 px)")
                        .arg(s.visionWidth).arg(s.visionLayers).arg(s.patch).arg(s.trainedGrid).arg(s.trainedGrid * s.patch))
            + line(QCoreApplication::translate("ModelReport", "text"),
                   QCoreApplication::translate("ModelReport", "width %1, %2 layers, %3 places, vocabulary of %4")
                       .arg(s.textWidth).arg(s.textLayers).arg(s.contextLength).arg(s.vocabulary))
            + line(QCoreApplication::translate("ModelReport", "embedding"), QString::number(s.embed));
    }
    if (facts.vcp) {
        const auto& s = facts.vcp->shape;
        return line(QCoreApplication::translate("ModelReport", "made for"),
                    QCoreApplication::translate("ModelReport", "vision width %1, embedding %2, %3 text layers").arg(s.visionWidth).arg(s.embed).arg(s.textLayers))
            + line(QCoreApplication::translate("ModelReport", "learned"),
                   QCoreApplication::translate("ModelReport", "%1 tapped layers, context tokens: %2, prompt tokens: %3")
                       .arg(s.taps).arg(s.contextTokens).arg(s.promptTokens));
    }
    return {};
}

QString fileText(const WeightFacts& facts)
{
    QString text = pathText(facts.path) + u'\n';
    if (!facts.container)
        return text + line(QCoreApplication::translate("ModelReport", "family"), QCoreApplication::translate("ModelReport", "unusable"));
    QStringList family {facts.problem ? QCoreApplication::translate("ModelReport", "unusable") : QString::fromStdString(familyName(facts))};
    if (facts.clip)
        family.append(QCoreApplication::translate("ModelReport", "names of %1").arg(QString::fromStdString(namingName(facts.clip->naming))));
    family.append(QString::fromStdString(containerName(*facts.container)));
    const QLocale locale;
    return text + line(QCoreApplication::translate("ModelReport", "family"), widgets::joinedList(family)) + shapeText(facts)
        + line(QCoreApplication::translate("ModelReport", "tensors"), QStringLiteral("%1 (%2)").arg(facts.tensors).arg(typesText(facts)))
        + line(QCoreApplication::translate("ModelReport", "parameters"), locale.toString(qlonglong(facts.parameters)))
        + line(QCoreApplication::translate("ModelReport", "size"), locale.formattedDataSize(qint64(facts.bytes), 1, QLocale::DataSizeSIFormat))
        + line(QStringLiteral("SHA-256"), QString::fromStdString(facts.sha256));
}

}  // namespace

bool ModelReport::usable() const
{
    return problems.empty() && std::ranges::none_of(files, [](const WeightFacts& facts) { return facts.problem.has_value(); });
}

QString reportText(const ModelReport& report)
{
    QString text;
    if (report.bundle) {
        QStringList layers;
        for (const int layer : report.layers)
            layers.append(QString::number(layer));
        text = QString::fromStdString(report.bundle->name) + u'\n'
            + line(QCoreApplication::translate("ModelReport", "input"), QCoreApplication::translate("ModelReport", "%1 px, layers %2")
                       .arg(report.bundle->options.imageSize).arg(layers.isEmpty() ? QStringLiteral("?") : layers.join(u',')))
            + line(QCoreApplication::translate("ModelReport", "recipe"), QStringLiteral("alpha %1, sigma %2").arg(report.bundle->recipe.alpha).arg(report.bundle->recipe.sigma))
            + line(QCoreApplication::translate("ModelReport", "bundle"), report.usable()
                       ? QCoreApplication::translate("ModelReport", "complete: both files fit, and are the ones described")
                       : QCoreApplication::translate("ModelReport", "unusable"));
    }
    for (const WeightFacts& facts : report.files)
        text += fileText(facts);
    return text.trimmed();
}

QString reportJson(const ModelReport& report)
{
    Json json = {{"format", "vcp-model-facts"}, {"version", 1}, {"usable", report.usable()}, {"files", Json::array()}, {"bundle", nullptr}, {"problems", Json::array()}};
    for (const WeightFacts& facts : report.files)
        json["files"].push_back(fileJson(facts));
    if (report.bundle)
        json["bundle"] = {{"name", report.bundle->name}, {"image_size", report.bundle->options.imageSize}, {"layers", report.layers},
                          {"alpha", report.bundle->recipe.alpha}, {"sigma", report.bundle->recipe.sigma}};
    for (const inference::Error& problem : report.problems)
        json["problems"].push_back(problemJson(problem));
    return QString::fromStdString(json.dump(2, ' ', false, Json::error_handler_t::replace));
}

}  // namespace app
