#include "app/workbench/fine_tune_presenter.h"

#include "app/common/error_text.h"
#include "app/common/path_text.h"
#include "app/workbench/background.h"
#include "training/datasets/detect.h"
#include "widgets/example_strip.h"

#include <QLocale>
#include <QRegularExpression>

#include <utility>

namespace app {
namespace {

namespace datasets = inference::datasets;
using inference::Error;
using inference::ErrorCode;
using inference::pipeline::ModelBundle;

/// A folder's name: what file systems take everywhere.
QString folderName(const QString& name)
{
    static const QRegularExpression unsafe(QStringLiteral(R"([/\\:*?"<>|\x00-\x1f])"));
    QString safe = name;
    safe.replace(unsafe, QStringLiteral("-"));
    return safe.startsWith(QLatin1Char('.')) ? QLatin1Char('_') + safe.mid(1) : safe;
}

/// A link where the file system can, a copy elsewhere: weights are large.
void place(const std::filesystem::path& from, const std::filesystem::path& to)
{
    std::error_code error;
    std::filesystem::create_hard_link(from, to, error);
    if (!error)
        return;
    std::filesystem::copy_file(from, to, error);
    if (error)
        throw Error(ErrorCode::WriteFailed, {error.message()}, to);
}

/// The bundle of a training becomes a folder among the models, all at once.
inference::pipeline::ModelBundle keepBundle(const std::filesystem::path& training, const std::filesystem::path& models, const std::string& name)
{
    inference::pipeline::ModelBundle bundle = inference::pipeline::readBundle(training);
    std::error_code error;
    std::filesystem::create_directories(models, error);
    if (error)
        throw Error(ErrorCode::WriteFailed, {error.message()}, models);
    std::filesystem::path folder = models / name;
    for (int number = 2; std::filesystem::exists(folder); ++number)
        folder = models / (name + " " + std::to_string(number));
    const std::filesystem::path part = models / ("." + folder.filename().string() + ".part");
    std::filesystem::remove_all(part, error);
    std::filesystem::create_directory(part, error);
    if (error)
        throw Error(ErrorCode::WriteFailed, {error.message()}, part);
    bundle.name = folder.filename().string();
    for (std::filesystem::path* const file : {&bundle.clip, &bundle.vcp}) {
        place(*file, part / file->filename());
        *file = part / file->filename();
    }
    inference::pipeline::writeBundle(part, bundle);
    std::filesystem::rename(part, folder, error);
    if (error)
        throw Error(ErrorCode::WriteFailed, {error.message()}, folder);
    return inference::pipeline::readBundle(folder);
}

}  // namespace

FineTunePresenter::FineTunePresenter(Places places, QWidget* window)
    : QObject(window)
    , m_places(std::move(places))
    , m_window(window)
    , m_process(m_places.program)
{
    const auto tell = [this](auto told) {
        return [this, told](const auto&... values) {
            if (m_dialog)
                (m_dialog->*told)(values...);
        };
    };
    connect(&m_process, &TrainingProcess::factsChanged, this, [this](const TrainingFacts& facts) {
        if (m_dialog)
            m_dialog->setFacts(withLost(facts));
    });
    connect(&m_process, &TrainingProcess::checked, this, tell(&FineTuneDialog::setChecked));
    connect(&m_process, &TrainingProcess::exampleDrawn, this, tell(&FineTuneDialog::addExample));
    connect(&m_process, &TrainingProcess::stepped, this, tell(&FineTuneDialog::setStep));
    connect(&m_process, &TrainingProcess::validated, this, tell(&FineTuneDialog::setValidation));
    connect(&m_process, &TrainingProcess::epochEnded, this, tell(&FineTuneDialog::addEpoch));
    connect(&m_process, &TrainingProcess::guarded, this, tell(&FineTuneDialog::setGuard));
    connect(&m_process, &TrainingProcess::finished, this, tell(&FineTuneDialog::setFinished));
    connect(&m_process, &TrainingProcess::stopped, this, [this] {
        if (m_dialog)
            m_checking ? m_dialog->setCheckStopped() : m_dialog->setStopped();
    });
    connect(&m_process, &TrainingProcess::failed, this, tell(&FineTuneDialog::setFailed));
    connect(&m_process, &TrainingProcess::memoryShort, this, [this](int together) {
        if (m_dialog)
            m_dialog->setNotice(tr("Memory ran out: from now on %n image(s) go through the model at once. The steps stay the same.", nullptr, together));
    });
    for (const auto ended : {&TrainingProcess::checked, &TrainingProcess::stopped})
        connect(&m_process, ended, this, &FineTunePresenter::showModel);
    connect(&m_process, &TrainingProcess::finished, this, &FineTunePresenter::showModel);
    connect(&m_process, &TrainingProcess::failed, this, &FineTunePresenter::showModel);
    connectPictures();
}

void FineTunePresenter::connectPictures()
{
    m_pictures.setSide(widgets::ExampleStrip::pictureSide, m_window->devicePixelRatioF());
    connect(&m_pictures, &ThumbnailLoader::ready, this, [this](const QString& file, const QImage& picture) {
        if (m_dialog)
            m_dialog->setExamplePicture(file, picture);
    });
    connect(&m_pictures, &ThumbnailLoader::failed, this, [this](const QString& file) {
        if (m_dialog)
            m_dialog->setExamplePicture(file, {});
    });
}

FineTunePresenter::~FineTunePresenter() = default;

void FineTunePresenter::setModel(const inference::pipeline::ModelBundle& bundle)
{
    m_model = bundle;
    m_otherShown = m_dialog != nullptr;
    if (!m_process.isRunning())
        showModel();
}

void FineTunePresenter::showModel()
{
    if (!m_dialog || !std::exchange(m_otherShown, false))
        return;
    m_dialog->setModel(QString::fromStdString(m_model.name));
    m_dialog->setFacts(withLost({}));  // what was estimated holds for the model before
}

void FineTunePresenter::showDialog()
{
    // It stays: a training goes on behind a closed dialog, and its curves must not have holes.
    if (!m_dialog) {
        m_dialog = new FineTuneDialog(m_places.pickFolder, m_window);
        m_dialog->setModel(QString::fromStdString(m_model.name));
        m_dialog->setReviewedOffered(!m_places.history.empty());
        connect(m_dialog, &FineTuneDialog::datasetChosen, this, &FineTunePresenter::lookAt);
        connect(m_dialog, &FineTuneDialog::reviewedWanted, this, &FineTunePresenter::gatherReviewed);
        connect(m_dialog, &FineTuneDialog::checkWanted, this, &FineTunePresenter::check);
        connect(m_dialog, &FineTuneDialog::examplePictureWanted, &m_pictures, &ThumbnailLoader::want);
        connect(m_dialog, &FineTuneDialog::startWanted, this, &FineTunePresenter::start);
        connect(m_dialog, &FineTuneDialog::pauseWanted, this, [this](bool paused) {
            m_process.setPaused(paused);
            m_dialog->setPaused(m_process.isPaused());
        });
        connect(m_dialog, &FineTuneDialog::stopWanted, &m_process, &TrainingProcess::stop);
        connect(m_dialog, &FineTuneDialog::keepWanted, this, &FineTunePresenter::keep);
        connect(m_dialog, &FineTuneDialog::discardWanted, this, &FineTunePresenter::discard);
    }
    m_dialog->show();
    m_dialog->raise();
    m_dialog->activateWindow();
}

void FineTunePresenter::lookAt(const QString& folder)
{
    m_lost.clear();
    if (folder.isEmpty()) {
        ++m_looked;
        m_looking.request_stop();
        return;
    }
    m_dialog->setDataset(tr("Looking at the folder…"), false);
    look([path = toPath(folder)](const std::stop_token& stop) { return lookAtFolder(path, stop); });
}

void FineTunePresenter::gatherReviewed()
{
    m_lost.clear();
    m_dialog->setDataset(tr("Gathering the reviewed parts…"), false);
    look([history = m_places.history, folder = m_places.reviewed](const std::stop_token& stop) { return lookAtReviewed(history, folder, stop); });
}

/// One look at a time: a newer one stops those before it, and only the newest is told.
void FineTunePresenter::look(std::function<TrainingSetLook(const std::stop_token&)> work)
{
    const quint64 number = ++m_looked;
    m_looking.request_stop();
    m_looking = std::jthread([this, number, work = std::move(work), older = std::make_shared<std::jthread>(std::move(m_looking))](const std::stop_token& stop) {
        if (older->joinable())
            older->join();
        const TrainingSetLook found = work(stop);
        QMetaObject::invokeMethod(this, [this, number, found] {
            if (number != m_looked || !m_dialog)
                return;
            if (!found.folder.isEmpty())
                m_dialog->setDatasetPath(found.folder);
            m_dialog->setDataset(found.text, found.usable);
            m_lost = found.lost;
            m_dialog->setFacts(withLost({}));
        }, Qt::QueuedConnection);
    });
}

/// What was lost while the data set was gathered is as good as a problem of its own.
TrainingFacts FineTunePresenter::withLost(TrainingFacts facts) const
{
    facts.problems = (m_lost + facts.problems).mid(0, TrainingFacts::greatestProblems);
    facts.problemCount += m_lost.size();
    return facts;
}

QStringList FineTunePresenter::argumentsOf(const FineTuneOrder& order, const inference::pipeline::ModelBundle& model, const std::filesystem::path& out)
{
    QStringList arguments = model.folder.empty()
        ? QStringList {QStringLiteral("--clip"), pathText(model.clip), QStringLiteral("--vcp"), pathText(model.vcp)}
        : QStringList {QStringLiteral("--model"), pathText(model.folder)};
    const auto add = [&arguments](const char* name, const QString& value) { arguments << QLatin1String("--") + QLatin1String(name) << value; };
    add("device", QString::fromStdString(model.options.device));
    add("epochs", QString::number(order.epochs));
    add("batch", QString::number(order.batch));
    add("lr", QString::number(order.rate, 'g', 6));
    add("val-share", QString::number(order.validation, 'g', 6));
    add("patience", QString::number(order.patience));
    add("augment", order.augment ? QStringLiteral("on") : QStringLiteral("off"));
    if (out.empty())
        arguments << QStringLiteral("--check");
    else
        add("out", pathText(out));
    return arguments << QStringLiteral("--") << order.dataset;
}

void FineTunePresenter::check(const FineTuneOrder& order)
{
    if (m_process.isRunning())
        return;
    m_checking = true;
    m_dialog->setChecking();
    m_process.start(argumentsOf(order, m_model, {}));
}

void FineTunePresenter::start(const FineTuneOrder& order)
{
    if (m_process.isRunning())
        return;
    m_checking = false;
    m_pictures.clear();
    m_name = folderName(order.name);
    m_out = m_places.trainings / toPath(m_name);
    m_dialog->setStarted();
    m_process.start(argumentsOf(order, m_model, m_out));
}

void FineTunePresenter::keep()
{
    if (std::exchange(m_settling, true))
        return;
    m_settler = std::jthread([this, training = m_out, models = m_places.models, name = m_name.toStdString()] {
        const auto kept = attempt(models, [&] { return keepBundle(training, models, name); });
        std::error_code ignored;
        if (std::holds_alternative<ModelBundle>(kept))
            std::filesystem::remove_all(training, ignored);
        QMetaObject::invokeMethod(this, [this, kept] {
            m_settling = false;
            if (const auto* const error = std::get_if<Error>(&kept)) {
                if (m_dialog)
                    m_dialog->setNotice(sentence(*error));
                return;
            }
            const auto& bundle = std::get<ModelBundle>(kept);
            const bool used = !m_places.mayUse || m_places.mayUse();
            if (m_dialog)
                m_dialog->setSettled((used ? tr("The model “%1” is kept and in use.") : tr("The model “%1” is kept. The desk is locked: the model used so far stays in use.")).arg(QString::fromStdString(bundle.name)));
            if (used)
                emit modelWanted(bundle);
        }, Qt::QueuedConnection);
    });
}

void FineTunePresenter::discard()
{
    if (std::exchange(m_settling, true))
        return;
    m_settler = std::jthread([this, training = m_out] {
        std::error_code error;
        std::filesystem::remove_all(training, error);
        const QString told = error ? sentence(Error(ErrorCode::WriteFailed, {error.message()}, training)) : tr("Discarded. The model used so far stays in use.");
        QMetaObject::invokeMethod(this, [this, told] {
            m_settling = false;
            if (m_dialog)
                m_dialog->setSettled(told);
        }, Qt::QueuedConnection);
    });
}

}  // namespace app
