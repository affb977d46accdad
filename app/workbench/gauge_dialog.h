#pragma once

#include "app/report/gauge_answer.h"

#include <QDialog>
#include <QVariantMap>

#include <array>
#include <memory>

class QComboBox;
class QDoubleSpinBox;
class QFormLayout;
class QLabel;
class QPushButton;
class QSplitter;
class QStackedWidget;
class QTabWidget;

namespace widgets {
class EmptyPlot;
class GaugePlot;
class NoticeBar;
class WrappedText;
}

namespace app {

class GradeBadge;
class TextTableModel;
class TsvTable;

/// The window Gauge Study: how repeatably parts are measured that were looked at again and again. Shows answers and says what the person wants; works nothing out but
/// what a tolerance makes of an answer. Not modal: limits can be moved beside it. GUI thread.
class GaugeDialog : public QDialog {
    Q_OBJECT

public:
    explicit GaugeDialog(QWidget* parent = nullptr);

    /// What the names of pictures are like; empty: what is found.
    QString pattern() const { return m_pattern; }
    void setPattern(const QString& pattern);
    GaugeMeasure measure() const;
    void setMeasure(GaugeMeasure measure);
    double tolerance() const;  ///< in the measure's unit; 0: none
    /// What was given last, by measure and unit ("largest_defect_area/mm²").
    const QVariantMap& tolerances() const { return m_tolerances; }
    void setTolerances(const QVariantMap& tolerances);

    /// So many parts are being judged anew: what is shown is of the recipe before, and not to be written. 0: none.
    void setBehind(int parts);
    /// One is on its way: no other is begun meanwhile.
    void setReporting(bool reporting);
    void setAnswer(std::shared_ptr<const GaugeAnswer> answer);
    /// Never null.
    const std::shared_ptr<const GaugeAnswer>& answer() const { return m_answer; }

    widgets::NoticeBar& notices() { return *m_notices; }
    widgets::GaugePlot& plot() { return *m_plot; }
    QTabWidget& tabs() { return *m_tabs; }
    QSplitter& splitter() { return *m_splitter; }  ///< chart above, tables below
    TsvTable& table(int tab) { return *m_tables.at(std::size_t(tab)); }
    QComboBox& patternField() { return *m_patternField; }
    QComboBox& measureField() { return *m_measureField; }
    QDoubleSpinBox& toleranceField() { return *m_toleranceField; }
    QPushButton& exportButton() { return *m_export; }
    QPushButton& reportButton() { return *m_report; }
    QString designText() const;
    QString resultText() const;
    QString agreementText() const;
    /// What stands in the results' place; empty while they are shown.
    QString emptyText() const;

signals:
    void questionChanged();
    void partWanted(const QString& path);
    void selectionWanted(const QStringList& paths, const QString& what);
    void exportWanted();
    void reportWanted();

protected:
    void changeEvent(QEvent* event) override;

private:
    void build();
    void layOut();
    void wire();
    void usePattern();
    void useTolerance();
    double shownTolerance() const;
    void showState();   ///< the sentence above and what can be written
    void showAnswer();
    void showResult();
    void showTables();
    void retranslate();

    QString m_pattern;
    QVariantMap m_tolerances;
    QString m_toleranceOf;  ///< the key of what is in the field
    int m_behind = 0;
    bool m_reporting = false;
    int m_askedMeasure = 0;
    std::shared_ptr<const GaugeAnswer> m_answer = std::make_shared<const GaugeAnswer>();
    QComboBox *m_patternField, *m_measureField;
    QDoubleSpinBox* m_toleranceField;
    QLabel *m_patternLabel, *m_measureLabel, *m_toleranceLabel;
    widgets::WrappedText *m_design, *m_result, *m_agreement;
    GradeBadge* m_badge;
    widgets::NoticeBar* m_notices;
    widgets::EmptyPlot* m_empty;
    QStackedWidget* m_stack;
    widgets::GaugePlot* m_plot;
    QSplitter* m_splitter;
    QTabWidget* m_tabs;
    std::array<TextTableModel*, 3> m_models {};  ///< components, variance, verdicts
    std::array<TsvTable*, 3> m_tables {};
    QPushButton *m_report, *m_export, *m_close;
};

}  // namespace app
