#pragma once

#include <QObject>

class QAction;
class QWidget;

namespace app {

/// Every command of the live window, with its key: letters, because the other hand is on the part. A text field keeps its letters.
class LiveActions : public QObject {
    Q_OBJECT

public:
    explicit LiveActions(QWidget* window);

    void retranslate();

    QAction* const start;
    QAction* const stop;
    QAction* const pause;     ///< checkable: no picture is taken
    QAction* const step;      ///< while paused: one picture
    QAction* const hold;      ///< checkable: the picture stays, judging goes on
    QAction* const trigger;
    QAction* const snapshot;
    QAction* const locked;    ///< checkable: only judged frames are shown
    QAction* const heat;      ///< checkable
    QAction* const log;       ///< what was judged before
};

}  // namespace app
