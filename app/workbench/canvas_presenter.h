#pragma once

#include "app/workbench/picture_loader.h"
#include "app/workbench/session.h"

#include <QObject>

#include <optional>

namespace widgets {
class Canvas;
class DefectTable;
class VerdictPanel;
}

namespace app {

/// Keeps canvas, defect table and verdict on the session's current part. Heat and contours are only ever drawn on the
/// picture they belong to, whichever of the two comes first. GUI thread.
class CanvasPresenter : public QObject {
    Q_OBJECT

public:
    CanvasPresenter(Session& session, widgets::Canvas& canvas, widgets::DefectTable& table, widgets::VerdictPanel& verdict,
                    QObject* parent = nullptr);

    void retranslate();
    /// Shows a part and selects one of its regions, `number` from 1, as soon as it is judged.
    void showDefect(const QString& path, int number);
    /// Of the current part's picture in pixels, oriented; empty while it isn't there.
    inference::Size pictureSize() const { return m_pictureSize; }

    /// That picture itself; null while it isn't there.
    const std::shared_ptr<const Picture>& picture() const { return m_picture; }

    /// What the canvas shows of the current part; none while it isn't judged, or when that is no longer so.
    const std::optional<JudgedCurrent>& judged() const { return m_judged; }

signals:
    void pictureSizeChanged();
    /// The canvas shows the current part's picture now, or still that of the one before.
    void pictureShownChanged(bool shown);

private:
    void setPictureSize(inference::Size size);
    void showCurrent();
    void showPicture(const QString& path, const std::shared_ptr<const Picture>& picture);
    void showFailure(const inference::Error& error);
    void showState();
    void showJudged();
    void showTable();
    void takeJudged(const JudgedCurrent& judged);
    void select(int defect);
    void selectWanted();
    QString currentPath() const;

    Session& m_session;
    widgets::Canvas& m_canvas;
    widgets::DefectTable& m_table;
    widgets::VerdictPanel& m_verdict;
    PictureLoader m_pictures;
    std::optional<JudgedCurrent> m_judged;  ///< of the current part
    int m_wantedDefect = -1;                ///< to be selected as soon as the current part is judged
    std::shared_ptr<const Picture> m_picture;  ///< of the current part, which the canvas shows; null: it doesn't yet
    inference::Size m_pictureSize;
    std::shared_ptr<const inference::judging::RenderedMaps> m_mapsShown;
};

}  // namespace app
