#pragma once

#include "app/store/review_state.h"
#include "app/workbench/folder_lister.h"
#include "app/workbench/inspection_queue.h"
#include "app/workbench/judge_service.h"
#include "pipeline/model_loader.h"
#include "core/label.h"
#include "widgets/part.h"

#include <QDateTime>
#include <QObject>
#include <QStringList>
#include <QUndoStack>

#include <filesystem>
#include <memory>
#include <unordered_map>
#include <vector>

namespace app {

/// One part of the open folder.
struct PartRecord {
    QString path;
    QString name;  ///< relative to what was opened
    QDateTime modified;  ///< of the file; invalid until known
    std::string image;  ///< SHA-256 of the file's bytes; empty until it has been read
    std::shared_ptr<const inference::Inspection> inspection;
    std::shared_ptr<const inference::Error> error;
    widgets::Part::State state = widgets::Part::State::Waiting;
    JudgedPart judged;
    ReviewState review;                              ///< what people said; the machine's verdict is another field
    inference::Label label = inference::Label::None; ///< what the part really is; a third one
};

/// The only mutable state of the window: parts, model, recipe, and what runs. GUI thread only. Views listen and send
/// intents; nothing here knows a widget.
class Session : public QObject {
    Q_OBJECT

public:
    explicit Session(QObject* parent = nullptr);
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

    const inference::Recipe& recipe() const { return m_recipe; }
    /// A step that can be undone; steps of one gesture (until endRecipeGesture) are one step.
    void changeRecipe(const inference::Recipe& recipe);
    void endRecipeGesture();
    QUndoStack& undoStack() { return m_undo; }

    const inference::pipeline::LoadedModel* model() const { return m_model.get(); }
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
    /// What people said of an image: every part that holds it has it.
    void setReview(const std::string& image, const ReviewState& review, inference::Label label);
    void cancelInspection();
    const InspectionQueue& queue() const { return m_queue; }

    /// Median of the last inspections' time at the model in milliseconds; 0 before the first.
    double millisecondsPerImage() const;

signals:
    void partsCleared();
    void partsAppended(int first, int count);
    void partChanged(int row);
    /// The part's file has been read: its image is known.
    void imageKnown(int row);
    /// What people say of the part has changed; partChanged has come too.
    void reviewChanged(int row);
    void archiveChanged();
    /// A part has figures of new maps: those of the last maps can't tell its verdict.
    void figuresMade(int row);
    /// An inspection couldn't be kept in the history; said once until it works again.
    void notKept(const inference::Error& error);
    void listingFinished(const QStringList& unreadable);
    void currentChanged(int row);
    /// The current part has been judged with the recipe inside.
    void currentJudged(const app::JudgedCurrent& judged);
    void recipeChanged(const inference::Recipe& recipe);
    /// Every part whose figures tell its verdict under the new recipe has it; the others follow one by one.
    void verdictsMoved();
    void modelChanged();
    void progressed(int done, int total);
    void timed();

private:
    friend class RecipeStep;

    void applyRecipe(const inference::Recipe& recipe);
    void appendParts(const QStringList& paths, const QList<QDateTime>& modified);
    void enqueue(int row);
    JudgeService::Request requestOf(int row) const;
    void judgeByFigures();
    bool judgeByFigures(JudgedPart& judged) const;
    void judgeEverything();
    void judgeCurrent();
    void takeInspection(int row, const std::string& image, const std::shared_ptr<const inference::Inspection>& inspection, bool known);
    void startQueue();
    void takeJudged(const QList<JudgedPart>& judged);

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
    inference::Recipe m_recipe;
    int m_gesture = 0;
    std::shared_ptr<const inference::pipeline::LoadedModel> m_model;
    std::vector<double> m_lastMilliseconds;
    QUndoStack m_undo;

    FolderLister m_lister;
    JudgeService m_judge;
    InspectionQueue m_queue;
};

}  // namespace app
