#include "app/workbench/source_text.h"

#include "app/common/error_text.h"
#include "widgets/joined_list.h"

#include <QCoreApplication>
#include <QLocale>
#include <QStringList>

#include <algorithm>
#include <cmath>

namespace app {
namespace {

/// As the transport calls it, or as the picture came.
QString formatText(const SourceTestResult& result)
{
    if (!result.facts.pixelFormat.empty())
        return QString::fromStdString(result.facts.pixelFormat);
    if (result.channels == 0)
        return {};
    return (result.channels < 3 ? QCoreApplication::translate("SourceText", "%1-bit grey") : QCoreApplication::translate("SourceText", "%1-bit colour")).arg(result.bits);
}

QString rateText(const SourceTestResult& result)
{
    const double rate = result.framesPerSecond > 0 ? result.framesPerSecond : result.facts.live && !result.facts.triggered ? 0 : result.facts.framesPerSecond;
    if (rate <= 0 || result.facts.triggered)
        return {};
    return QCoreApplication::translate("SourceText", "%1 pictures per second").arg(shortNumber(rate));
}

QString figuresText(const SourceTestResult& result)
{
    QStringList parts;
    if (result.size.width > 0)
        parts << sizeText(result.size);
    for (const QString& part : {formatText(result), rateText(result)})
        if (!part.isEmpty())
            parts << part;
    return widgets::joinedList(parts);
}

/// What to try where pictures don't arrive whole.
QString adviceText(const SourceTestResult& result, const SourceChoice& choice)
{
    const bool silent = result.error && result.error->code() == inference::ErrorCode::SourceSilent;
    const bool hasPackets = std::ranges::find(result.settings, "packet_size", &inference::sources::Setting::key) != result.settings.end();
    if (choice.kind != SourceChoice::Kind::Genicam || !hasPackets || !(silent || result.lost > 0))
        return {};
    return QCoreApplication::translate("SourceText", "Try a smaller packet size, or a lower picture rate.");
}

QString join(QStringList sentences)
{
    sentences.removeAll(QString());
    return sentences.join(QLatin1Char('\n'));
}

}  // namespace

QString kindName(SourceChoice::Kind kind)
{
    switch (kind) {
    case SourceChoice::Kind::V4l2: return QCoreApplication::translate("SourceText", "USB or built-in camera");
    case SourceChoice::Kind::Genicam: return QCoreApplication::translate("SourceText", "Industrial camera (GenICam)");
    case SourceChoice::Kind::Stream: return QCoreApplication::translate("SourceText", "Network stream");
    case SourceChoice::Kind::VideoFile: return QCoreApplication::translate("SourceText", "Video file");
    case SourceChoice::Kind::WatchedFolder: return QCoreApplication::translate("SourceText", "Watched folder");
    }
    return {};
}

QString sentence(SourceGap gap)
{
    switch (gap) {
    case SourceGap::Device: return QCoreApplication::translate("SourceText", "No camera is chosen.");
    case SourceGap::Address: return QCoreApplication::translate("SourceText", "No address is given.");
    case SourceGap::AddressForm:
        return QCoreApplication::translate("SourceText", "The address must begin with http://, https://, rtsp:// or rtsps:// and hold no spaces. In a password, write %40 for @, %2F for / and %3F for ?.");
    case SourceGap::File: return QCoreApplication::translate("SourceText", "No video is chosen.");
    case SourceGap::Folder: return QCoreApplication::translate("SourceText", "No folder is chosen.");
    case SourceGap::Aravis: return QCoreApplication::translate("SourceText", "This program was built without Aravis.");
    }
    return {};
}

QString sizeText(inference::Size size)
{
    return QStringLiteral("%1 × %2").arg(size.width).arg(size.height);
}

QString shortNumber(double value)
{
    return QLocale().toString(std::round(value * 100) / 100, 'f', QLocale::FloatingPointShortest);
}

QString testSentence(const SourceTestResult& result, const SourceChoice& choice)
{
    if (result.error)
        return join({sentence(*result.error), adviceText(result, choice)});
    QStringList sentences {figuresText(result)};
    if (result.waitsForTrigger)
        sentences << QCoreApplication::translate("SourceText", "It is ready and waits for the trigger.");
    else if (result.pictures == 0 && choice.kind == SourceChoice::Kind::WatchedFolder)
        sentences = {QCoreApplication::translate("SourceText", "The folder can be watched. No picture lies in it yet.")};
    else if (isTriggered(choice))
        sentences << QCoreApplication::translate("SourceText", "It was triggered and gave a picture.");
    const int lost = int(std::min<std::uint64_t>(result.lost, 1'000'000));
    if (lost > 0)
        sentences << QCoreApplication::translate("SourceText", "%n picture(s) were lost on the way.", nullptr, lost);
    sentences << adviceText(result, choice);
    return join(sentences);
}

}  // namespace app
