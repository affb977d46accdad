#pragma once

#include <QObject>

namespace widgets {

/// Leaves every key without Ctrl, Alt and Meta to a menu, or to whatever else has popped up, while it is open: Qt tries the shortcuts of the widget with the focus, which stays behind a menu,
/// before, and those of the window behind after a combo box' list has closed by the same key. To be installed on the application.
class PopupKeys : public QObject {
    Q_OBJECT

public:
    using QObject::QObject;

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    bool m_asking = false;  ///< a combo box' list, for which of its keys it closes
};

}  // namespace widgets
