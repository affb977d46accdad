#include "app/workbench/recipe_presenter.h"

#include "app/common/error_text.h"
#include "app/common/path_text.h"
#include "app/common/recipe_text.h"
#include "app/workbench/golden_changes.h"
#include "app/workbench/lock_dialogs.h"
#include "app/workbench/main_actions.h"
#include "app/workbench/recipe_dialogs.h"
#include "app/workbench/review_desk.h"
#include "app/workbench/save_file.h"
#include "app/workbench/what_if_dialog.h"
#include "pipeline/recipe_file.h"
#include "widgets/joined_list.h"
#include "widgets/joined_sentences.h"
#include "widgets/notice_bar.h"

#include <QAction>
#include <QFileDialog>
#include <QMessageBox>
#include <QPushButton>

#include <algorithm>

namespace app {

using inference::Error;
using inference::Recipe;

namespace {

const QString flipsKey = QStringLiteral("golden");
const QString chosenKey = QStringLiteral("chosen");
const QString uncheckedKey = QStringLiteral("unchecked");
constexpr int askAfter = 150;  // ms without a change

QString filter()
{
    return RecipePresenter::tr("Recipes (*.json);;All files (*)");
}

QString nameOf(const Recipe& recipe)
{
    return recipe.name.empty() ? RecipePresenter::tr("Recipe without a name") : QString::fromStdString(recipe.name);
}

}  // namespace

RecipePresenter::RecipePresenter(Session& session, RecipeKeeper& keeper, ReviewDesk& desk, WhatIfService& history, MainActions& actions,
                                 widgets::NoticeBar& notices, QWidget* window)
    : QObject(window)
    , m_session(session)
    , m_keeper(keeper)
    , m_desk(desk)
    , m_history(history)
    , m_actions(actions)
    , m_notices(notices)
    , m_window(window)
{
    connect(actions.openRecipe, &QAction::triggered, this, &RecipePresenter::openRecipe);
    connect(actions.saveRecipeAs, &QAction::triggered, this, &RecipePresenter::saveAs);
    connect(actions.compareRecipe, &QAction::triggered, this, &RecipePresenter::compare);
    connect(actions.recipeDetails, &QAction::triggered, this, &RecipePresenter::details);
    connect(actions.whatIf, &QAction::triggered, this, &RecipePresenter::whatIf);
    connect(actions.golden, &QAction::triggered, this, &RecipePresenter::toggleGolden);
    connect(&session, &Session::modelChanged, this, [this] {
        m_logged = m_session.recipe().golden;  // another recipe, not a change of this one
        refreshEnabled();
    });
    connect(&session, &Session::recipeChanged, this, [this] {
        logGolden();
        refreshGolden();
        emit titleChanged();
        m_askSoon.start();
    });
    connect(&session, &Session::currentChanged, this, &RecipePresenter::refreshGolden);
    connect(&session, &Session::partsChanged, this, &RecipePresenter::refreshGolden);
    connect(&session, &Session::partChanged, this, [this](int row) {
        if (row == m_session.current())
            refreshGolden();
    });
    connectKeeper();
    connectWhatIf();
    refreshGolden();
    refreshEnabled();
}

void RecipePresenter::connectKeeper()
{
    connect(&m_keeper, &RecipeKeeper::fileChanged, this, [this] {
        m_notices.withdraw(chosenKey);
        emit titleChanged();
        m_askSoon.start();  // what it was when it was opened is something else now
    });
    connect(&m_keeper, &RecipeKeeper::recovered, this, [this] { m_notices.withdraw(QStringLiteral("recipe")); });
    connect(&m_keeper, &RecipeKeeper::saveFailed, this, [this](const Error& error) {
        m_notices.say({QStringLiteral("recipe"), tr("The recipe can't be saved. %1 It stays as it is here and is saved as soon as it works.").arg(sentence(error)), {}});
    });
    connect(&m_keeper, &RecipeKeeper::saveAsFailed, this, [this](const Error& error) { warn(tr("The recipe can't be saved"), error); });
    connect(&m_keeper, &RecipeKeeper::refused, this, [this](const Error& error, const QString& aside) {
        QString text = tr("A kept recipe isn't taken. %1").arg(sentence(error));
        if (!aside.isEmpty())
            text = widgets::joinedSentences({text, tr("It lies now at “%1”, nothing was deleted.").arg(aside)});
        m_notices.say({QStringLiteral("refused"), text, {}});
    });
    connect(&m_keeper, &RecipeKeeper::chosenRefused, this, [this](const Error& error, const Recipe& instead) {
        const QString why = sentence(error);
        m_notices.say({chosenKey, instead.name.empty() ? tr("The chosen recipe can't be used: one without a name is in use instead. %1").arg(why)
                                                       : tr("The chosen recipe can't be used: “%1” is in use instead. %2").arg(nameOf(instead), why), {}});
    });
    connect(&m_keeper, &RecipeKeeper::flipsChanged, this, &RecipePresenter::sayFlips);
    connect(&m_keeper, &RecipeKeeper::uncheckedChanged, this, &RecipePresenter::sayUnchecked);
    connect(&m_notices, &widgets::NoticeBar::actionWanted, this, [this](const QString& key, int action) {
        if (key != flipsKey)
            return;
        if (action == 0)
            m_keeper.restoreSaved();
        else
            giveReason();
    });
}

void RecipePresenter::connectWhatIf()
{
    m_askSoon.setSingleShot(true);
    m_askSoon.setInterval(askAfter);
    connect(&m_askSoon, &QTimer::timeout, this, &RecipePresenter::ask);
    connect(&m_history, &WhatIfService::progressed, this, [this](qint64 done, qint64 total) {
        if (m_whatIf)
            m_whatIf->setProgress(done, total);
    }, Qt::QueuedConnection);
    connect(&m_history, &WhatIfService::answered, this, [this](const WhatIf& answer) {
        if (m_whatIf)
            m_whatIf->setAnswer(answer);
    }, Qt::QueuedConnection);
    connect(&m_history, &WhatIfService::failed, this, [this](const Error& error) {
        qWarning("what if: %s", error.what());
        if (m_whatIf)
            m_whatIf->setFailure(sentence(error));
    }, Qt::QueuedConnection);
}

QString RecipePresenter::title() const
{
    const QString shown = nameOf(m_session.recipe());
    return m_keeper.isDraft() ? shown + QStringLiteral(" ●") : shown;
}

void RecipePresenter::retranslate()
{
    sayFlips();
    sayUnchecked();
    emit titleChanged();
}

bool RecipePresenter::mayClose()
{
    m_keeper.flush();
    if (!m_keeper.hasUnsaved())
        return true;
    QMessageBox box(QMessageBox::Warning, tr("The recipe isn't saved"), tr("The last changes of the recipe are in no file."), QMessageBox::Cancel, m_window);
    box.setInformativeText(tr("Cancel and make room on the disk, or save the recipe as another file; or close without the changes."));
    const QPushButton* const close = box.addButton(tr("Close Anyway"), QMessageBox::DestructiveRole);
    box.exec();
    return box.clickedButton() == close;
}

void RecipePresenter::warn(const QString& title, const Error& error)
{
    auto* const box = new QMessageBox(QMessageBox::Warning, title, sentence(error), QMessageBox::Close, m_window);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setInformativeText(tr("Nothing has changed."));
    box->open();
}

void RecipePresenter::openRecipe()
{
    const QString file = QFileDialog::getOpenFileName(m_window, tr("Open a Recipe"), pathText(m_keeper.file()), filter());
    if (file.isEmpty())
        return;
    // Its reason couldn't be given, and without it the draft would be lost.
    if (m_session.isRecipeLocked() && m_keeper.hasDraft(toPath(file))) {
        m_notices.answer({lockKey, tr("This recipe has changes that wait for a reason. Unlock the desk to open it."), {}});
        return;
    }
    try {
        m_keeper.open(toPath(file));
    } catch (const Error& error) {
        warn(tr("The recipe can't be used"), error);
    }
}

void RecipePresenter::saveAs()
{
    const QString name = QString::fromStdString(m_session.recipe().name);
    const QString proposal = pathText(m_keeper.file().parent_path()) + QLatin1Char('/') + (name.isEmpty() ? tr("recipe") : name) + QStringLiteral(".json");
    const QString file = askWhereToSave(m_window, tr("Save the Recipe"), proposal, filter());
    if (file.isEmpty())
        return;
    m_keeper.saveAs(toPath(file));
}

void RecipePresenter::compare()
{
    const QString file = QFileDialog::getOpenFileName(m_window, tr("Compare with a Recipe"), pathText(m_keeper.file()), filter());
    if (file.isEmpty())
        return;
    try {
        const auto* const model = m_session.model();
        const Recipe other = inference::pipeline::readRecipe(toPath(file), model ? model->bundle.recipe : Recipe());
        showRecipeDifferences(QFileInfo(file).fileName(), recipeDifferences(other, m_session.recipe()), m_window);
    } catch (const Error& error) {
        warn(tr("The recipe can't be read"), error);
    }
}

void RecipePresenter::details()
{
    const std::string model = m_session.recipe().model;
    const auto details = askRecipeDetails(m_session.recipe(), m_window);
    if (!details)
        return;
    // A model may have been loaded meanwhile, a baseline learned.
    if (m_session.recipe().model != model) {
        m_notices.say({QStringLiteral("details"), tr("Name and calibration stay as they are: another recipe is in use now."), {}});
        return;
    }
    Recipe recipe = m_session.recipe();
    recipe.name = details->name;
    recipe.mmPerPixel = details->mmPerPixel.value_or(recipe.mmPerPixel);
    m_session.stepRecipe(recipe);
}

void RecipePresenter::whatIf()
{
    if (!m_whatIf) {
        m_whatIf = new WhatIfDialog(m_window);
        m_whatIf->setAttribute(Qt::WA_DeleteOnClose);
        connect(m_whatIf, &WhatIfDialog::askWanted, this, &RecipePresenter::ask);
        connect(m_whatIf, &WhatIfDialog::cancelWanted, &m_history, &WhatIfService::cancel);
        connect(m_whatIf, &WhatIfDialog::partActivated, this, &RecipePresenter::partWanted);
        connect(m_whatIf, &WhatIfDialog::selectionWanted, this, &RecipePresenter::selectionWanted);
    }
    m_whatIf->show();
    m_whatIf->raise();
    m_askSoon.stop();
    ask();
}

void RecipePresenter::ask()
{
    if (!m_whatIf)
        return;
    m_whatIf->setQuestion(recipeDifferences(m_keeper.baseline(), m_session.recipe()));
    m_history.ask(m_keeper.baseline(), m_session.recipe());
}

void RecipePresenter::toggleGolden(bool golden)
{
    if (m_session.current() < 0)
        return;
    const PartRecord& part = m_session.part(m_session.current());
    Recipe recipe = m_session.recipe();
    const auto held = std::ranges::find(recipe.golden, part.image, &inference::GoldenPart::image);
    if (held != recipe.golden.end())
        recipe.golden.erase(held);
    if (golden)
        recipe.golden.push_back({part.image, part.name.toStdString(), part.judged.verdict});
    m_session.stepRecipe(recipe);
}

/// Whatever changed the golden set, a command or its undoing, is in the review log.
void RecipePresenter::logGolden()
{
    const Recipe& recipe = m_session.recipe();
    const auto changes = goldenChanges(std::exchange(m_logged, recipe.golden), recipe.golden);
    const std::string hash = changes.empty() ? std::string() : inference::pipeline::recipeHash(recipe);
    for (auto [image, change] : changes) {
        change.reason = m_reason.toStdString();
        change.recipe = hash;
        m_desk.logGolden(image, change);
    }
}

void RecipePresenter::giveReason()
{
    if (m_session.refusesChange())
        return;
    const QList<GoldenVerdict> flips = m_keeper.flips();
    const auto reason = askGoldenReason(flips, m_window);
    if (!reason)
        return;
    if (m_keeper.flips() != flips) {  // the recipe may be another one by now: it asks for its own reason
        m_notices.say({QStringLiteral("details"), tr("The reason wasn't taken: other golden parts would change now."), {}});
        return;
    }
    m_reason = *reason;
    m_keeper.acceptFlips(flips);
    m_reason.clear();
}

void RecipePresenter::sayFlips()
{
    emit titleChanged();
    const auto& flips = m_keeper.flips();
    if (flips.isEmpty()) {
        m_notices.withdraw(flipsKey);
        return;
    }
    QStringList texts;
    for (const GoldenVerdict& flip : flips.first(std::min<qsizetype>(3, flips.size())))
        texts.append(flipText(flip));
    if (flips.size() > 3)
        texts.append(tr("and %n more", nullptr, int(flips.size() - 3)));
    m_notices.say({flipsKey, tr("Golden parts would change: %1. The recipe isn't saved until you say why.").arg(widgets::joinedList(texts)),
                   {tr("Back to the Saved Recipe"), tr("Give a Reason…")}});
}

void RecipePresenter::sayUnchecked()
{
    const QStringList& names = m_keeper.unchecked();
    if (names.isEmpty()) {
        m_notices.withdraw(uncheckedKey);
        return;
    }
    QStringList shown = names.first(std::min<qsizetype>(3, names.size()));
    if (names.size() > 3)
        shown.append(tr("and %n more", nullptr, int(names.size() - 3)));
    m_notices.say({uncheckedKey, tr("Golden parts can't be checked, the history holds nothing of them for this model: %1. "
                                    "The recipe is saved without asking them. Inspect them again to have them checked.").arg(widgets::joinedList(shown)), {}});
}

/// Without a model there is nothing that a recipe would be for: the one that comes brings its own.
void RecipePresenter::refreshEnabled()
{
    for (QAction* const action : {m_actions.openRecipe, m_actions.saveRecipeAs, m_actions.compareRecipe, m_actions.recipeDetails, m_actions.whatIf})
        action->setEnabled(m_session.model());
}

void RecipePresenter::refreshGolden()
{
    const int row = m_session.current();
    const bool known = row >= 0 && !m_session.part(row).image.empty() && m_session.part(row).judged.figures;
    const auto& golden = m_session.recipe().golden;
    m_actions.golden->setEnabled(known);
    m_actions.golden->setChecked(known && std::ranges::find(golden, m_session.part(row).image, &inference::GoldenPart::image) != golden.end());
}

}  // namespace app
