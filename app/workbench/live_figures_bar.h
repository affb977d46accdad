#pragma once

#include "app/live/live_status.h"

#include <QWidget>

namespace app {

/// The figures of a run that are always in view: pictures per second of the camera and of the model, latency, dropped pictures, verdicts.
/// Numbers stand still where they are: a figure that changes moves no other.
class LiveFiguresBar : public QWidget {
    Q_OBJECT

public:
    explicit LiveFiguresBar(QWidget* parent = nullptr);

    void set(const LiveStatus& status);
    void clear();

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

    /// "Camera 29.9/s", ... in the order in which they stand.
    QStringList texts() const;

protected:
    void paintEvent(QPaintEvent* event) override;
    void changeEvent(QEvent* event) override;
    bool event(QEvent* event) override;

private:
    struct Figure {
        QString label, value, hint;
        bool warning = false;
        friend bool operator==(const Figure&, const Figure&) = default;
    };
    static QList<Figure> figuresOf(const LiveStatus& status, bool running);
    void show(const QList<Figure>& figures);

    LiveStatus m_status;
    bool m_running = false;
    QList<Figure> m_figures;
};

}  // namespace app
