#pragma once

#include "widgets/part_filter_model.h"

#include <QWidget>

#include <functional>

class QBoxLayout;
class QComboBox;
class QLabel;
class QListView;
class QModelIndex;
class QToolButton;

namespace widgets {

class ExpressionEdit;
class PartListModel;
class PartView;
class RemovableChip;
class VerdictChip;

/// The parts as cards with a filter above and counts below; fits a dock of 200 px as well as half a window. Grouped by folder
/// if wished: a click on a heading folds its group, Shift + left and right fold and unfold the current part's, with Ctrl all.
/// It keeps its current part by path: filtering, sorting or new verdicts never change it, they only hide or move its card.
class Filmstrip : public QWidget {
    Q_OBJECT

public:
    /// `parts` belongs to the caller and must outlive the filmstrip.
    explicit Filmstrip(PartListModel* parts, QWidget* parent = nullptr);

    QString currentPath() const { return m_currentPath; }
    /// Makes a part the current one, without a signal; its card is scrolled into view when it is shown.
    /// An empty or unknown path: none is current.
    void setCurrentPath(const QString& path);

    /// Only these paths; `what` stands on a chip above the cards, whose x (or Esc) removes it. None: no chip, no signal.
    void setSelection(const std::optional<QSet<QString>>& paths, const QString& what = {});
    /// For areas in mm² in filters; 0: not calibrated.
    void setCalibration(double mmPerPixel);
    /// The line for filters: its text and history are the caller's to keep.
    ExpressionEdit* filterEdit() const { return m_expression; }
    bool isGrouped() const;

    PartFilterModel* filterModel() const { return m_filter; }
    QListView* view() const;
    /// The next shown part whose path is `wanted`, from the current one on and around the end. False when there is none.
    bool selectNextWhere(const std::function<bool(const QString& path)>& wanted);

    QSize sizeHint() const override { return {240, 480}; }

public slots:
    /// Along the shown order; each does nothing at the end and emits currentPathChanged otherwise.
    void selectNext();
    void selectPrevious();
    void selectNextFailing();
    void selectPreviousFailing();
    void focusFilter();
    void setShow(widgets::PartFilterModel::Show show);
    void setOrder(widgets::PartFilterModel::Order order);  ///< in its usual direction
    void setOrder(widgets::PartFilterModel::Order order, Qt::SortOrder direction);
    void setGrouped(bool grouped);
    void clearSelection();  ///< as the chip's x

signals:
    /// The person chose another part, or the current part is no longer in the list (empty path).
    void currentPathChanged(const QString& path);
    void partActivated(const QString& path);                                 ///< Enter or double click
    void contextMenuWanted(const QString& path, const QPoint& globalPosition);
    void groupedChanged(bool grouped);
    void orderChanged(widgets::PartOrder order, Qt::SortOrder direction);
    void selectionRemoved();  ///< by the person, with the chip

protected:
    bool event(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    static PartFilterModel::Show showOf(Mark mark);
    void buildHeader();
    QLayout* buildChoices();
    void buildFooter();
    void connectView();
    void retranslate();
    void arrangeChoices();
    void onCurrentChanged(const QModelIndex& current);
    void onReset();
    void showCurrent();
    void scrollToCurrent();
    void reveal();
    void onArranged();
    void foldCurrent(bool folded);
    void showDirection();
    QString orderName(PartOrder order) const;
    void step(int direction);
    void stepFailing(int direction);
    void choose(int row);
    void updateCounts();
    void updatePlace();

    PartListModel* m_parts;
    PartFilterModel* m_filter;
    PartView* m_view;
    ExpressionEdit* m_expression;
    RemovableChip* m_selection;
    QBoxLayout* m_choices;
    QComboBox* m_order;
    QToolButton* m_direction;
    QToolButton* m_group;
    QComboBox* m_show;
    QLabel* m_place;
    std::vector<VerdictChip*> m_chips;
    QString m_currentPath;
    bool m_revealing = false;      // the person asked for other cards: to the current one when they are there
    bool m_modelChanging = false;  // the view moves its current index of its own accord while rows come and go
};

}  // namespace widgets
