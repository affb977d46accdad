#pragma once

#include "widgets/verdict_style.h"

#include <QWidget>

class QLabel;

namespace app {

/// One finding: a verdict's symbol and a sentence beside it, wrapped, never cut.
class ResultLine : public QWidget {
    Q_OBJECT

public:
    explicit ResultLine(QWidget* parent = nullptr);

    void set(widgets::Mark mark, const QString& text, const QString& toolTip = {});
    widgets::Mark mark() const { return m_mark; }
    const QString& text() const { return m_text; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QLabel* m_label;
    QString m_text;
    widgets::Mark m_mark = widgets::Mark::Waiting;
};

}  // namespace app
