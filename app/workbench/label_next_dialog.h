#pragma once

#include "app/workbench/label_next.h"

#include <QDialog>

class QComboBox;
class QDoubleSpinBox;
class QLabel;
class QPushButton;
class QSpinBox;

namespace widgets {
class WrappedText;
}

namespace app {

class TextTableModel;
class TsvTable;

/// The window Label Next: from which parts the next ones come, how many at a time, what the labels say of all parts so far, and how many are wanting.
/// Values in, intents out; stands beside the main window, where the labels are given. GUI thread.
class LabelNextDialog : public QDialog {
    Q_OBJECT

public:
    explicit LabelNextDialog(QWidget* parent = nullptr);

    LabelNextFrom from() const;
    int most() const;
    double goal() const;  ///< of the parts drawn from, 0..1
    void setChoice(LabelNextFrom from, int most, double goal);

    void setAnswer(const LabelNextAnswer& answer, int parts);  ///< `parts`: how many are open
    const LabelNextAnswer& answer() const { return m_answer; }

    QComboBox& fromField() { return *m_from; }
    QSpinBox& mostField() { return *m_most; }
    QDoubleSpinBox& goalField() { return *m_goal; }
    QPushButton& showButton() { return *m_show; }
    TsvTable& table() { return *m_table; }
    QString stateText() const;

signals:
    /// Another choice: the answer is asked for anew.
    void choiceChanged();
    void showWanted();

protected:
    void changeEvent(QEvent* event) override;

private:
    void layOut();
    void retranslate();
    void fill();
    QString stateSentence() const;
    QStringList goalSentences(AuditOf of) const;

    LabelNextAnswer m_answer;
    int m_parts = 0;

    widgets::WrappedText *m_what, *m_state;
    QLabel *m_fromLabel, *m_mostLabel, *m_goalLabel;
    QComboBox* m_from;
    QSpinBox* m_most;
    QDoubleSpinBox* m_goal;
    QPushButton *m_show, *m_close;
    TextTableModel* m_model;
    TsvTable* m_table;
};

}  // namespace app
