#pragma once

#include "app/workbench/recipe_writer.h"
#include "app/workbench/session.h"
#include "app/workbench/settings.h"
#include "app/workbench/what_if_service.h"

#include <QObject>
#include <QTimer>

#include <filesystem>
#include <optional>

namespace app {

/// Keeps the session's recipe in its file: one per product, saved by itself a moment after each change, on a thread of its own.
/// While golden parts are locked, a change goes into a draft first, and into the file only when no golden part's verdict flips or
/// a reason was given; a killed program comes back to the draft. Golden parts that the model is about to answer, as with other tiles, are
/// waited for. Where the file can't be written, a draft keeps the changes meanwhile. GUI thread.
class RecipeKeeper : public QObject {
    Q_OBJECT

public:
    RecipeKeeper(Session& session, Settings& settings, WhatIfService& history, QObject* parent = nullptr);
    ~RecipeKeeper() override;

    /// The recipe that was in use with this model, or the model's own; says by `refused` or `chosenRefused` why another isn't taken.
    /// It names the model. The one in use stays where this is its model already and it couldn't be written.
    inference::Recipe recipeFor(const inference::pipeline::LoadedModel& model);

    const std::filesystem::path& file() const { return m_place.file; }
    /// As it was when the file was opened or named: what changes are compared with.
    const inference::Recipe& baseline() const { return m_place.baseline; }
    bool isDraft() const { return !m_flips.isEmpty(); }
    /// The file holds the recipe: nothing waits for golden parts, a reason or the disk.
    bool isSettled() const { return m_model.empty() || (m_recipe == m_place.saved && !m_target); }
    /// Changes of that file wait for a reason.
    bool hasDraft(const std::filesystem::path& file) const;
    const QList<GoldenVerdict>& flips() const { return m_flips; }
    /// Golden parts of the present recipe whose verdict couldn't be told: it was saved without asking them.
    const QStringList& unchecked() const { return m_unchecked; }
    /// Changes that are on no disk, neither in the file nor in a draft, or a "save as" that waits.
    bool hasUnsaved() const;

    /// Another recipe instead, with what was left of it in a draft, as a step that can be undone: that goes back to this file.
    /// Throws inference::Error; nothing has changed then.
    void open(const std::filesystem::path& file);
    /// From now on in this file, as soon as golden parts allow it; the old file stays as it was saved last. Where it can't be
    /// written `saveAsFailed` says so, and the old file is kept on.
    void saveAs(const std::filesystem::path& file);
    /// These golden parts take the verdicts they flip to, as a step that can be undone, and the draft becomes the recipe.
    void acceptFlips(const QList<GoldenVerdict>& flips);
    /// Back to what the file holds, as a step that can be undone.
    void restoreSaved();
    /// Writes what waits to be written; waits for the disk.
    void flush();

signals:
    void fileChanged();
    /// A recipe in the program's own file can't be used; it lies at `aside` now, empty where it couldn't be moved.
    void refused(const inference::Error& error, const QString& aside);
    /// The file that the person chose isn't there or can't be used: `instead` is, for now. It stays the chosen one.
    void chosenRefused(const inference::Error& error, const inference::Recipe& instead);
    /// Couldn't be written; said once until it works again (`recovered`). The session keeps the recipe.
    void saveFailed(const inference::Error& error);
    void saveAsFailed(const inference::Error& error);
    void recovered();
    /// The file holds this recipe.
    void saved(const inference::Recipe& recipe);
    /// Golden parts whose verdict the present recipe changes; empty when it no longer does.
    void flipsChanged();
    void uncheckedChanged();

private:
    friend class RecipeFileStep;

    struct Place {
        std::filesystem::path file;
        inference::Recipe saved;  ///< what the file holds; differs from the session's while a draft waits
        inference::Recipe baseline;
    };

    std::filesystem::path ownFile() const;
    std::filesystem::path draftOf(const std::filesystem::path& file) const;
    inference::Recipe readAs(const std::filesystem::path& file, const inference::Recipe& defaults) const;
    void readOwn(const std::filesystem::path& file, const inference::Recipe& defaults, inference::Recipe& recipe);
    void readDraft(const std::filesystem::path& file, const inference::Recipe& defaults, inference::Recipe& recipe);
    Place leave();
    void enter(const Place& place);
    void saveSoon();
    void save();
    void writeFinal();
    void takeWritten(const std::filesystem::path& file, const inference::Recipe& recipe);
    void takeFailure(const std::filesystem::path& file, const inference::Error& error);
    void takeGolden(const QList<GoldenVerdict>& verdicts, const inference::Recipe& recipe);
    void setFlips(const QList<GoldenVerdict>& flips);
    void setUnchecked(const QStringList& names);
    bool isComing(const std::string& image) const;
    void askAgain();

    Session& m_session;
    Settings& m_settings;
    WhatIfService& m_history;
    std::string m_model;         ///< what recipes know the model in use by; empty: none
    inference::Recipe m_recipe;  ///< the session's, which may be gone when this goes
    Place m_place;
    std::optional<std::filesystem::path> m_target;  ///< "save as" that isn't done yet
    inference::Recipe m_onDisk;                     ///< the last that the file or the draft holds for certain
    QList<GoldenVerdict> m_flips;
    QStringList m_unchecked;
    bool m_awaited = false;  ///< the model is about to answer a golden part
    std::filesystem::path m_failing;  ///< what couldn't be written, the file or its draft; empty: all could
    QTimer m_soon;
    QTimer m_retry;
    RecipeWriter m_writer;
};

}  // namespace app
