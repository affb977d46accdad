#pragma once

#include "app/workbench/picture_loader.h"
#include "core/judgement.h"

#include <QObject>
#include <QPointer>
#include <QStringList>
#include <QTimer>
#include <QWidget>

#include <memory>
#include <optional>
#include <random>
#include <string>
#include <vector>

namespace app {

class BlindReviewDialog;
class ReviewDesk;
class Session;

/// The window Blind Review over the parts that are open. Each verdict goes into the review log at once. While parts are judged no other window of the
/// program is seen (they are minimised; what floats is hidden): each could tell what the machine says. GUI thread.
class BlindReviewPresenter : public QObject {
    Q_OBJECT

public:
    BlindReviewPresenter(Session& session, ReviewDesk& desk, QObject* parent = nullptr);
    ~BlindReviewPresenter() override;

    void showWindow();
    /// Null before showWindow().
    BlindReviewDialog* window() const { return m_window.get(); }

signals:
    /// These parts alone, and what they are in words.
    void selectionWanted(const QStringList& paths, const QString& what);

private:
    /// A file and what it held when it was inspected.
    struct Shown {
        QString path;
        std::string image;
    };

    struct Hidden {
        QPointer<QWidget> window;
        Qt::WindowStates state;  ///< before
    };

    void build();
    void showAvailable();
    void start();
    void makeLoader();
    void judge(inference::Verdict verdict);
    void go(int to);
    /// What the reviewer said of it; none: nothing yet.
    std::optional<inference::Verdict> saidOf(const Shown& one) const;
    void finish();
    void showDiffering();
    void hideOthers();
    void showOthers();

    Session& m_session;
    ReviewDesk& m_desk;
    std::mt19937 m_random {std::random_device {}()};
    std::vector<Shown> m_series;  ///< to be judged, in the order drawn
    std::size_t m_at = 0;
    QString m_reviewer;
    QTimer m_counting;
    std::vector<Hidden> m_hidden;
    std::unique_ptr<BlindReviewDialog> m_window;
    std::unique_ptr<PictureLoader> m_pictures;  ///< while parts are judged
};

}  // namespace app
