#include "app/workbench/review_desk.h"

#include "app/store/utc_text.h"
#include "pipeline/recipe_file.h"

#include <QCoreApplication>

#include <algorithm>
#include <ranges>

namespace app {

using inference::Label;
using inference::Verdict;

/// One review step that can be undone: the log only grows, so undoing is an entry of its own.
class ReviewStep : public QUndoCommand {
public:
    ReviewStep(ReviewDesk& desk, const QString& text, std::vector<ReviewEntry> forward, std::vector<ReviewEntry> backward)
        : QUndoCommand(text)
        , m_desk(desk)
        , m_forward(std::move(forward))
        , m_backward(std::move(backward))
    {
    }

    void redo() override { m_desk.commit(m_forward); }
    void undo() override { m_desk.commit(m_backward); }

private:
    ReviewDesk& m_desk;
    std::vector<ReviewEntry> m_forward;
    std::vector<ReviewEntry> m_backward;
};

ReviewDesk::ReviewDesk(Session& session, HistoryService& history, QObject* parent)
    : QObject(parent)
    , m_session(session)
    , m_history(history)
{
    // Parts come by the hundred: one question for all that came in a moment.
    m_read.setSingleShot(true);
    m_read.setInterval(50);
    connect(&m_read, &QTimer::timeout, this, &ReviewDesk::readUnread);
    connect(&session, &Session::imageKnown, this, [this](int row) { readSoon(m_session.part(row).image); });
    connect(&session, &Session::reviewsChanged, this, &ReviewDesk::countClasses);
    connect(&session, &Session::partsCleared, this, [this] {
        m_classesOfRow.clear();
        m_classes.clear();
    });
    connect(&history, &HistoryService::statesRead, this, &ReviewDesk::takeStates);
    connect(&history, &HistoryService::opened, this, &ReviewDesk::readAll);
    // What couldn't be read is asked for again as soon as there is hope.
    connect(&history, &HistoryService::requestFailed, this, [this](quint64 request, const inference::Error&) {
        if (const auto asked = m_asked.extract(request))
            std::ranges::move(asked.mapped(), std::back_inserter(m_unread));
    });
    connect(&history, &HistoryService::recovered, this, &ReviewDesk::readUnread);
}

void ReviewDesk::readSoon(const std::string& image)
{
    m_unread.push_back(image);
    if (!m_read.isActive())
        m_read.start();
}

void ReviewDesk::readAll()
{
    m_unread.clear();
    for (int row = 0; row < m_session.count(); ++row)
        if (const std::string& image = m_session.part(row).image; !image.empty())
            m_unread.push_back(image);
    readUnread();
}

void ReviewDesk::readUnread()
{
    m_read.stop();
    if (m_unread.empty())
        return;
    m_lastRequest = m_history.requestStates(m_unread);
    m_asked.emplace(m_lastRequest, std::exchange(m_unread, {}));
}

void ReviewDesk::takeStates(quint64 request, const QList<PartState>& states)
{
    m_asked.erase(request);
    std::vector<PartState> known;
    for (const PartState& state : states) {
        const auto said = m_saidAfter.find(state.image);
        if (said != m_saidAfter.end() && request <= said->second)
            readSoon(state.image);  // older than what was said in between
        else
            known.push_back(state);
    }
    m_session.setReviews(known);
}

ReviewEntry ReviewDesk::decision(const PartRecord& part, Verdict human, bool overruling) const
{
    const inference::Recipe& recipe = m_session.recipe();
    const auto machine = machineVerdict(part, recipe);
    const auto score = machine ? std::optional(part.judged.figures->score) : std::nullopt;
    // Whatever is said against the machine is an overrule, by whichever key.
    const bool against = overruling || (machine && *machine != human);
    const auto kind = against ? ReviewKind::Overrule : human == Verdict::Pass ? ReviewKind::Accept : ReviewKind::Reject;
    return decisionEntry(kind, part.image, m_operator.toStdString(), {machine, human, inference::pipeline::recipeHash(recipe), score});
}

ReviewEntry ReviewDesk::decisionBack(const PartRecord& part) const
{
    return part.review.human ? decision(part, *part.review.human, false) : withdrawEntry(part.image, m_operator.toStdString());
}

void ReviewDesk::decide(int row, Verdict verdict, bool overruling)
{
    const PartRecord& part = m_session.part(row);
    if (part.image.empty() || part.review.human == verdict)
        return;
    const ReviewEntry entry = decision(part, verdict, overruling);
    const QString text = entry.kind == ReviewKind::Overrule ? tr("overrule of %1") : verdict == Verdict::Pass ? tr("acceptance of %1") : tr("rejection of %1");
    push(text.arg(part.name), {entry}, {decisionBack(part)});
}

void ReviewDesk::overrule(int row)
{
    if (const auto machine = machineVerdict(m_session.part(row), m_session.recipe()))
        decide(row, *machine == Verdict::Pass ? Verdict::Fail : Verdict::Pass, true);
}

void ReviewDesk::withdraw(int row)
{
    const PartRecord& part = m_session.part(row);
    if (!part.image.empty() && part.review.human)
        push(tr("taking back the verdict on %1").arg(part.name), {withdrawEntry(part.image, m_operator.toStdString())}, {decisionBack(part)});
}

int ReviewDesk::setLabel(const QList<int>& rows, Label label)
{
    const std::string who = m_operator.toStdString();
    std::vector<ReviewEntry> forward, backward;
    for (const int row : rows) {
        const PartRecord& part = m_session.part(row);
        if (part.image.empty() || part.label == label)
            continue;
        forward.push_back(labelEntry(part.image, who, label));
        backward.push_back(labelEntry(part.image, who, part.label));
    }
    const int count = int(forward.size());
    if (count > 0)
        push(tr("label of %n part(s)", nullptr, count), std::move(forward), std::move(backward));
    return count;
}

void ReviewDesk::setNote(int row, const QString& text)
{
    const PartRecord& part = m_session.part(row);
    if (part.image.empty() || QString::fromStdString(part.review.note) == text)
        return;
    const std::string who = m_operator.toStdString();
    push(tr("note on %1").arg(part.name), {noteEntry(part.image, who, text.toStdString())}, {noteEntry(part.image, who, part.review.note)});
}

void ReviewDesk::judgeBlind(const std::string& image, const QString& reviewer, Verdict verdict)
{
    commit({blindEntry(image, reviewer.toStdString(), verdict)});
}

void ReviewDesk::setClass(int row, std::span<const inference::Defect> regions, std::size_t region, const QString& name)
{
    const PartRecord& part = m_session.part(row);
    if (part.image.empty() || classOf(region, regions, part.review) == name.toStdString())
        return;
    const std::string who = m_operator.toStdString();
    const inference::Point anchor = regions[region].peakAt;
    std::vector<ReviewEntry> forward, backward;
    // Points from when its peak lay elsewhere would go on naming it.
    for (const RegionNote& named : part.review.regions)
        if (regionAt(named.at, regions) == region) {
            forward.push_back(regionEntry(part.image, who, {named.at, {}, {}}));
            backward.push_back(regionEntry(part.image, who, named));
        }
    if (!name.isEmpty()) {
        forward.push_back(regionEntry(part.image, who, {anchor, name.toStdString(), {}}));
        backward.insert(backward.begin(), regionEntry(part.image, who, {anchor, {}, {}}));
    }
    push(tr("class of a region of %1").arg(part.name), std::move(forward), std::move(backward));
}

void ReviewDesk::logGolden(const std::string& image, const GoldenChange& change)
{
    m_history.append({goldenEntry(image, m_operator.toStdString(), change)});
}

void ReviewDesk::push(const QString& text, std::vector<ReviewEntry> forward, std::vector<ReviewEntry> backward)
{
    m_session.undoStack().push(new ReviewStep(*this, text, std::move(forward), std::move(backward)));
}

void ReviewDesk::commit(const std::vector<ReviewEntry>& entries)
{
    const std::string now = utcNow();
    std::vector<ReviewEntry> stamped = entries;
    std::vector<PartState> states;
    std::unordered_map<std::string_view, std::size_t> stateOf;  // several things may be said of one image
    for (ReviewEntry& entry : stamped) {
        entry.utc = now;
        m_saidAfter[entry.image] = m_lastRequest;
        const auto [place, isFirst] = stateOf.try_emplace(entry.image, states.size());
        if (isFirst) {
            const PartRecord* const part = m_session.partOfImage(entry.image);
            states.push_back({entry.image, part ? part->review : ReviewState(), part ? part->label : Label::None});
        }
        PartState& state = states[place->second];
        apply(state.review, entry);
        state.label = labelIn(entry).value_or(state.label);
    }
    m_session.setReviews(states);
    m_history.append(std::move(stamped));
}

void ReviewDesk::countClasses(const QList<int>& rows)
{
    bool changed = false;
    for (const int row : rows)
        changed |= countClassesOf(row);
    if (changed)
        emit classesChanged();
}

bool ReviewDesk::countClassesOf(int row)
{
    QStringList names;
    for (const RegionNote& region : m_session.part(row).review.regions)
        if (const QString name = QString::fromStdString(region.className); !name.isEmpty() && !names.contains(name))
            names.append(name);
    const QStringList before = m_classesOfRow.take(row);
    bool changed = false;
    for (const QString& name : names)
        changed |= ++m_classes[name] == 1;
    for (const QString& name : before)
        if (--m_classes[name] == 0)
            changed |= m_classes.erase(name) > 0;
    if (!names.isEmpty())
        m_classesOfRow.insert(row, names);
    return changed;
}

QStringList ReviewDesk::classes() const
{
    QStringList sorted;
    for (const auto& [name, rows] : m_classes)
        sorted.append(name);
    sorted.sort(Qt::CaseInsensitive);
    return sorted;
}

std::optional<Verdict> machineVerdict(const PartRecord& part, const inference::Recipe& recipe)
{
    const JudgedPart& judged = part.judged;
    if (!part.isJudged())
        return std::nullopt;
    return *judged.recipe == recipe ? judged.verdict : inference::judging::verdictFrom(*judged.figures, *judged.recipe, recipe);
}

}  // namespace app
