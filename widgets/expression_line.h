#pragma once

#include "widgets/expression.h"
#include "widgets/expression_completion.h"

#include <QLineEdit>

#include <optional>

class QCompleter;
class QStandardItemModel;

namespace widgets {

/// A line for an expression: underlines what is wrong and offers words as they are typed. Ctrl+Space offers at once, Down in
/// an empty line the recent expressions.
class ExpressionLine : public QLineEdit {
    Q_OBJECT

public:
    explicit ExpressionLine(QWidget* parent = nullptr);

    void setFields(const ExpressionFields& fields) { m_fields = fields; }
    void setRecent(const QStringList& recent) { m_recent = recent; }
    /// Underlines the place; none: nothing is wrong.
    void setError(const std::optional<ExpressionError>& error);

    /// The words that are offered now; empty when no list is open.
    QStringList offered() const;

signals:
    /// Enter, and not to take a word from the list.
    void committed();

protected:
    bool event(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    void offerWords(bool asked);
    void offerRecent();
    void open(const std::vector<ExpressionCompletion::Item>& items);
    void insert(const QModelIndex& index);
    double xOf(qsizetype position) const;

    ExpressionFields m_fields;
    QStringList m_recent;
    std::optional<ExpressionError> m_error;
    QCompleter* m_completer;
    QStandardItemModel* m_words;
    qsizetype m_start = 0;   // of what a word from the list replaces
    qsizetype m_length = 0;
};

}  // namespace widgets
