#include "widgets/picture_fault_text.h"

#include <QCoreApplication>
#include <QLocale>
#include <QStringList>

#include <cmath>

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
        }
        return {};
    }
};

/// Told apart where both are shown the same.
std::pair<QString, QString> toldApart(double value, double limit)
{
    for (int decimals = 1; decimals < 6; ++decimals) {
        const QString a = QLocale().toString(value, 'f', decimals), b = QLocale().toString(limit, 'f', decimals);
        if (a != b)
            return {a, b};
    }
    return {figureText(value), figureText(limit)};
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
        if (fault.kind == inference::PictureFault::Kind::NotMeasured) {
            sentences.append(pattern);
            continue;
        }
        std::pair<QString, QString> numbers {figureText(fault.value), figureText(fault.limit)};
        if (numbers.first == numbers.second)
            numbers = toldApart(fault.value, fault.limit);
        sentences.append(pattern.arg(numbers.first, numbers.second));
    }
    return sentences.join(QLatin1Char(' '));
}

}  // namespace widgets
