#pragma once

#include "app/plc/plc_state.h"

#include <QDeadlineTimer>
#include <QObject>
#include <QString>
#include <QTimer>

#include <cstdint>
#include <filesystem>
#include <optional>

namespace app {

class PlcLink;
class RecipeKeeper;
class Session;
class Settings;

/// The number that a recipe file's name begins with, alone or before a space, "-" or "_": 3 of "3 Gear A.json" and of "003.json"; none of other files, of
/// drafts and of what was set aside, nor of numbers that no register holds.
std::optional<std::uint16_t> recipeNumber(const std::filesystem::path& file);

/// The only file of a folder with this number; none where there are several, or where the folder can't be read.
std::filesystem::path recipeWithNumber(const std::filesystem::path& folder, std::uint16_t number);

/// Opens the recipe that the line's PLC chooses by its number: what was changed in the one before is saved in its own file first, a file that can't be used changes
/// nothing. What somebody is just doing to the recipe in use isn't brought into the next product's: a moment is waited for, and then nothing is opened. Steps
/// from before can't be undone any more. GUI thread.
class PlcRecipes : public QObject {
    Q_OBJECT

public:
    PlcRecipes(Session& session, RecipeKeeper& keeper, Settings& settings, PlcLink& link, QObject* parent = nullptr);

    /// Where the recipes lie; empty: the PLC chooses none.
    void setFolder(const QString& folder);

signals:
    /// What the PLC chose, and what has become of it, in a sentence.
    void told(const QString& text);

private:
    void begin(std::uint16_t number, std::uint64_t choice);
    void attempt();
    /// None: not yet, somebody is at it.
    std::optional<PlcRecipeReason> open(std::uint16_t number);
    void tell(std::uint64_t choice, std::uint16_t number, PlcRecipeReason reason);
    std::uint16_t inUse() const;
    void follow();

    Session& m_session;
    RecipeKeeper& m_keeper;
    Settings& m_settings;
    PlcLink& m_link;
    std::filesystem::path m_folder;
    struct Choice {
        std::uint16_t number = 0;
        std::uint64_t choice = 0;
        QDeadlineTimer until = {};
        bool isSettling = false;  ///< what waited has been given to the disk
    };
    Choice m_choice;  ///< the latest that has come here
    QTimer m_again;
};

}  // namespace app
