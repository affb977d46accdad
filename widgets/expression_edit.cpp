#include "widgets/expression_edit.h"

#include "widgets/expression_help.h"
#include "widgets/expression_line.h"
#include "widgets/icons.h"
#include "widgets/verdict_style.h"

#include <QAction>
#include <QBoxLayout>
#include <QEvent>
#include <QLabel>
#include <QToolButton>

namespace widgets {

namespace {

constexpr int pauseBeforeSentence = 600;  // ms

}  // namespace

ExpressionEdit::ExpressionEdit(QWidget* parent)
    : QWidget(parent), m_line(new ExpressionLine), m_help(new QToolButton), m_sentence(new QLabel)
{
    m_line->setClearButtonEnabled(true);
    m_line->addAction(icon(Icon::Search), QLineEdit::LeadingPosition);
    m_help->setIcon(icon(Icon::Help));
    m_help->setAutoRaise(true);
    m_help->setFocusPolicy(Qt::TabFocus);
    m_sentence->setWordWrap(true);
    m_sentence->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_sentence->hide();

    auto* row = new QHBoxLayout;
    row->setSpacing(4);
    row->addWidget(m_line, 1);
    row->addWidget(m_help);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    column->addLayout(row);
    column->addWidget(m_sentence);
    setFocusProxy(m_line);

    m_pause.setSingleShot(true);
    m_pause.setInterval(pauseBeforeSentence);
    connect(&m_pause, &QTimer::timeout, this, &ExpressionEdit::showSentence);
    connect(m_line, &QLineEdit::textChanged, this, &ExpressionEdit::parse);
    connect(m_line, &ExpressionLine::committed, this, [this] {
        remember();
        showSentence();
    });
    connect(m_line, &QLineEdit::editingFinished, this, [this] {
        if (!m_line->hasFocus())
            remember();
    });
    connect(m_help, &QToolButton::clicked, this, &ExpressionEdit::openHelp);
    retranslate();
}

/// The line loses the focus when it goes, and would tell an edit that is half gone.
ExpressionEdit::~ExpressionEdit()
{
    disconnect(m_line, nullptr, this, nullptr);
}

void ExpressionEdit::setFields(const ExpressionFields& fields, const std::vector<ExpressionExample>& examples)
{
    m_fields = fields;
    m_examples = examples;
    m_line->setFields(fields);
    parse();
}

void ExpressionEdit::setCalibration(double mmPerPixel)
{
    if (std::exchange(m_mmPerPixel, mmPerPixel) != mmPerPixel)
        parse();
}

void ExpressionEdit::setPlaceholderText(const QString& text)
{
    m_line->setPlaceholderText(text);
}

void ExpressionEdit::setText(const QString& text)
{
    m_line->setText(text);
}

QString ExpressionEdit::text() const
{
    return m_line->text();
}

void ExpressionEdit::setHistory(QStringList history)
{
    m_history = std::move(history);
    m_history.resize(std::min<qsizetype>(m_history.size(), greatestHistory));
    m_line->setRecent(m_history);
}

void ExpressionEdit::parse()
{
    auto parsed = Expression::parse(m_line->text(), m_fields, m_mmPerPixel);
    if (auto* error = std::get_if<ExpressionError>(&parsed)) {
        m_error = std::move(*error);
        m_line->setError(m_error);
        m_line->setToolTip(m_error->sentence);
        m_line->setAccessibleDescription(m_error->sentence);
        m_sentence->isVisible() ? showSentence() : m_pause.start();
        return;
    }
    m_error.reset();
    m_line->setError(m_error);
    m_pause.stop();
    m_sentence->hide();
    retranslate();
    Expression& expression = std::get<Expression>(parsed);
    if (expression.isEmpty() && m_expression.isEmpty())
        return;
    m_expression = std::move(expression);
    emit expressionChanged(m_expression);
}

void ExpressionEdit::showSentence()
{
    m_pause.stop();
    if (!m_error)
        return;
    QPalette colours = palette();
    colours.setColor(QPalette::WindowText, styleOf(Mark::Fail, palette()).text);
    m_sentence->setPalette(colours);
    m_sentence->setText(m_error->sentence);
    m_sentence->show();
}

void ExpressionEdit::remember()
{
    const QString text = m_line->text().simplified();
    if (m_error || text.isEmpty() || (!m_history.isEmpty() && m_history.first() == text))
        return;
    QStringList history = m_history;
    history.removeAll(text);
    history.prepend(text);
    setHistory(std::move(history));
    emit historyChanged(m_history);
}

void ExpressionEdit::openHelp()
{
    auto* help = new ExpressionHelp(m_fields, m_examples, m_history, this);
    connect(help, &ExpressionHelp::chosen, this, [this](const QString& text) {
        m_line->setText(text);
        m_line->setFocus(Qt::OtherFocusReason);
    });
    help->openAt(m_line);
}

void ExpressionEdit::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    if (event->type() == QEvent::PaletteChange && m_sentence->isVisible())
        showSentence();
    QWidget::changeEvent(event);
}

void ExpressionEdit::retranslate()
{
    m_help->setToolTip(tr("How to filter"));
    m_help->setAccessibleName(m_help->toolTip());
    m_line->setAccessibleName(tr("Filter"));
    if (m_error)
        return;
    m_line->setToolTip(tr("A part of the name, or a condition such as “score > 0.6”"));
    m_line->setAccessibleDescription(m_line->toolTip());
}

}  // namespace widgets
