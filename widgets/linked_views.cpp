#include "widgets/linked_views.h"

#include "widgets/canvas.h"

#include <QCoreApplication>
#include <QEvent>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QScopedValueRollback>
#include <QVBoxLayout>

namespace widgets {
namespace {

QLabel* titleLabel()
{
    auto* const label = new QLabel;
    label->setTextFormat(Qt::PlainText);
    label->setContentsMargins(8, 4, 8, 4);
    label->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    return label;
}

/// A canvas with its title below: both sides alike, so that both views are equally large.
QVBoxLayout* titled(Canvas* canvas, QLabel* title)
{
    auto* const column = new QVBoxLayout;
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(canvas, 1);
    column->addWidget(title);
    return column;
}

}  // namespace

LinkedViews::LinkedViews(Canvas* part, QWidget* parent)
    : QWidget(parent)
    , m_part(part)
    , m_reference(new Canvas)
    , m_side(new QWidget(this))
    , m_partTitle(titleLabel())
    , m_referenceTitle(titleLabel())
{
    auto* const row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(4);
    row->addLayout(titled(m_part, m_partTitle), 1);
    m_side->setLayout(titled(m_reference, m_referenceTitle));
    row->addWidget(m_side, 1);
    m_reference->installEventFilter(this);
    m_partTitle->hide();
    m_side->hide();

    link(m_part, m_reference);
    link(m_reference, m_part);
    connect(m_part, &Canvas::compareModeShown, this, &LinkedViews::showMode);
    connect(m_part, &Canvas::compareModeChanged, this, &LinkedViews::modeChanged);
    connect(m_reference, &Canvas::placeholderActivated, this, &LinkedViews::useAsReferenceWanted);
    retranslate();
}

void LinkedViews::link(Canvas* leader, Canvas* follower)
{
    connect(leader, &Canvas::viewChanged, this, [this, leader, follower] {
        QSizeF& known = m_viewports[leader == m_part ? 0 : 1];
        const bool resized = known != leader->view().viewport();
        known = leader->view().viewport();
        if (m_following || m_side->isHidden())
            return;
        const QScopedValueRollback guard(m_following, true);
        // A view that only got another size, such as a new one, has nothing to tell the part's.
        if (resized && leader == m_reference)
            m_reference->follow(m_part->view());
        else
            follower->follow(leader->view());
    });
}

void LinkedViews::letPartLead()
{
    const QScopedValueRollback guard(m_following, true);
    m_reference->follow(m_part->view());
}

void LinkedViews::setMode(CompareMode mode)
{
    m_part->setCompareMode(mode);
    showMode();
}

CompareMode LinkedViews::mode() const
{
    return m_part->compareMode();
}

void LinkedViews::showMode()
{
    if (mode() != CompareMode::TwoViews && m_reference->hasFocus())
        m_part->setFocus();  // the release of a held key comes to whoever has it
    m_side->setVisible(mode() == CompareMode::TwoViews);
    m_partTitle->setVisible(mode() == CompareMode::TwoViews);
    showTitles();
    if (!m_side->isHidden())
        letPartLead();
}

void LinkedViews::setReference(const QImage& picture, const QString& name)
{
    m_name = name;
    m_part->setReference(picture, name);
    {
        const QScopedValueRollback guard(m_following, true);
        m_reference->setImage(picture);
    }
    letPartLead();
    retranslate();
}

/// Comparing is the part's canvas' business, wherever the focus is.
bool LinkedViews::eventFilter(QObject* watched, QEvent* event)
{
    const bool isKey = event->type() == QEvent::ShortcutOverride || event->type() == QEvent::KeyPress || event->type() == QEvent::KeyRelease;
    if (isKey && static_cast<QKeyEvent*>(event)->key() == Qt::Key_C && static_cast<QKeyEvent*>(event)->modifiers() == Qt::NoModifier) {
        QCoreApplication::sendEvent(m_part, event);
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

void LinkedViews::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    if (event->type() == QEvent::FontChange)
        showTitles();
    QWidget::changeEvent(event);
}

void LinkedViews::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    layout()->activate();
    showTitles();
}

void LinkedViews::retranslate()
{
    m_reference->setPlaceholder(tr("No reference yet"), tr("A reference is a part that others are compared with, best a good one."),
                                tr("Use This Part as Reference"));
    showTitles();
}

void LinkedViews::showTitles()
{
    const auto show = [](QLabel* label, const QString& text) {
        const int room = label->width() - label->contentsMargins().left() - label->contentsMargins().right();
        label->setText(label->fontMetrics().elidedText(text, Qt::ElideMiddle, room));
        label->setToolTip(text);
        label->setAccessibleName(text);
    };
    show(m_partTitle, tr("This part"));
    show(m_referenceTitle, m_name.isEmpty() ? tr("Reference") : tr("Reference: %1").arg(m_name));
}

}  // namespace widgets
