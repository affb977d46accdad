#pragma once

#include "app/workbench/evaluation_service.h"
#include "widgets/confusion_view.h"

#include <QStringList>
#include <QWidget>

#include <optional>
#include <string>

class QComboBox;
class QLabel;
class QPlainTextEdit;
class QPushButton;
class QSplitter;
class QStackedWidget;
class QTabWidget;

namespace widgets {
class EmptyPlot;
class EvaluationCurvesPlot;
class WrappedText;
}

namespace app {

class EvaluatedImageModel;
class EvaluationTableModel;
class TsvTable;

/// The right side of the window Evaluate: the published figures of each product, and of the chosen one its curves, the verdicts on its
/// images and its types of defect. GUI thread.
class EvaluationResults : public QWidget {
    Q_OBJECT

public:
    explicit EvaluationResults(QWidget* parent = nullptr);

    /// What stands where there is nothing to show.
    void setEmpty(const QString& title, const QString& text);
    void setResult(const std::shared_ptr<const EvaluationResult>& result);
    const std::shared_ptr<const EvaluationResult>& result() const { return m_result; }
    void setExporting(bool exporting);

    /// Whose figures, where there are two models: the first's, the second's, their difference.
    QComboBox* whose() const { return m_whose; }
    /// The figures as they stand.
    TsvTable* figures() const { return m_figures; }
    TsvTable* images() const { return m_images; }
    widgets::ConfusionView* confusion() const { return m_confusion; }
    widgets::EvaluationCurvesPlot* curves() const { return m_curves; }
    QString notes() const;

signals:
    /// A part is to be seen in the main window; `open` is what to open where it isn't there yet.
    void imageWanted(const QString& path, const QStringList& open);
    void exportWanted();

protected:
    void changeEvent(QEvent* event) override;

private:
    void build();
    void wire();
    void showFigures();
    void showProduct();
    void showCell(widgets::ConfusionView::Cell cell);
    void showNotes();
    void retranslate();
    bool showsDifferences() const;
    const ModelFigures* shownModel() const;
    const inference::pipeline::EvaluatedProduct* shownProduct(const ModelFigures* figures) const;
    std::optional<std::string> chosenProduct() const;

    std::shared_ptr<const EvaluationResult> m_result;
    std::optional<std::string> m_product;  ///< chosen, none where it is the mean; stays so from one model to the other
    widgets::ConfusionView::Cell m_cell = widgets::ConfusionView::Cell::Escapes;
    QString m_emptyTitle, m_emptyText;

    QStackedWidget* m_stack;
    widgets::EmptyPlot* m_empty;
    QLabel* m_whoseLabel;
    QComboBox* m_whose;
    QPushButton* m_export;
    EvaluationTableModel* m_figureModel;
    TsvTable* m_figures;
    widgets::WrappedText* m_remark;
    QTabWidget* m_tabs;
    widgets::EvaluationCurvesPlot* m_curves;
    widgets::ConfusionView* m_confusion;
    widgets::WrappedText* m_cellName;
    EvaluatedImageModel* m_imageModel;
    TsvTable* m_images;
    EvaluationTableModel* m_typeModel;
    TsvTable* m_types;
    QPlainTextEdit* m_notes;
};

}  // namespace app
