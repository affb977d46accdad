#pragma once

#include "widgets/compare_mode.h"

#include <QImage>
#include <QWidget>

class QLabel;

namespace widgets {

class Canvas;

/// The part's canvas, and beside it, when wanted, one with the reference. What one shows of its picture, the other shows of
/// its own: zoom and place follow in both directions; pictures of different sizes in proportion.
class LinkedViews : public QWidget {
    Q_OBJECT
public:
    /// Takes the part's canvas over; whoever sets its picture goes on doing so.
    explicit LinkedViews(Canvas* part, QWidget* parent = nullptr);

    Canvas* part() const { return m_part; }
    Canvas* reference() const { return m_reference; }

    /// TwoViews shows both canvases; the other modes are the part's canvas' own.
    void setMode(CompareMode mode);
    CompareMode mode() const;
    /// For every mode. Null takes it away.
    void setReference(const QImage& picture, const QString& name);

signals:
    void modeChanged(widgets::CompareMode mode);  ///< by key
    void useAsReferenceWanted();                  ///< from the empty reference view

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void link(Canvas* leader, Canvas* follower);
    void letPartLead();
    void showMode();
    void retranslate();
    void showTitles();

    Canvas* m_part;
    Canvas* m_reference;
    QWidget* m_side;
    QLabel* m_partTitle;
    QLabel* m_referenceTitle;
    QString m_name;
    QSizeF m_viewports[2];  // of part and reference, to tell a resize from a person's move
    bool m_following = false;
};

}  // namespace widgets
