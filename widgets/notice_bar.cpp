#include "widgets/notice_bar.h"

#include "widgets/icons.h"
#include "widgets/wrapped_text.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QPushButton>
#include <QToolButton>

#include <algorithm>

namespace widgets {

NoticeBar::NoticeBar(QWidget* parent)
    : QFrame(parent)
    , m_text(new WrappedText)
    , m_buttons(new QHBoxLayout)
    , m_close(new QToolButton)
{
    setFrameShape(QFrame::StyledPanel);
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::ToolTipBase);
    auto* const row = new QHBoxLayout(this);
    row->setContentsMargins(12, 4, 4, 4);
    row->setSpacing(8);
    row->addWidget(m_text, 1);
    m_buttons->setSpacing(4);
    row->addLayout(m_buttons);
    m_close->setIcon(icon(Icon::Cancel));
    m_close->setAutoRaise(true);
    row->addWidget(m_close, 0, Qt::AlignTop);
    connect(m_close, &QToolButton::clicked, this, [this] {
        const QString key = m_notices.isEmpty() ? QString() : m_notices.first().key;
        withdraw(key);
        emit closed(key);
    });
    retranslate();
    hide();
}

void NoticeBar::say(const Notice& notice)
{
    const auto same = std::ranges::find(m_notices, notice.key, &Notice::key);
    if (same != m_notices.end())
        *same = notice;
    else
        m_notices.append(notice);
    showFirst();
}

void NoticeBar::answer(const Notice& notice)
{
    m_notices.removeIf([&notice](const Notice& one) { return one.key == notice.key; });
    m_notices.prepend(notice);
    showFirst();
}

void NoticeBar::withdraw(const QString& key)
{
    if (m_notices.removeIf([&key](const Notice& notice) { return notice.key == key; }) > 0)
        showFirst();
}

QString NoticeBar::text() const
{
    return m_text->sentence();
}

void NoticeBar::showFirst()
{
    while (QLayoutItem* const item = m_buttons->takeAt(0)) {
        item->widget()->deleteLater();
        delete item;
    }
    setVisible(!m_notices.isEmpty());
    if (m_notices.isEmpty())
        return;
    const Notice& notice = m_notices.first();
    m_text->setSentence(notice.text);
    for (int i = 0; i < notice.actions.size(); ++i) {
        auto* const button = new QPushButton(notice.actions.at(i));
        connect(button, &QPushButton::clicked, this, [this, key = notice.key, i] { emit actionWanted(key, i); });
        m_buttons->addWidget(button, 0, Qt::AlignTop);
    }
}

void NoticeBar::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QFrame::changeEvent(event);
}

void NoticeBar::retranslate()
{
    m_close->setToolTip(tr("Close"));
    m_close->setAccessibleName(tr("Close"));
}

}  // namespace widgets
