#pragma once

#include "app/workbench/judge_service.h"

#include <QObject>

#include <optional>

namespace app {

class Session;

/// Where the part on the canvas lies, as far as that is known under the recipe of the moment. GUI thread.
class PartPlacement : public QObject {
    Q_OBJECT

public:
    enum class State {
        Off,      ///< the recipe looks for nothing, or there is no part: what was drawn lies where it was drawn
        Waiting,  ///< it does, and the part isn't judged under its anchor yet
        Unknown,  ///< nothing to look on was kept
        Lost,     ///< not found: it is judged as if it lay as in the reference picture
        Found,
    };

    explicit PartPlacement(Session& session, QObject* parent = nullptr);

    State state() const { return m_state; }
    /// Of a part that was found or lost; else null.
    const inference::Placement* placement() const { return m_placement ? &*m_placement : nullptr; }
    /// The same of a part that was found.
    const inference::Placement* found() const { return m_state == State::Found ? placement() : nullptr; }
    inference::Size picture() const { return m_picture; }  ///< of the placement

    /// The canvas shows the part's picture, not that of the one before any more.
    void setShown(bool shown);
    bool isShown() const { return m_shown; }

signals:
    void changed();

private:
    void refresh();

    Session& m_session;
    std::optional<JudgedCurrent> m_judged;
    State m_state = State::Off;
    std::optional<inference::Placement> m_placement;
    inference::Size m_picture;
    bool m_shown = true;
};

}  // namespace app
