#pragma once

#include "app/workbench/latest_job.h"
#include "app/workbench/model_service.h"
#include "app/workbench/session.h"
#include "app/workbench/settings.h"

#include <QObject>
#include <QPointer>
#include <QTimer>

class QWidget;

namespace app {

class ModelDialog;
class RecipeKeeper;

/// Which model is loaded: at the start, by the dialog, and what is said of it. A model that fails leaves the one in use; one
/// that was remembered gives way to the bundled one. What is chosen in the dialog is remembered, what the command line asks
/// for is not. A model that came into use is tested against float32 on the CPU once, when nothing is inspected. GUI thread.
class ModelPresenter : public QObject {
    Q_OBJECT

public:
    ModelPresenter(Session& session, Settings& settings, RecipeKeeper& recipes, QWidget* window);

    /// Loads what was asked for on the command line, or used last, or the bundled model, on the `device` asked for or used
    /// last.
    void start(const std::optional<inference::pipeline::ModelBundle>& wanted, const std::optional<QString>& device = {});
    /// Loads a model that the person has just made, at its own input size on the device and in the precision in use, and remembers it.
    void use(inference::pipeline::ModelBundle bundle);
    void showDialog();
    /// A camera's frames would take turns with the self-test at the model: it waits until none is watched.
    void setCameraWatched(bool watched);

    /// "CPU · bf16, within 0.002 of float32 · 420 ms per image", or what is being loaded.
    QString statusText() const;
    /// A warning that stands beside it; empty mostly.
    QString warningText() const;

signals:
    void statusChanged();

private:
    enum class Origin { CommandLine, Remembered, Dialog, Fallback };

    void load(const inference::pipeline::ModelBundle& bundle, Origin origin);
    void takeLoaded(const std::shared_ptr<const inference::pipeline::LoadedModel>& model);
    void takeFailure(const inference::pipeline::ModelBundle& bundle, const inference::Error& error);
    inference::pipeline::ModelBundle rememberedBundle() const;
    void testWhenIdle();
    void startSelfTest();
    QString precisionText() const;
    void remember(const inference::pipeline::ModelBundle& bundle);
    /// What is loaded in place of a remembered model that cannot be used: itself on another device where only that is
    /// missing, else the bundled model. Empty where nothing else is left. Throws inference::Error.
    std::optional<inference::pipeline::ModelBundle> fallbackFor(const inference::pipeline::ModelBundle& bundle, const inference::Error& error) const;

    Session& m_session;
    Settings& m_settings;
    RecipeKeeper& m_recipes;
    QWidget* m_window;
    ModelService m_service;
    QPointer<ModelDialog> m_dialog;
    Origin m_origin = Origin::Remembered;  ///< of the newest load
    QString m_loadingName;
    double m_fraction = 0;
    bool m_cameraWatched = false;
    QTimer m_idle;          ///< runs while a test waits for a quiet moment
    bool m_tested = false;  ///< the model in use, or it couldn't be
    LatestJob m_selfTest {this};
};

}  // namespace app
