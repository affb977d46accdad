#pragma once

#include "app/workbench/file_field.h"
#include "app/workbench/report_form.h"
#include "widgets/time_estimate.h"

#include <QDialog>

#include <array>

class QCheckBox;
class QComboBox;
class QGroupBox;
class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QProgressBar;
class QPushButton;
class QSpinBox;
class QToolButton;

namespace widgets {
class PageView;
class WrappedText;
}

namespace app {

/// What a report says, how it looks, and its pages beside it. Not modal. Knows no session and no thread: tells what is wanted and shows
/// what it is given. GUI thread.
class ReportDialog : public QDialog {
    Q_OBJECT

public:
    explicit ReportDialog(PickFile pickFile, QWidget* parent = nullptr);

    void setForm(const ReportForm& form);
    ReportForm form() const;
    widgets::PageView& pages() { return *m_pages; }

    /// How many parts each choice of pictures takes, in the order of PicturedParts.
    void setPartCounts(const std::array<int, 4>& counts);
    void setLogo(const QImage& logo, const QString& problem);
    /// Sentences on what the report lacks or a person should know; none: nothing.
    void setWarnings(const QStringList& warnings);
    /// Whether there is something to report.
    void setSavable(bool savable);

    /// A report is to be written and waits: why, in a sentence.
    void setWaiting(const QString& sentence);
    void setWriting(int done, int total, widgets::Pace::Time now = std::chrono::steady_clock::now());
    /// It is written, in a sentence; it can be opened.
    void setSaved(const QString& sentence);
    /// It isn't: why, in a sentence.
    void setFailed(const QString& sentence);
    QString outcome() const;

signals:
    /// Something was changed by the person, or the program speaks another language now.
    void formChanged();
    void saveWanted();
    void cancelWanted();
    void openWanted();
    void folderWanted();
    void shown();
    void hidden();

protected:
    void changeEvent(QEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    enum class State { Idle, Waiting, Writing, Saved, Failed };

    // report_dialog_layout.cpp
    void build();
    QWidget* buildForm();
    QWidget* buildPreview();
    QWidget* buildFoot();
    void nameEverything();
    void nameChoices();

    void connectForm();
    void connectPages();
    void enter(State state, const QString& sentence);
    void updateEnabled();
    void updatePages();

    ReportForm m_form;  ///< what has no field here: colours and opacity
    std::array<int, 4> m_counts {};
    bool m_filling = false;
    bool m_savable = false;
    State m_state = State::Idle;
    widgets::Pace m_pace;

    QGroupBox* m_what;
    QGroupBox* m_look;
    QGroupBox* m_privacy;
    QLineEdit* m_product;
    QLineEdit* m_lot;
    QLineEdit* m_station;
    QLineEdit* m_operator;
    QPlainTextEdit* m_notes;
    QLineEdit* m_heading;
    FileField* m_logo;
    QLabel* m_logoPicture;
    QPushButton* m_removeLogo;
    widgets::WrappedText* m_logoProblem;
    QComboBox* m_template;
    QComboBox* m_paper;
    QComboBox* m_perPage;
    QComboBox* m_pictured;
    QComboBox* m_names;
    QCheckBox* m_withoutTimes;
    QCheckBox* m_withoutPeople;
    QList<QLabel*> m_labels;  ///< of the fields, in the order of nameEverything()

    widgets::WrappedText* m_warnings;
    widgets::PageView* m_pages;
    QToolButton* m_previous;
    QSpinBox* m_page;
    QToolButton* m_next;
    QToolButton* m_whole;
    QToolButton* m_paperSize;

    widgets::WrappedText* m_outcome;
    QProgressBar* m_progress;
    QLabel* m_left;
    QPushButton* m_cancel;
    QPushButton* m_open;
    QPushButton* m_folder;
    QPushButton* m_save;
    QPushButton* m_close;
};

}  // namespace app
