#pragma once

#include "app/workbench/session.h"
#include "app/workbench/thumbnail_loader.h"
#include "widgets/part_list_model.h"

#include <QObject>
#include <QTimer>

#include <deque>
#include <vector>

namespace widgets {
class Filmstrip;
}

namespace app {

/// Feeds the list of parts from the session, and its thumbnails. What changes is told a few times a second, and of very many
/// changes only so many at a time that the window stays quick. GUI thread.
class PartsPresenter : public QObject {
    Q_OBJECT

public:
    PartsPresenter(Session& session, widgets::PartListModel& model, QObject* parent = nullptr);

    /// Its choice becomes the session's current part, and the other way round.
    void connectTo(widgets::Filmstrip& filmstrip);
    /// What waits to be told, at once: for who is about to ask the list.
    void tellNow();
    /// Sentences anew in the program's language.
    void retranslate();

private:
    void changed(int row);
    void tell();
    /// The next few of those that wait.
    void tellSome();
    widgets::Part partOf(int row) const;

    Session& m_session;
    widgets::PartListModel& m_model;
    ThumbnailLoader m_thumbnails;
    std::deque<int> m_changed;        ///< rows that the list doesn't know as they are, each once
    std::vector<bool> m_isChanged;    ///< by row: it stands there
    QTimer m_soon;
};

}  // namespace app
