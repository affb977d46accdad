#include "widgets/key_sheet.h"

#include "widgets/key_cap.h"

#include <QAction>
#include <QGridLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QRegularExpression>
#include <QScreen>
#include <QScrollArea>
#include <QScrollBar>
#include <QVBoxLayout>

namespace widgets {

namespace {

QString plainText(const QAction& action)
{
    // iconText() is the text without "&", but Chinese has the letter in brackets behind; menus end their text with dots where a
    // dialog follows.
    static const QRegularExpression behind(QStringLiteral("\\s*\\([A-Z0-9]\\)[.\u2026]*$"));
    QString text = action.iconText();
    if (action.text().contains(QLatin1String("(&")))
        text.remove(behind);
    while (text.endsWith(QChar(0x2026)) || text.endsWith(QLatin1Char('.')))
        text.chop(1);
    return text;
}

QWidget* capsOf(const QStringList& keys)
{
    auto* caps = new QWidget;
    auto* row = new QHBoxLayout(caps);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(4);
    for (const QString& key : keys)
        row->addWidget(new KeyCap(key));
    row->addStretch(1);
    return caps;
}

QWidget* groupWidget(const KeyGroup& group)
{
    auto* widget = new QWidget;
    auto* grid = new QGridLayout(widget);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(12);
    grid->setVerticalSpacing(4);
    auto* title = new QLabel(group.title);
    title->setTextFormat(Qt::PlainText);
    QFont bold = title->font();
    bold.setWeight(QFont::DemiBold);
    title->setFont(bold);
    grid->addWidget(title, 0, 0, 1, 2);
    int row = 1;
    for (const KeyEntry& entry : group.entries) {
        auto* text = new QLabel(entry.text);
        text->setTextFormat(Qt::PlainText);
        grid->addWidget(capsOf(entry.keys), row, 0);
        grid->addWidget(text, row++, 1);
    }
    grid->setColumnStretch(1, 1);
    return widget;
}

/// How many of the first groups go into the left column, so that the taller column is as short as it can be.
std::size_t leftGroups(const std::vector<KeyGroup>& groups)
{
    std::size_t total = 0;
    for (const KeyGroup& group : groups)
        total += group.entries.size() + 2;
    std::size_t best = groups.size();
    std::size_t bestHeight = total;
    std::size_t left = 0;
    for (std::size_t i = 0; i < groups.size(); ++i) {
        left += groups[i].entries.size() + 2;
        if (std::max(left, total - left) < bestHeight) {
            bestHeight = std::max(left, total - left);
            best = i + 1;
        }
    }
    return best;
}

}  // namespace

KeyGroup keyGroup(const QString& title, const QList<QAction*>& actions)
{
    KeyGroup group{title, {}};
    for (const QAction* action : actions) {
        QStringList keys;
        for (const QKeySequence& sequence : action->shortcuts())
            if (!sequence.isEmpty())
                keys.append(sequence.toString(QKeySequence::NativeText));
        const QString text = plainText(*action);
        if (!keys.isEmpty() && !text.isEmpty())
            group.entries.push_back({keys, text});
    }
    return group;
}

KeySheet::KeySheet(const std::vector<KeyGroup>& groups, QWidget* parent)
    : QDialog(parent)
    , m_scroll(new QScrollArea)
{
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setWidgetResizable(true);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_scroll);
    fill(groups);
}

void KeySheet::fill(const std::vector<KeyGroup>& groups)
{
    setWindowTitle(tr("Keys"));
    auto* content = new QWidget;
    auto* columns = new QHBoxLayout(content);
    columns->setContentsMargins(24, 24, 24, 24);
    columns->setSpacing(48);
    const std::size_t left = leftGroups(groups);
    for (const auto& [from, to] : {std::pair(std::size_t(0), left), std::pair(left, groups.size())}) {
        if (from == to)
            continue;
        auto* column = new QVBoxLayout;
        column->setSpacing(24);
        for (std::size_t i = from; i < to; ++i)
            column->addWidget(groupWidget(groups[i]));
        column->addStretch(1);
        columns->addLayout(column);
    }
    m_scroll->setWidget(content);

    const QSize wanted = content->sizeHint() + QSize(m_scroll->verticalScrollBar()->sizeHint().width(), 4);
    const QSize available = screen()->availableSize() * 9 / 10;
    resize(wanted.boundedTo(available));
}

void KeySheet::changeEvent(QEvent* event)
{
    // Later: the actions that the groups are made of learn of the new language too.
    if (event->type() == QEvent::LanguageChange && m_source)
        QMetaObject::invokeMethod(this, [this] { fill(m_source()); }, Qt::QueuedConnection);
    QDialog::changeEvent(event);
}

void KeySheet::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Question || event->key() == Qt::Key_F1)
        accept();
    else
        QDialog::keyPressEvent(event);
}

}  // namespace widgets
