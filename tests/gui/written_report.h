#pragma once

#include "app/report/report_file.h"
#include "tests/report_tools.h"

#include <QTemporaryDir>

/// A folder of its own for each test, and the report that is written into it.
class WrittenReport {
protected:
    void renew() { m_folder = std::make_unique<QTemporaryDir>(); }
    std::filesystem::path folder() const { return m_folder->path().toStdString(); }
    std::filesystem::path pdf() const { return folder() / "report.pdf"; }
    void write(const std::shared_ptr<app::Report>& report, const app::ReportEvidence& evidence, const app::ReportOptions& options = {})
    {
        app::writeReport(pdf(), app::ReportPages(report, options, evidence));
    }
    void write(const report_tools::Sample& sample, const app::ReportOptions& options = {}) { write(sample.report, sample.evidence(), options); }

    std::unique_ptr<QTemporaryDir> m_folder;
};

/// The text with plain spaces in place of those that keep a number and its unit together.
inline QString plain(QString text)
{
    return text.replace(QChar(0xa0), ' ');
}
