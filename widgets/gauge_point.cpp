#include "widgets/gauge_point.h"

#include <QCoreApplication>
#include <QLocale>

namespace widgets {

QString GaugeAxis::text(double value) const
{
    const QString number = QLocale().toString(value, 'f', decimals);
    return unit.isEmpty() ? number : number + QChar(0x00a0) + unit;
}

QString GaugeAxis::title() const
{
    return unit.isEmpty() ? name : QCoreApplication::translate("GaugeAxis", "%1, %2", "measure, unit").arg(name, unit);
}

}  // namespace widgets
