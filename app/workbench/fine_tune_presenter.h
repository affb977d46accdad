#pragma once

#include "app/workbench/training_set_look.h"
#include "app/workbench/fine_tune_dialog.h"
#include "app/workbench/thumbnail_loader.h"
#include "pipeline/model_bundle.h"

#include <QPointer>

#include <filesystem>
#include <functional>
#include <thread>

namespace app {

/// Fine-tuning from the window: looks at the chosen data set, runs the training as a process, and puts a model that is kept among the
/// person's own. Trainings lie below `trainings`, one folder each; a model that is thrown away takes its training along. GUI thread.
class FineTunePresenter : public QObject {
    Q_OBJECT

public:
    struct Places {
        QString program;                     ///< vcp-inspect
        std::filesystem::path trainings;     ///< need not exist yet
        std::filesystem::path models;        ///< where kept models go; likewise
        PickFile pickFolder;
        std::filesystem::path history = {};   ///< whose reviewed parts may be learned from; empty: none
        std::filesystem::path reviewed = {};  ///< folder in which they are laid out; made anew each time
        std::function<bool()> mayUse = {};    ///< whether a kept model is taken into use; null: it is
    };
    FineTunePresenter(Places places, QWidget* window);
    ~FineTunePresenter() override;

    /// The model that the next training would begin with; an empty name: none.
    void setModel(const inference::pipeline::ModelBundle& bundle);
    void showDialog();
    /// More than a check.
    bool isTraining() const { return m_process.isRunning() && !m_checking; }

    /// What is behind "train" for an order: model, data, rates, folder; an empty folder: only a check. For tests and for the log.
    static QStringList argumentsOf(const FineTuneOrder& order, const inference::pipeline::ModelBundle& model, const std::filesystem::path& out);

signals:
    /// A trained model has been kept and is to be used.
    void modelWanted(const inference::pipeline::ModelBundle& bundle);

private:
    void showModel();
    void lookAt(const QString& folder);
    void gatherReviewed();
    void look(std::function<TrainingSetLook(const std::stop_token&)> work);
    TrainingFacts withLost(TrainingFacts facts) const;
    void check(const FineTuneOrder& order);
    void start(const FineTuneOrder& order);
    void connectPictures();
    void keep();
    void discard();

    Places m_places;
    QWidget* m_window;
    TrainingProcess m_process;
    ThumbnailLoader m_pictures;  ///< of the epochs' examples
    bool m_checking = false;     ///< the process is a check
    QPointer<FineTuneDialog> m_dialog;
    inference::pipeline::ModelBundle m_model;
    bool m_otherShown = false;  ///< the dialog shows the model before: that of what is under way
    std::filesystem::path m_out;  ///< of the training under way or just ended
    QString m_name;
    QStringList m_lost;  ///< of the chosen data set, before a training reads it
    quint64 m_looked = 0;
    std::jthread m_looking;
    bool m_settling = false;  ///< a trained model is being kept or thrown away
    std::jthread m_settler;
};

}  // namespace app
