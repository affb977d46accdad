#pragma once

#include "widgets/expression.h"

#include <QTimer>
#include <QWidget>

#include <optional>

class QLabel;
class QToolButton;

namespace widgets {

class ExpressionLine;

/// A line edit for filters: checked while it is typed, what is wrong underlined and said in a sentence below, words offered,
/// recent filters, help behind "?". While the text is broken the last valid expression stays in force.
class ExpressionEdit : public QWidget {
    Q_OBJECT

public:
    static constexpr int greatestHistory = 12;

    explicit ExpressionEdit(QWidget* parent = nullptr);
    ~ExpressionEdit() override;

    /// What can be named, and what the help shows. Parses the text anew.
    void setFields(const ExpressionFields& fields, const std::vector<ExpressionExample>& examples);
    /// 0: not calibrated. Parses the text anew when it changes.
    void setCalibration(double mmPerPixel);
    void setPlaceholderText(const QString& text);

    /// As if typed: expressionChanged() comes when it is valid and another one.
    void setText(const QString& text);
    QString text() const;
    /// The last valid one.
    const Expression& expression() const { return m_expression; }
    /// What is wrong with the text as it stands; nothing: it is in force.
    const std::optional<ExpressionError>& error() const { return m_error; }

    /// Filters that were committed (Enter, or the focus left), last first, for the caller to keep.
    void setHistory(QStringList history);
    const QStringList& history() const { return m_history; }

    ExpressionLine* line() const { return m_line; }

public slots:
    void openHelp();

signals:
    void expressionChanged(const widgets::Expression& expression);
    void historyChanged(const QStringList& history);

protected:
    void changeEvent(QEvent* event) override;

private:
    void parse();
    void showSentence();
    void remember();
    void retranslate();

    ExpressionFields m_fields;
    std::vector<ExpressionExample> m_examples;
    double m_mmPerPixel = 0;
    Expression m_expression;
    std::optional<ExpressionError> m_error;
    QStringList m_history;
    ExpressionLine* m_line;
    QToolButton* m_help;
    QLabel* m_sentence;
    QTimer m_pause;  // a sentence that came with each letter would shake the window
};

}  // namespace widgets
