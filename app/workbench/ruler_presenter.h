#pragma once

#include <QObject>

namespace widgets {
class Canvas;
}

namespace app {

class MainActions;
class Session;

/// The command that measures on the canvas, in the recipe's calibration, and the one that calibrates by what was measured. Zones or ruler: one
/// of them has the mouse. GUI thread.
class RulerPresenter : public QObject {
    Q_OBJECT

public:
    RulerPresenter(Session& session, widgets::Canvas& canvas, MainActions& actions, QObject* parent = nullptr);

    /// Another tool has taken the mouse.
    void end() { setOn(false); }

signals:
    /// A sentence for the person: why nothing was calibrated.
    void told(const QString& text);

private:
    void setOn(bool on);
    void calibrate();
    void refreshEnabled();

    Session& m_session;
    widgets::Canvas& m_canvas;
    MainActions& m_actions;
};

}  // namespace app
