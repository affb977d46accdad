#pragma once

#include "app/workbench/session.h"
#include "app/workbench/thumbnail_loader.h"
#include "widgets/part_list_model.h"

#include <QObject>

namespace widgets {
class Filmstrip;
}

namespace app {

/// Feeds the list of parts from the session, and its thumbnails. GUI thread.
class PartsPresenter : public QObject {
    Q_OBJECT

public:
    PartsPresenter(Session& session, widgets::PartListModel& model, QObject* parent = nullptr);

    /// Its choice becomes the session's current part, and the other way round.
    void connectTo(widgets::Filmstrip& filmstrip);
    /// Sentences anew in the program's language.
    void retranslate();

private:
    widgets::Part partOf(int row) const;

    Session& m_session;
    widgets::PartListModel& m_model;
    ThumbnailLoader m_thumbnails;
};

}  // namespace app
