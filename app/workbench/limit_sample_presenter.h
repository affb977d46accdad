#pragma once

#include "app/workbench/limit_sample_dialog.h"
#include "app/workbench/session.h"

#include <QHash>
#include <QObject>
#include <QTimer>

#include <functional>
#include <memory>

namespace widgets {
class DefectTable;
}

namespace app {

class CanvasPresenter;
class ReviewDesk;
class Settings;

/// The window Limit Samples over the recipe: what is added, moved, described or removed there is a step of the recipe, which can be undone. Follows recipe,
/// part and region as long as it is seen. GUI thread.
class LimitSamplePresenter : public QObject {
    Q_OBJECT

public:
    struct Desk {
        Session& session;
        ReviewDesk& reviews;      ///< classes of regions, and whose name a sample bears
        CanvasPresenter& canvas;  ///< the picture of the current part
        widgets::DefectTable& table;  ///< the region that is selected
    };

    LimitSamplePresenter(Desk desk, Settings& settings, QObject* parent = nullptr);
    ~LimitSamplePresenter() override;

    void showWindow();
    /// Null before showWindow().
    LimitSampleDialog* window() const { return m_window.get(); }

signals:
    /// The main window is to come forward: a sample's part is shown there.
    void partShown();

private:
    void build();
    bool eventFilter(QObject* watched, QEvent* event) override;
    void refreshSoon();
    void refresh();
    LimitSampleWall wall();
    LimitSampleEntry entryOf(const inference::LimitSample& sample);
    QImage pictureOf(const inference::LimitSample& sample);
    void addPresent(LimitSampleWall& wall, const inference::LimitSample& sample, const inference::LimitSample* itself, const std::vector<double>& good, const std::vector<double>& bad);
    QString whyNoRegion() const;
    QImage presentCut(const inference::Rect& area);
    /// Of the current part; null while it isn't judged.
    const inference::Judgement* judgement() const;
    /// The selected region, else the worst one: index into the judgement's.
    std::optional<std::size_t> region() const;
    /// As it would be kept, but for the picture's bytes and the side; none where there is no region whose part is shown.
    std::optional<inference::LimitSample> presentSample() const;
    void add(bool good);
    /// Another list of samples in the recipe, as a step that can be undone.
    void step(std::vector<inference::LimitSample> samples);
    void change(const QString& key, const std::function<void(inference::LimitSample& sample)>& change);
    void remove(const QString& key);
    void show(const QString& key);
    void showWanted();
    void remember();

    Desk m_desk;
    Settings& m_settings;
    QTimer m_soon;
    QString m_problem;  ///< why the last region couldn't be added
    struct Cut {
        qint64 picture = 0;  ///< QImage::cacheKey()
        inference::Rect area;
        QImage image;
    };
    Cut m_cut;  ///< of the present region: asked for again and again
    QHash<const void*, QImage> m_pictures;  ///< of samples, by their bytes
    struct Wanted {
        std::string image;
        inference::Point at;
    };
    std::optional<Wanted> m_wanted;  ///< region to be selected as soon as its part is judged
    std::unique_ptr<LimitSampleDialog> m_window;  // last: it may say something to its end
};

}  // namespace app
