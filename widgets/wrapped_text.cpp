#include "widgets/wrapped_text.h"

#include <QKeyEvent>
#include <QTextDocument>

#include <cmath>

namespace widgets {

WrappedText::WrappedText(QWidget* parent) : QTextEdit(parent)
{
    setReadOnly(true);
    setFrameShape(QFrame::NoFrame);
    setTabChangesFocus(true);
    setWordWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    viewport()->setAutoFillBackground(false);
    document()->setDocumentMargin(0);
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
}

void WrappedText::setSentence(const QString& text)
{
    if (text == m_text)
        return;  // keeps a selection
    m_text = text;
    setPlainText(text);
    followHeight();
}

int WrappedText::heightForWidth(int width) const
{
    const std::unique_ptr<QTextDocument> copy(document()->clone());
    copy->setTextWidth(std::max(width, 1));
    return int(std::ceil(copy->size().height()));
}

QSize WrappedText::sizeHint() const
{
    const int width = std::max(this->width(), 160);
    return {160, heightForWidth(width)};
}

QSize WrappedText::minimumSizeHint() const
{
    return {64, heightForWidth(std::max(width(), 64))};
}

void WrappedText::followHeight()
{
    const int wanted = heightForWidth(width());
    if (minimumHeight() != wanted)
        setFixedHeight(wanted);
}

void WrappedText::resizeEvent(QResizeEvent* event)
{
    QTextEdit::resizeEvent(event);
    if (event->size().width() != event->oldSize().width())
        followHeight();
}

bool WrappedText::event(QEvent* event)
{
    if (event->type() == QEvent::ShortcutOverride) {
        const auto* key = static_cast<QKeyEvent*>(event);
        if (!key->matches(QKeySequence::Copy) && !key->matches(QKeySequence::SelectAll)) {
            event->ignore();
            return true;
        }
    }
    const bool handled = QTextEdit::event(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange)
        followHeight();
    return handled;
}

void WrappedText::wheelEvent(QWheelEvent* event)
{
    event->ignore();
}

}  // namespace widgets
