#include "app/workbench/live_log_text.h"

#include "app/store/utc_text.h"

#include <QCoreApplication>
#include <QLocale>

#include <utility>

namespace app {
namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(app::LiveLog)
};

struct Phrase {
    const char* key;
    const char* text;
};

constexpr Phrase triggers[] {
    {"free", QT_TRANSLATE_NOOP("app::LiveLog", "all the time")},
    {"interval", QT_TRANSLATE_NOOP("app::LiveLog", "interval")},
    {"part", QT_TRANSLATE_NOOP("app::LiveLog", "part at rest")},
    {"software", QT_TRANSLATE_NOOP("app::LiveLog", "key")},
    {"hardware", QT_TRANSLATE_NOOP("app::LiveLog", "camera's input")},
};

/// What can go wrong with a picture of the live view.
constexpr Phrase errors[] {
    {"file_missing", QT_TRANSLATE_NOOP("app::LiveLog", "the file was gone")},
    {"file_unreadable", QT_TRANSLATE_NOOP("app::LiveLog", "the file could not be read")},
    {"file_empty", QT_TRANSLATE_NOOP("app::LiveLog", "the file was empty")},
    {"file_changing", QT_TRANSLATE_NOOP("app::LiveLog", "the file was being written")},
    {"image_unknown_format", QT_TRANSLATE_NOOP("app::LiveLog", "not an image that can be read")},
    {"image_truncated", QT_TRANSLATE_NOOP("app::LiveLog", "the image ends early")},
    {"image_corrupt", QT_TRANSLATE_NOOP("app::LiveLog", "the image is damaged")},
    {"image_too_large", QT_TRANSLATE_NOOP("app::LiveLog", "the picture is too large")},
    {"image_unsupported", QT_TRANSLATE_NOOP("app::LiveLog", "a kind of picture that is not supported")},
    {"recipe_outline", QT_TRANSLATE_NOOP("app::LiveLog", "the recipe draws outside the picture")},
    {"out_of_memory", QT_TRANSLATE_NOOP("app::LiveLog", "not enough memory")},
    {"device_unavailable", QT_TRANSLATE_NOOP("app::LiveLog", "the model's device is not available")},
    {"answer_not_finite", QT_TRANSLATE_NOOP("app::LiveLog", "the model gave no number")},
    {"internal", QT_TRANSLATE_NOOP("app::LiveLog", "a library failed, see the log")},
    {"too_dark", QT_TRANSLATE_NOOP("app::LiveLog", "the picture is too dark")},
    {"too_bright", QT_TRANSLATE_NOOP("app::LiveLog", "the picture is too bright")},
    {"out_of_focus", QT_TRANSLATE_NOOP("app::LiveLog", "the picture is out of focus")},
    {"part_not_found", QT_TRANSLATE_NOOP("app::LiveLog", "the part was not found")},
    {"part_out_of_place", QT_TRANSLATE_NOOP("app::LiveLog", "the part lay too far away")},
    {"bad_input", QT_TRANSLATE_NOOP("app::LiveLog", "a mistake of the program, see the log")},
};

template <std::size_t size>
QString wordsOf(const Phrase (&phrases)[size], const std::string& key)
{
    for (const Phrase& phrase : phrases)
        if (key == phrase.key)
            return Words::tr(phrase.text);
    return QString::fromStdString(key);
}

}  // namespace

QDateTime localTime(const std::string& utc)
{
    return QDateTime::fromString(QString::fromStdString(utc), Qt::ISODateWithMs).toLocalTime();
}

std::string utcOf(const QDateTime& time)
{
    return utcText(std::chrono::system_clock::time_point(std::chrono::milliseconds(time.toMSecsSinceEpoch())));
}

QString momentText(const std::string& utc)
{
    const QDateTime time = localTime(utc);
    return time.isValid() ? time.toString(QStringLiteral("yyyy-MM-dd HH:mm:ss.zzz")) : QString::fromStdString(utc);
}

QString triggerText(const std::string& key)
{
    return wordsOf(triggers, key);
}

QString liveErrorText(const std::string& code)
{
    return wordsOf(errors, code);
}

QString runText(const LiveLogRun& run)
{
    const QDateTime time = localTime(run.utc);
    const QString began = time.isValid() ? time.toString(QStringLiteral("yyyy-MM-dd HH:mm")) : QString::fromStdString(run.utc);
    return QStringLiteral("%1 · %2").arg(began, QString::fromStdString(run.source));
}

QString countsText(const LiveCounts& counts)
{
    const QLocale numbers;
    const std::pair<const char*, qint64> kinds[] {
        {QT_TRANSLATE_NOOP("app::LiveLog", "Verdicts: %1"), counts.all()},
        {QT_TRANSLATE_NOOP("app::LiveLog", "%1 pass"), counts.pass},
        {QT_TRANSLATE_NOOP("app::LiveLog", "%1 review"), counts.review},
        {QT_TRANSLATE_NOOP("app::LiveLog", "%1 fail"), counts.fail},
        {QT_TRANSLATE_NOOP("app::LiveLog", "%1 not judged"), counts.error},
    };
    QStringList texts;
    for (const auto& [words, count] : kinds)
        texts << Words::tr(words).arg(numbers.toString(count));
    return texts.join(QStringLiteral(" · "));
}

}  // namespace app
