#pragma once

#include <QHeaderView>

namespace widgets {

/// A horizontal header whose words stand above the cells of NumberDelegate: with the same space at the sides.
class NumberHeader : public QHeaderView {
    Q_OBJECT

public:
    explicit NumberHeader(QWidget* parent = nullptr);

protected:
    void paintSection(QPainter* painter, const QRect& rect, int section) const override;
    QSize sectionSizeFromContents(int section) const override;
};

}  // namespace widgets
