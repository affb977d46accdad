#include "app/workbench/model_presenter.h"

#include "app/common/data_paths.h"
#include "app/common/error_text.h"
#include "app/common/path_text.h"
#include "app/common/self_test_files.h"
#include "app/workbench/background.h"
#include "app/workbench/model_dialog.h"
#include "app/workbench/recipe_keeper.h"

#include <QMessageBox>
#include <QPushButton>

namespace app {

using inference::Error;
using inference::pipeline::LoadedModel;
using inference::pipeline::ModelBundle;

namespace {

/// 0 where the bundle can't be read any more.
int ownInputSize(const ModelBundle& bundle)
{
    try {
        return bundle.folder.empty() ? inference::model::ModelOptions().imageSize : inference::pipeline::readBundle(bundle.folder).options.imageSize;
    } catch (const Error&) {
        return 0;
    }
}

}  // namespace

ModelPresenter::ModelPresenter(Session& session, Settings& settings, RecipeKeeper& recipes, QWidget* window)
    : QObject(window)
    , m_session(session)
    , m_settings(settings)
    , m_recipes(recipes)
    , m_window(window)
{
    connect(&m_service, &ModelService::machineKnown, this, [this] {
        if (m_dialog)
            m_dialog->setMachine(*m_service.machine());
        if (m_service.machine()->referenceBlas)
            qWarning("LibTorch runs on the reference BLAS (%s): install libopenblas0-openmp", m_service.machine()->blasLibrary.c_str());
        emit statusChanged();
    });
    connect(&m_service, &ModelService::progressed, this, [this](double fraction) {
        m_fraction = fraction;
        if (m_dialog)
            m_dialog->setLoading(fraction, tr("Loading %1…").arg(m_loadingName));
        emit statusChanged();
    });
    connect(&m_service, &ModelService::loaded, this, &ModelPresenter::takeLoaded);
    connect(&m_service, &ModelService::failed, this, &ModelPresenter::takeFailure);
    connect(&session, &Session::timed, this, &ModelPresenter::statusChanged);
    m_idle.setSingleShot(true);
    m_idle.setInterval(3000);
    connect(&m_idle, &QTimer::timeout, this, &ModelPresenter::startSelfTest);
    connect(&session, &Session::progressed, this, &ModelPresenter::testWhenIdle);
    connect(&session, &Session::modelChanged, this, [this] {
        m_tested = false;
        m_selfTest.cancel();
        testWhenIdle();
    });
}

/// It takes the cores from whatever is inspected: it waits until nothing is, and gives up when something comes.
void ModelPresenter::testWhenIdle()
{
    if (m_tested || !m_session.model())
        return;
    if (m_session.queue().isRunning() || m_cameraWatched) {
        m_idle.stop();
        m_selfTest.cancel();
    } else if (!m_selfTest.isRunning() && !m_idle.isActive()) {
        m_idle.start();
    }
}

void ModelPresenter::setCameraWatched(bool watched)
{
    m_cameraWatched = watched;
    testWhenIdle();
}

void ModelPresenter::startSelfTest()
{
    const auto inspector = m_session.inspector();
    if (m_tested || !inspector || m_session.queue().isRunning() || m_cameraWatched)
        return;
    m_selfTest.start([this, inspector, model = *m_session.model()](const LatestJob::Voice& voice, const std::stop_token& stop) {
        giveWay(10);
        try {
            if (!keptSelfTest(model))
                testAndKeep(model, *inspector, stop);
        } catch (const inference::Cancelled&) {
            return;
        } catch (const std::exception& error) {
            qWarning("self-test: %s", error.what());
        }
        voice.end([this] {
            m_tested = true;
            emit statusChanged();
        });
    });
}

QString ModelPresenter::precisionText() const
{
    const LoadedModel& model = *m_session.model();
    const QString precision = QString::fromStdString(model.facts.precision);
    const auto test = knownSelfTest(model);
    return test && model.facts.precision != "fp32" ? tr("%1, within %2 of float32").arg(precision).arg(test->greatest, 0, 'g', 1) : precision;
}

void ModelPresenter::start(const std::optional<ModelBundle>& wanted, const std::optional<QString>& device)
{
    m_origin = wanted ? Origin::CommandLine : Origin::Remembered;
    try {
        ModelBundle bundle = wanted ? *wanted : rememberedBundle();
        if (device)
            bundle.options.device = device->toStdString();
        load(bundle, m_origin);
    } catch (const Error& error) {
        takeFailure({}, error);
    }
}

ModelBundle ModelPresenter::rememberedBundle() const
{
    const QString folder = m_settings.modelFolder();
    const QStringList files = m_settings.modelFiles();
    ModelBundle bundle = files.size() == 2 ? inference::pipeline::bundleOf(toPath(files.at(0)), toPath(files.at(1)))
                                           : inference::pipeline::readBundle(folder.isEmpty() ? bundledModel() : toPath(folder));
    if (const int size = m_settings.inputSize(); size > 0)
        bundle.options.imageSize = size;
    bundle.options.device = m_settings.device().toStdString();
    bundle.options.precision = m_settings.precision().toStdString();
    return bundle;
}

void ModelPresenter::use(ModelBundle bundle)
{
    if (m_session.refusesChange())
        return;
    const LoadedModel* const model = m_session.model();
    bundle.options.device = model ? model->bundle.options.device : m_settings.device().toStdString();
    bundle.options.precision = model ? model->bundle.options.precision : m_settings.precision().toStdString();
    load(bundle, Origin::Dialog);
}

void ModelPresenter::load(const ModelBundle& bundle, Origin origin)
{
    m_origin = origin;
    m_loadingName = QString::fromStdString(bundle.name);
    m_fraction = 0;
    m_service.load(bundle);
    if (m_dialog)
        m_dialog->setLoading(0, tr("Loading %1…").arg(m_loadingName));
    emit statusChanged();
}

void ModelPresenter::takeLoaded(const std::shared_ptr<const LoadedModel>& model)
{
    // It was chosen before the desk was locked.
    if (m_origin == Origin::Dialog && m_session.refusesChange()) {
        if (m_dialog && m_session.model())
            m_dialog->setCurrent(m_session.model()->bundle);
        emit statusChanged();
        return;
    }
    m_recipes.flush();
    m_session.setModel(model, m_recipes.recipeFor(*model));
    const ModelBundle& bundle = model->bundle;
    if (m_origin == Origin::Dialog)
        remember(bundle);
    qInfo("model %s loaded on %s %s in %.2f s, CLIP %s, VCP %s", bundle.name.c_str(), model->facts.device.c_str(),
          model->facts.deviceName.c_str(), model->loadSeconds, model->clipSha256.c_str(), model->vcpSha256.c_str());
    if (m_dialog)
        m_dialog->setCurrent(bundle);
    emit statusChanged();
}

void ModelPresenter::remember(const ModelBundle& bundle)
{
    // Absolute: the next start may be in another folder.
    const auto whole = [](const std::filesystem::path& path) {
        std::error_code error;
        const auto absolute = std::filesystem::absolute(path, error);
        return pathText(error ? path : absolute);
    };
    const bool bare = bundle.folder.empty();
    m_settings.setModel(bare || bundle.folder == bundledModel() ? QString() : whole(bundle.folder),
                        bare ? QStringList {whole(bundle.clip), whole(bundle.vcp)} : QStringList());
    m_settings.setInputSize(bundle.options.imageSize == ownInputSize(bundle) ? 0 : bundle.options.imageSize);
    m_settings.setDevice(QString::fromStdString(bundle.options.device));
    m_settings.setPrecision(QString::fromStdString(bundle.options.precision));
}

std::optional<ModelBundle> ModelPresenter::fallbackFor(const ModelBundle& bundle, const Error& error) const
{
    if (m_origin != Origin::Remembered || m_session.model())
        return {};
    // A size that was remembered for other weights.
    const bool otherSize = error.code() == inference::ErrorCode::ImageSizeInvalid && m_settings.inputSize() > 0;
    if (otherSize) {
        ModelBundle own = bundle;
        own.options.imageSize = ownInputSize(bundle);
        if (own.options.imageSize > 0 && own.options.imageSize != bundle.options.imageSize)
            return own;
    }
    const bool otherDevice = error.code() == inference::ErrorCode::DeviceUnavailable || error.code() == inference::ErrorCode::PrecisionUnavailable;
    if (!otherDevice && bundle.folder == bundledModel())
        return {};
    ModelBundle other = otherDevice ? bundle : inference::pipeline::readBundle(bundledModel());
    other.options.device = other.options.precision = "auto";
    return other;
}

void ModelPresenter::takeFailure(const ModelBundle& bundle, const Error& error)
{
    qWarning("model %s: %s", bundle.name.c_str(), error.what());
    emit statusChanged();
    if (m_dialog && m_dialog->isVisible()) {
        m_dialog->setLoadFailed(sentence(error));
        return;
    }
    QString outcome = m_session.model() ? tr("The model used so far stays in use.") : tr("Choose another model to inspect parts.");
    try {
        if (const auto other = fallbackFor(bundle, error)) {
            load(*other, Origin::Fallback);
            outcome = other->folder == bundledModel() ? tr("The bundled model is used instead; its verdicts may differ.")
                                                      : tr("The model runs on what this computer has instead.");
        }
    } catch (const Error& second) {
        qWarning("bundled model: %s", second.what());
    }
    auto* const box = new QMessageBox(QMessageBox::Warning, tr("The model can't be used"), sentence(error), QMessageBox::Close, m_window);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setInformativeText(outcome);
    connect(box->addButton(tr("Choose a Model…"), QMessageBox::AcceptRole), &QPushButton::clicked, this, &ModelPresenter::showDialog);
    box->open();
}

void ModelPresenter::showDialog()
{
    if (m_session.refusesChange())
        return;
    if (!m_dialog) {
        m_dialog = new ModelDialog(ModelLibrary({dataFolder() / "models"}, userModelsFolder()), {}, m_window);
        m_dialog->setAttribute(Qt::WA_DeleteOnClose);
        connect(m_dialog, &ModelDialog::modelChosen, this, [this](const ModelBundle& bundle) {
            if (!m_session.refusesChange())
                load(bundle, Origin::Dialog);
        });
        if (m_service.machine())
            m_dialog->setMachine(*m_service.machine());
        if (m_session.model())
            m_dialog->setCurrent(m_session.model()->bundle);
        if (m_service.isLoading())
            m_dialog->setLoading(m_fraction, tr("Loading %1…").arg(m_loadingName));
    }
    m_dialog->show();
    m_dialog->raise();
    m_dialog->activateWindow();
}

QString ModelPresenter::statusText() const
{
    if (m_service.isLoading())
        return tr("Loading %1… %2 %").arg(m_loadingName).arg(int(m_fraction * 100));
    const LoadedModel* const model = m_session.model();
    if (!model)
        return tr("No model");
    const auto& facts = model->facts;
    const QString device = facts.device == "cpu" ? tr("CPU") : QString::fromStdString(facts.deviceName.empty() ? facts.device : facts.deviceName);
    QString text = QString::fromStdString(model->bundle.name) + QStringLiteral(" · ") + device + QStringLiteral(" · ")
        + precisionText();
    if (const double ms = m_session.millisecondsPerImage(); ms > 0)
        text += QStringLiteral(" · ") + tr("%1 ms per image").arg(ms, 0, 'f', ms < 10 ? 1 : 0);
    return text;
}

QString ModelPresenter::warningText() const
{
    if (m_service.machine() && m_service.machine()->referenceBlas)
        return tr("Slow: LibTorch runs on the reference BLAS. Install libopenblas0-openmp.");
    const LoadedModel* const model = m_session.model();
    const auto test = model ? knownSelfTest(*model) : std::nullopt;
    return test && !test->holds() ? tr("Maps in %1 differ from float32 by up to %2: choose float32 under Models.")
                                        .arg(QString::fromStdString(model->facts.precision)).arg(test->greatest, 0, 'f', 2)
                                  : QString();
}

}  // namespace app
