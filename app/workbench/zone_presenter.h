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

class PartPlacement;

/// Keeps the recipe's zones and don't-care areas the same on the canvas and in the panel; on the canvas they lie where the part was found, and
/// what a person changes there is carried back. GUI thread.
class ZonePresenter : public QObject {
    Q_OBJECT

public:
    /// `zones`: the command that shows the panel and starts or ends editing.
    ZonePresenter(Session& session, PartPlacement& place, widgets::Canvas& canvas, widgets::ZonePanel& panel, QAction* zones, QObject* parent = nullptr);

signals:
    void panelWanted();
    void editingStarted();  ///< zones have the mouse
    /// A sentence for the person: why something wasn't taken.
    void told(const QString& text);

private:
    void show(const inference::Recipe& recipe);
    void showOnCanvas();
    void takeFromCanvas(const widgets::ShapeSet& seen);
    void change(const widgets::ShapeSet& shapes, bool finished);
    void setTool(int mode, widgets::ShapeKind drawn);

    Session& m_session;
    PartPlacement& m_place;
    widgets::Canvas& m_canvas;
    widgets::ZonePanel& m_panel;
};

}  // namespace app
