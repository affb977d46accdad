#include "widgets/score_editor.h"

#include "widgets/limit_row.h"
#include "widgets/number_field.h"

#include <QCheckBox>
#include <QComboBox>
#include <QEvent>
#include <QGridLayout>
#include <QLabel>
#include <QSignalBlocker>
#include <QSlider>

#include <algorithm>

namespace widgets {

using inference::Recipe;
using inference::ScoreRule;

namespace {

constexpr LimitScale limitScale {0, 1, 0.01, false, 1000};

QDoubleSpinBox* makeNumber(double least, double greatest, int decimals, double step)
{
    auto* const number = new NumberField;
    number->setRange(least, greatest);
    number->setDecimals(decimals);
    number->setSingleStep(step);
    number->setKeyboardTracking(false);
    number->setAlignment(Qt::AlignRight);
    return number;
}

bool usesShare(ScoreRule rule)
{
    return rule == ScoreRule::Published || rule == ScoreRule::TopMean;
}

}  // namespace

ScoreEditor::ScoreEditor(QWidget* parent)
    : QWidget(parent)
    , m_ruleLabel(new QLabel)
    , m_rule(new QComboBox)
    , m_shareLabel(new QLabel)
    , m_share(makeNumber(0.0001, 100, 4, 0.1))
    , m_levelLabel(new QLabel)
    , m_level(makeNumber(0, 1, 2, 0.01))
    , m_judged(new QCheckBox)
{
    auto* const grid = new QGridLayout(this);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(8);
    grid->setVerticalSpacing(8);
    grid->setColumnStretch(1, 1);
    m_ruleLabel->setBuddy(m_rule);
    m_shareLabel->setBuddy(m_share);
    m_levelLabel->setBuddy(m_level);
    m_rule->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    for (const ScoreRule rule : {ScoreRule::Published, ScoreRule::TopMean, ScoreRule::Maximum, ScoreRule::AreaOver})
        m_rule->addItem(QString(), int(rule));
    grid->addWidget(m_ruleLabel, 0, 0);
    grid->addWidget(m_rule, 0, 1, 1, 2);
    grid->addWidget(m_shareLabel, 1, 0, 1, 2);
    grid->addWidget(m_share, 1, 2);
    grid->addWidget(m_levelLabel, 2, 0, 1, 2);
    grid->addWidget(m_level, 2, 2);
    grid->addWidget(m_judged, 3, 0, 1, 3);
    m_fail = new LimitRow(limitScale, 3, grid, 4, this);
    m_review = new LimitRow(limitScale, 3, grid, 5, this);

    const auto step = [this](Recipe recipe) {
        change(recipe);
        finish();
    };
    connect(m_rule, &QComboBox::activated, this, [this, step](int index) {
        Recipe recipe = m_recipe;
        recipe.scoreRule = ScoreRule(m_rule->itemData(index).toInt());
        step(recipe);
    });
    connect(m_share, &QDoubleSpinBox::valueChanged, this, [this, step](double percent) {
        Recipe recipe = m_recipe;
        recipe.scoreFraction = percent / 100;
        step(recipe);
    });
    connect(m_level, &QDoubleSpinBox::valueChanged, this, [this, step](double level) {
        Recipe recipe = m_recipe;
        recipe.scoreLevel = float(level);
        step(recipe);
    });
    connect(m_judged, &QCheckBox::toggled, this, [this, step](bool on) {
        Recipe recipe = m_recipe;
        recipe.scoreLimits = on ? std::optional(inference::LimitPair {recipe.rule.failLimit, recipe.rule.reviewLimit}) : std::nullopt;
        step(recipe);
    });
    connect(m_fail, &LimitRow::moved, this, [this](double limit) { changeLimits(true, float(limit)); });
    connect(m_review, &LimitRow::moved, this, [this](double limit) { changeLimits(false, float(limit)); });
    connect(m_fail, &LimitRow::finished, this, &ScoreEditor::finish);
    connect(m_review, &LimitRow::finished, this, &ScoreEditor::finish);
    retranslate();
    showValues();
}

/// One limit pushes the other, which comes back when the first retreats.
void ScoreEditor::changeLimits(bool fail, float limit)
{
    if (!m_start.scoreLimits)
        return;
    Recipe recipe = m_recipe;
    inference::LimitPair limits = *m_start.scoreLimits;
    if (fail) {
        limits.fail = limit;
        limits.review = std::min(limits.review, limit);
    } else {
        limits.review = limit;
        limits.fail = std::max(limits.fail, limit);
    }
    recipe.scoreLimits = limits;
    change(recipe);
}

void ScoreEditor::setRecipe(const Recipe& recipe)
{
    if (recipe == m_recipe)
        return;
    m_recipe = m_start = recipe;
    showValues();
}

void ScoreEditor::change(const Recipe& recipe)
{
    if (recipe == m_recipe)
        return;
    m_recipe = recipe;
    showValues();
    emit recipeChanged(m_recipe);
}

void ScoreEditor::finish()
{
    if (m_recipe == m_start)
        return;
    m_start = m_recipe;
    emit editingFinished();
}

void ScoreEditor::showValues()
{
    const QSignalBlocker quietShare(m_share), quietLevel(m_level), quietJudged(m_judged);
    m_rule->setCurrentIndex(m_rule->findData(int(m_recipe.scoreRule)));
    m_share->setValue(m_recipe.scoreFraction * 100);
    m_level->setValue(double(m_recipe.scoreLevel));
    m_judged->setChecked(m_recipe.scoreLimits.has_value());
    for (QWidget* const widget : {static_cast<QWidget*>(m_shareLabel), static_cast<QWidget*>(m_share)})
        widget->setVisible(usesShare(m_recipe.scoreRule));
    for (QWidget* const widget : {static_cast<QWidget*>(m_levelLabel), static_cast<QWidget*>(m_level)})
        widget->setVisible(m_recipe.scoreRule == ScoreRule::AreaOver);
    const inference::LimitPair limits = m_recipe.scoreLimits.value_or(inference::LimitPair {});
    m_fail->setValue(double(limits.fail));
    m_review->setValue(double(limits.review));
    for (const LimitRow* const row : {m_fail, m_review})
        for (QWidget* const widget : {static_cast<QWidget*>(row->label()), static_cast<QWidget*>(row->slider()), static_cast<QWidget*>(row->field())})
            widget->setVisible(m_recipe.scoreLimits.has_value());
}

void ScoreEditor::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

void ScoreEditor::retranslate()
{
    m_ruleLabel->setText(tr("Rule"));
    const QStringList rules {tr("Mean of the top, both branches"), tr("Mean of the top"), tr("Greatest value"), tr("Share of the area")};
    for (int i = 0; i < rules.size(); ++i)
        m_rule->setItemText(i, rules.at(i));
    m_rule->setToolTip(tr("How one number is made of the heat. The first is the published one: both branches, before blending and smoothing."));
    m_shareLabel->setText(tr("Of the pixels"));
    m_share->setSuffix(tr(" %"));
    m_levelLabel->setText(tr("At or above"));
    m_judged->setText(tr("The score has limits too"));
    m_judged->setToolTip(tr("The worse of both verdicts counts: that of the regions and that of the score"));
    m_fail->setText(tr("Fail"), {}, tr("A score that reaches this fails the part"));
    m_review->setText(tr("Review"), {}, tr("A score that reaches only this asks for a person"));
}

}  // namespace widgets
