#include "widgets/compare_bar.h"

#include "widgets/icons.h"

#include <QButtonGroup>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>

namespace widgets {
namespace {

constexpr std::array modeIcons {Icon::CompareOff, Icon::SplitHeat, Icon::SplitReference, Icon::Blink, Icon::TwoViews};

bool needsReference(CompareMode mode)
{
    return mode != CompareMode::Off && mode != CompareMode::SplitHeat;
}

QToolButton* toolButton(QWidget* parent, Icon id)
{
    auto* const button = new QToolButton(parent);
    button->setIcon(icon(id));
    button->setAutoRaise(true);
    button->setFocusPolicy(Qt::StrongFocus);
    return button;
}

void name(QToolButton* button, const QString& text, const QString& hint)
{
    button->setText(text);
    button->setAccessibleName(text);
    button->setToolTip(text + QLatin1Char('\n') + hint);
}

}  // namespace

CompareBar::CompareBar(QWidget* parent)
    : QWidget(parent)
    , m_group(new QButtonGroup(this))
    , m_use(toolButton(this, Icon::Reference))
    , m_forget(toolButton(this, Icon::Cancel))
    , m_name(new QLabel(this))
{
    auto* const row = new QHBoxLayout(this);
    row->setContentsMargins(8, 4, 8, 4);
    row->setSpacing(4);
    for (std::size_t i = 0; i < m_modes.size(); ++i) {
        m_modes[i] = toolButton(this, modeIcons[i]);
        m_modes[i]->setCheckable(true);
        m_group->addButton(m_modes[i], int(i));
        row->addWidget(m_modes[i]);
    }
    m_modes.front()->setChecked(true);
    row->addSpacing(12);
    m_use->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    row->addWidget(m_use);
    row->addWidget(m_name, 1);
    row->addWidget(m_forget);
    m_name->setTextFormat(Qt::PlainText);
    m_name->setMinimumWidth(0);
    m_name->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);

    connect(m_group, &QButtonGroup::idClicked, this, [this](int id) {
        const auto chosen = CompareMode(id);
        if (chosen == m_mode)
            return;
        m_mode = chosen;
        emit modeChosen(chosen);
    });
    connect(m_use, &QToolButton::clicked, this, &CompareBar::useAsReferenceWanted);
    connect(m_forget, &QToolButton::clicked, this, &CompareBar::forgetReferenceWanted);
    retranslate();
}

void CompareBar::setMode(CompareMode mode)
{
    m_mode = mode;
    button(mode)->setChecked(true);
}

void CompareBar::setReferenceName(const QString& name)
{
    m_referenceName = name;
    retranslate();
}

void CompareBar::setPartAvailable(bool available)
{
    m_use->setEnabled(available);
}

void CompareBar::showReference()
{
    const QString text = m_referenceName.isEmpty() ? tr("No reference yet") : tr("Reference: %1").arg(m_referenceName);
    m_name->setText(m_name->fontMetrics().elidedText(text, Qt::ElideMiddle, m_name->width()));
    m_name->setToolTip(text);
    m_name->setAccessibleName(text);
}

void CompareBar::retranslate()
{
    const bool known = !m_referenceName.isEmpty();
    const QString key = tr("C switches, held it only shows");
    const auto hint = [&](const QString& what, CompareMode mode) {
        return needsReference(mode) && !known ? tr("Choose a reference first") : what;
    };
    name(button(CompareMode::Off), tr("Don't compare"), key);
    name(button(CompareMode::SplitHeat), tr("Split: picture and heat"), tr("Drag the line over the picture"));
    name(button(CompareMode::SplitReference), tr("Split: part and reference"),
         hint(tr("Drag the line over the picture"), CompareMode::SplitReference));
    name(button(CompareMode::Blink), tr("Blink"), hint(tr("Part and reference in turn, twice a second"), CompareMode::Blink));
    name(button(CompareMode::TwoViews), tr("Side by side"),
         hint(tr("Two views that zoom and move together"), CompareMode::TwoViews));
    for (std::size_t i = 0; i < m_modes.size(); ++i)
        m_modes[i]->setEnabled(known || !needsReference(CompareMode(i)));
    name(m_use, tr("Use This Part as Reference"), tr("Other parts are then compared with it"));
    name(m_forget, tr("Forget the Reference"), tr("Nothing is compared with it any more"));
    m_forget->setVisible(known);
    showReference();
}

void CompareBar::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange)
        showReference();
    QWidget::changeEvent(event);
}

void CompareBar::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    layout()->activate();
    showReference();
}

}  // namespace widgets
