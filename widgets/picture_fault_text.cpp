#include "widgets/picture_fault_text.h"

#include "widgets/joined_sentences.h"
#include "widgets/number_text.h"

#include <QCoreApplication>
#include <QLocale>
#include <QStringList>

#include <algorithm>
#include <utility>

namespace widgets {

namespace {

struct PictureFaultText {
    Q_DECLARE_TR_FUNCTIONS(PictureFaultText)

public:
    static QString patternOf(inference::PictureFault::Kind kind)
    {
        using Kind = inference::PictureFault::Kind;
        switch (kind) {
        case Kind::TooDark: return tr("The picture is too dark: brightness %1, at least %2 asked for.");
        case Kind::TooBright: return tr("The picture is too bright: brightness %1, at most %2 asked for.");
        case Kind::OutOfFocus: return tr("The picture is out of focus: focus %1, at least %2 asked for.");
        case Kind::NotMeasured: return tr("Brightness and focus of the picture were not measured when it was inspected: inspect it again.");
        case Kind::NotFound: return tr("The part was not found where it may lie: match %1, at least %2 asked for.");
        case Kind::OutOfPlace: return tr("The part is moved or turned further than the recipe allows.");
        case Kind::NotKept: return tr("Where the part lies can't be told: what that takes was not kept when it was inspected. Inspect it again.");
        }
        return {};
    }
};

/// As they are shown, or with as many decimals as it takes to tell them apart.
std::pair<QString, QString> toldApart(double value, double limit)
{
    const auto same = [&](int decimals) { return QLocale().toString(value, 'f', decimals) == QLocale().toString(limit, 'f', decimals); };
    int decimals = std::min(value, limit) < 10 ? 1 : 0;
    if (!same(decimals))
        return {figureText(value), figureText(limit)};
    while (decimals < 6 && same(decimals))
        ++decimals;
    return {QLocale().toString(value, 'f', decimals), QLocale().toString(limit, 'f', decimals)};
}

}  // namespace

QString figureText(double figure)
{
    return QLocale().toString(figure, 'f', figure < 10 ? 1 : 0);
}

QString pictureFaultsText(const std::vector<inference::PictureFault>& faults)
{
    QStringList sentences;
    for (const inference::PictureFault& fault : faults) {
        const QString pattern = PictureFaultText::patternOf(fault.kind);
        if (!pattern.contains(QLatin1String("%1"))) {
            sentences.append(pattern);
        } else if (fault.kind == inference::PictureFault::Kind::NotFound) {
            sentences.append(pattern.arg(scoreText(fault.value, fault.limit), scoreText(fault.limit)));
        } else {
            const auto [value, limit] = toldApart(fault.value, fault.limit);
            sentences.append(pattern.arg(value, limit));
        }
    }
    return joinedSentences(sentences);
}

}  // namespace widgets
