#pragma once

#include "widgets/shape_set.h"
#include "widgets/zone_tool.h"

#include <QWidget>

class QLabel;
class QTreeView;

namespace widgets {

class WrappedText;
class ZoneLimits;
class ZoneListModel;
class ZoneTools;

/// Zones and don't-care areas as a list: names, order, the limits of the selected zone, and the forms to draw new ones with.
/// In the list F2 renames, Delete deletes, Ctrl+D duplicates, Alt+Up and Alt+Down reorder.
class ZonePanel : public QWidget {
    Q_OBJECT
public:
    explicit ZonePanel(QWidget* parent = nullptr);

    void setShapes(const ShapeSet& shapes);
    const ShapeSet& shapes() const { return m_shapes; }
    void setSelected(ShapeId id);
    ShapeId selected() const { return m_selected; }
    void setTool(ZoneMode mode, ShapeKind drawn);
    /// What a double click on a limit's name goes back to: the recipe's own rule.
    void setDefaultRule(const inference::RegionRule& rule);

    QTreeView* list() const { return m_list; }
    ZoneLimits* limits() const { return m_limits; }
    ZoneTools* tools() const { return m_tools; }

signals:
    /// The whole set after one change: one step to undo.
    void shapesEdited(const widgets::ShapeSet& shapes);
    /// While a limit is dragged; shapesEdited follows at the end.
    void shapesPreviewed(const widgets::ShapeSet& shapes);
    void shapeSelected(widgets::ShapeId id);  ///< by the person
    void toolChosen(widgets::ZoneMode mode, widgets::ShapeKind drawn);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    using Change = ShapeId (*)(ShapeSet&, ShapeId);
    void changeSelected(Change change);
    bool listKey(int key, Qt::KeyboardModifiers modifiers);
    void takeRule(const inference::RegionRule& rule);
    void showSelected();
    void retranslate();

    ShapeSet m_shapes;
    ShapeId m_selected;
    bool m_quiet = false;  // the list follows, the person didn't select
    ZoneListModel* m_model;
    ZoneTools* m_tools;
    QTreeView* m_list;
    WrappedText* m_empty;
    QLabel* m_title;
    WrappedText* m_sentence;
    ZoneLimits* m_limits;
};

}  // namespace widgets
