#pragma once

#include "app/workbench/latest_job.h"
#include "core/anchor.h"
#include "core/baseline.h"

#include <QObject>
#include <QTimer>

#include <optional>
#include <vector>

namespace widgets {
class BaselineEditor;
}

namespace app {

class Session;

/// Tells the editor how many good parts are open, and learns a baseline from them when that is wanted: on a thread of its own, from what the
/// model has answered already. A part is good where its label says so, or where it has none and a person accepted it. GUI thread.
class BaselinePresenter : public QObject {
    Q_OBJECT

public:
    BaselinePresenter(Session& session, widgets::BaselineEditor& editor, QObject* parent = nullptr);

signals:
    /// A sentence for the person: why nothing was learned, or what was left out.
    void told(const QString& text);

private:
    struct Learned;
    /// Which recipe was to learn, how it was tiled and how it found the part: what comes of it is no other recipe's.
    struct Asked {
        int recipe = 0;  ///< m_recipe
        int tileSide = 0;
        std::optional<inference::Anchor> anchor {};
    };

    std::vector<int> goodRows() const;
    void learn();
    void take(const Learned& learned, const Asked& asked);
    void showFacts();
    double covered(const inference::Baseline& baseline);

    Session& m_session;
    widgets::BaselineEditor& m_editor;
    QTimer m_soon;  ///< parts are looked through a few times a second at most
    LatestJob m_job;
    int m_recipe = 0;  ///< goes up with each recipe that isn't a change of the one before
    std::uint64_t m_coveredOf = 0;  ///< fingerprint
    double m_covered = 0;
};

}  // namespace app
