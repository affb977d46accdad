#pragma once

#include "evaluation/gauge_study.h"

#include <QWidget>

#include <optional>

namespace app {

/// The grade of a gauge as the badge that verdicts have: a tick, a question mark, a cross. Takes its place without one, too. GUI thread.
class GradeBadge : public QWidget {
    Q_OBJECT

public:
    explicit GradeBadge(QWidget* parent = nullptr);

    void setGrade(std::optional<inference::evaluation::GaugeGrade> grade);
    std::optional<inference::evaluation::GaugeGrade> grade() const { return m_grade; }

    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    std::optional<inference::evaluation::GaugeGrade> m_grade;
};

}  // namespace app
