#pragma once

#include <QAbstractButton>

namespace widgets {

/// A number to click on: "90" with a quiet "98.2 %" beside it, right-aligned in columns that don't move while it changes.
/// Nothing stands behind a zero, so it can't be clicked.
class NumberLink : public QAbstractButton {
    Q_OBJECT

public:
    explicit NumberLink(QWidget* parent = nullptr);

    /// `widest` is the greatest count that may come: room is kept for it.
    void set(std::size_t count, const QString& aside, std::size_t widest);
    /// What the number counts, for screen readers and the tool tip: "good parts that pass".
    void setMeaning(const QString& meaning);
    std::size_t count() const { return m_count; }
    QString aside() const { return m_aside; }

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    double asideWidth() const;
    void describe();

    std::size_t m_count = 0;
    std::size_t m_widest = 0;
    QString m_aside;
    QString m_meaning;
};

}  // namespace widgets
