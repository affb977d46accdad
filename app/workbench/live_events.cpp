#include "app/workbench/live_events.h"

#include "app/common/error_text.h"
#include "app/workbench/source_text.h"

#include <QCoreApplication>
#include <QLocale>

#include <cmath>

namespace app {
namespace {

using namespace inference::sources;

struct Words {
    Q_DECLARE_TR_FUNCTIONS(app::LiveEvents)
};

QString textOf(const Opened& opened)
{
    return Words::tr("Opened: %1, %2").arg(QString::fromStdString(opened.facts.name), sizeText(opened.facts.size));
}
QString textOf(const Lost& lost) { return sentence(lost.error); }
QString textOf(const Retrying&) { return {}; }
QString textOf(const SizeChanged& change)
{
    return Words::tr("The picture's size changed from %1 to %2. Zones are stretched to it.").arg(sizeText(change.before), sizeText(change.now));
}
QString textOf(const Silent&) { return Words::tr("No picture comes any more."); }
QString textOf(const Over&) { return Words::tr("The end of the video."); }
QString textOf(const PictureProblem& problem) { return sentence(problem.error); }
QString textOf(const LiveClockJump& jump)
{
    return Words::tr("The clock jumped by %1 s: from now on times follow it as it is.").arg(QLocale().toString(jump.seconds, 'f', std::abs(jump.seconds) < 10 ? 1 : 0));
}
QString textOf(const LiveCameraChanged&) { return Words::tr("Camera or light changed."); }
QString textOf(const LiveScoresChanged&) { return Words::tr("Good parts score otherwise than the first ones."); }

}  // namespace

QString eventText(const LiveEvent& event)
{
    return std::visit([](const auto& what) { return textOf(what); }, event);
}

LiveEvents::LiveEvents(QWidget* parent)
    : QListWidget(parent)
{
    setWordWrap(true);
    setUniformItemSizes(false);
    setSelectionMode(QAbstractItemView::NoSelection);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setResizeMode(QListView::Adjust);
}

void LiveEvents::add(const LiveEvent& event, const QTime& at)
{
    add(eventText(event), at);
}

void LiveEvents::add(const QString& text, const QTime& at)
{
    if (text.isEmpty())
        return;
    insertItem(0, QLocale().toString(at, QStringLiteral("HH:mm:ss")) + QStringLiteral("  ") + text);
    while (count() > most)
        delete takeItem(count() - 1);
}

}  // namespace app
