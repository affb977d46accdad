#pragma once

#include "app/report/report_pages.h"
#include "app/workbench/session_report.h"

#include <QString>

namespace app {

class Settings;

/// What a person fills in and chooses for a report.
struct ReportForm {
    QString product;
    QString lot;
    QString station;
    QString operatorName;
    QString notes;
    QString heading;
    QString logoFile;  ///< empty: none
    ReportOptions options;
    PicturedParts pictured = PicturedParts::ReviewAndFail;
    Redaction redaction;
    friend bool operator==(const ReportForm&, const ReportForm&) = default;
};

/// The form for a product as its last report was made, else as the last of all; lot and notes are new each time. Colours and opacity
/// of the heat are those on the screen.
ReportForm rememberedForm(const Settings& settings, const QString& product);
void rememberForm(Settings& settings, const ReportForm& form);

/// "Gear A-L 2024_17-2026-05-01.pdf": without what a file's name can't hold. Empty fields are left out; "report-<date>.pdf" without any.
QString proposedName(const ReportForm& form, const QDate& date);

/// What is reported of what.
struct ReportOrder {
    std::shared_ptr<const SessionSnapshot> snapshot;
    ReportForm form;
    std::optional<ReportGauge> gauge {};  ///< of the snapshot's parts
};

/// The whole report, redacted as the form says. Pure; any thread.
std::shared_ptr<const Report> makeReport(const ReportOrder& order, const QImage& logo, std::optional<ReportReviews> reviews);

}  // namespace app
