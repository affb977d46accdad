#pragma once

#include "app/workbench/model_service.h"
#include "app/workbench/session.h"
#include "app/workbench/settings.h"

#include <QObject>
#include <QPointer>

class QWidget;

namespace app {

class ModelDialog;
class RecipeKeeper;

/// Which model is loaded: at the start, by the dialog, and what is said of it. A model that fails leaves the one in use.
/// GUI thread.
class ModelPresenter : public QObject {
    Q_OBJECT

public:
    ModelPresenter(Session& session, Settings& settings, RecipeKeeper& recipes, QWidget* window);

    /// Loads what was asked for on the command line, or used last, or the bundled model.
    void start(const std::optional<inference::pipeline::ModelBundle>& wanted);
    void showDialog();

    /// "CPU · fp32 · 420 ms per image", or what is being loaded.
    QString statusText() const;
    /// A warning that stands beside it; empty mostly.
    QString warningText() const;

signals:
    void statusChanged();

private:
    void load(const inference::pipeline::ModelBundle& bundle);
    void takeLoaded(const std::shared_ptr<const inference::pipeline::LoadedModel>& model);
    void takeFailure(const inference::pipeline::ModelBundle& bundle, const inference::Error& error);
    inference::pipeline::ModelBundle rememberedBundle() const;

    Session& m_session;
    Settings& m_settings;
    RecipeKeeper& m_recipes;
    QWidget* m_window;
    ModelService m_service;
    QPointer<ModelDialog> m_dialog;
    QString m_loadingName;
    double m_fraction = 0;
};

}  // namespace app
