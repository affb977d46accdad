#include "app/workbench/plc_recipes.h"

#include "app/common/path_text.h"
#include "app/plc/plc_link.h"
#include "app/workbench/plc_text.h"
#include "app/workbench/recipe_keeper.h"

#include <QApplication>
#include <QWidget>

#include <charconv>
#include <chrono>
#include <string_view>
#include <utility>

namespace app {

using namespace std::chrono_literals;
namespace fs = std::filesystem;

namespace {

constexpr auto patience = 2s;  // for a drag to end, and for the disk
constexpr auto pause = 50ms;

/// As it really lies, where that can be told: a person may come to it by another way.
fs::path real(const fs::path& path)
{
    std::error_code error;
    fs::path found = fs::weakly_canonical(path, error);
    return error ? path.lexically_normal() : found;
}

/// Somebody holds a limit or a zone, or has a menu or a dialog open that will speak of the recipe in use.
bool isHandAtDesk()
{
    return QGuiApplication::mouseButtons() != Qt::NoButton || QGuiApplication::modalWindow() || QApplication::activePopupWidget();
}

/// What is being typed is settled as if the field had been left: it is of the recipe in use.
void settleTyping()
{
    if (QWidget* const field = QApplication::focusWidget()) {
        field->clearFocus();
        field->setFocus();
    }
}

}  // namespace

std::optional<std::uint16_t> recipeNumber(const fs::path& file)
{
    constexpr std::string_view ending = ".json", draft = ".draft.json", aside = "-unreadable-";
    const std::string name = file.filename().string();
    if (!name.ends_with(ending) || name.ends_with(draft) || name.find(aside) != std::string::npos)
        return std::nullopt;
    std::uint16_t number = 0;
    const char* const last = name.data() + name.size() - ending.size();
    const auto [end, error] = std::from_chars(name.data(), last, number);
    if (error != std::errc() || number == 0 || (end != last && *end != ' ' && *end != '-' && *end != '_'))
        return std::nullopt;
    return number;
}

fs::path recipeWithNumber(const fs::path& folder, std::uint16_t number)
{
    fs::path found;
    std::error_code error, none;
    for (fs::directory_iterator entry(folder, error), end; !error && entry != end; entry.increment(error)) {
        if (recipeNumber(entry->path()) != number || !entry->is_regular_file(none))
            continue;
        if (!found.empty())
            return {};
        found = entry->path();
    }
    return error ? fs::path() : found;
}

PlcRecipes::PlcRecipes(Session& session, RecipeKeeper& keeper, Settings& settings, PlcLink& link, QObject* parent)
    : QObject(parent)
    , m_session(session)
    , m_keeper(keeper)
    , m_settings(settings)
    , m_link(link)
{
    m_again.setSingleShot(true);
    m_again.setInterval(pause);
    connect(&m_again, &QTimer::timeout, this, &PlcRecipes::attempt);
    connect(&link, &PlcLink::recipeWanted, this, &PlcRecipes::begin, Qt::QueuedConnection);
    connect(&keeper, &RecipeKeeper::fileChanged, this, &PlcRecipes::follow);
    connect(&session, &Session::modelChanged, &link, &PlcLink::forgetRecipeRefusal);
    connect(&session, &Session::recipeLockChanged, &link, &PlcLink::forgetRecipeRefusal);
}

void PlcRecipes::setFolder(const QString& folder)
{
    m_folder = folder.isEmpty() ? fs::path() : real(toPath(folder));
    if (!m_folder.has_filename())  // it ended with a slash
        m_folder = m_folder.parent_path();
    follow();
    m_link.forgetRecipeRefusal();
}

/// By the name in the folder, which may be a link to where the file lies.
std::uint16_t PlcRecipes::inUse() const
{
    const fs::path& file = m_keeper.file();
    return !m_folder.empty() && real(file.parent_path()) == m_folder ? recipeNumber(file).value_or(0) : std::uint16_t(0);
}

void PlcRecipes::follow()
{
    m_link.setRecipeInUse(inUse());
}

void PlcRecipes::begin(std::uint16_t number, std::uint64_t choice)
{
    if (choice < m_choice.choice)
        return;  // two callers' threads: the later one came first
    m_choice = {number, choice, QDeadlineTimer(patience)};
    attempt();
}

void PlcRecipes::attempt()
{
    m_again.stop();
    if (!m_link.isChoosing(m_choice.choice))
        return;  // it has thought better of it
    auto reason = open(m_choice.number);
    if (!reason && !m_choice.until.hasExpired()) {
        m_again.start();
        return;
    }
    // Behind what the opening has put off: with other tiles the live view takes another run.
    const auto told = reason.value_or(PlcRecipeReason::Occupied);
    QMetaObject::invokeMethod(this, [this, choice = m_choice, told] { tell(choice.choice, choice.number, told); }, Qt::QueuedConnection);
}

std::optional<PlcRecipeReason> PlcRecipes::open(std::uint16_t number)
{
    if (number == inUse())
        return PlcRecipeReason::None;  // it has gone back to it
    const fs::path file = m_folder.empty() ? fs::path() : recipeWithNumber(m_folder, number);
    if (file.empty())
        return PlcRecipeReason::Unknown;
    if (m_session.isRecipeLocked() && !m_settings.lock().mayOpenRecipes)
        return PlcRecipeReason::Refused;
    // Nothing that waits is taken along, or lost: the step back to it is. Without a model yet there is one soon.
    if (!m_session.model() || isHandAtDesk() || m_keeper.hasDraft(file))
        return std::nullopt;
    if (!std::exchange(m_choice.isSettling, true)) {  // once: a disk may be slow
        settleTyping();
        m_session.endRecipeGesture();
        m_keeper.flush();
    }
    if (!m_keeper.isSettled())
        return std::nullopt;
    try {
        m_keeper.open(file);
    } catch (const inference::Error& error) {
        qWarning("recipe %d: %s", int(number), error.what());
        return PlcRecipeReason::Unusable;
    }
    m_session.undoStack().clear();
    m_link.noteRecipeOpened();
    return PlcRecipeReason::None;
}

void PlcRecipes::tell(std::uint64_t choice, std::uint16_t number, PlcRecipeReason reason)
{
    m_link.tellRecipe(choice, reason);
    emit told(recipeText({number, inUse(), reason, false}));
}

}  // namespace app
