#pragma once

#include "widgets/part_filter_model.h"

#include <QWidget>

class QBoxLayout;
class QComboBox;
class QLabel;
class QLineEdit;
class QListView;
class QListView;
class QModelIndex;

namespace widgets {

class PartListModel;
class PartView;
class VerdictChip;

/// The parts as cards with a filter above and counts below; fits a dock of 200 px as well as half a window.
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

    PartFilterModel* filterModel() const { return m_filter; }
    QListView* view() const;

    QSize sizeHint() const override { return {240, 480}; }

public slots:
    /// Along the shown order; each does nothing at the end and emits currentPathChanged otherwise.
    void selectNext();
    void selectPrevious();
    void selectNextFailing();
    void selectPreviousFailing();
    void focusFilter();
    void setShow(widgets::PartFilterModel::Show show);
    void setOrder(widgets::PartFilterModel::Order order);

signals:
    /// The person chose another part, or the current part is no longer in the list (empty path).
    void currentPathChanged(const QString& path);
    void partActivated(const QString& path);                                 ///< Enter or double click
    void contextMenuWanted(const QString& path, const QPoint& globalPosition);

protected:
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void buildHeader();
    void buildFooter();
    void connectView();
    void retranslate();
    void arrangeChoices();
    void onCurrentChanged(const QModelIndex& current);
    void onReset();
    void showCurrent();
    void scrollToCurrent();
    void step(int direction);
    void stepFailing(int direction);
    void choose(int row);
    void updateCounts();
    void updatePlace();

    PartListModel* m_parts;
    PartFilterModel* m_filter;
    PartView* m_view;
    QLineEdit* m_text;
    QBoxLayout* m_choices;
    QComboBox* m_order;
    QComboBox* m_show;
    QLabel* m_place;
    std::vector<VerdictChip*> m_chips;
    QString m_currentPath;
    bool m_modelChanging = false;  // the view moves its current index of its own accord while rows come and go
};

}  // namespace widgets
