#include "widgets/popup_keys.h"

#include <QApplication>
#include <QKeyEvent>
#include <QWidget>

#include <memory>

namespace widgets {
namespace {

/// The list of a combo box chooses and closes by these while they are still asked for as shortcuts, not when they come as keys.
bool isChoiceOfComboBox(const QWidget* popup, int key)
{
    switch (key) {
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Select:
    case Qt::Key_F4:
    case Qt::Key_Escape: return popup->inherits("QComboBoxPrivateContainer");
    default: return false;
    }
}

}  // namespace

bool PopupKeys::eventFilter(QObject* watched, QEvent* event)
{
    const QWidget* const popup = QApplication::activePopupWidget();
    if (event->type() != QEvent::ShortcutOverride || !popup)
        return QObject::eventFilter(watched, event);
    const auto* const key = static_cast<QKeyEvent*>(event);
    if (m_asking || key->modifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier))
        return QObject::eventFilter(watched, event);
    if (isChoiceOfComboBox(popup, key->key())) {
        const std::unique_ptr<QKeyEvent> copy(key->clone());
        m_asking = true;
        QCoreApplication::sendEvent(watched, copy.get());
        m_asking = false;
    }
    event->accept();  // it comes as a key then, to the popup
    return true;
}

}  // namespace widgets
