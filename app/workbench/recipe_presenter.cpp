#include "app/workbench/recipe_presenter.h"

#include "app/common/error_text.h"
#include "app/common/path_text.h"
#include "app/common/recipe_text.h"
#include "app/workbench/main_actions.h"
#include "app/workbench/recipe_dialogs.h"
#include "app/workbench/review_desk.h"
#include "app/workbench/what_if_dialog.h"
#include "pipeline/recipe_file.h"
#include "widgets/notice_bar.h"

#include <QAction>
#include <QFileDialog>
#include <QMessageBox>

#include <algorithm>

namespace app {

using inference::Error;
using inference::Recipe;

namespace {

const QString flipsKey = QStringLiteral("golden");

QString filter()
{
    return RecipePresenter::tr("Recipes (*.json);;All files (*)");
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
    connect(&session, &Session::recipeChanged, this, [this] {
        refreshGolden();
        emit titleChanged();
    });
    connect(&session, &Session::currentChanged, this, &RecipePresenter::refreshGolden);
    connect(&session, &Session::partChanged, this, [this](int row) {
        if (row == m_session.current())
            refreshGolden();
    });
    connect(&keeper, &RecipeKeeper::fileChanged, this, &RecipePresenter::titleChanged);
    connect(&keeper, &RecipeKeeper::saved, this, [this] { m_notices.withdraw(QStringLiteral("recipe")); });
    connect(&keeper, &RecipeKeeper::saveFailed, this, [this](const Error& error) {
        m_notices.say({QStringLiteral("recipe"), tr("The recipe can't be saved. %1 It stays as it is here and is saved as soon as it works.").arg(sentence(error)), {}});
    });
    connect(&keeper, &RecipeKeeper::refused, this, [this](const Error& error) {
        m_notices.say({QStringLiteral("refused"), tr("A kept recipe isn't taken. %1").arg(sentence(error)), {}});
    });
    connect(&keeper, &RecipeKeeper::flipsChanged, this, &RecipePresenter::sayFlips);
    connect(&notices, &widgets::NoticeBar::actionWanted, this, [this](const QString& key, int action) {
        if (key != flipsKey)
            return;
        if (action == 0)
            m_session.undoStack().undo();
        else
            giveReason();
    });
    connect(&history, &WhatIfService::progressed, this, [this](qint64 done, qint64 total) {
        if (m_whatIf)
            m_whatIf->setProgress(done, total);
    }, Qt::QueuedConnection);
    connect(&history, &WhatIfService::answered, this, [this](const WhatIf& answer) {
        if (m_whatIf)
            m_whatIf->setAnswer(answer);
    }, Qt::QueuedConnection);
    connect(&history, &WhatIfService::failed, this, [this](const Error& error) {
        qWarning("what if: %s", error.what());
        if (m_whatIf)
            m_whatIf->setFailure(sentence(error));
    }, Qt::QueuedConnection);
    refreshGolden();
}

QString RecipePresenter::title() const
{
    const std::string& name = m_session.recipe().name;
    const QString shown = name.empty() ? tr("Recipe without a name") : QString::fromStdString(name);
    return m_keeper.isDraft() ? shown + QStringLiteral(" ●") : shown;
}

void RecipePresenter::retranslate()
{
    sayFlips();
    emit titleChanged();
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
    const QString file = QFileDialog::getSaveFileName(m_window, tr("Save the Recipe"), proposal, filter());
    if (file.isEmpty())
        return;
    try {
        m_keeper.saveAs(toPath(file));
    } catch (const Error& error) {
        warn(tr("The recipe can't be saved"), error);
    }
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
    if (const auto changed = askRecipeDetails(m_session.recipe(), m_window)) {
        m_session.endRecipeGesture();
        m_session.changeRecipe(*changed);
        m_session.endRecipeGesture();
    }
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
    GoldenChange change;
    if (held != recipe.golden.end()) {
        change.before = held->verdict;
        recipe.golden.erase(held);
    }
    if (golden) {
        change.after = part.judged.verdict;
        recipe.golden.push_back({part.image, part.name.toStdString(), part.judged.verdict});
    }
    m_session.endRecipeGesture();
    m_session.changeRecipe(recipe);
    m_session.endRecipeGesture();
    change.recipe = inference::pipeline::recipeHash(recipe);
    m_desk.logGolden(part.image, change);
}

void RecipePresenter::giveReason()
{
    const QList<GoldenVerdict> flips = m_keeper.flips();
    const auto reason = askGoldenReason(flips, m_window);
    if (!reason)
        return;
    m_keeper.acceptFlips();
    const std::string hash = inference::pipeline::recipeHash(m_session.recipe());
    for (const GoldenVerdict& flip : flips)
        m_desk.logGolden(flip.part.image, {flip.part.verdict, flip.now, reason->toStdString(), hash});
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
    m_notices.say({flipsKey, tr("Golden parts would change: %1. The recipe isn't saved until you say why.").arg(texts.join(QStringLiteral(", "))),
                   {tr("Undo the Change"), tr("Give a Reason…")}});
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
