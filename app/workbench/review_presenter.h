#pragma once

#include "app/workbench/session.h"

#include <QObject>

#include <functional>
#include <optional>

namespace widgets {
class DefectTable;
class ReviewPanel;
}

namespace app {

class MainActions;
class ReviewDesk;

/// Keeps the review panel on the current part and turns keys, buttons and fields into review steps. GUI thread.
class ReviewPresenter : public QObject {
    Q_OBJECT

public:
    ReviewPresenter(Session& session, ReviewDesk& desk, widgets::ReviewPanel& panel, widgets::DefectTable& table, MainActions& actions,
                    QObject* parent = nullptr);

    /// Shows what is known now, in the language of now.
    void refresh();

signals:
    /// Typing has ended: the canvas may have the focus again.
    void editingDone();

private:
    /// Index into the judgement's regions.
    std::optional<std::size_t> selectedRegion() const;
    void onCurrent(const std::function<void(int row)>& step);

    Session& m_session;
    ReviewDesk& m_desk;
    widgets::ReviewPanel& m_panel;
    widgets::DefectTable& m_table;
    MainActions& m_actions;
    std::shared_ptr<const inference::Judgement> m_judgement;  ///< of the current part; null until it is judged
    std::shared_ptr<const inference::Judgement> m_shown;      ///< whose regions the panel's facts number
};

}  // namespace app
