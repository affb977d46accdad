#pragma once

#include "app/live/live_run.h"
#include "app/workbench/live_screen.h"

#include <QObject>
#include <QTimer>

namespace widgets {
class Canvas;
}

namespace app {

/// Keeps a canvas on a run's frames. Judged frames come with the heat and the outlines that are theirs; in smooth mode the video runs under
/// the heat of the frame judged last, whose age is said, and no outline is drawn where its region no longer is. GUI thread.
class LivePicture : public QObject {
    Q_OBJECT

public:
    /// Heat that is older than that is no longer shown over other frames.
    static constexpr std::chrono::seconds oldestHeat {5};

    LivePicture(LiveRun& run, widgets::Canvas& canvas, QObject* parent = nullptr);

    LiveScreen& screen() { return m_screen; }
    void setMode(LiveScreen::Mode mode);
    /// The frame judged last stays in view, and is the one that a snapshot is of.
    void setHeld(bool held);
    bool isHeld() const { return m_held; }
    /// Holds this one instead.
    void hold(const LiveResultPtr& result);
    void clear();

    /// Of the frame in view where that has been judged; else the newest; null: none.
    LiveResultPtr resultInView() const;
    const LiveResultPtr& newest() const { return m_newest; }
    const LiveFrame& frameInView() const { return m_shown; }
    /// Whose heat is over it; null: none.
    const LiveFrame& heatInView() const { return m_heatOf; }

signals:
    /// A result came, or another is in view.
    void resultChanged();
    void held(bool held);
    /// A frame has been painted.
    void shown(const app::LiveFrame& frame);

private:
    void takeResult();
    void takeFrame();
    void show(const ScreenFrame& frame);
    void showNewest();
    void overlay(const LiveResultPtr& result);
    LiveResultPtr oldHeat() const;
    void sayState();

    LiveRun& m_run;
    widgets::Canvas& m_canvas;
    LiveScreen m_screen;
    LiveScreen::Mode m_mode = LiveScreen::Mode::Smooth;
    bool m_held = false;
    LiveResultPtr m_newest;
    LiveResultPtr m_heldResult;
    LiveFrame m_shown;
    LiveFrame m_heatOf;
};

}  // namespace app
