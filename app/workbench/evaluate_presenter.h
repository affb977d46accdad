#pragma once

#include "app/workbench/dataset_looker.h"
#include "app/workbench/evaluate_window.h"
#include "app/workbench/evaluation_service.h"
#include "app/workbench/model_library.h"
#include "app/workbench/settings.h"

#include <QObject>

#include <memory>
#include <thread>

namespace app {

/// Evaluating from the window: looks at the chosen data set, runs one or two models over it behind the window, shows the figures and
/// writes them where the person wants. The evaluation goes on behind a closed window. GUI thread.
class EvaluatePresenter : public QObject {
    Q_OBJECT

public:
    EvaluatePresenter(Settings& settings, ModelLibrary library, PickFile pickFolder, QObject* parent);
    ~EvaluatePresenter() override;

    /// The model in use; an empty name: none.
    void setModel(const inference::pipeline::ModelBundle& bundle);
    void showWindow();
    bool isEvaluating() const { return m_service.isRunning(); }
    /// Null before showWindow().
    EvaluateWindow* window() const { return m_window.get(); }

    /// Writes figures.json, figures.csv and a folder of curves, as `vcp-inspect eval` writes them, into a new folder below `into`; of a
    /// second model into a folder inside it. Returns the new folder. Throws Error(WriteFailed). Blocking; any thread.
    static std::filesystem::path writeResult(const EvaluationResult& result, const std::filesystem::path& into);

signals:
    /// A part is to be seen in the main window; `open` is what to open where it isn't there yet.
    void imageWanted(const QString& path, const QStringList& open);

private:
    void build();
    void wireService();
    void readLibrary();
    void offerModels();
    void lookAt(const QString& folder, std::optional<inference::datasets::Layout> layout);
    std::vector<inference::pipeline::ModelBundle> chosenModels() const;
    void findLeaks();
    void start(const EvaluationWish& wish);
    void take(const std::shared_ptr<const EvaluationResult>& result);
    void end(const QString& sentence);
    void exportResult();

    Settings& m_settings;
    ModelLibrary m_library;
    PickFile m_pickFolder;
    DatasetLooker m_looker;
    EvaluationService m_service;
    inference::pipeline::ModelBundle m_inUse;
    std::vector<inference::pipeline::ModelBundle> m_others;   ///< of the library
    std::vector<inference::pipeline::ModelBundle> m_offered;  ///< the one in use first
    std::shared_ptr<const inference::datasets::Dataset> m_dataset;
    QStringList m_names;  ///< of the models under way
    std::unique_ptr<EvaluateWindow> m_window;
    std::jthread m_reader;
    std::jthread m_exporter;
};

}  // namespace app
