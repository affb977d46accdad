#pragma once

#include "widgets/verdict_style.h"

#include <QWidget>

#include <optional>

namespace widgets {

/// Badge, word and score in one large line. Shrinks its type when the dock is narrow, and never cuts a word.
class VerdictHeadline : public QWidget {
    Q_OBJECT

public:
    explicit VerdictHeadline(QWidget* parent = nullptr);

    /// `score` is empty where there is none. Without a mark the line shows a dash.
    void set(std::optional<Mark> mark, const QString& score);
    QString word() const;

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    QFont fontFor(int width) const;
    double lineWidth(const QFont& font) const;

    std::optional<Mark> m_mark;
    QString m_score;
};

}  // namespace widgets
