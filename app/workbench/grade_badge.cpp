#include "app/workbench/grade_badge.h"

#include "widgets/verdict_style.h"

#include <QPainter>

namespace app {

using inference::evaluation::GaugeGrade;

GradeBadge::GradeBadge(QWidget* parent)
    : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

void GradeBadge::setGrade(std::optional<GaugeGrade> grade)
{
    m_grade = grade;
    update();
}

QSize GradeBadge::sizeHint() const
{
    const int side = fontMetrics().height() * 3 / 2;
    return {side, side};
}

void GradeBadge::paintEvent(QPaintEvent*)
{
    if (!m_grade)
        return;
    const widgets::Mark mark = *m_grade == GaugeGrade::Good ? widgets::Mark::Pass : *m_grade == GaugeGrade::Marginal ? widgets::Mark::Review : widgets::Mark::Fail;
    QPainter painter(this);
    widgets::paintBadge(&painter, rect(), widgets::styleOf(mark, palette()));
}

}  // namespace app
