#pragma once

#include "app/live/live_run.h"

#include <QListWidget>
#include <QTime>

namespace app {

/// A sentence for what happened, in the person's language.
QString eventText(const LiveEvent& event);

/// What happened to a run, the newest first, with the time of day: the last two hundred.
class LiveEvents : public QListWidget {
    Q_OBJECT

public:
    static constexpr int most = 200;

    explicit LiveEvents(QWidget* parent = nullptr);
    void add(const LiveEvent& event, const QTime& at = QTime::currentTime());
    void add(const QString& text, const QTime& at = QTime::currentTime());

    QSize sizeHint() const override { return {240, 120}; }
};

}  // namespace app
