#pragma once

#include <QWidget>

class QLabel;

namespace widgets {

/// What a view without values says in its place: what is missing, and how it comes. Wraps; never wider than it is given.
class EmptyPlot : public QWidget {
    Q_OBJECT

public:
    explicit EmptyPlot(QWidget* parent = nullptr);

    void say(const QString& title, const QString& text);
    QString spokenText() const;

    QSize minimumSizeHint() const override { return {0, 0}; }

protected:
    void changeEvent(QEvent* event) override;

private:
    void follow();

    QLabel* m_title;
    QLabel* m_text;
    bool m_following = false;
};

}  // namespace widgets
