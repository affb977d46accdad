#include "app/workbench/live_banner_text.h"

#include "app/common/error_text.h"
#include "judging/figures.h"
#include "widgets/joined_sentences.h"
#include "widgets/number_text.h"
#include "widgets/verdict_sentence.h"

#include <QCoreApplication>
#include <QLocale>

namespace app {
namespace {

using Content = widgets::VerdictBanner::Content;
using widgets::Mark;

struct Words {
    Q_DECLARE_TR_FUNCTIONS(app::LiveBanner)
};

Content alarm(const QString& word, const QString& title, const QString& sentence)
{
    return {Mark::Error, word, {}, title, sentence, false};
}

Content quiet(const QString& word, const QString& title, const QString& sentence)
{
    return {std::nullopt, word, {}, title, sentence, false};
}

QString lostSentence(const LiveStatus& status)
{
    const QString why = status.error ? sentence(*status.error) : QString();
    if (!status.retrySeconds)
        return widgets::joinedSentences({why, Words::tr("Change the settings and start again.")});
    return widgets::joinedSentences({why, Words::tr("It is tried again by itself.")});
}

/// Something that doesn't take the verdict away, but is said beside it.
QString warningOf(const LiveStatus& status)
{
    if (status.cameraChanged)
        return Words::tr("Camera or light changed: good parts are no longer as bright or as sharp as the first ones.");
    if (status.scoresChanged)
        return Words::tr("Good parts score otherwise than the first ones: the process changes, or what is seen of it.");
    return {};
}

/// A part's verdict is old as soon as the next one comes in. Where pictures come by themselves, as fast as they are judged or faster, the next one
/// always has: there it is old when nothing newer follows.
bool isOld(const LiveStatus& status, const LiveResult& result, TriggerMode trigger, inference::sources::Clock::time_point now)
{
    using Milliseconds = std::chrono::duration<double, std::milli>;
    const bool behind = result.shot.part > 0 && result.shot.part < status.feed.parts;  // the next one is being judged, or was missed
    const bool late = now - result.frame()->exposed > std::max<Milliseconds>(oldVerdict, Milliseconds(3 * result.latencyMs));
    switch (trigger) {
    case TriggerMode::FreeRun: return late;
    case TriggerMode::Interval: return behind && late;
    case TriggerMode::Part: return behind || status.feed.part != PartTrigger::State::AtRest;
    case TriggerMode::Software:
    case TriggerMode::Hardware: break;
    }
    return behind;
}

QString titleOf(const LiveResult& result)
{
    const QLocale locale;
    return result.shot.part > 0 ? Words::tr("Part %1").arg(locale.toString(qulonglong(result.shot.part)))
                                : Words::tr("Frame %1").arg(locale.toString(qulonglong(result.frame()->id)));
}

Content verdictOf(const LiveStatus& status, const LiveResult& result, bool old)
{
    const QString warning = warningOf(status);
    if (!result.judgement)
        return {Mark::Error, Words::tr("NOT JUDGED"), {}, titleOf(result), reasonOf(result), old};
    Content content {widgets::markOf(result.judgement->verdict), {}, widgets::scoreText(result.judgement->score), titleOf(result), reasonOf(result), old};
    if (!warning.isEmpty()) {
        content.title += QStringLiteral(" · ") + content.sentence;
        content.sentence = warning;
    }
    return content;
}

Content waiting(const LiveStatus& status, TriggerMode trigger, const QString& source)
{
    switch (trigger) {
    case TriggerMode::Part:
        return quiet(Words::tr("READY"), source, Words::tr("Waits for a part to come to rest in view."));
    case TriggerMode::Software: return quiet(Words::tr("READY"), source, Words::tr("Press T to judge what is in view."));
    case TriggerMode::Hardware: return quiet(Words::tr("READY"), source, Words::tr("Waits for the camera's trigger."));
    case TriggerMode::FreeRun:
    case TriggerMode::Interval: break;
    }
    return quiet(Words::tr("READY"), source, status.camera.received > status.judged.judged ? Words::tr("The first picture is being judged.") : Words::tr("Waits for the first picture."));
}

}  // namespace

QString reasonOf(const LiveResult& result)
{
    if (!result.judgement)
        return result.error ? sentence(*result.error) : QString();
    return widgets::verdictSentence(*result.judgement, *result.recipe, inference::judging::zonePeaks(*result.maps, result.recipe->zones.size()));
}

Content bannerOf(const LiveStatus& status, const LiveResultPtr& result, bool held, TriggerMode trigger, const QString& source, inference::sources::Clock::time_point now)
{
    switch (status.condition) {
    case LiveCondition::Stopped: return quiet(Words::tr("STOPPED"), {}, Words::tr("Choose a source and press Start."));
    case LiveCondition::Stopping: return quiet(Words::tr("STOPPING…"), {}, {});
    case LiveCondition::Opening: return quiet(Words::tr("OPENING…"), source, {});
    case LiveCondition::Lost: return alarm(Words::tr("NO PICTURE"), source, lostSentence(status));
    case LiveCondition::Silent:
        return alarm(Words::tr("NO PICTURE"), source, Words::tr("The camera is connected, but sends no picture. Check its trigger setting and the cable."));
    case LiveCondition::Black:
        return alarm(Words::tr("BLACK"), source, Words::tr("The picture is black: check the lens cap, the light and the exposure time."));
    case LiveCondition::Frozen:
        return alarm(Words::tr("FROZEN"), source, Words::tr("The camera sends the same picture again and again: unplug it and plug it in again, or restart it."));
    case LiveCondition::NoModel: return quiet(Words::tr("NO MODEL"), source, Words::tr("The model is being loaded; pictures are judged as soon as it is there."));
    case LiveCondition::Paused:
    case LiveCondition::Over:
    case LiveCondition::Running: break;
    }
    if (!result) {
        if (status.condition == LiveCondition::Paused)
            return quiet(Words::tr("PAUSED"), source, Words::tr("Press P to go on."));
        return status.condition == LiveCondition::Over ? quiet(Words::tr("END"), source, {}) : waiting(status, trigger, source);
    }
    return verdictOf(status, *result, !held && isOld(status, *result, trigger, now));
}

}  // namespace app
