#pragma once

#include "app/workbench/picture_loader.h"
#include "core/judgement.h"

#include <QObject>
#include <QStringList>

#include <memory>
#include <random>

namespace app {

class BlindReviewDialog;
class ReviewDesk;
class Session;
class Settings;

/// The window Blind Review over the parts that are open. Each verdict is a review step: it goes into the log at once and can be undone. GUI thread.
class BlindReviewPresenter : public QObject {
    Q_OBJECT

public:
    BlindReviewPresenter(Session& session, ReviewDesk& desk, Settings& settings, QObject* parent = nullptr);
    ~BlindReviewPresenter() override;

    void showWindow();
    /// Null before showWindow().
    BlindReviewDialog* window() const { return m_window.get(); }

signals:
    /// These parts alone, and what they are in words.
    void selectionWanted(const QStringList& paths, const QString& what);

private:
    void build();
    void showAvailable();
    void start();
    void judge(inference::Verdict verdict);
    void go(int to);
    void finish();
    void showDiffering();

    Session& m_session;
    ReviewDesk& m_desk;
    Settings& m_settings;
    std::mt19937 m_random {std::random_device {}()};
    QStringList m_paths;  ///< to be judged, in the order drawn
    int m_at = 0;
    QString m_reviewer;
    std::unique_ptr<BlindReviewDialog> m_window;
    PictureLoader m_pictures;
};

}  // namespace app
