#pragma once

#include "app/workbench/evaluation_results.h"
#include "app/workbench/evaluation_setup.h"

#include <QWidget>

namespace app {

/// The window Evaluate: what is evaluated on its left, what came out on its right. A window of its own, so that it may lie beside or
/// behind the main one; a folder dropped anywhere on it is the data set. GUI thread.
class EvaluateWindow : public QWidget {
    Q_OBJECT

public:
    explicit EvaluateWindow(PickFile pickFolder, QWidget* parent = nullptr);

    EvaluationSetup& setup() { return *m_setup; }
    EvaluationResults& results() { return *m_results; }

    /// Where no figures stand: that there are none yet, or that they are on their way.
    void showNothingYet(bool running);

protected:
    void changeEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    void retranslate();

    EvaluationSetup* m_setup;
    EvaluationResults* m_results;
    bool m_running = false;
};

}  // namespace app
