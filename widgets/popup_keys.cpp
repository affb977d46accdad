#include "widgets/popup_keys.h"

#include <QApplication>
#include <QKeyEvent>

namespace widgets {

bool PopupKeys::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() != QEvent::ShortcutOverride || !QApplication::activePopupWidget())
        return QObject::eventFilter(watched, event);
    if (static_cast<QKeyEvent*>(event)->modifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier))
        return QObject::eventFilter(watched, event);
    event->accept();  // it comes as a key then, to the popup
    return true;
}

}  // namespace widgets
