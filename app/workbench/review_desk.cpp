#include "app/workbench/review_desk.h"

#include "app/store/utc_text.h"
#include "pipeline/recipe_file.h"

#include <QCoreApplication>

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
    connect(&m_read, &QTimer::timeout, this, [this] { m_history.requestStates(std::exchange(m_unread, {})); });
    connect(&session, &Session::imageKnown, this, [this](int row) { readSoon(m_session.part(row).image); });
    connect(&history, &HistoryService::statesRead, this, [this](quint64, const QList<PartState>& states) { takeStates(states); });
}

void ReviewDesk::readSoon(const std::string& image)
{
    m_unread.push_back(image);
    if (!m_read.isActive())
        m_read.start();
}

void ReviewDesk::takeStates(const QList<PartState>& states)
{
    for (const PartState& state : states)
        m_session.setReview(state.image, state.review, state.label);
    emit classesChanged();
}

Decision ReviewDesk::decisionOf(const PartRecord& part, Verdict human) const
{
    return {part.judged.verdict, human, inference::pipeline::recipeHash(m_session.recipe()), part.judged.figures ? part.judged.figures->score : 0};
}

ReviewEntry ReviewDesk::decisionBack(const PartRecord& part) const
{
    const std::string who = m_operator.toStdString();
    if (!part.review.human)
        return withdrawEntry(part.image, who);
    const auto kind = *part.review.human == Verdict::Pass ? ReviewKind::Accept : ReviewKind::Reject;
    return decisionEntry(kind, part.image, who, decisionOf(part, *part.review.human));
}

void ReviewDesk::decide(int row, Verdict verdict, bool overruling)
{
    const PartRecord& part = m_session.part(row);
    if (part.image.empty() || part.review.human == verdict)
        return;
    // Whatever is said against the machine is an overrule, by whichever key.
    const bool against = overruling || (part.judged.figures && part.judged.verdict != verdict);
    const auto kind = against ? ReviewKind::Overrule : verdict == Verdict::Pass ? ReviewKind::Accept : ReviewKind::Reject;
    const QString text = against ? tr("overrule of %1") : verdict == Verdict::Pass ? tr("acceptance of %1") : tr("rejection of %1");
    push(text.arg(part.name), {decisionEntry(kind, part.image, m_operator.toStdString(), decisionOf(part, verdict))}, {decisionBack(part)});
}

void ReviewDesk::overrule(int row)
{
    const PartRecord& part = m_session.part(row);
    if (part.judged.figures)
        decide(row, part.judged.verdict == Verdict::Pass ? Verdict::Fail : Verdict::Pass, true);
}

void ReviewDesk::withdraw(int row)
{
    const PartRecord& part = m_session.part(row);
    if (!part.image.empty() && part.review.human)
        push(tr("taking back the verdict on %1").arg(part.name), {withdrawEntry(part.image, m_operator.toStdString())}, {decisionBack(part)});
}

void ReviewDesk::setLabel(const QList<int>& rows, Label label)
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
    if (!forward.empty())
        push(tr("label of %n part(s)", nullptr, int(forward.size())), std::move(forward), std::move(backward));
}

void ReviewDesk::setNote(int row, const QString& text)
{
    const PartRecord& part = m_session.part(row);
    if (part.image.empty() || QString::fromStdString(part.review.note) == text)
        return;
    const std::string who = m_operator.toStdString();
    push(tr("note on %1").arg(part.name), {noteEntry(part.image, who, text.toStdString())}, {noteEntry(part.image, who, part.review.note)});
}

void ReviewDesk::setClass(int row, const inference::Defect& region, const QString& name)
{
    const PartRecord& part = m_session.part(row);
    const std::string before = classOf(region, part.review);
    if (part.image.empty() || before == name.toStdString())
        return;
    const std::string who = m_operator.toStdString();
    push(tr("class of a region of %1").arg(part.name), {regionEntry(part.image, who, {region.peakAt, name.toStdString(), {}})},
         {regionEntry(part.image, who, {region.peakAt, before, {}})});
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
    bool classes = false;
    for (ReviewEntry& entry : stamped) {
        entry.utc = now;
        const PartRecord* const part = m_session.partOfImage(entry.image);
        ReviewState review = part ? part->review : ReviewState();
        apply(review, entry);
        m_session.setReview(entry.image, review, labelIn(entry).value_or(part ? part->label : Label::None));
        classes = classes || entry.kind == ReviewKind::RegionClass;
    }
    m_history.append(std::move(stamped));
    if (classes)
        emit classesChanged();
}

QStringList ReviewDesk::classes() const
{
    QSet<QString> names;
    for (int row = 0; row < m_session.count(); ++row)
        for (const RegionNote& region : m_session.part(row).review.regions)
            if (!region.className.empty())
                names.insert(QString::fromStdString(region.className));
    QStringList sorted(names.begin(), names.end());
    sorted.sort(Qt::CaseInsensitive);
    return sorted;
}

std::string classOf(const inference::Defect& region, const ReviewState& review)
{
    const auto inside = [&region](const inference::Point& at) {
        return at.x >= region.box.x && at.x < region.box.x + region.box.width && at.y >= region.box.y && at.y < region.box.y + region.box.height;
    };
    for (const RegionNote& named : review.regions | std::views::reverse)
        if (inside(named.at))
            return named.className;
    return {};
}

}  // namespace app
