#include "app/workbench/session.h"

#include "app/workbench/recipe_step.h"
#include "pipeline/options_hash.h"
#include "pipeline/recipe_file.h"

#include <QDir>
#include <QFileInfo>

#include <algorithm>
#include <utility>

namespace app {
namespace {

using State = widgets::Part::State;

constexpr std::size_t timesKept = 16;
constexpr int restAfter = 300;  // milliseconds without a moved limit

/// What a person calls the file: its path below the folder that was opened, or its name.
QString displayName(const QString& path, const QStringList& opened)
{
    for (const QString& root : opened)
        if (path.startsWith(root + QLatin1Char('/')))
            return path.mid(root.size() + 1);
    return QFileInfo(path).fileName();
}

std::size_t bytesOf(const inference::Inspection& inspection)
{
    std::size_t bytes = 0;
    for (const inference::View& view : inspection.views)
        bytes += sizeof(float) * (view.evidence.pre.size() + view.evidence.post.size());
    return bytes;
}

}  // namespace

Session::Session(QObject* parent, std::size_t evidenceBytes)
    : QObject(parent)
    , m_evidenceBytes(evidenceBytes)
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
        tellChanged(row);
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
        tellChanged(row);
    });
    connect(&m_queue, &InspectionQueue::progressed, this, &Session::progressed);
    connect(&m_queue, &InspectionQueue::notKept, this, &Session::notKept);
    connect(&m_queue, &InspectionQueue::keptAgain, this, &Session::keptAgain);
    connect(&m_judge, &JudgeService::judged, this, &Session::takeJudged, Qt::QueuedConnection);
    connect(&m_judge, &JudgeService::currentJudged, this, [this](const JudgedCurrent& judged) {
        if (judged.part == m_current && part(m_current).answer == judged.answer)
            emit currentJudged(judged);
    }, Qt::QueuedConnection);
    m_rest.setSingleShot(true);
    m_rest.setInterval(restAfter);
    connect(&m_rest, &QTimer::timeout, this, &Session::feedJudge);
}

Session::~Session() = default;

void Session::open(const QStringList& paths)
{
    m_queue.abandon();
    m_judge.forgetCurrent();
    m_judge.forgetList();
    for (auto* const list : {&m_fresh, &m_undecided, &m_outdated})
        list->clear();
    m_held.clear();
    m_heldBytes = 0;
    m_counts = {};
    m_parts.clear();
    m_rows.clear();
    m_rowsOfImage.clear();
    m_current = -1;
    m_undo.clear();  // its steps are about parts that are open no longer
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
    else if (m_current >= first)
        m_queue.prioritise(m_current);  // gone to as soon as it was told of, before it was in the queue
}

void Session::enqueue(int row)
{
    PartRecord& part = m_parts[std::size_t(row)];
    part.state = State::Waiting;
    part.error.reset();
    m_queue.enqueue(row, part.path);
}

/// What the model said of the part is of the past.
void Session::inspectAgain(int row)
{
    PartRecord& record = m_parts[std::size_t(row)];
    change(record, [&] {
        record.answer = 0;
        record.judged = {};
    });
    record.inspection.reset();
    record.archive.reset();
    enqueue(row);
    tellChanged(row);
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

void Session::changeRecipe(const inference::Recipe& recipe)
{
    if (recipe == *m_recipe)
        return;
    if (refusesChange()) {
        emit recipeChanged(*m_recipe);  // views go back to it
        return;
    }
    if (!m_beforeGesture)
        m_beforeGesture = m_recipe;
    m_undo.push(new RecipeStep(*this, *m_recipe, recipe, m_gesture));
}

void Session::endRecipeGesture()
{
    ++m_gesture;
    m_beforeGesture.reset();
}

void Session::setRecipeLocked(bool locked)
{
    if (std::exchange(m_locked, locked) == locked)
        return;
    if (locked) {
        endRecipeGesture();
        m_undo.clear();
    }
    emit recipeLockChanged(locked);
}

bool Session::refusesChange()
{
    if (m_locked)
        emit recipeRefused();
    return m_locked;
}

void Session::stepRecipe(const inference::Recipe& recipe)
{
    endRecipeGesture();
    changeRecipe(recipe);
    endRecipeGesture();
}

void Session::applyRecipe(const inference::Recipe& recipe, bool another)
{
    const bool otherTiles = recipe.tileSide != m_recipe->tileSide;
    m_recipe = std::make_shared<const inference::Recipe>(recipe);
    if (another)
        emit recipeReplaced();
    if (otherTiles) {
        forgetAnswers();
        makeInspector();
        emit recipeChanged(*m_recipe);
        emit timed();
        inspectAllAgain();
        emit verdictsMoved();
        return;
    }
    judgeCurrent();  // first: its thread works while this one tells the views
    emit recipeChanged(*m_recipe);
    judgeByFigures();
    emit verdictsMoved();
    m_rest.start();
    feedJudge();
}

/// At once, or with the others of the step under way.
void Session::tellChanged(int row)
{
    if (m_changed)
        m_changed->append(row);
    else
        emit partChanged(row);
}

void Session::tellChangedTogether()
{
    if (const QList<int> rows = *std::exchange(m_changed, {}); !rows.isEmpty())
        emit partsChanged(rows);
}

void Session::setModel(std::shared_ptr<const inference::pipeline::LoadedModel> model, const inference::Recipe& recipe)
{
    forgetAnswers();
    m_model = std::move(model);
    m_undo.clear();
    m_beforeGesture.reset();
    m_recipe = std::make_shared<const inference::Recipe>(recipe);
    makeInspector();
    emit modelChanged();
    emit recipeReplaced();
    emit recipeChanged(*m_recipe);
    inspectAllAgain();
}

/// All that is known of how the model answers, and what was asked of it.
void Session::forgetAnswers()
{
    m_queue.abandon();
    m_judge.forgetCurrent();
    m_judge.forgetList();
    m_lastMilliseconds.clear();
    m_held.clear();
    m_heldBytes = 0;
}

void Session::makeInspector()
{
    m_inspector = m_model ? std::make_shared<const inference::pipeline::Inspector>(m_model->detector, m_recipe->tileSide) : nullptr;
}

void Session::inspectAllAgain()
{
    startQueue();
    m_changed.emplace();
    for (int row = 0; row < count(); ++row)
        inspectAgain(row);
    if (m_current >= 0)
        m_queue.prioritise(m_current);
    tellChangedTogether();
}

void Session::inspectRemaining()
{
    m_changed.emplace();
    for (int row = 0; row < count(); ++row)
        if (const State state = part(row).state; state == State::Failed || state == State::Cancelled) {
            enqueue(row);
            tellChanged(row);
        }
    if (m_current >= 0)
        m_queue.prioritise(m_current);
    tellChangedTogether();
}

void Session::cancelInspection()
{
    m_changed.emplace();
    m_queue.cancel();
    tellChangedTogether();
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
    auto options = m_model->bundle.options;
    if (!m_model->facts.layers.empty())
        options.layers = m_model->facts.layers;
    const InspectionSetup setup {model, inference::pipeline::engineRevision, m_model->facts.precision, inference::pipeline::viewsName(m_recipe->tileSide),
                                 inference::pipeline::optionsHash(options)};
    m_archive = m_history.empty() ? nullptr : std::make_shared<const InspectionArchive>(InspectionArchive {m_history, setup});
    emit archiveChanged();
    m_queue.setArchive(m_archive);
    m_queue.setInspector(m_inspector);
}

const PartRecord* Session::partOfImage(const std::string& image) const
{
    const auto found = m_rowsOfImage.find(image);
    return found == m_rowsOfImage.end() ? nullptr : &part(found->second);
}

void Session::setReviews(std::span<const PartState> states)
{
    QList<int> rows;
    for (const PartState& state : states) {
        const auto [begin, end] = m_rowsOfImage.equal_range(state.image);
        for (auto row = begin; row != end; ++row) {
            PartRecord& record = m_parts[std::size_t(row->second)];
            if (record.review == state.review && record.label == state.label)
                continue;
            change(record, [&] {
                record.review = state.review;
                record.label = state.label;
            });
            rows.append(row->second);
        }
    }
    if (rows.isEmpty())
        return;
    if (rows.size() == 1)
        emit partChanged(rows.front());
    else
        emit partsChanged(rows);
    emit reviewsChanged(rows);
}

void Session::takeInspection(int row, const Inspected& inspected)
{
    PartRecord& record = m_parts[std::size_t(row)];
    change(record, [&] {
        record.answer = ++m_lastAnswer;
        record.inspection = inspected.inspection;
        record.archive = inspected.archive;
    });
    holdEvidence(row);
    if (record.image != inspected.image) {
        // The file has changed: what was said of the image before isn't about this one.
        const auto [begin, end] = m_rowsOfImage.equal_range(record.image);
        if (const auto old = std::find_if(begin, end, [row](const auto& known) { return known.second == row; }); old != end)
            m_rowsOfImage.erase(old);
        const PartRecord* const same = partOfImage(inspected.image);
        const auto [review, label] = same ? std::pair(same->review, same->label) : std::pair(ReviewState(), inference::Label::None);
        record.image = inspected.image;
        m_rowsOfImage.emplace(inspected.image, row);
        if (record.review != review || record.label != label) {
            change(record, [&] {
                record.review = review;
                record.label = label;
            });
            emit reviewsChanged({row});
        }
        emit imageKnown(row);
    }
    if (!inspected.known) {
        m_lastMilliseconds.push_back(inspected.inspection->times.infer);
        if (m_lastMilliseconds.size() > timesKept)
            m_lastMilliseconds.erase(m_lastMilliseconds.begin());
        emit timed();
    }
    m_fresh.push_back(row);
    feedJudge();
    if (row == m_current)
        judgeCurrent();
}

/// The oldest evidence makes room; what is in no archive stays.
void Session::holdEvidence(int row)
{
    if (!part(row).archive)
        return;
    m_held.push_back({row, part(row).answer, bytesOf(*part(row).inspection)});
    m_heldBytes += m_held.back().bytes;
    while (m_heldBytes > m_evidenceBytes) {
        const Held oldest = m_held.front();
        m_held.pop_front();
        m_heldBytes -= oldest.bytes;
        if (PartRecord& record = m_parts[std::size_t(oldest.row)]; record.answer == oldest.answer)
            record.inspection.reset();
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
