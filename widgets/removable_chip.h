#pragma once

#include <QWidget>

class QToolButton;

namespace widgets {

/// What holds for now, with an x that ends it: "area 120 to 240 px² ×". Long texts are elided in the middle and stand in
/// full in the tool tip.
class RemovableChip : public QWidget {
    Q_OBJECT

public:
    explicit RemovableChip(QWidget* parent = nullptr);

    void setText(const QString& text);
    const QString& text() const { return m_text; }

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

signals:
    void removed();

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void retranslate();

    QString m_text;
    QToolButton* m_remove;
};

}  // namespace widgets
