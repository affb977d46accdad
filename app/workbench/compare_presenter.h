#pragma once

#include "app/workbench/picture_loader.h"
#include "app/workbench/session.h"

#include <QObject>

class QAction;

namespace widgets {
class CompareBar;
class LinkedViews;
}

namespace app {

/// Comparing the part on the canvas with its heat or with a reference part. GUI thread.
class ComparePresenter : public QObject {
    Q_OBJECT

public:
    /// `compare`: the command that shows and hides the bar.
    ComparePresenter(Session& session, widgets::LinkedViews& views, widgets::CompareBar& bar, QAction* compare, QObject* parent = nullptr);

private:
    void useCurrent();
    void forget();

    Session& m_session;
    widgets::LinkedViews& m_views;
    widgets::CompareBar& m_bar;
    PictureLoader m_pictures;
};

}  // namespace app
