#pragma once

#include "app/workbench/file_field.h"
#include "app/workbench/latest_job.h"

#include <QObject>

#include <memory>
#include <string>

namespace app {

class CheckerboardDialog;
class Session;
class Settings;

/// Calibrates the recipe by a picture of a checkerboard: the board is looked for behind the window. What comes of it is a step that can be undone. GUI thread.
class CheckerboardPresenter : public QObject {
    Q_OBJECT

public:
    CheckerboardPresenter(Session& session, Settings& settings, PickFile pickFile, QWidget* parent);
    ~CheckerboardPresenter() override;

    /// With the part that is shown as the first picture to be looked at. There is a model.
    void showWindow();
    /// Null before showWindow().
    CheckerboardDialog* window() const { return m_window.get(); }
    bool isIdle() const { return !m_looking.isRunning(); }

signals:
    /// A sentence for the person: why nothing was calibrated.
    void told(const QString& text);

private:
    void look();
    void calibrate();

    Session& m_session;
    Settings& m_settings;
    PickFile m_pickFile;
    QWidget* m_parent;
    QString m_offered;  ///< the part's picture, until another one is chosen
    std::string m_model;  ///< whose recipe the window was shown for
    std::unique_ptr<CheckerboardDialog> m_window;
    LatestJob m_looking {this};  // last: its thread ends first
};

}  // namespace app
