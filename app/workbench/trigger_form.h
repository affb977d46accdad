#pragma once

#include "app/live/live_feed.h"

#include <QVariantMap>
#include <QWidget>

class QComboBox;
class QLabel;
class QPushButton;
class QSpinBox;

namespace app {

/// What a person chooses to have judged.
struct TriggerChoice {
    TriggerMode mode = TriggerMode::FreeRun;
    int intervalMs = 1000;
    int restMs = 300;
    double level = 10;  ///< PartTrigger::Limits::level

    QVariantMap toMap() const;
    static TriggerChoice fromMap(const QVariantMap& map);
    PartTrigger::Limits partLimits() const;
    friend bool operator==(const TriggerChoice&, const TriggerChoice&) = default;
};

/// Sets a TriggerChoice. GUI thread.
class TriggerForm : public QWidget {
    Q_OBJECT

public:
    explicit TriggerForm(QWidget* parent = nullptr);

    TriggerChoice choice() const { return m_choice; }
    void setChoice(const TriggerChoice& choice);
    /// While it runs the mode stays, and what a part is can still be tuned.
    void setRunning(bool running);
    /// Nothing can be chosen; a part can still be asked for.
    void setLocked(bool locked);
    /// Each picture of the source is a part of its own: there is nothing to choose.
    void setEveryPicture(bool every);
    void showPart(PartTrigger::State state, bool knowsEmpty);

signals:
    void changed(const app::TriggerChoice& choice);
    void emptyWanted();        ///< what is in view is the empty view
    void forgetEmptyWanted();
    void triggerWanted();

protected:
    void changeEvent(QEvent* event) override;

private:
    QWidget* intervalPage();
    QWidget* partPage();
    QWidget* softwarePage();
    QWidget* textPage(QLabel** text);
    void retranslate();
    void follow();
    void edit();

    TriggerChoice m_choice;
    bool m_running = false;
    bool m_locked = false;
    bool m_everyPicture = false;
    PartTrigger::State m_part = PartTrigger::State::Moving;
    bool m_knowsEmpty = false;

    QComboBox* m_mode;
    QList<QWidget*> m_pages;  ///< by TriggerMode
    QSpinBox *m_interval, *m_rest, *m_level;
    QLabel *m_intervalLabel, *m_restLabel, *m_levelLabel, *m_free, *m_partText, *m_softwareText, *m_hardwareText, *m_every;
    QPushButton *m_empty, *m_forget, *m_trigger;
};

}  // namespace app
