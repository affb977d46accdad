#pragma once

#include "core/anomaly_map.h"
#include "core/colour_map.h"
#include "core/defect.h"
#include "widgets/canvas_defects.h"
#include "widgets/canvas_frame.h"
#include "widgets/canvas_readout.h"
#include "widgets/compare_mode.h"
#include "widgets/heat_layer.h"
#include "widgets/ruler_tool.h"
#include "widgets/shape_set.h"
#include "widgets/view_transform.h"
#include "widgets/zone_layer.h"

#include <QEvent>
#include <QStringList>
#include <QThreadPool>
#include <QWidget>

#include <memory>
#include <optional>
#include <stop_token>
#include <utility>
#include <vector>

class QNativeGestureEvent;
class QTouchEvent;

namespace widgets {

class CanvasCompare;
class CanvasMessage;
class ColourBar;
class Navigator;
class ZoneTool;
enum class ZoneMode;

/// One picture, as large as the person wants it, with heat, contours and numbers. The wheel, + and - zoom at the cursor, left
/// or middle drag pans (Shift and arrows too), F fits, 1 shows pixel for pixel, a double click goes between both, [ and ] set
/// the heat's opacity, Space switches the heat and C the comparison: a tap for good, held longer only while it is held. Plain
/// arrow keys are left to the window, unless the zone tool nudges a shape with them or the ruler an end of its line. On a touch
/// screen one finger does what the left button does, two move and zoom.
///
/// Values in, intents out: it knows no file and no worker. GUI thread; a large picture's smaller sizes are made on a thread of
/// its own, and until then the picture is shown coarsely.
class Canvas : public QWidget {
    Q_OBJECT
public:
    explicit Canvas(QWidget* parent = nullptr);
    ~Canvas() override;

    /// Shows a picture, takes away map and defects of the one before, and ends busy and error states. `values`, of the same
    /// size, is what the read-out names where the picture shown was windowed. A null picture shows the placeholder.
    void setImage(const QImage& picture, const QImage& values = {});
    /// As setImage, with the smaller sizes already made, and at once with its heat; null shows the placeholder.
    /// `painted`: the same picture painted for view() and ground() ahead of time; without it, or where either has changed, the canvas paints it.
    void setPicture(std::shared_ptr<const CanvasPyramid> picture, std::shared_ptr<const PaintedPicture> painted = {},
                    std::shared_ptr<const inference::AnomalyMap> map = {});
    /// Keeps zoom and place when the next picture has the same size (the default); otherwise each picture is fitted.
    void setKeepView(bool keep) { m_keepView = keep; }

    /// Belongs to the picture shown now: set it after setImage. Stretched over the whole picture. Null for none.
    void setMap(std::shared_ptr<const inference::AnomalyMap> map);
    void setColourTable(const inference::ColourTable& table);
    /// Both 0..1. The heat fades below `fail`; a `review` not below it is not marked.
    void setLimits(float fail, float review);
    void setOpacity(double opacity);
    double opacity() const { return m_heat.opacity(); }
    void setHeatVisible(bool visible);
    bool heatVisible() const { return m_heatVisible; }

    /// Numbered from 1 in this order. Keeps the selection where its index still exists.
    void setDefects(std::vector<inference::Defect> defects);
    void setContoursVisible(bool visible);
    /// -1 for none. Doesn't move the view.
    void setSelectedDefect(int defect);
    int selectedDefect() const { return m_defects.selected(); }
    /// Brings a region to the middle; zooms only when it would be too small to see or too large to be seen whole.
    void centreOn(int defect);

    void setPlaceholder(const QString& title, const QString& text, const QString& actionText);
    /// A quiet line, over the picture if there is one; empty ends it.
    void setBusy(const QString& text);
    const QString& busy() const { return m_busy; }
    /// Takes the picture away and says what happened, to which file, and what to do. Zoom and place are kept for the next
    /// picture as if it followed the one that was taken away.
    void setError(const QString& title, const QString& sentence);

    /// Zones and don't-care areas; shown stretched when they were drawn for another size. The same ones again, as after
    /// shapesEdited, change nothing.
    void setShapes(const ShapeSet& shapes);
    /// As shown: in pixels of the picture, with the preview of a gesture under way.
    const ShapeSet& shapes() const;
    /// Draws the tiles that a picture is looked at in (core/tiling.h); 0, or a side that makes too many: none.
    void setTileSide(int side);
    int tileSide() const { return m_tileSide; }
    /// Draws the mark by which the part was found, in pixels of the picture; empty: none. Goes with the picture.
    void setMark(const inference::Polygon& outline);
    const inference::Polygon& mark() const { return m_mark; }
    /// Measuring instead of moving the picture with the mouse (RulerTool). One tool at a time is the owner's business.
    void setRulerOn(bool on);
    bool isRulerOn() const { return m_ruler->isOn(); }
    const std::optional<RulerLine>& rulerLine() const { return m_ruler->line(); }
    /// What ruler and scale bar say lengths in; 0: pixels.
    void setMmPerPixel(double mmPerPixel);
    void setScaleBarVisible(bool visible);
    void setShapesVisible(bool visible);  ///< while the zone tool is on they are shown anyway
    /// What a zone that is drawn from now on is judged by.
    void setNewZoneRule(const inference::RegionRule& rule);
    /// What the mouse does with shapes (ZoneTool), and which kind is drawn.
    void setZoneTool(ZoneMode mode, ShapeKind drawn = ShapeKind::Zone);
    ZoneMode zoneTool() const;
    void setSelectedShape(ShapeId id);
    ShapeId selectedShape() const;

    /// Modes that need a reference show the part alone until there is one.
    void setCompareMode(CompareMode mode);
    CompareMode compareMode() const;
    /// Stretched to the picture's size; stays when the picture changes. Null takes it away.
    void setReference(const QImage& picture, const QString& name);
    bool hasReference() const;
    /// Where the dividing line stands, 0..1 of the width.
    void setSplit(double share);
    double split() const;
    /// Shows the same part of the picture, as large, as `leader` does; pictures of another size in proportion.
    void follow(const ViewTransform& leader);

    const ViewTransform& view() const { return m_view; }
    /// The colour around the picture.
    QRgb ground() const;
    bool hasPicture() const { return m_picture != nullptr; }

    QSize sizeHint() const override { return {960, 640}; }
    QSize minimumSizeHint() const override { return {240, 180}; }

public slots:
    void fit();
    void actualSize();
    void zoomIn();
    void zoomOut();

signals:
    /// -1 for a click beside every region.
    void defectClicked(int defect);
    void defectHovered(int defect);
    /// Empty when the cursor left the picture.
    void cursorMoved(const std::optional<widgets::Readout>& readout);
    /// Zoom in device pixels per image pixel.
    void viewChanged(double zoom);
    /// By the person's key; the canvas has already followed.
    void heatVisibleChanged(bool visible);
    void opacityChanged(double opacity);
    /// Asked for on the colour bar; the owner answers with setLimits.
    void limitDragged(float fail);
    void reviewLimitDragged(float review);
    void limitDragEnded();
    void placeholderActivated();
    void pathsDropped(const QStringList& paths);
    /// At the end of each gesture that changed them: one step to undo. `drawnFor` is the picture's size.
    void shapesEdited(const widgets::ShapeSet& shapes);
    void shapeSelected(widgets::ShapeId id);
    /// A drawing was finished, or Esc pressed.
    void zoneToolChanged(widgets::ZoneMode mode);
    void rulerChanged();  ///< another line, or none, by the person or because another picture came
    void rulerEnded();    ///< Esc was pressed; the owner turns it off
    void rulerCalibrationWanted();
    void compareModeChanged(widgets::CompareMode mode);  ///< by key, for good
    void compareModeShown(widgets::CompareMode mode);    ///< by key, be it only while that is held
    void splitMoved(double share);
    /// All sizes of the picture are there; what is painted from now on is exact.
    void pictureReady();

protected:
    bool event(QEvent* event) override;
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void keyReleaseEvent(QKeyEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dragLeaveEvent(QDragLeaveEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    /// All that touch the canvas at a time.
    struct Fingers {
        std::vector<int> ids;  ///< sorted
        QPointF centre;
        double spread = 0;     ///< mean distance from the centre
    };
    static Fingers fingersOf(const QTouchEvent& event);

    // state
    void adopt(std::shared_ptr<const CanvasPyramid> picture, std::shared_ptr<const inference::AnomalyMap> map = {});
    void stopBuilding();
    void showMessage();
    void describe();
    QRect heatArea() const;
    QRect defectArea() const;
    void placeOverlays();
    void viewMoved();
    QRectF badgeArea() const;

    // input
    bool takesKey(const QKeyEvent& event) const;
    void viewKey(const QKeyEvent& event);
    QPointF zoomPoint() const;
    void toggleFit(QPointF at);
    void stepOpacity(double by);
    void startPeek(quint64 timestamp);
    void endPeek(bool restore);
    bool nativeGesture(const QNativeGestureEvent& event);
    void refreshReadout();
    void refreshHover();
    void setDropping(bool dropping);

    // touch
    bool touch(QTouchEvent& event);
    void oneFinger(const QTouchEvent& event);
    void severalFingers(const Fingers& now);
    void byFinger(QEvent::Type type, QPointF at, Qt::KeyboardModifiers modifiers);
    void giveUpFinger();

    // tools
    void connectTools();
    void toolsFollowPicture(QSize size);
    bool toolEvent(QEvent* event);
    bool rulerEvent(QEvent* event);
    bool compareKey(QEvent* event);
    void endCompare(bool restore);

    // painting
    bool showsHeat() const;
    void paintOverlays(QPainter& painter, const QRegion& exposed);
    void paintTiles(QPainter& painter) const;
    void paintHint(QPainter& painter) const;
    QRectF scaleRect() const;
    void paintScale(QPainter& painter) const;
    QRect readoutRect() const;
    void paintBusy(QPainter& painter) const;
    void paintFrames(QPainter& painter) const;

    ViewTransform m_view;
    ViewTransform m_viewBefore;  // of the picture that an error took away; without an image size: none
    std::shared_ptr<const CanvasPyramid> m_picture;
    CanvasFrame m_frame;
    HeatLayer m_heat;
    DefectLayer m_defects;
    ColourBar* m_bar;
    Navigator* m_navigator;
    CanvasMessage* m_message;
    ZoneTool* m_zones;
    ZoneLayer m_zoneLayer;
    RulerTool* m_ruler;
    CanvasCompare* m_compare;

    QThreadPool m_builders;
    std::stop_source m_building;
    quint64 m_pictureNumber = 0;

    bool m_keepView = true;
    bool m_heatVisible = true;
    bool m_contoursVisible = true;
    bool m_shapesVisible = true;
    bool m_scaleBarVisible = false;
    double m_mmPerPixel = 0;
    int m_tileSide = 0;
    inference::Polygon m_mark;
    float m_reviewLimit = 0.45f;
    QString m_busy;
    QString m_errorTitle;
    QString m_errorSentence;
    QString m_placeholderTitle;
    QString m_placeholderText;
    QString m_placeholderAction;

    std::optional<QPointF> m_cursor;
    std::optional<Readout> m_readout;
    Qt::MouseButton m_pressed = Qt::NoButton;
    QPointF m_pressedAt;
    QPointF m_draggedTo;
    bool m_panning = false;
    std::optional<quint64> m_peekSince;
    std::optional<quint64> m_compareSince;
    std::optional<CompareMode> m_lastCompare;
    CompareMode m_comparedBefore = CompareMode::Off;
    Fingers m_fingers;
    QPointF m_touchedAt;            // by the first of them
    bool m_fingerPressed = false;   // it has begun to do what the mouse does
    bool m_severalFingers = false;  // there were others: until all are gone they only move the view
    std::optional<std::pair<quint64, QPointF>> m_tapped;  // when and where, for the second of a quick pair
    bool m_dropping = false;
    bool m_focusFrame = false;
};

}  // namespace widgets
