#include "app/common/error_words.h"

#include <QCoreApplication>

#include <span>

namespace app {
namespace {

/// A text with a place for the number or name that follows the key.
struct Phrase {
    QLatin1String key;
    const char* text;
};

constexpr Phrase features[] = {
    {QLatin1String("cmyk"), QT_TRANSLATE_NOOP("ErrorText", "CMYK colours")},
    {QLatin1String("floating-point"), QT_TRANSLATE_NOOP("ErrorText", "floating-point samples")},
    {QLatin1String("signed"), QT_TRANSLATE_NOOP("ErrorText", "signed samples")},
    {QLatin1String("bits"), QT_TRANSLATE_NOOP("ErrorText", "samples of %1 bits in this arrangement")},
    {QLatin1String("palette-bits"), QT_TRANSLATE_NOOP("ErrorText", "a palette of %1 bits")},
    {QLatin1String("channels"), QT_TRANSLATE_NOOP("ErrorText", "%1 channels")},
    {QLatin1String("tiff-colours"), QT_TRANSLATE_NOOP("ErrorText", "TIFF colour space %1")},
    {QLatin1String("jpeg-bits"), QT_TRANSLATE_NOOP("ErrorText", "JPEG with %1 bits")},
    {QLatin1String("jpeg-components"), QT_TRANSLATE_NOOP("ErrorText", "JPEG with %1 components")},
    {QLatin1String("os2-bmp"), QT_TRANSLATE_NOOP("ErrorText", "BMP of OS/2")},
    {QLatin1String("bmp-bit-masks"), QT_TRANSLATE_NOOP("ErrorText", "BMP with unusual bit masks")},
    {QLatin1String("bmp-compression"), QT_TRANSLATE_NOOP("ErrorText", "BMP compression %1")},
    {QLatin1String("animated-webp"), QT_TRANSLATE_NOOP("ErrorText", "animated WebP")},
    {QLatin1String("sample-format"), QT_TRANSLATE_NOOP("ErrorText", "an unusual form of samples")},
};

constexpr Phrase places[] = {
    {QLatin1String("legacy protocol"), QT_TRANSLATE_NOOP("ErrorText", "the version of the old PyTorch format")},
    {QLatin1String("legacy system"), QT_TRANSLATE_NOOP("ErrorText", "the system of the old PyTorch format")},
    {QLatin1String("legacy byte order"), QT_TRANSLATE_NOOP("ErrorText", "the byte order")},
    {QLatin1String("legacy storage keys"), QT_TRANSLATE_NOOP("ErrorText", "the list of storages")},
    {QLatin1String("zip64 end record"), QT_TRANSLATE_NOOP("ErrorText", "the end of the zip archive")},
    {QLatin1String("zip end record"), QT_TRANSLATE_NOOP("ErrorText", "the end of the zip archive")},
    {QLatin1String("zip central directory"), QT_TRANSLATE_NOOP("ErrorText", "the directory of the zip archive")},
    {QLatin1String("zip entry"), QT_TRANSLATE_NOOP("ErrorText", "the zip entry “%1”")},
    {QLatin1String("pickle nesting"), QT_TRANSLATE_NOOP("ErrorText", "the pickle, nested too deeply")},
    {QLatin1String("pickle offset"), QT_TRANSLATE_NOOP("ErrorText", "the pickle, at offset %1")},
    {QLatin1String("safetensors header length"), QT_TRANSLATE_NOOP("ErrorText", "the length of the safetensors header")},
    {QLatin1String("safetensors header"), QT_TRANSLATE_NOOP("ErrorText", "the safetensors header")},
    {QLatin1String("storage"), QT_TRANSLATE_NOOP("ErrorText", "the storage “%1”")},
    {QLatin1String("tensor name"), QT_TRANSLATE_NOOP("ErrorText", "the tensor name “%1”")},
    {QLatin1String("tensor"), QT_TRANSLATE_NOOP("ErrorText", "the tensor “%1”")},
};

constexpr Phrase sourceFeatures[] = {
    {QLatin1String("mqtt"), QT_TRANSLATE_NOOP("ErrorText", "MQTT, for which it has to be built with libmosquitto")},
    {QLatin1String("aravis"), QT_TRANSLATE_NOOP("ErrorText", "GenICam cameras, for which it has to be built with Aravis")},
    {QLatin1String("address"), QT_TRANSLATE_NOOP("ErrorText", "an address that begins with neither http, https, rtsp nor rtsps")},
    {QLatin1String("trigger"), QT_TRANSLATE_NOOP("ErrorText", "a trigger that the camera doesn't have")},
    {QLatin1String("seek"), QT_TRANSLATE_NOOP("ErrorText", "to go to another time, which only videos can")},
    {QLatin1String("setting"), QT_TRANSLATE_NOOP("ErrorText", "the setting “%1”")},
    {QLatin1String("pixel-format"), QT_TRANSLATE_NOOP("ErrorText", "the pixel format “%1”")},
};

constexpr Phrase sourceReasons[] = {
    {QLatin1String("timeout"), QT_TRANSLATE_NOOP("ErrorText", "it did not answer in time")},
    {QLatin1String("refused"), QT_TRANSLATE_NOOP("ErrorText", "it gives no video that can be read, or asks for another user or password")},
    {QLatin1String("ended"), QT_TRANSLATE_NOOP("ErrorText", "the connection has ended")},
    {QLatin1String("not-open"), QT_TRANSLATE_NOOP("ErrorText", "it is not open")},
    {QLatin1String("not-there"), QT_TRANSLATE_NOOP("ErrorText", "it is not there")},
    {QLatin1String("control-lost"), QT_TRANSLATE_NOOP("ErrorText", "the camera does not answer any more")},
    {QLatin1String("no-stream"), QT_TRANSLATE_NOOP("ErrorText", "it has no pictures to give")},
    {QLatin1String("not-a-camera"), QT_TRANSLATE_NOOP("ErrorText", "it is not a camera")},
    {QLatin1String("not-a-folder"), QT_TRANSLATE_NOOP("ErrorText", "it is not a folder")},
    {QLatin1String("not-a-video"), QT_TRANSLATE_NOOP("ErrorText", "it is no video that can be read")},
    {QLatin1String("rest"), QT_TRANSLATE_NOOP("ErrorText", "from %1 s on nothing more of it came")},
    {QLatin1String("memory"), QT_TRANSLATE_NOOP("ErrorText", "there is not enough memory")},
};

constexpr Phrase receiverReasons[] = {
    {QLatin1String("host"), QT_TRANSLATE_NOOP("ErrorText", "no computer of this name is known")},
    {QLatin1String("refused"), QT_TRANSLATE_NOOP("ErrorText", "no program answers there")},
    {QLatin1String("unreachable"), QT_TRANSLATE_NOOP("ErrorText", "it cannot be reached")},
    {QLatin1String("timeout"), QT_TRANSLATE_NOOP("ErrorText", "it did not answer in time")},
    {QLatin1String("closed"), QT_TRANSLATE_NOOP("ErrorText", "it closed the connection")},
    {QLatin1String("tls"), QT_TRANSLATE_NOOP("ErrorText", "its certificate is not trusted, or it speaks without encryption")},
    {QLatin1String("login"), QT_TRANSLATE_NOOP("ErrorText", "it does not accept this user and password")},
    {QLatin1String("client"), QT_TRANSLATE_NOOP("ErrorText", "it does not accept the name of this program")},
    {QLatin1String("unavailable"), QT_TRANSLATE_NOOP("ErrorText", "it says that it is not available")},
    {QLatin1String("size"), QT_TRANSLATE_NOOP("ErrorText", "the message is too long for it")},
    {QLatin1String("http"), QT_TRANSLATE_NOOP("ErrorText", "it answers with HTTP status %1")},
    {QLatin1String("error"), QT_TRANSLATE_NOOP("ErrorText", "error %1")},
};

/// The first phrase whose key `text` is, or begins with before `separator` where the phrase has a place for what follows.
QString textOf(std::span<const Phrase> phrases, const QString& text, QChar separator)
{
    for (const Phrase& phrase : phrases) {
        const bool whole = text == phrase.key;
        const bool begins = text.startsWith(phrase.key) && text.mid(phrase.key.size()).startsWith(separator);
        const QString said = whole || begins ? QCoreApplication::translate("ErrorText", phrase.text) : QString();
        if (begins && said.contains(QLatin1String("%1")))
            return QString(said).replace(QLatin1String("%1"), text.mid(phrase.key.size() + 1));
        if (whole)
            return said;
    }
    return text;
}

}  // namespace

QString imageFeatureText(const QString& key)
{
    return textOf(features, key, u':');
}

QString weightPlaceText(const QString& place)
{
    return textOf(places, place, u' ');
}

QString sourceFeatureText(const QString& key)
{
    return textOf(sourceFeatures, key, u':');
}

QString sourceReasonText(const QString& key)
{
    return textOf(sourceReasons, key, u':');
}

QString receiverReasonText(const QString& key)
{
    return textOf(receiverReasons, key, u':');
}

}  // namespace app
