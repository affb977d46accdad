#include "app/workbench/live_picture.h"

#include "app/common/error_text.h"
#include "widgets/canvas.h"

#include <QLocale>

namespace app {
namespace {

/// Keeps the result's maps alive.
std::shared_ptr<const inference::AnomalyMap> mapOf(const LiveResult& result)
{
    return {result.maps, &result.maps->blended};
}

}  // namespace

LivePicture::LivePicture(LiveRun& run, widgets::Canvas& canvas, QObject* parent)
    : QObject(parent)
    , m_run(run)
    , m_canvas(canvas)
{
    connect(&run, &LiveRun::resultReady, this, &LivePicture::takeResult);
    connect(&m_screen, &LiveScreen::ready, this, &LivePicture::takeFrame, Qt::QueuedConnection);
}

void LivePicture::setMode(LiveScreen::Mode mode)
{
    m_mode = mode;
    m_screen.setMode(mode);
    // What was shown without a verdict isn't in view any more when only judged frames are.
    if (m_newest && !m_held)
        showNewest();
}

void LivePicture::setHeld(bool held)
{
    if (held == m_held)
        return;
    if (held) {
        hold(m_newest);
        return;
    }
    m_held = false;
    m_heldResult.reset();
    m_screen.setHeld(false);
    if (m_newest)
        m_screen.show(m_newest);  // what comes by itself may be long in coming
    sayState();
    emit this->held(false);
    emit resultChanged();
}

void LivePicture::hold(const LiveResultPtr& result)
{
    const bool was = std::exchange(m_held, true);
    m_heldResult = result;
    m_screen.setHeld(true);
    if (result)
        m_screen.show(result);
    if (!was)
        emit held(true);
    emit resultChanged();
}

void LivePicture::clear()
{
    if (std::exchange(m_held, false))
        emit held(false);
    m_heldResult.reset();
    m_newest.reset();
    m_screen.setHeld(false);
    m_screen.clear();
    m_shown.reset();
    m_heatOf.reset();
    m_canvas.setImage({});
    emit resultChanged();
}

LiveResultPtr LivePicture::resultInView() const
{
    return m_heldResult ? m_heldResult : m_newest;
}

void LivePicture::takeResult()
{
    LiveResultPtr result = m_run.takeResult();
    if (!result)
        return;
    m_newest = std::move(result);
    if (!m_held) {
        if (const auto frame = m_screen.takeMade(m_newest))
            show(*frame);
        else
            showNewest();
        // A paused or stepped picture, or a slow camera: the verdict on what is in view.
        if (m_shown == m_newest->frame() && m_heatOf != m_shown)
            overlay(m_newest);
    }
    emit resultChanged();
}

void LivePicture::takeFrame()
{
    if (const std::optional<ScreenFrame> frame = m_screen.take())
        show(*frame);
}

void LivePicture::show(const ScreenFrame& frame)
{
    m_shown = frame.frame;
    if (m_shown->error) {  // no picture of another part stands under what is said of this one
        m_heatOf.reset();
        m_canvas.setError({}, sentence(*m_shown->error));
        sayState();
        return;
    }
    const LiveResultPtr own = frame.result || !m_newest || m_newest->frame() != m_shown ? frame.result : m_newest;
    const LiveResultPtr heat = own ? (own->judgement ? own : nullptr) : oldHeat();
    m_canvas.setPicture(frame.picture, frame.painted, heat ? mapOf(*heat) : nullptr);
    if (heat && heat == own)
        m_canvas.setDefects(heat->judgement->defects);
    m_heatOf = heat ? heat->frame() : nullptr;
    sayState();
    m_screen.setView(m_canvas.view(), m_canvas.ground());
    m_canvas.repaint();  // before all else that the window shows of it: what it shows ages
    emit shown(m_shown);
}

/// In mode Locked; in the other one frames come by themselves.
void LivePicture::showNewest()
{
    if (m_mode == LiveScreen::Mode::Locked)
        m_screen.offer(m_newest);
}

void LivePicture::overlay(const LiveResultPtr& result)
{
    if (!result->judgement)
        return;
    m_canvas.setMap(mapOf(*result));
    m_canvas.setDefects(result->judgement->defects);
    m_heatOf = result->frame();
    sayState();
}

/// Of the frame judged last, where it may lie over the one in view; null: none.
LiveResultPtr LivePicture::oldHeat() const
{
    if (!m_newest || !m_newest->judgement || m_newest->inspection->imageSize != m_shown->image.size())
        return nullptr;
    return m_shown->exposed - m_newest->frame()->exposed > oldestHeat ? nullptr : m_newest;
}

void LivePicture::sayState()
{
    if (m_held) {
        m_canvas.setBusy(tr("Held: frame %1. Press H to go on.").arg(m_shown ? QLocale().toString(qulonglong(m_shown->id)) : QString()));
        return;
    }
    if (!m_shown || !m_heatOf || m_heatOf == m_shown) {
        m_canvas.setBusy({});
        return;
    }
    const double age = std::chrono::duration<double>(m_shown->exposed - m_heatOf->exposed).count();
    m_canvas.setBusy(tr("Heat of %1 s ago").arg(QLocale().toString(std::max(0.0, age), 'f', age < 10 ? 2 : 0)));
}

}  // namespace app
