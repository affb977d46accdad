#include "app/workbench/session.h"

#include "app/workbench/recipe_step.h"
#include "pipeline/recipe_file.h"

#include <QDir>
#include <QFileInfo>

#include <algorithm>

namespace app {
namespace {

using State = widgets::Part::State;

constexpr std::size_t timesKept = 16;

/// What a person calls the file: its path below the folder that was opened, or its name.
QString displayName(const QString& path, const QStringList& opened)
{
    for (const QString& root : opened)
        if (path.startsWith(root + QLatin1Char('/')))
            return path.mid(root.size() + 1);
    return QFileInfo(path).fileName();
}

}  // namespace

Session::Session(QObject* parent)
    : QObject(parent)
{
    connect(&m_lister, &FolderLister::found, this, [this](quint64 generation, const QStringList& paths, const QList<QDateTime>& modified) {
        if (generation == m_listGeneration)
            appendParts(paths, modified);
    });
    connect(&m_lister, &FolderLister::finished, this, [this](quint64 generation, int, const QStringList& problems) {
        if (generation != m_listGeneration)
            return;
        m_listing = false;
        emit listingFinished(problems);
    });
    connect(&m_queue, &InspectionQueue::started, this, [this](int row) {
        m_parts[std::size_t(row)].state = State::Running;
        emit partChanged(row);
    });
    connect(&m_queue, &InspectionQueue::inspected, this, &Session::takeInspection);
    connect(&m_queue, &InspectionQueue::failed, this, [this](int row, const inference::Error& error) {
        PartRecord& part = m_parts[std::size_t(row)];
        part.state = State::Failed;
        part.error = std::make_shared<const inference::Error>(error);
        emit partChanged(row);
    });
    connect(&m_queue, &InspectionQueue::cancelled, this, [this](int row) {
        m_parts[std::size_t(row)].state = State::Cancelled;
        emit partChanged(row);
    });
    connect(&m_queue, &InspectionQueue::progressed, this, &Session::progressed);
    connect(&m_queue, &InspectionQueue::notKept, this, &Session::notKept);
    connect(&m_judge, &JudgeService::judged, this, &Session::takeJudged, Qt::QueuedConnection);
    connect(&m_judge, &JudgeService::currentJudged, this, [this](const JudgedCurrent& judged) {
        if (judged.part == m_current && part(m_current).inspection == judged.inspection)
            emit currentJudged(judged);
    }, Qt::QueuedConnection);
}

Session::~Session() = default;

void Session::open(const QStringList& paths)
{
    m_queue.abandon();
    m_judge.forgetCurrent();
    m_judge.judgeAll({}, m_recipe);
    m_parts.clear();
    m_rows.clear();
    m_rowsOfImage.clear();
    m_current = -1;
    m_openedPaths.clear();
    for (const QString& path : paths)
        m_openedPaths.append(QDir::cleanPath(QFileInfo(path).absoluteFilePath()));
    emit partsCleared();
    emit currentChanged(-1);
    m_listing = true;
    m_listGeneration = m_lister.list(m_openedPaths);
}

void Session::appendParts(const QStringList& paths, const QList<QDateTime>& modified)
{
    const int first = count();
    for (qsizetype i = 0; i < paths.size(); ++i) {
        const QString& path = paths.at(i);
        if (m_rows.contains(path))
            continue;
        m_rows.insert(path, count());
        PartRecord part;
        part.path = path;
        part.modified = modified.value(i);
        part.name = displayName(path, m_openedPaths);
        m_parts.push_back(std::move(part));
    }
    if (count() == first)
        return;
    emit partsAppended(first, count() - first);
    for (int row = first; row < count(); ++row)
        enqueue(row);
    if (m_current < 0)
        setCurrent(0);
}

void Session::enqueue(int row)
{
    PartRecord& part = m_parts[std::size_t(row)];
    part.state = State::Waiting;
    part.error.reset();
    m_queue.enqueue(row, part.path);
}

void Session::setCurrent(int row)
{
    if (row == m_current || row < -1 || row >= count())
        return;
    m_current = row;
    emit currentChanged(row);
    if (row < 0)
        return;
    m_queue.prioritise(row);
    judgeCurrent();
}

void Session::judgeCurrent()
{
    if (m_current >= 0 && part(m_current).inspection)
        m_judge.judgeCurrent(m_current, part(m_current).inspection, m_recipe);
}

void Session::changeRecipe(const inference::Recipe& recipe)
{
    if (!(recipe == m_recipe))
        m_undo.push(new RecipeStep(*this, m_recipe, recipe, m_gesture));
}

void Session::endRecipeGesture()
{
    ++m_gesture;
}

void Session::applyRecipe(const inference::Recipe& recipe)
{
    m_recipe = recipe;
    emit recipeChanged(m_recipe);
    judgeCurrent();
    judgeByFigures();
    emit verdictsMoved();
    judgeEverything();
}

JudgeService::Request Session::requestOf(int row) const
{
    const PartRecord& record = part(row);
    const bool known = record.judged.inspection == record.inspection;
    return {row, record.inspection, known ? record.judged.recipe : nullptr, known ? record.judged.figures : nullptr};
}

/// Verdicts by the figures kept of each part: at once for any number of parts, and the model is never asked. What figures can't
/// tell stays as it was until it has been judged.
void Session::judgeByFigures()
{
    for (int row = 0; row < count(); ++row) {
        JudgedPart& judged = m_parts[std::size_t(row)].judged;
        if (judged.figures && judged.inspection == part(row).inspection && judgeByFigures(judged))
            emit partChanged(row);
    }
}

/// True when something has changed.
bool Session::judgeByFigures(JudgedPart& judged) const
{
    const auto verdict = inference::judging::verdictFrom(*judged.figures, *judged.recipe, m_recipe);
    if (!verdict)
        return false;
    const float score = m_recipe.zones.empty() ? judged.regionScore : inference::judging::combinedRegionScore(*judged.figures, m_recipe);
    if (*verdict == judged.verdict && score == judged.regionScore)
        return false;
    judged.verdict = *verdict;
    judged.regionScore = score;
    return true;
}

void Session::judgeEverything()
{
    std::deque<JudgeService::Request> parts;
    for (int row = 0; row < count(); ++row)
        if (part(row).inspection)
            parts.push_back(requestOf(row));
    m_judge.judgeAll(std::move(parts), m_recipe);
}

void Session::setModel(std::shared_ptr<const inference::pipeline::LoadedModel> model, const inference::Recipe& recipe)
{
    m_queue.abandon();
    m_judge.forgetCurrent();
    m_judge.judgeAll({}, recipe);
    m_model = std::move(model);
    m_lastMilliseconds.clear();
    m_undo.clear();
    m_recipe = recipe;
    emit modelChanged();
    emit recipeChanged(m_recipe);
    startQueue();
    for (int row = 0; row < count(); ++row) {
        m_parts[std::size_t(row)].inspection.reset();
        m_parts[std::size_t(row)].judged = {};
        enqueue(row);
        emit partChanged(row);
    }
    if (m_current >= 0)
        m_queue.prioritise(m_current);
}

void Session::inspectRemaining()
{
    for (int row = 0; row < count(); ++row)
        if (const State state = part(row).state; state == State::Failed || state == State::Cancelled) {
            enqueue(row);
            emit partChanged(row);
        }
    if (m_current >= 0)
        m_queue.prioritise(m_current);
}

void Session::cancelInspection()
{
    m_queue.cancel();
}

void Session::setHistory(const std::filesystem::path& history)
{
    m_history = history;
    m_historyKnown = true;
    startQueue();
}

void Session::startQueue()
{
    if (!m_model || !m_historyKnown)
        return;
    const std::string model = inference::pipeline::modelHash(m_model->clipSha256, m_model->vcpSha256);
    const InspectionSetup setup {model, inference::pipeline::engineRevision, m_model->facts.precision, inference::pipeline::wholeView};
    m_archive = m_history.empty() ? nullptr : std::make_shared<const InspectionArchive>(InspectionArchive {m_history, setup});
    emit archiveChanged();
    m_queue.setArchive(m_archive);
    m_queue.setInspector(std::make_shared<const inference::pipeline::Inspector>(m_model->detector));
}

const PartRecord* Session::partOfImage(const std::string& image) const
{
    const auto found = m_rowsOfImage.find(image);
    return found == m_rowsOfImage.end() ? nullptr : &part(found->second);
}

void Session::setReview(const std::string& image, const ReviewState& review, inference::Label label)
{
    const auto [begin, end] = m_rowsOfImage.equal_range(image);
    for (auto row = begin; row != end; ++row) {
        PartRecord& record = m_parts[std::size_t(row->second)];
        if (record.review == review && record.label == label)
            continue;
        record.review = review;
        record.label = label;
        emit partChanged(row->second);
        emit reviewChanged(row->second);
    }
}

void Session::takeInspection(int row, const std::string& image, const std::shared_ptr<const inference::Inspection>& inspection, bool known)
{
    PartRecord& record = m_parts[std::size_t(row)];
    record.inspection = inspection;
    if (record.image != image) {
        record.image = image;
        m_rowsOfImage.emplace(image, row);
        emit imageKnown(row);
    }
    if (!known) {
        m_lastMilliseconds.push_back(inspection->times.infer);
        if (m_lastMilliseconds.size() > timesKept)
            m_lastMilliseconds.erase(m_lastMilliseconds.begin());
        emit timed();
    }
    m_judge.judge(requestOf(row), m_recipe);
    if (row == m_current)
        judgeCurrent();
}

void Session::takeJudged(const QList<JudgedPart>& judged)
{
    for (const JudgedPart& one : judged) {
        // A batch may still be on its way when another folder or model has taken the rows.
        if (one.part >= count() || part(one.part).inspection != one.inspection)
            continue;
        PartRecord& record = m_parts[std::size_t(one.part)];
        const bool newMaps = !record.judged.recipe || !inference::judging::renderAlike(*record.judged.recipe, *one.recipe);
        record.judged = one;
        record.state = State::Done;
        if (*one.recipe != m_recipe)
            judgeByFigures(record.judged);  // judged while a limit moved on
        if (newMaps)
            emit figuresMade(one.part);
        emit partChanged(one.part);
    }
}

double Session::millisecondsPerImage() const
{
    if (m_lastMilliseconds.empty())
        return 0;
    std::vector<double> times = m_lastMilliseconds;
    const auto middle = times.begin() + std::ptrdiff_t(times.size() / 2);
    std::nth_element(times.begin(), middle, times.end());
    return *middle;
}

}  // namespace app
