#include "widgets/zone_tools.h"

#include "widgets/icons.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QToolButton>
#include <QVBoxLayout>

#include <array>

namespace widgets {
namespace {

constexpr std::array modes {ZoneMode::Select, ZoneMode::Polygon, ZoneMode::Rectangle, ZoneMode::Ellipse};
constexpr std::array modeIcons {Icon::Select, Icon::Polygon, Icon::Rectangle, Icon::Ellipse};
constexpr std::array kindIcons {Icon::Zone, Icon::DontCare};
constexpr std::array actionIcons {Icon::Up, Icon::Down, Icon::Duplicate, Icon::Delete};

QToolButton* toolButton(QHBoxLayout* row, Icon id, bool checkable)
{
    auto* const button = new QToolButton;
    button->setIcon(icon(id));
    button->setCheckable(checkable);
    button->setAutoRaise(true);
    button->setFocusPolicy(Qt::StrongFocus);
    row->addWidget(button);
    return button;
}

void name(QToolButton* button, const QString& text, const QString& hint = {})
{
    button->setText(text);
    button->setAccessibleName(text);
    button->setToolTip(hint.isEmpty() ? text : text + QLatin1Char('\n') + hint);
}

}  // namespace

ZoneTools::ZoneTools(QWidget* parent)
    : QWidget(parent)
{
    auto* const rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(4);
    auto* const kinds = new QHBoxLayout;
    auto* const tools = new QHBoxLayout;
    for (QHBoxLayout* row : {kinds, tools}) {
        row->setSpacing(4);
        rows->addLayout(row);
    }
    for (const Icon id : kindIcons) {
        m_kinds.push_back(toolButton(kinds, id, true));
        m_kinds.back()->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    }
    kinds->addStretch(1);
    for (const Icon id : modeIcons)
        m_modes.push_back(toolButton(tools, id, true));
    tools->addStretch(1);
    for (const Icon id : actionIcons)
        m_actions.push_back(toolButton(tools, id, false));

    for (std::size_t i = 0; i < m_modes.size(); ++i)
        connect(m_modes[i], &QToolButton::clicked, this, [this, i] { press(m_mode == modes[i] ? ZoneMode::Off : modes[i]); });
    for (std::size_t i = 0; i < m_kinds.size(); ++i)
        connect(m_kinds[i], &QToolButton::clicked, this, [this, i] {
            m_drawn = ShapeKind(i);
            press(m_mode);
        });
    for (std::size_t i = 0; i < m_actions.size(); ++i)
        connect(m_actions[i], &QToolButton::clicked, this, [this, i] { emit actionWanted(Action(i)); });
    setTool(ZoneMode::Off, ShapeKind::Zone);
    retranslate();
}

void ZoneTools::press(ZoneMode mode)
{
    setTool(mode, m_drawn);
    emit toolChosen(mode, m_drawn);
}

void ZoneTools::setTool(ZoneMode mode, ShapeKind drawn)
{
    m_mode = mode;
    m_drawn = drawn;
    for (std::size_t i = 0; i < m_modes.size(); ++i)
        m_modes[i]->setChecked(modes[i] == mode);
    for (std::size_t i = 0; i < m_kinds.size(); ++i)
        m_kinds[i]->setChecked(ShapeKind(i) == drawn);
}

void ZoneTools::setActionEnabled(Action action, bool enabled)
{
    button(action)->setEnabled(enabled);
}

QToolButton* ZoneTools::button(ZoneMode mode) const
{
    for (std::size_t i = 0; i < m_modes.size(); ++i)
        if (modes[i] == mode)
            return m_modes[i];
    return nullptr;
}

QToolButton* ZoneTools::button(ShapeKind kind) const
{
    return m_kinds[std::size_t(kind)];
}

QToolButton* ZoneTools::button(Action action) const
{
    return m_actions[std::size_t(action)];
}

void ZoneTools::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

void ZoneTools::retranslate()
{
    name(button(ShapeKind::Zone), tr("Zone"), tr("What is drawn next has limits of its own"));
    name(button(ShapeKind::DontCare), tr("Don't care"), tr("What is drawn next is never judged"));
    name(button(ZoneMode::Select), tr("Select and edit"), tr("Drag points and shapes on the picture"));
    name(button(ZoneMode::Polygon), tr("Polygon"), tr("Click point by point on the picture"));
    name(button(ZoneMode::Rectangle), tr("Rectangle"), tr("Drag it on the picture"));
    name(button(ZoneMode::Ellipse), tr("Ellipse"), tr("Drag it on the picture"));
    name(button(Action::Up), tr("Earlier"), tr("Alt+Up in the list"));
    name(button(Action::Down), tr("Later"), tr("Later zones lie over earlier ones (Alt+Down in the list)"));
    name(button(Action::Duplicate), tr("Duplicate"), tr("Ctrl+D in the list"));
    name(button(Action::Delete), tr("Delete"), tr("Delete in the list"));
}

}  // namespace widgets
