#pragma once

#include <QScrollArea>

namespace widgets {

/// A column of controls that scrolls up and down where it is too high, and asks for the width it needs, also when that changes. The wheel
/// scrolls, also over a combo or spin box that hasn't the focus.
class ColumnScroll : public QScrollArea {
    Q_OBJECT

public:
    explicit ColumnScroll(QWidget* parent = nullptr);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
};

}  // namespace widgets
