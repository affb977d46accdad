#pragma once

#include "app/live/recorder_options.h"
#include "app/workbench/file_field.h"

#include <QWidget>

class QComboBox;
class QDoubleSpinBox;
class QLabel;
class QPushButton;
class QSpinBox;
namespace widgets {
class WrappedText;
}

namespace app {

/// Asks which verdicts of the live view are recorded with their pictures, where and within which limits, and shows how the recorder
/// fares. Knows no recorder: options and state in, wishes out. GUI thread.
class RecordingForm : public QWidget {
    Q_OBJECT

public:
    explicit RecordingForm(PickFile pickFolder = pickFolderFromDesktop, QWidget* parent = nullptr);

    /// Says nothing.
    void setOptions(const RecorderOptions& options);
    RecorderOptions options() const;
    void setState(const RecorderState& state);

signals:
    /// The person has chosen otherwise.
    void optionsChanged(const app::RecorderOptions& options);
    /// The folder of the judged frames, to be opened as a folder of parts.
    void openWanted(const QString& folder);
    /// The folder of all recordings.
    void showWanted(const QString& folder);

protected:
    void changeEvent(QEvent* event) override;

private:
    void layOut();
    void connectAll();
    void retranslate();
    void showState();
    void enableWhatCounts();
    void sayChanged();

    RecorderOptions m_options;  ///< with what is not asked for here
    RecorderState m_state;
    QLabel *m_resultsLabel, *m_beforeLabel, *m_afterLabel, *m_folderLabel, *m_limitLabel, *m_daysLabel;
    QComboBox* m_results;
    QSpinBox *m_before, *m_after, *m_days;
    FileField* m_folder;
    QDoubleSpinBox* m_gigabytes;
    widgets::WrappedText* m_stateLine;
    QPushButton *m_open, *m_show;
};

}  // namespace app
