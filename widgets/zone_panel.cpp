#include "widgets/zone_panel.h"

#include "widgets/wrapped_text.h"
#include "widgets/zone_limits.h"
#include "widgets/zone_list_model.h"
#include "widgets/zone_tools.h"

#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QTreeView>
#include <QVBoxLayout>

namespace widgets {
namespace {

QTreeView* makeList(QWidget* parent, ZoneListModel* model)
{
    auto* const list = new QTreeView(parent);
    list->setModel(model);
    list->setRootIsDecorated(false);
    list->setUniformRowHeights(true);
    list->setEditTriggers(QAbstractItemView::DoubleClicked | QAbstractItemView::EditKeyPressed);
    list->setAlternatingRowColors(true);
    list->setMinimumHeight(96);
    list->header()->setStretchLastSection(false);
    list->header()->setSectionResizeMode(ZoneListModel::NumberColumn, QHeaderView::ResizeToContents);
    list->header()->setSectionResizeMode(ZoneListModel::NameColumn, QHeaderView::Stretch);
    list->header()->setSectionResizeMode(ZoneListModel::KindColumn, QHeaderView::ResizeToContents);
    list->header()->setSectionsClickable(false);
    return list;
}

ShapeId earlier(ShapeSet& shapes, ShapeId id)
{
    return reorderShape(shapes, id, -1);
}

ShapeId later(ShapeSet& shapes, ShapeId id)
{
    return reorderShape(shapes, id, 1);
}

}  // namespace

ZonePanel::ZonePanel(QWidget* parent)
    : QWidget(parent)
    , m_model(new ZoneListModel(this))
    , m_tools(new ZoneTools(this))
    , m_list(makeList(this, m_model))
    , m_empty(new WrappedText(this))
    , m_title(new QLabel(this))
    , m_sentence(new WrappedText(this))
    , m_limits(new ZoneLimits(this))
{
    auto* const column = new QVBoxLayout(this);
    column->setContentsMargins(12, 8, 12, 12);
    column->setSpacing(8);
    column->addWidget(m_tools);
    column->addWidget(m_empty);
    column->addWidget(m_list, 1);
    column->addWidget(m_title);
    column->addWidget(m_sentence);
    column->addWidget(m_limits);
    column->addStretch(0);
    QFont bold = m_title->font();
    bold.setWeight(QFont::DemiBold);
    m_title->setFont(bold);
    m_title->setTextFormat(Qt::PlainText);
    m_title->setWordWrap(true);
    m_list->installEventFilter(this);

    connect(m_tools, &ZoneTools::toolChosen, this, &ZonePanel::toolChosen);
    connect(m_tools, &ZoneTools::actionWanted, this, [this](ZoneTools::Action action) {
        static constexpr Change changes[] {earlier, later, duplicateShape, removeShape};
        changeSelected(changes[int(action)]);
    });
    connect(m_model, &ZoneListModel::renameWanted, this, [this](ShapeId id, const QString& name) {
        renameShape(m_shapes, id, name);
        m_model->setShapes(m_shapes);
        showSelected();
        emit shapesEdited(m_shapes);
    });
    connect(m_list->selectionModel(), &QItemSelectionModel::currentRowChanged, this, [this](const QModelIndex& index) {
        const ShapeId id = m_model->idAt(index.row());
        if (m_quiet || id == m_selected)
            return;
        m_selected = id;
        showSelected();
        emit shapeSelected(id);
    });
    connect(m_limits, &ZoneLimits::ruleChanged, this, &ZonePanel::takeRule);
    connect(m_limits, &ZoneLimits::editingFinished, this, [this] { emit shapesEdited(m_shapes); });
    retranslate();
}

void ZonePanel::setShapes(const ShapeSet& shapes)
{
    m_shapes = shapes;
    if (!has(m_shapes, m_selected))
        m_selected = {};
    m_quiet = true;
    m_model->setShapes(m_shapes);
    m_quiet = false;
    showSelected();
}

void ZonePanel::setSelected(ShapeId id)
{
    m_selected = has(m_shapes, id) ? id : ShapeId {};
    showSelected();
}

void ZonePanel::setTool(ZoneMode mode, ShapeKind drawn)
{
    m_tools->setTool(mode, drawn);
}

void ZonePanel::setDefaultRule(const inference::RegionRule& rule)
{
    m_limits->setDefaults(rule);
}

void ZonePanel::changeSelected(Change change)
{
    if (m_selected.isNone())
        return;
    const ShapeSet before = m_shapes;
    const ShapeId next = change(m_shapes, m_selected);
    if (m_shapes == before)
        return;
    m_selected = next;
    setShapes(ShapeSet(m_shapes));
    const ShapeId selected = m_selected;
    emit shapesEdited(m_shapes);
    emit shapeSelected(selected);
}

void ZonePanel::takeRule(const inference::RegionRule& rule)
{
    if (m_selected.isNone() || m_selected.kind != ShapeKind::Zone)
        return;
    m_shapes.zones[std::size_t(m_selected.index)].rule = rule;
    m_model->setShapes(m_shapes);
    emit shapesPreviewed(m_shapes);
}

void ZonePanel::showSelected()
{
    m_quiet = true;
    const int row = m_model->rowOf(m_selected);
    if (row < 0)
        m_list->selectionModel()->clear();
    else if (m_list->currentIndex().row() != row)
        m_list->setCurrentIndex(m_model->index(row, ZoneListModel::NameColumn));
    m_quiet = false;

    const bool any = m_model->rowCount() > 0;
    const bool zone = row >= 0 && m_selected.kind == ShapeKind::Zone;
    m_empty->setVisible(!any);
    m_list->setVisible(any);
    m_title->setVisible(zone);
    m_limits->setVisible(zone);
    m_sentence->setVisible(any && !zone);
    if (zone) {
        m_limits->setRule(m_shapes.zones[std::size_t(m_selected.index)].rule);
        m_title->setText(tr("Limits of %1").arg(nameOf(m_shapes, m_selected)));
    } else {
        m_sentence->setSentence(row < 0 ? tr("Select a zone to set its own limits. Whatever lies in no zone is judged by the recipe's limits.")
                                        : tr("Nothing inside is ever judged, whatever zone lies there."));
    }
    const int last = row < 0 ? -1 : count(m_shapes, m_selected.kind) - 1;
    m_tools->setActionEnabled(ZoneTools::Action::Up, row >= 0 && m_selected.index > 0);
    m_tools->setActionEnabled(ZoneTools::Action::Down, row >= 0 && m_selected.index < last);
    m_tools->setActionEnabled(ZoneTools::Action::Duplicate, row >= 0 && hasRoom(m_shapes, m_selected.kind));
    m_tools->setActionEnabled(ZoneTools::Action::Delete, row >= 0);
}

bool ZonePanel::listKey(int key, Qt::KeyboardModifiers modifiers)
{
    modifiers &= ~Qt::KeypadModifier;
    if (key == Qt::Key_Delete && modifiers == Qt::NoModifier)
        changeSelected(removeShape);
    else if (key == Qt::Key_D && modifiers == Qt::ControlModifier)
        changeSelected(duplicateShape);
    else if (key == Qt::Key_Up && modifiers == Qt::AltModifier)
        changeSelected(earlier);
    else if (key == Qt::Key_Down && modifiers == Qt::AltModifier)
        changeSelected(later);
    else if (key == Qt::Key_F2 && modifiers == Qt::NoModifier && m_list->currentIndex().isValid())
        m_list->edit(m_list->currentIndex().siblingAtColumn(ZoneListModel::NameColumn));  // whatever column was clicked
    else
        return false;
    return true;
}

bool ZonePanel::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::KeyPress) {
        const auto* key = static_cast<QKeyEvent*>(event);
        if (listKey(key->key(), key->modifiers()))
            return true;
    }
    return QWidget::eventFilter(watched, event);
}

void ZonePanel::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

void ZonePanel::retranslate()
{
    m_list->setAccessibleName(tr("Zones and don't-care areas"));
    m_empty->setSentence(tr("A zone is a part of the picture with limits of its own, such as a sealing face that must be flawless. "
                            "A don't-care area is never judged, such as a label. Choose a kind and a form above, "
                            "then draw over the picture."));
    emit m_model->headerDataChanged(Qt::Horizontal, 0, ZoneListModel::columns - 1);
    showSelected();
}

}  // namespace widgets
