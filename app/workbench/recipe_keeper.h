#pragma once

#include "app/workbench/session.h"
#include "app/workbench/settings.h"
#include "app/workbench/what_if_service.h"

#include <QObject>
#include <QTimer>

#include <filesystem>

namespace app {

/// Keeps the session's recipe in its file: one per product, saved by itself a moment after each change. While golden parts are
/// locked, a change goes into a draft beside the file first, and into the file only when no golden part's verdict flips or a
/// reason was given; a killed program comes back to the draft. GUI thread.
class RecipeKeeper : public QObject {
    Q_OBJECT

public:
    RecipeKeeper(Session& session, Settings& settings, WhatIfService& history, QObject* parent = nullptr);
    ~RecipeKeeper() override;

    /// The recipe that was in use with this model, or the model's own; says by `refused` why a kept one isn't taken.
    inference::Recipe recipeFor(const inference::pipeline::LoadedModel& model);

    const std::filesystem::path& file() const { return m_file; }
    /// As it was when the file was opened or named: what changes are compared with.
    const inference::Recipe& baseline() const { return m_baseline; }
    bool isDraft() const { return !m_flips.isEmpty(); }
    const QList<GoldenVerdict>& flips() const { return m_flips; }

    /// Another recipe instead, as a step that can be undone. Throws inference::Error; nothing has changed then.
    void open(const std::filesystem::path& file);
    /// From now on in this file. Throws inference::Error(WriteFailed); the old file is kept on then.
    void saveAs(const std::filesystem::path& file);
    /// The golden parts take the verdicts they flip to, and the draft becomes the recipe. The caller logs the reason.
    void acceptFlips();
    /// Writes what waits to be written.
    void flush();

signals:
    void fileChanged();
    void refused(const inference::Error& error);
    /// Couldn't be written; said once until it works again. The session keeps the recipe.
    void saveFailed(const inference::Error& error);
    void saved();
    /// Golden parts whose verdict the present recipe changes; empty when it no longer does.
    void flipsChanged();

private:
    std::string modelKey() const;
    std::filesystem::path draftFile() const;
    void save();
    bool write(const std::filesystem::path& file);
    void writeFinal();
    void takeGolden(const QList<GoldenVerdict>& verdicts);

    Session& m_session;
    Settings& m_settings;
    WhatIfService& m_history;
    std::filesystem::path m_file;
    inference::Recipe m_saved;  ///< what the file holds; differs from the session's while a draft waits
    inference::Recipe m_baseline;
    QList<GoldenVerdict> m_flips;
    bool m_failing = false;
    QTimer m_soon;
};

}  // namespace app
