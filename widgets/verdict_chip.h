#pragma once

#include "widgets/verdict_style.h"

#include <QAbstractButton>

namespace widgets {

/// A small button that shows how many parts carry one mark: badge and number, in the mark's colour. Checkable.
class VerdictChip : public QAbstractButton {
    Q_OBJECT

public:
    explicit VerdictChip(Mark mark, QWidget* parent = nullptr);

    Mark mark() const { return m_mark; }
    void setCount(int count);
    int count() const { return m_count; }

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void describe();

    Mark m_mark;
    int m_count = 0;
};

}  // namespace widgets
