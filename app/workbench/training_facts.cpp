#include "app/workbench/training_facts.h"

#include "app/common/dataset_problem_text.h"
#include "app/common/path_text.h"
#include "widgets/joined_list.h"
#include "widgets/joined_sentences.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QLocale>

#include <algorithm>
#include <cmath>

namespace app {
namespace {

namespace datasets = inference::datasets;

constexpr qsizetype namedProducts = 6;
constexpr qint64 mostProducts = 10'000;  // of which names are kept

qint64 whole(const QJsonObject& line, const char* key)
{
    return qint64(std::clamp(line[QLatin1String(key)].toDouble(), 0.0, 1e15));
}

TrainingFacts::Source sourceOf(const QJsonObject& line)
{
    return {line[QLatin1String("layout")].toString(), whole(line, "products"), whole(line, "images"), whole(line, "good"), whole(line, "anomalous"),
            whole(line, "unlabelled"), whole(line, "masks"), line[QLatin1String("boxes")].toBool(), line[QLatin1String("coarse")].toBool()};
}

TrainingFacts::Side sideOf(const QJsonObject& line)
{
    TrainingFacts::Side side {whole(line, "images"), whole(line, "anomalous"), whole(line, "masks"), {}};
    for (const QJsonValue& name : line[QLatin1String("products")].toArray())
        if (side.products.size() < mostProducts)
            side.products << name.toString();
    return side;
}

/// Problems of a code that this program does not know are said by their path alone.
QString problemText(const QJsonObject& line)
{
    const std::string code = line[QLatin1String("code")].toString().toStdString();
    const QString path = line[QLatin1String("path")].toString();
    for (int i = 0; i <= int(datasets::ProblemCode::OneClass); ++i)
        if (const auto known = datasets::ProblemCode(i); datasets::codeName(known) == code)
            return sentence(datasets::Problem {known, toPath(path), line[QLatin1String("detail")].toString().toStdString()});
    return path;
}

QString sideText(const TrainingFacts::Side& side)
{
    if (side.images == 0)
        return QCoreApplication::translate("TrainingFacts", "nothing, for want of images");
    QStringList names = side.products.mid(0, namedProducts);
    if (side.products.size() > namedProducts)
        names.append(QCoreApplication::translate("TrainingFacts", "%n more", nullptr, int(side.products.size() - namedProducts)));
    const QLocale locale;
    return QCoreApplication::translate("TrainingFacts", "%1, %2 of them defective: %3")
        .arg(QCoreApplication::translate("TrainingFacts", "%n image(s)", nullptr, int(side.images)), locale.toString(side.anomalous), widgets::joinedList(names));
}

}  // namespace

QString sourceText(const TrainingFacts::Source& source)
{
    const QLocale locale;
    QString text = QCoreApplication::translate("TrainingFacts", "%1 with %2: %3 good, %4 defective, %5 with a mask (layout %6)")
                       .arg(QCoreApplication::translate("TrainingFacts", "%n product(s)", nullptr, int(source.products)),
                            QCoreApplication::translate("TrainingFacts", "%n image(s)", nullptr, int(source.images)), locale.toString(source.good),
                            locale.toString(source.anomalous), locale.toString(source.masks), source.layout);
    if (source.unlabelled > 0)
        text = widgets::joinedSentences({text, QCoreApplication::translate("TrainingFacts", "%n image(s) have no label and are left out.", nullptr, int(source.unlabelled))});
    if (source.boxes)
        text = widgets::joinedSentences({text, QCoreApplication::translate("TrainingFacts", "Only boxes say where the defects are: the model would learn boxes.")});
    else if (source.coarse)
        text = widgets::joinedSentences({text, QCoreApplication::translate("TrainingFacts", "Its masks are coarse: the model would learn more than the defects.")});
    return text;
}

namespace {

QString memoryText(const TrainingFacts& facts)
{
    const QLocale locale;
    const QString need = locale.toString(*facts.memoryMb);
    if (!facts.freeMb)
        return QCoreApplication::translate("TrainingFacts", "about %1 MB").arg(need);
    const QString free = locale.toString(*facts.freeMb);
    return facts.isShortOfMemory()
        ? QCoreApplication::translate("TrainingFacts", "about %1 MB, but only %2 MB are free: it may be slow, or be ended by the system. Close other programs, or take fewer images a step.").arg(need, free)
        : QCoreApplication::translate("TrainingFacts", "about %1 MB of %2 MB that are free").arg(need, free);
}

}  // namespace

bool take(TrainingFacts& facts, const QJsonObject& line)
{
    const QString event = line[QLatin1String("event")].toString();
    if (event == QLatin1String("dataset")) {
        if (!facts.source)  // a second one is what it is judged by
            facts.source = sourceOf(line);
    } else if (event == QLatin1String("data")) {
        (line[QLatin1String("role")].toString() == QLatin1String("validation") ? facts.validation : facts.training) = sideOf(line);
    } else if (event == QLatin1String("leaks")) {
        facts.leaks = whole(line, "images");
    } else if (event == QLatin1String("problem")) {
        if (++facts.problemCount <= TrainingFacts::greatestProblems)
            facts.problems << problemText(line);
    } else if (event == QLatin1String("estimate")) {
        if (line.contains(QLatin1String("memory_mb")))
            facts.memoryMb = whole(line, "memory_mb");
        if (line.contains(QLatin1String("free_mb")))
            facts.freeMb = whole(line, "free_mb");
        if (line.contains(QLatin1String("device")))
            facts.device = line[QLatin1String("device")].toString();
        if (line[QLatin1String("seconds")].isDouble())
            facts.seconds = std::max(0.0, line[QLatin1String("seconds")].toDouble());
    } else {
        return false;
    }
    return true;
}

QList<std::pair<QString, QString>> rowsOf(const TrainingFacts& facts)
{
    const auto text = [](const char* words) { return QCoreApplication::translate("TrainingFacts", words); };
    QList<std::pair<QString, QString>> rows;
    if (facts.training)
        rows.append({text(QT_TRANSLATE_NOOP("TrainingFacts", "Learned from")), sideText(*facts.training)});
    if (facts.validation)
        rows.append({text(QT_TRANSLATE_NOOP("TrainingFacts", "Judged by")), sideText(*facts.validation)});
    if (facts.leaks > 0)
        rows.append({text(QT_TRANSLATE_NOOP("TrainingFacts", "Leaks")),
                     QCoreApplication::translate("TrainingFacts", "%n image(s) stood on both sides, byte for byte: they are not learned from.", nullptr, int(facts.leaks))});
    if (!facts.device.isEmpty())
        rows.append({text(QT_TRANSLATE_NOOP("TrainingFacts", "Runs on")), facts.device});
    if (facts.memoryMb)
        rows.append({text(QT_TRANSLATE_NOOP("TrainingFacts", "Memory")), memoryText(facts)});
    if (facts.seconds)
        rows.append({text(QT_TRANSLATE_NOOP("TrainingFacts", "Time")), durationText(*facts.seconds)});
    return rows;
}

QString durationText(double seconds)
{
    constexpr double minute = 60, hour = 3600;
    if (seconds < minute)
        return QCoreApplication::translate("TrainingFacts", "about %1 s").arg(std::max(1, int(std::ceil(seconds))));
    const auto minutes = qint64(std::ceil(std::min(seconds, 1e12) / minute));
    if (seconds < hour)
        return QCoreApplication::translate("TrainingFacts", "about %1 min").arg(minutes);
    return QCoreApplication::translate("TrainingFacts", "about %1 h %2 min").arg(QLocale().toString(minutes / 60)).arg(minutes % 60);
}

}  // namespace app
