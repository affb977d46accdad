#pragma once

#include "app/report/report_check.h"
#include "app/workbench/file_field.h"
#include "core/error.h"

#include <QFutureWatcher>
#include <QObject>

#include <filesystem>
#include <variant>

namespace app {

/// Tells whether a report that somebody has, of this desk or of another, is as it was sealed. Images are not looked at: that is for
/// vcp-inspect verify, which the answer says. GUI thread.
class ReportChecker : public QObject {
    Q_OBJECT

public:
    /// `history` is this computer's; a report whose entries come from it is compared with it.
    ReportChecker(PickFile pickReport, std::filesystem::path history, QWidget* window);
    ~ReportChecker() override;

    /// Asks for a file first.
    void ask();
    /// The answer is told in a box. A check under way is given up.
    void check(const std::filesystem::path& pdf);

signals:
    /// What is told: whether all could be checked and nothing was changed, and all of it.
    void checked(bool fine, const QString& text);

private:
    struct Answer {
        CheckedReport report;
        bool ownLog = false;  ///< its entries were compared with this computer's log
    };
    using Outcome = std::variant<Answer, inference::Error>;

    static Answer look(const std::filesystem::path& pdf, const std::filesystem::path& history, const std::stop_token& stop);
    static QString textOf(const Answer& answer);
    void tell(const std::filesystem::path& pdf, const Outcome& outcome);

    PickFile m_pickReport;
    std::filesystem::path m_history;
    QWidget* m_window;
    std::stop_source m_stop;
    quint64 m_wish = 0;
};

}  // namespace app
