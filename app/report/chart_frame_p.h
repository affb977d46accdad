#pragma once

#include <QColor>
#include <QRectF>
#include <QString>

#include <functional>
#include <utility>
#include <vector>

class QPainter;

namespace app {

/// Round steps for an axis from `low` to `high`, about `wanted` of them: 1, 2 or 5 times a power of ten. `whole`: no fractions.
std::vector<double> axisTicks(double low, double high, int wanted, bool whole = false);

/// Axes, grid and titles of a printed chart, in the units of a sheet. Drawn by QPainter: a report is made on a worker thread and by a
/// program without a window, where no plot widget may be.
struct ChartFrame {
    QRectF plot;  ///< where values lie
    double lowX = 0, highX = 1, lowY = 0, highY = 1;

    /// Room for the numbers and titles is taken off `area`.
    ChartFrame(const QRectF& area, double lowX, double highX, double lowY, double highY);

    double x(double value) const { return plot.left() + (value - lowX) / (highX - lowX) * plot.width(); }
    double y(double value) const { return plot.bottom() - (value - lowY) / (highY - lowY) * plot.height(); }

    using NumberText = std::function<QString(double)>;
    void drawX(QPainter& painter, const QString& title, const std::vector<double>& ticks, const NumberText& text) const;
    void drawY(QPainter& painter, const QString& title, const std::vector<double>& ticks, const NumberText& text) const;
    /// A dashed line with its name at its end.
    struct Mark {
        double value = 0;
        QString name;
        QColor colour;
    };
    /// One or two, which may lie as near to each other as they like: no name stands on the other.
    void markX(QPainter& painter, std::vector<Mark> marks) const;
    void markY(QPainter& painter, std::vector<Mark> marks) const;
};

/// Where the middles of two names stand that belong at `low` and `high`: `distance` apart at least, from `least` to `most`.
std::pair<double, double> pushedApart(double low, double high, double distance, double least, double most);

}  // namespace app
