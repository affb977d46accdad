#pragma once

#include "evaluation/intervals.h"

#include <QWidget>

class QLabel;

namespace widgets {

class NumberLink;

/// One rate that matters, big: "Escapes 5.0 %", then "2 of 40" to click on, ppm and the 95 % interval. Where nothing was counted
/// it says what to do.
class RateCard : public QWidget {
    Q_OBJECT

public:
    explicit RateCard(QWidget* parent = nullptr);

    /// `hint` is said for 0 of 0.
    void setText(const QString& title, const QString& meaning, const QString& hint);
    void setShare(const inference::evaluation::Share& share);

    /// What is read: percent, and the line below it.
    QString headline() const;
    QString detail() const;
    NumberLink* link() const { return m_link; }

signals:
    void clicked();

protected:
    void changeEvent(QEvent* event) override;

private:
    void refresh();
    void enlarge();

    inference::evaluation::Share m_share;
    QString m_hint;
    QLabel* m_title;
    QLabel* m_percent;
    NumberLink* m_link;
    QLabel* m_of;
    QLabel* m_detail;
};

}  // namespace widgets
