#pragma once

#include "widgets/zone_tool.h"

#include <QWidget>

#include <vector>

class QToolButton;

namespace widgets {

/// The buttons for shapes: what the mouse does, which kind is drawn, and what is done with the selected shape.
class ZoneTools : public QWidget {
    Q_OBJECT
public:
    enum class Action { Up, Down, Duplicate, Delete };

    explicit ZoneTools(QWidget* parent = nullptr);

    /// Off shows no button pressed.
    void setTool(ZoneMode mode, ShapeKind drawn);
    ShapeKind drawn() const { return m_drawn; }
    void setActionEnabled(Action action, bool enabled);

    QToolButton* button(ZoneMode mode) const;
    QToolButton* button(ShapeKind kind) const;
    QToolButton* button(Action action) const;

signals:
    /// The pressed mode pressed again means Off.
    void toolChosen(widgets::ZoneMode mode, widgets::ShapeKind drawn);
    void actionWanted(widgets::ZoneTools::Action action);

protected:
    void changeEvent(QEvent* event) override;

private:
    void press(ZoneMode mode);
    void retranslate();

    ZoneMode m_mode = ZoneMode::Off;
    ShapeKind m_drawn = ShapeKind::Zone;
    std::vector<QToolButton*> m_modes;
    std::vector<QToolButton*> m_kinds;
    std::vector<QToolButton*> m_actions;
};

}  // namespace widgets
