#include "app/workbench/report_form.h"

#include "app/workbench/settings.h"

#include <QDate>
#include <QStringList>

#include <algorithm>

namespace app {
namespace {

constexpr int longestName = 100;

/// A choice out of `count`, whatever somebody wrote into the file.
template <typename Choice>
Choice choice(const QVariantMap& values, const char* key, int count)
{
    return Choice(std::clamp(values.value(QLatin1String(key)).toInt(), 0, count - 1));
}

/// A field as part of a file's name: no separators, none of the characters that some system refuses, no dot in front.
QString safe(const QString& field)
{
    QString name;
    for (const QChar letter : field.simplified())
        name += letter.isPrint() && !QStringLiteral("/\\:*?\"<>|").contains(letter) ? letter : QLatin1Char('_');
    while (name.startsWith(QLatin1Char('.')))
        name.remove(0, 1);
    return name.left(longestName);
}

}  // namespace

ReportForm rememberedForm(const Settings& settings, const QString& product)
{
    const ReportForm fresh;
    const QVariantMap values = settings.reportChoices(product, {{"template", int(fresh.options.style)},
                                                                {"paper", int(fresh.options.paper)},
                                                                {"per_page", fresh.options.picturesPerPage},
                                                                {"pictured", int(fresh.pictured)},
                                                                {"names", int(fresh.redaction.names)},
                                                                {"without_times", fresh.redaction.times},
                                                                {"without_people", fresh.redaction.operators},
                                                                {"station", QString()},
                                                                {"heading", QString()},
                                                                {"logo", QString()}});
    ReportForm form;
    form.product = product;
    form.station = values.value("station").toString();
    form.operatorName = settings.operatorName();
    form.heading = values.value("heading").toString();
    form.logoFile = values.value("logo").toString();
    form.options.style = choice<ReportTemplate>(values, "template", 3);
    form.options.paper = choice<ReportPaper>(values, "paper", 2);
    form.options.picturesPerPage = std::clamp(values.value("per_page").toInt(), 1, 2);
    form.options.colours = settings.colourMap();
    form.options.opacity = settings.opacity();
    form.pictured = choice<PicturedParts>(values, "pictured", 4);
    form.redaction.names = choice<Redaction::Names>(values, "names", 3);
    form.redaction.times = values.value("without_times").toBool();
    form.redaction.operators = values.value("without_people").toBool();
    return form;
}

void rememberForm(Settings& settings, const ReportForm& form)
{
    settings.setReportChoices(form.product, {{"template", int(form.options.style)},
                                             {"paper", int(form.options.paper)},
                                             {"per_page", form.options.picturesPerPage},
                                             {"pictured", int(form.pictured)},
                                             {"names", int(form.redaction.names)},
                                             {"without_times", form.redaction.times},
                                             {"without_people", form.redaction.operators},
                                             {"station", form.station},
                                             {"heading", form.heading},
                                             {"logo", form.logoFile}});
}

QString proposedName(const ReportForm& form, const QDate& date)
{
    QStringList parts;
    for (const QString& field : {form.product, form.lot})
        if (const QString name = safe(field); !name.isEmpty())
            parts.append(name);
    if (parts.isEmpty())
        parts.append(QStringLiteral("report"));
    parts.append(date.toString(Qt::ISODate));
    return parts.join(QLatin1Char('-')) + QStringLiteral(".pdf");
}

std::shared_ptr<const Report> makeReport(const ReportOrder& order, const QImage& logo, std::optional<ReportReviews> reviews)
{
    const ReportForm& form = order.form;
    auto report = std::make_shared<Report>(reportOf(*order.snapshot, form.pictured));
    report->product = form.product;
    report->lot = form.lot;
    report->station = form.station;
    report->operatorName = form.operatorName;
    report->notes = form.notes;
    report->heading = form.heading;
    report->logo = logo;
    report->reviews = std::move(reviews);
    report->gauge = order.gauge;
    redact(*report, form.redaction);
    return report;
}

}  // namespace app
