#pragma once

#include "widgets/verdict_style.h"

#include <QImage>
#include <QList>
#include <QWidget>

namespace widgets {

/// The last verdicts side by side, the newest first: thumbnail, badge and a line each. A click or Enter asks for one; the arrows move along.
/// Shows as many as fit.
class RecentVerdicts : public QWidget {
    Q_OBJECT

public:
    struct Item {
        quint64 number = 0;  ///< names it
        QImage thumbnail;    ///< any size; shown whole
        Mark mark = Mark::Pass;
        QString text;        ///< such as the time of day
    };

    explicit RecentVerdicts(QWidget* parent = nullptr);

    void setItems(const QList<Item>& items);
    /// 0: none.
    void setCurrent(quint64 number);
    quint64 current() const { return m_current; }

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

signals:
    void chosen(quint64 number);

protected:
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    QRect tile(qsizetype index) const;
    qsizetype shownCount() const;
    qsizetype indexAt(QPoint at) const;
    qsizetype indexOfCurrent() const;
    void choose(qsizetype index);

    QList<Item> m_items;
    quint64 m_current = 0;
};

}  // namespace widgets
