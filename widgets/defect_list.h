#pragma once

#include "widgets/defect_record.h"
#include "widgets/expression_field.h"

#include <QWidget>

class QLabel;
class QLineEdit;
class QStackedWidget;

namespace widgets {

class DefectListModel;
class DefectListView;
class EmptyPlot;

/// All defects of all parts: a filter, how many of how many it shows, and the table. GUI thread.
class DefectList : public QWidget {
    Q_OBJECT

public:
    explicit DefectList(QWidget* parent = nullptr);

    /// What was current, selected and in sight stays so where the new records hold it (same part, same number). No signal.
    void setRecords(DefectRecords records);
    /// 0: sizes in image pixels.
    void setMmPerPixel(double mmPerPixel);
    /// A filter expression over defectFields(), or plain words of the part's name. As if the person typed it.
    void setFilter(const QString& text);
    /// What is wrong with the filter, translated; empty: nothing. A wrong filter leaves the last good one in place.
    QString filterError() const { return m_error; }

    /// Makes a region current without a signal; one that isn't shown leaves none.
    void setCurrentDefect(const QString& partPath, int number);

    DefectListModel* model() const { return m_model; }
    DefectListView* view() const { return m_view; }

signals:
    void defectSelected(const QString& partPath, int number);   ///< by the person: became current
    void defectActivated(const QString& partPath, int number);  ///< double click or Enter: look closer

protected:
    void changeEvent(QEvent* event) override;

private:
    void applyFilter();
    /// Changes the model's rows and brings back what was current, selected and in sight.
    template <typename Change>
    void keepingPlace(Change&& change);
    void fitColumns();
    void retranslate();
    void describe();

    ExpressionFields m_fields;
    DefectListModel* m_model;
    QLineEdit* m_filter;
    QLabel* m_count;
    QLabel* m_problem;
    QStackedWidget* m_stack;
    DefectListView* m_view;
    EmptyPlot* m_empty;
    QString m_error;
    bool m_quiet = false;
    std::size_t m_fitted = 0;  ///< how many records the columns were measured on
};

}  // namespace widgets
