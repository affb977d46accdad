#include "widgets/column_scroll.h"

#include "widgets/wheel_guard.h"

#include <QEvent>
#include <QScrollBar>

namespace widgets {

ColumnScroll::ColumnScroll(QWidget* parent) : QScrollArea(parent)
{
    setWidgetResizable(true);
    setFrameShape(QFrame::NoFrame);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Preferred);
    guardFromWheel(this);
}

QSize ColumnScroll::sizeHint() const
{
    if (!widget())
        return QScrollArea::sizeHint();
    return {widget()->sizeHint().width() + verticalScrollBar()->sizeHint().width(), widget()->sizeHint().height()};
}

QSize ColumnScroll::minimumSizeHint() const
{
    if (!widget())
        return QScrollArea::minimumSizeHint();
    return {widget()->minimumSizeHint().width() + verticalScrollBar()->sizeHint().width(), fontMetrics().height() * 6};
}

bool ColumnScroll::eventFilter(QObject* watched, QEvent* event)
{
    // A scroll area's own hints don't follow its content.
    if (watched == widget() && event->type() == QEvent::LayoutRequest)
        updateGeometry();
    return QScrollArea::eventFilter(watched, event);
}

}  // namespace widgets
