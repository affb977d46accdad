#pragma once

#include "widgets/expression_field.h"

#include <QFrame>

class QGridLayout;
class QScrollArea;

namespace widgets {

/// What can be typed into an ExpressionEdit: examples and recent expressions to take, and all fields. A popup.
class ExpressionHelp : public QFrame {
    Q_OBJECT

public:
    ExpressionHelp(const ExpressionFields& fields, const std::vector<ExpressionExample>& examples, const QStringList& recent,
                   QWidget* parent);

    /// Below (or above) a widget, inside its screen.
    void openAt(const QWidget* anchor);

signals:
    void chosen(const QString& text);

protected:
    void keyPressEvent(QKeyEvent* event) override;

private:
    void addTitle(const QString& title);
    void addChoice(const QString& text, const QString& description);
    void addField(const ExpressionField& field);

    QScrollArea* m_scroll;
    QGridLayout* m_grid;
};

}  // namespace widgets
