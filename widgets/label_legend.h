#pragma once

#include <QWidget>

#include <array>

namespace widgets {

/// Which filling is which label, and how many parts have it: "defective 20, good 100, unlabelled 8". In several lines where one is too narrow.
class LabelLegend : public QWidget {
    Q_OBJECT

public:
    explicit LabelLegend(QWidget* parent = nullptr);

    /// By inference::Label.
    void setCounts(const std::array<std::size_t, 3>& counts);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    struct Entry {
        QString text;
        int width = 0;
        QPoint place;  ///< upper left
    };
    std::array<Entry, 3> entriesFor(int width) const;
    int lineHeight() const;

    std::array<std::size_t, 3> m_counts {};
};

}  // namespace widgets
