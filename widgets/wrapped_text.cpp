#include "widgets/wrapped_text.h"

#include <QKeyEvent>
#include <QTextDocument>

#include <algorithm>
#include <cmath>
#include <memory>

namespace widgets {

namespace {

constexpr std::size_t mostHeights = 16;  // while a panel is made wider, each width is asked once

}  // namespace

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
    m_heights.clear();
    followHeight();
}

void WrappedText::say(const QString& text)
{
    setSentence(text);
    setVisible(!text.isEmpty());
}

int WrappedText::heightForWidth(int width) const
{
    const auto known = std::ranges::find(m_heights, width, &std::pair<int, int>::first);
    if (known != m_heights.end())
        return known->second;
    const std::unique_ptr<QTextDocument> copy(document()->clone());
    copy->setTextWidth(std::max(width, 1));
    const int height = int(std::ceil(copy->size().height()));
    if (m_heights.size() >= mostHeights)
        m_heights.clear();
    m_heights.emplace_back(width, height);
    return height;
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
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange) {
        m_heights.clear();
        followHeight();
    }
    return handled;
}

void WrappedText::wheelEvent(QWheelEvent* event)
{
    event->ignore();
}

}  // namespace widgets
