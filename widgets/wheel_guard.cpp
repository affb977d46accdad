#include "widgets/wheel_guard.h"

#include <QAbstractScrollArea>
#include <QAbstractSpinBox>
#include <QChildEvent>
#include <QComboBox>

namespace widgets {
namespace {

class WheelGuard : public QObject {
public:
    using QObject::QObject;

    void watch(QWidget* widget)
    {
        widget->installEventFilter(this);
        if (isBox(widget) && widget->focusPolicy() == Qt::WheelFocus)
            widget->setFocusPolicy(Qt::StrongFocus);
        for (QObject* const child : widget->children())
            watchChild(child);
    }

protected:
    bool eventFilter(QObject* watched, QEvent* event) override
    {
        if (event->type() == QEvent::ChildPolished)  // when it is added it may not be a box yet
            watchChild(static_cast<QChildEvent*>(event)->child());
        if (event->type() != QEvent::Wheel || !isBox(watched) || static_cast<QWidget*>(watched)->hasFocus())
            return QObject::eventFilter(watched, event);
        event->ignore();  // goes on to what scrolls
        return true;
    }

private:
    static bool isBox(const QObject* object)
    {
        return qobject_cast<const QComboBox*>(object) || qobject_cast<const QAbstractSpinBox*>(object);
    }

    void watchChild(QObject* child)
    {
        if (auto* const widget = qobject_cast<QWidget*>(child); widget && !widget->isWindow())
            watch(widget);
    }
};

}  // namespace

void guardFromWheel(QAbstractScrollArea* area)
{
    (new WheelGuard(area))->watch(area->viewport());
}

}  // namespace widgets
