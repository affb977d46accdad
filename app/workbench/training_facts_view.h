#pragma once

#include "app/workbench/training_facts.h"

#include <QWidget>

class QFormLayout;
class QPlainTextEdit;

namespace app {

/// Data, memory and time of a training as a few rows, and the problems of its data as a list to read and copy. Hidden while nothing is
/// known. GUI thread.
class TrainingFactsView : public QWidget {
    Q_OBJECT

public:
    explicit TrainingFactsView(QWidget* parent = nullptr);

    void setFacts(const TrainingFacts& facts);
    const TrainingFacts& facts() const { return m_facts; }
    /// All that stands there, a line each.
    QString text() const;

protected:
    void changeEvent(QEvent* event) override;

private:
    void refresh();

    TrainingFacts m_facts;
    QFormLayout* m_rows;
    QPlainTextEdit* m_problems;
};

}  // namespace app
