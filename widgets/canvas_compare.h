#pragma once

#include "widgets/canvas_frame.h"
#include "widgets/canvas_pyramid.h"
#include "widgets/compare_mode.h"

#include <QImage>
#include <QObject>
#include <QString>
#include <QThreadPool>
#include <QTimer>

#include <memory>
#include <stop_token>

class QPainter;
class QPalette;
class QWidget;

namespace widgets {

class SplitHandle;

/// What a canvas shows beside or in turn with its part: the picture without heat, or a reference stretched to the picture's
/// size. A large reference is scaled on a thread of its own; until then the part alone is shown. GUI thread.
class CanvasCompare : public QObject {
    Q_OBJECT
public:
    /// Its line lies over `canvas`.
    explicit CanvasCompare(QWidget* canvas);
    ~CanvasCompare() override;

    void setMode(CompareMode mode);
    CompareMode mode() const { return m_mode; }
    /// A null picture takes the reference away. `name` is what the person knows it by.
    void setReference(const QImage& picture, const QString& name);
    bool hasReference() const { return !m_reference.isNull(); }
    /// Of the part shown; empty for none.
    void setPictureSize(QSize size);
    /// Where the line stands, as a share of the canvas' width.
    void setSplit(double share);
    double split() const;
    SplitHandle* handle() const { return m_handle; }

    /// Whether the part's own heat belongs into the frame even where the person switched it off.
    bool needsHeat() const { return m_mode == CompareMode::SplitHeat; }
    /// The part of the canvas that shows the part, in widget pixels.
    QRect partSide() const;
    void placeHandle();

    /// Paints what lies over the canvas' own frame; `plain` is that without heat, as CanvasFrame gives it.
    void paint(QPainter& painter, const QRegion& exposed, const ViewTransform& view, const QImage& plain, QRgb background);
    /// Names both sides, from `top` down, left of `right`.
    void paintLabels(QPainter& painter, double top, double right, const QFont& font, const QPalette& palette) const;

signals:
    void changed();
    void splitMoved(double share);  ///< by the person

private:
    bool showsReference() const;
    void follow();
    void prepare();

    QWidget* m_canvas;
    SplitHandle* m_handle;
    CompareMode m_mode = CompareMode::Off;
    QImage m_reference;
    QString m_name;
    QSize m_size;
    std::shared_ptr<const CanvasPyramid> m_pyramid;  // of the picture's size
    CanvasFrame m_frame;
    QTimer m_blink;
    bool m_other = false;  // the blink shows the reference
    QThreadPool m_builders;
    std::stop_source m_building;
    quint64 m_number = 0;
};

}  // namespace widgets
