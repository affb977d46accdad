#pragma once

#include "app/workbench/session.h"
#include "widgets/shape_set.h"

#include <QObject>

class QAction;

namespace widgets {
class Canvas;
class ZonePanel;
}

namespace app {

/// Keeps the recipe's zones and don't-care areas the same on the canvas and in the panel. GUI thread.
class ZonePresenter : public QObject {
    Q_OBJECT

public:
    /// `zones`: the command that shows the panel and starts or ends editing.
    ZonePresenter(Session& session, widgets::Canvas& canvas, widgets::ZonePanel& panel, QAction* zones, QObject* parent = nullptr);

signals:
    void panelWanted();

private:
    void show(const inference::Recipe& recipe);
    void change(const widgets::ShapeSet& shapes, bool finished);
    void setTool(int mode, widgets::ShapeKind drawn);

    Session& m_session;
    widgets::Canvas& m_canvas;
    widgets::ZonePanel& m_panel;
};

}  // namespace app
