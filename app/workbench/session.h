#pragma once

#include "app/store/review_state.h"
#include "app/workbench/folder_lister.h"
#include "app/workbench/inspection_queue.h"
#include "app/workbench/judge_service.h"
#include "pipeline/model_loader.h"
#include "core/label.h"
#include "evaluation/verdict_counts.h"
#include "widgets/part.h"

#include <QDateTime>
#include <QObject>
#include <QStringList>
#include <QTimer>
#include <QUndoStack>

#include <deque>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <unordered_map>
#include <vector>

namespace app {

/// One part of the open folder.
struct PartRecord {
    // first what every moved limit looks at in every part
    quint64 answer = 0;  ///< the model's answer, by its number in this session; 0: none yet
    inference::Label label = inference::Label::None;  ///< what the part really is; neither of the verdicts
    widgets::Part::State state = widgets::Part::State::Waiting;
    JudgedPart judged;
    ReviewState review;  ///< what people said; the machine's verdict is another field
    QString path;
    QString name;  ///< relative to what was opened
    QDateTime modified;  ///< of the file; invalid until known
    std::string image;  ///< SHA-256 of the file's bytes; empty until it has been read
    std::shared_ptr<const inference::Inspection> inspection;  ///< the answer; null where only the archive holds it
    std::shared_ptr<const InspectionArchive> archive;         ///< where the answer is kept; null: only here
    std::shared_ptr<const inference::Error> error;

    /// There are figures and a verdict of the present answer.
    bool isJudged() const { return judged.figures && judged.answer == answer; }
};

/// The only mutable state of the window: parts, model, recipe, and what runs. GUI thread only. Views listen and send
/// intents; nothing here knows a widget.
///
/// A moved limit moves every verdict that the parts' figures tell, at once. What they can't tell is judged next; the regions of
/// the others follow when the limits have come to rest. Of evidence that is in the archive only the newest `evidenceBytes` stay
/// in memory.
class Session : public QObject {
    Q_OBJECT

public:
    explicit Session(QObject* parent = nullptr, std::size_t evidenceBytes = std::size_t(64) << 20);
    ~Session() override;

    /// Files and folders instead of what is open now.
    void open(const QStringList& paths);
    const QStringList& openedPaths() const { return m_openedPaths; }
    bool isListing() const { return m_listing; }

    int count() const { return int(m_parts.size()); }
    const PartRecord& part(int row) const { return m_parts.at(std::size_t(row)); }
    int rowOf(const QString& path) const { return m_rows.value(path, -1); }

    int current() const { return m_current; }
    void setCurrent(int row);

    const inference::Recipe& recipe() const { return *m_recipe; }
    /// Labels against verdicts of all judged parts. Right at every moment, whatever their number.
    const inference::evaluation::VerdictCounts& counts() const { return m_counts; }
    /// A step that can be undone; steps of one gesture (until endRecipeGesture) are one step. With another side of tiles everything open
    /// is inspected anew, or found in the history.
    void changeRecipe(const inference::Recipe& recipe);
    void endRecipeGesture();
    /// A step by itself, which no gesture before or after it becomes part of.
    void stepRecipe(const inference::Recipe& recipe);
    /// The recipe before the gesture under way, or the present one: a limit that was pushed comes back from here.
    const inference::Recipe& recipeBeforeGesture() const { return m_beforeGesture ? *m_beforeGesture : *m_recipe; }
    QUndoStack& undoStack() { return m_undo; }
    /// While it is locked changeRecipe() and stepRecipe() change nothing: recipeRefused() comes, and recipeChanged() with what holds. What was done before can't be
    /// undone any more. Another recipe can be opened, and a model brings its own.
    void setRecipeLocked(bool locked);
    bool isRecipeLocked() const { return m_locked; }
    /// There is one to change, and it may be.
    bool mayChangeRecipe() const { return m_model && !m_locked; }
    /// Whether it is locked; says recipeRefused() then. For whoever is about to bring another model at a person's wish.
    bool refusesChange();

    const inference::pipeline::LoadedModel* model() const { return m_model.get(); }
    /// What inspects with it, for whoever does so besides: callers take turns. Null before there is a model.
    const std::shared_ptr<const inference::pipeline::Inspector>& inspector() const { return m_inspector; }
    /// The new model's own alpha, sigma and score rule, then `recipe`. Everything open is inspected anew.
    void setModel(std::shared_ptr<const inference::pipeline::LoadedModel> model, const inference::Recipe& recipe);

    /// Inspects what has no result yet, failed and cancelled parts included.
    void inspectRemaining();
    /// Nothing is inspected until setHistory() says where inspections are kept.
    void awaitHistory() { m_historyKnown = false; }
    /// Where inspections are looked up and kept; empty: nowhere.
    void setHistory(const std::filesystem::path& history);
    bool knowsHistory() const { return m_historyKnown; }
    /// Where this model's inspections are kept; null: nowhere.
    const std::shared_ptr<const InspectionArchive>& archive() const { return m_archive; }
    /// The first part that holds an image; null for none. Files may be copies of each other.
    const PartRecord* partOfImage(const std::string& image) const;
    /// What people said of images: every part that holds one has it. Told of together where it is more than one part.
    void setReviews(std::span<const PartState> states);
    void cancelInspection();
    const InspectionQueue& queue() const { return m_queue; }

    /// Median of the last inspections' time at the model in milliseconds; 0 before the first.
    double millisecondsPerImage() const;

signals:
    void partsCleared();
    void partsAppended(int first, int count);
    void partChanged(int row);
    /// Many at once, by one step; partChanged doesn't come for them. A row may stand there twice.
    void partsChanged(const QList<int>& rows);
    /// The part's file has been read: its image is known.
    void imageKnown(int row);
    /// What people say of these parts has changed; partChanged or partsChanged has come too, or comes once the part is judged.
    void reviewsChanged(const QList<int>& rows);
    void archiveChanged();
    /// A part has figures of new maps: those of the last maps can't tell its verdict.
    void figuresMade(int row);
    /// An inspection couldn't be kept in the history; said once for each cause until all that couldn't be is kept.
    void notKept(const inference::Error& error);
    void keptAgain();
    void listingFinished(const QStringList& unreadable);
    void currentChanged(int row);
    /// The current part has been judged with the recipe inside.
    void currentJudged(const app::JudgedCurrent& judged);
    void recipeChanged(const inference::Recipe& recipe);
    void recipeLockChanged(bool locked);
    /// It is locked, and somebody has tried to change it.
    void recipeRefused();
    /// The recipe is another one, not a change of the one before: that of a model, or of another file. recipeChanged follows.
    void recipeReplaced();
    /// Every part whose figures tell its verdict under the new recipe has it, and is counted; the others follow one by one.
    void verdictsMoved();
    void modelChanged();
    void progressed(int done, int total, double share);  ///< as InspectionQueue::progressed
    void timed();

private:
    friend class RecipeStep;

    void applyRecipe(const inference::Recipe& recipe, bool another);
    void forgetAnswers();
    void makeInspector();
    void inspectAllAgain();
    void appendParts(const QStringList& paths, const QList<QDateTime>& modified);
    void enqueue(int row);
    void inspectAgain(int row);
    void startQueue();
    void takeInspection(int row, const Inspected& inspected);
    void holdEvidence(int row);
    void tellChanged(int row);
    void tellChangedTogether();
    /// Changes verdict or label of a part; the counts follow.
    template <typename Change>
    void change(PartRecord& part, Change&& step);

    // judging, session_judging.cpp
    JudgeService::Request requestOf(int row) const;
    void judgeByFigures();
    bool takeVerdict(PartRecord& part, inference::Verdict verdict);
    bool needsJudging(int row) const;
    std::optional<int> nextToJudge();
    void feedJudge();
    void judgeCurrent();
    void takeJudged(const QList<JudgedPart>& judged);
    void takeOne(const JudgedPart& judged);

    QStringList m_openedPaths;
    bool m_listing = false;
    quint64 m_listGeneration = 0;
    std::vector<PartRecord> m_parts;
    QHash<QString, int> m_rows;
    std::unordered_multimap<std::string, int> m_rowsOfImage;
    std::filesystem::path m_history;
    bool m_historyKnown = true;
    std::shared_ptr<const InspectionArchive> m_archive;
    int m_current = -1;
    std::shared_ptr<const inference::Recipe> m_recipe = std::make_shared<const inference::Recipe>();
    std::shared_ptr<const inference::Recipe> m_beforeGesture;  ///< null: none is under way
    int m_gesture = 0;
    bool m_locked = false;
    std::shared_ptr<const inference::pipeline::LoadedModel> m_model;
    std::shared_ptr<const inference::pipeline::Inspector> m_inspector;
    std::vector<double> m_lastMilliseconds;
    inference::evaluation::VerdictCounts m_counts;
    quint64 m_lastAnswer = 0;
    struct Held {
        int row = 0;
        quint64 answer = 0;
        std::size_t bytes = 0;
    };
    std::deque<Held> m_held;  ///< evidence that is in memory and in the archive, oldest first
    std::size_t m_heldBytes = 0;
    const std::size_t m_evidenceBytes;
    std::optional<QList<int>> m_changed;  ///< rows that one step changes, told together at its end

    // rows to judge, the first list first; a row that needs it no longer may still stand here
    std::deque<int> m_fresh;      ///< never judged
    std::deque<int> m_undecided;  ///< figures don't tell the verdict
    std::deque<int> m_outdated;   ///< only the regions are those of another recipe
    QTimer m_rest;                ///< runs while limits move
    QUndoStack m_undo;

    FolderLister m_lister;
    JudgeService m_judge;
    InspectionQueue m_queue;
};

template <typename Change>
void Session::change(PartRecord& part, Change&& step)
{
    if (part.isJudged())
        m_counts.remove(part.label, part.judged.verdict);
    step();
    if (part.isJudged())
        m_counts.add(part.label, part.judged.verdict);
}

}  // namespace app
