#include "app/report/chapters_p.h"

#include "app/common/program.h"
#include "app/report/recipe_words.h"
#include "app/store/verification_text.h"
#include "pipeline/inspector.h"
#include "widgets/joined_list.h"

#include <QCoreApplication>

namespace app {
namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(ReportSettings)
};

constexpr QColor alert(0xb3, 0x26, 0x1e);

void addModel(Flow& flow, const Report& report)
{
    const ReportModel& model = report.model;
    const QString modelName = QString::fromStdString(model.name);
    flow.section(Words::tr("Model"), flow.settingHeight(Words::tr("Name"), modelName));
    flow.setting(Words::tr("Name"), modelName);
    const auto weights = [&flow](const QString& name, const ReportWeights& file) {
        flow.setting(name, QString::fromStdString(file.file));
        flow.setting(QString(), QString::fromStdString("sha256 " + file.sha256), sheet::Type::Mono);
    };
    weights(Words::tr("CLIP weights"), model.clip);
    weights(Words::tr("VCP weights"), model.vcp);
    if (!model.options.empty()) {
        flow.setting(Words::tr("Options"), Words::tr("prompts, layers, mean and deviation of the pixels"));
        flow.setting(QString(), QString::fromStdString("sha256 " + model.options), sheet::Type::Mono);
    }
    QStringList layers;
    for (const int layer : model.layers)
        layers.append(QString::number(layer));
    flow.setting(Words::tr("Input"), Words::tr("%1 × %1 px, layers %2").arg(QString::number(model.imageSize), widgets::joinedList(layers)));
    flow.setting(Words::tr("Device"), Words::tr("%1, precision %2").arg(QString::fromStdString(model.device), QString::fromStdString(model.precision)));
    if (model.selfTest)
        flow.setting(Words::tr("Self-test"), Words::tr("maps of %n sample images differ from float32 on the CPU by %1 at most", nullptr, model.selfTest->images)
                                                 .arg(model.selfTest->greatest, 0, 'g', 2));
    flow.setting(Words::tr("Program"), Words::tr("%1, engine revision %2").arg(report.program, QString::fromLatin1(inference::pipeline::engineRevision)));
    if (!programSha256().empty())
        flow.setting(QString(), QString::fromStdString("sha256 " + programSha256()), sheet::Type::Mono);
}

void addReviews(Flow& flow, const Report& report)
{
    flow.section(Words::tr("Review log"), Flow::lineHeight());
    if (!report.reviews) {
        flow.text(Words::tr("There is no review log: nobody has decided on these parts."));
        return;
    }
    if (report.reviews->unread) {
        flow.text(Words::tr("The review log could not be read when this report was made: its entries are not in it."), sheet::Type::Body, alert);
        return;
    }
    const bool whole = report.reviews->check.finding == ReviewFinding::Intact || report.reviews->check.finding == ReviewFinding::TipBehind;
    flow.text(verificationText(report.reviews->check), sheet::Type::Body, whole ? sheet::ink : alert);
    flow.setting(Words::tr("Last entry"), QString::fromStdString("sha256 " + report.reviews->tip.hash), sheet::Type::Mono);
}

}  // namespace

Chapter addSettings(std::vector<SheetPage>& pages, QSize paper, const Report& report)
{
    Flow flow(pages, paper);
    const Chapter chapter {Words::tr("Settings"), flow.chapter(Words::tr("Settings"))};
    if (!report.isEvaluation()) {
        const QList<Setting> words = recipeWords(report.recipe);
        flow.section(Words::tr("Recipe"), flow.settingHeight(words.front().name, words.front().value));
        for (const Setting& setting : words)
            flow.setting(setting.name, setting.value);
        flow.setting(QString(), QString::fromStdString("sha256 " + report.recipeHash), sheet::Type::Mono);
    }
    addModel(flow, report);
    if (!report.isEvaluation())
        addReviews(flow, report);
    return chapter;
}

}  // namespace app
