#pragma once

#include "app/workbench/file_field.h"
#include "app/workbench/training_process.h"

#include <QDialog>

class QCheckBox;
class QDoubleSpinBox;
class QFormLayout;
class QLabel;
class QProgressBar;
class QSpinBox;

namespace widgets {
class ExampleStrip;
class TrainingPlot;
}

namespace app {

class TrainingFactsView;

/// What a person wants to have trained.
struct FineTuneOrder {
    QString dataset;          ///< folder
    QString name;             ///< of the new model
    int epochs = 10;
    int batch = 32;           ///< images a step
    double rate = 4e-5;
    double validation = 0.2;  ///< share of the data set that the training is judged by
    int patience = 3;         ///< epochs without a better one after which it stops; 0: never
    bool augment = true;
    friend bool operator==(const FineTuneOrder&, const FineTuneOrder&) = default;
};

/// Teaches a copy of the present model a data set of the person's own: what to learn from and how long, on request what that holds and takes
/// before anything is trained, then curves and pictures of a few parts while it learns, and at the end what it did to the validation images, to keep or to throw away. Not modal, and it may be closed meanwhile. Knows no process
/// and no file: the presenter does. GUI thread.
class FineTuneDialog : public QDialog {
    Q_OBJECT

public:
    explicit FineTuneDialog(PickFile pickFolder, QWidget* parent = nullptr);

    /// The model that the training begins with.
    void setModel(const QString& name);
    /// What the chosen folder holds; `usable`: there is something to learn from.
    void setDataset(const QString& summary, bool usable);
    /// Another folder than the person has chosen; nothing is known of it.
    void setDatasetPath(const QString& folder);
    /// Whether the reviewed parts of the history can be chosen; not at first.
    void setReviewedOffered(bool offered);
    FineTuneOrder order() const;
    void setOrder(const FineTuneOrder& order);

    /// What a check or a training has found out about data, memory and time.
    void setFacts(const TrainingFacts& facts);
    void setChecking();
    void setChecked();
    void setCheckStopped();

    void setStarted();
    void setPaused(bool paused);
    void setStep(const TrainingStep& step);
    void setValidation(qint64 done, qint64 total);
    void addEpoch(const TrainingEpoch& epoch);
    void addExample(const TrainingExample& example);
    void setExamplePicture(const QString& file, const QImage& picture);
    void setNotice(const QString& sentence);
    void setGuard(const TrainingGuard& guard);
    void setFinished(int epochs, int best, bool stoppedEarly);
    void setStopped();
    void setFailed(const QString& sentence);
    /// The trained model has been kept or thrown away: ready for another.
    void setSettled(const QString& sentence);

    QString status() const;
    widgets::TrainingPlot& plot() { return *m_plot; }
    widgets::ExampleStrip& examples() { return *m_examples; }
    QString factsText() const;

signals:
    void datasetChosen(const QString& folder);
    /// Learn from what people have said of parts on the desk.
    void reviewedWanted();
    /// Say what the order would learn from and take.
    void checkWanted(const app::FineTuneOrder& order);
    void examplePictureWanted(const QString& file);
    void startWanted(const app::FineTuneOrder& order);
    void pauseWanted(bool paused);
    void stopWanted();
    void keepWanted();
    void discardWanted();

protected:
    void changeEvent(QEvent* event) override;

private:
    enum class State { Editing, Checking, Running, Paused, Stopping, Ended };

    void build();
    void buildForm();
    void connectAll();
    void forgetEstimates();
    void setState(State state);
    void retranslate();
    QString guardText() const;
    QString pixelText() const;
    QString verdictText() const;

    State m_state = State::Editing;
    bool m_usable = false;
    QString m_modelName;
    std::optional<TrainingGuard> m_guard;
    QLabel* m_model;
    FileField* m_dataset;
    QPushButton* m_reviewed;
    QLabel* m_summary;
    QLineEdit* m_name;
    QSpinBox* m_epochs;
    QSpinBox* m_batch;
    QDoubleSpinBox* m_rate;
    QSpinBox* m_validation;
    QSpinBox* m_patience;
    QCheckBox* m_augment;
    QFormLayout* m_form;
    QWidget* m_settings;
    TrainingFactsView* m_facts;
    widgets::ExampleStrip* m_examples;
    widgets::TrainingPlot* m_plot;
    QProgressBar* m_progress;
    QLabel* m_status;
    QLabel* m_verdict;
    QPushButton* m_check;
    QPushButton* m_start;
    QPushButton* m_pause;
    QPushButton* m_stop;
    QPushButton* m_keep;
    QPushButton* m_discard;
    QPushButton* m_close;
};

}  // namespace app

Q_DECLARE_METATYPE(app::FineTuneOrder)
