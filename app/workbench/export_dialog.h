#pragma once

#include "app/workbench/export_form.h"
#include "app/workbench/file_field.h"
#include "widgets/time_estimate.h"

#include <QDialog>

#include <array>
#include <optional>

class QCheckBox;
class QComboBox;
class QFormLayout;
class QGridLayout;
class QLabel;
class QPlainTextEdit;
class QProgressBar;
class QPushButton;

namespace widgets {
class WrappedText;
}

namespace app {

/// What is exported of the parts, without whose words, and into which folder; then how far it is, and what came of it. Not modal, and
/// it may be closed meanwhile. Knows no file: the presenter does. GUI thread.
class ExportDialog : public QDialog {
    Q_OBJECT

public:
    explicit ExportDialog(PickFile pickFolder, QWidget* parent = nullptr);

    ExportForm form() const;
    void setForm(const ExportForm& form);
    /// How many parts each choice means.
    void setCounts(const ExportCounts& counts);
    /// Whether inspections are kept, so that there is a history to copy.
    void setHistoryThere(bool there);

    /// It doesn't begin yet, and why.
    void setWaiting(const QString& sentence);
    void setProgress(int done, int total, widgets::Pace::Time now = std::chrono::steady_clock::now());
    /// `notice` is said as well, where there is one.
    void setFinished(const ExportResult& result, const QString& notice = {});
    void setRefused(const QString& path);
    void setFailed(const QString& sentence);
    void setCancelled();

    QString status() const;
    QString problems() const;

signals:
    void exportWanted(const app::ExportForm& form);
    void cancelWanted();
    void openFolderWanted(const QString& folder);
    /// The person comes back to it: the list may show other parts by now.
    void countsWanted();

protected:
    void changeEvent(QEvent* event) override;

private:
    enum class State { Editing, Waiting, Running };
    static constexpr int kinds = 9;

    void build();
    QGridLayout* buildKinds();
    QFormLayout* buildChoices();
    QWidget* buildOutcome();
    void connectAll();
    void setState(State state);
    void followForm();
    void growAsNeeded();
    void retranslate();
    void retranslateKinds();
    void fillParts();
    void showOutcome(const QString& sentence);
    static QString problemsOf(const ExportResult& result);

    State m_state = State::Editing;
    ExportCounts m_counts;
    bool m_historyThere = true;
    widgets::Pace m_pace;
    int m_done = 0;
    int m_total = 0;

    QWidget* m_settings;
    QCheckBox* m_everything;
    std::array<QCheckBox*, kinds> m_kinds {};
    std::array<QLabel*, kinds> m_kindTexts {};
    QLabel* m_partsLabel;
    QComboBox* m_parts;
    QLabel* m_namesLabel;
    QComboBox* m_names;
    QCheckBox* m_times;
    QCheckBox* m_people;
    QLabel* m_privacy;
    QLabel* m_folderLabel;
    FileField* m_folder;
    QLabel* m_folderText;
    QWidget* m_outcome;
    QProgressBar* m_progress;
    widgets::WrappedText* m_status;
    QPlainTextEdit* m_problems;
    QLabel* m_reason;  ///< why there is nothing to export
    QPushButton* m_open;
    QPushButton* m_export;
    QPushButton* m_cancel;
    QPushButton* m_close;
};

}  // namespace app
