#pragma once

#include "app/workbench/live_actions.h"

#include <QWidget>

#include <functional>

class QLabel;
class QSlider;
class QToolButton;
class QVBoxLayout;

namespace widgets {
class Canvas;
class FoldSection;
class NoticeBar;
class RecentVerdicts;
class VerdictBanner;
}

namespace app {

class LiveEvents;
class LiveFiguresBar;
class TriggerForm;

/// The live window: what is watched on its left, the banner over everything, the picture in the middle, figures and the last verdicts below it.
/// Builds and lays out; holds no state. GUI thread.
class LiveWindow : public QWidget {
    Q_OBJECT

public:
    explicit LiveWindow(QWidget* parent = nullptr);

    /// A foldable section of the side panel, in the order in which they are added, above what happened. `title` is asked for again in each language.
    widgets::FoldSection* addSection(QWidget* content, std::function<QString()> title, bool open);

    LiveActions& actions() { return *m_actions; }
    widgets::VerdictBanner& banner() { return *m_banner; }
    widgets::Canvas& canvas() { return *m_canvas; }
    widgets::RecentVerdicts& recent() { return *m_recent; }
    widgets::NoticeBar& notices() { return *m_notices; }
    LiveFiguresBar& figures() { return *m_figures; }
    LiveEvents& events() { return *m_events; }
    TriggerForm& trigger() { return *m_trigger; }

    /// What the canvas says while it shows nothing.
    void setRunning(bool running);
    /// Of a video: shows the place and offers to go elsewhere. 0: there is none.
    void setDuration(double seconds);
    void setPosition(double seconds);

signals:
    void seekWanted(double seconds);
    /// The window is closed by the person.
    void closed();
    void filesDropped(const QStringList& paths);
    void languageChanged();

protected:
    void changeEvent(QEvent* event) override;
    void closeEvent(QCloseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    QWidget* buildSide();
    QWidget* buildPicture();
    QWidget* buildControls();
    void retranslate();

    struct Section {
        widgets::FoldSection* section;
        std::function<QString()> title;
    };

    LiveActions* m_actions;
    widgets::VerdictBanner* m_banner;
    widgets::NoticeBar* m_notices;
    widgets::Canvas* m_canvas;
    LiveFiguresBar* m_figures;
    widgets::RecentVerdicts* m_recent;
    LiveEvents* m_events;
    TriggerForm* m_trigger;
    QSlider* m_seek;
    QLabel* m_place;
    QWidget* m_video;
    QVBoxLayout* m_side = nullptr;
    QList<QToolButton*> m_buttons;
    QList<Section> m_sections;
    double m_duration = 0;
    bool m_running = false;
};

}  // namespace app
