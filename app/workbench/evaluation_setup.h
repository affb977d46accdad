#pragma once

#include "app/workbench/dataset_looker.h"
#include "app/workbench/file_field.h"
#include "widgets/time_estimate.h"

#include <QStringList>

class QCheckBox;
class QComboBox;
class QLabel;
class QProgressBar;
class QPushButton;

namespace widgets {
class FoldSection;
class WrappedText;
}

namespace app {

class ProductTicks;

/// What the person wants evaluated of the data set looked at.
struct EvaluationWish {
    inference::datasets::Split split = inference::datasets::Split::Test;
    std::vector<std::string> products;  ///< empty: all
    int model = 0;                      ///< place among the models offered
    int other = -1;                     ///< to compare with; -1: none
    bool baseline = false;              ///< what good training images show is taken off first
    bool scoredByRecipe = false;        ///< images by each model's own score instead of the published one
    friend bool operator==(const EvaluationWish&, const EvaluationWish&) = default;
};

/// The left side of the window Evaluate: which data set and what it holds, which images of it, by which model; Start, Cancel and how far
/// it is. Knows no file and no worker. GUI thread.
class EvaluationSetup : public QWidget {
    Q_OBJECT

public:
    explicit EvaluationSetup(PickFile pickFolder, QWidget* parent = nullptr);

    /// Like a person's own choice.
    void setFolder(const QString& folder);
    QString folder() const { return m_folder->path(); }

    void setLooking();
    void setLook(const DatasetLook& look);
    void setLookFailed(const QString& sentence);
    void setLeaks(const DatasetLeaks& leaks);

    /// Names to choose from; the first is the one in use. What was chosen by name stays chosen.
    void setModels(const QStringList& names);
    /// -1: no model is there.
    int model() const;
    int other() const;
    EvaluationWish wish() const;

    void setLoading(const QString& model, double fraction);
    void setProgress(const QString& model, qint64 done, qint64 total);
    /// Ready again; `sentence` says what became of it.
    void setIdle(const QString& sentence);
    /// Something else that has happened; not while one runs.
    void setSaid(const QString& sentence);
    bool isRunning() const { return m_running; }
    QString status() const;

signals:
    /// Empty: none any more.
    void datasetWanted(const QString& folder, std::optional<inference::datasets::Layout> layout);
    void samplesWanted();
    void modelsChanged();
    void startWanted(const app::EvaluationWish& wish);
    void cancelWanted();

protected:
    void changeEvent(QEvent* event) override;

private:
    enum class Data { None, Looking, Failed, Ready };

    void build();
    void wire();
    void askForDataset();
    void closeSameModel();
    void fillProducts();
    bool canLearn() const;
    void showDataset();
    void showState();
    void retranslate();

    Data m_data = Data::None;
    bool m_running = false;
    std::optional<DatasetLook> m_look;
    DatasetLeaks m_leaks;
    QString m_failure;
    QString m_said;  ///< what became of the last evaluation
    widgets::Pace m_pace;

    QLabel* m_folderLabel;
    FileField* m_folder;
    QPushButton* m_samples;
    QLabel* m_layoutLabel;
    QComboBox* m_layout;
    widgets::WrappedText* m_summary;
    widgets::WrappedText* m_warnings;
    widgets::FoldSection* m_problems;
    widgets::WrappedText* m_problemText;
    QLabel* m_splitLabel;
    QComboBox* m_split;
    ProductTicks* m_products;
    QLabel* m_modelLabel;
    QComboBox* m_model;
    QLabel* m_otherLabel;
    QComboBox* m_other;
    QCheckBox* m_baseline;
    QLabel* m_scoreLabel;
    QComboBox* m_score;  ///< published, then each model's own
    QPushButton* m_start;
    QPushButton* m_cancel;
    QProgressBar* m_progress;
    widgets::WrappedText* m_status;
};

}  // namespace app
