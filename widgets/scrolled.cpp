#include "widgets/scrolled.h"

#include "widgets/wheel_guard.h"

namespace widgets {

QScrollArea* scrolled(QWidget* content, Qt::ScrollBarPolicy sideways)
{
    auto* const area = new QScrollArea;
    area->setWidget(content);
    area->setWidgetResizable(true);
    area->setFrameShape(QFrame::NoFrame);
    area->setHorizontalScrollBarPolicy(sideways);
    guardFromWheel(area);
    return area;
}

}  // namespace widgets
