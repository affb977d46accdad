#pragma once

#include "app/workbench/latest_job.h"
#include "core/recipe.h"

#include <QObject>

#include <memory>
#include <optional>

namespace widgets {
class Canvas;
class LimitEditor;
}

namespace app {

class PartPlacement;
class Session;

/// Tells the editor where the part on the canvas was found, shows its mark there while the section is open, and takes the part as the reference
/// when that is wanted: its copy lies beside the model's answer, perhaps in the archive. GUI thread.
class PositionPresenter : public QObject {
    Q_OBJECT

public:
    PositionPresenter(Session& session, PartPlacement& place, widgets::Canvas& canvas, widgets::LimitEditor& limits, QObject* parent = nullptr);

signals:
    /// A sentence for the person: why the part could not be taken, or what was lost by it.
    void told(const QString& text);

private:
    /// Which recipe the part was found by, and how and where, when it was to be taken.
    struct Asked {
        int recipe = 0;  ///< m_recipe
        std::optional<inference::Anchor> anchor {};
        std::optional<inference::Placement> placement {};  ///< where it was found
    };
    void take();
    void takeCopy(const std::shared_ptr<const inference::GreyCopy>& grey, inference::Size picture, const Asked& asked);
    void show();

    Session& m_session;
    PartPlacement& m_place;
    widgets::Canvas& m_canvas;
    widgets::LimitEditor& m_limits;
    LatestJob m_job;
    bool m_open = false;
    int m_recipe = 0;  ///< goes up with each recipe that isn't a change of the one before
};

}  // namespace app
