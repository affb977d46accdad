#include "app/workbench/source_test_view.h"

#include "app/workbench/picture.h"
#include "app/workbench/source_text.h"
#include "widgets/wrapped_text.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QPainter>
#include <QProgressBar>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace app {

/// A picture in its own ratio, as wide as there is room for.
class SourceTestView::Thumbnail : public QWidget {
public:
    static constexpr int greatestHeight = 180;

    Thumbnail()
    {
        QSizePolicy policy(QSizePolicy::Ignored, QSizePolicy::Fixed);
        policy.setHeightForWidth(true);
        setSizePolicy(policy);
    }
    void setImage(QImage image)
    {
        m_image = std::move(image);
        setVisible(!m_image.isNull());
        updateGeometry();
        update();
    }
    const QImage& image() const { return m_image; }
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override { return m_image.isNull() ? 0 : std::max(1, fitted({width, greatestHeight}).height()); }
    QSize sizeHint() const override { return fitted({320, greatestHeight}); }

protected:
    void paintEvent(QPaintEvent*) override
    {
        if (m_image.isNull())
            return;
        QPainter painter(this);
        painter.setRenderHint(QPainter::SmoothPixmapTransform);
        painter.drawImage(QRect(QPoint(0, 0), fitted(size())), m_image);
    }

private:
    QSize fitted(QSize room) const { return m_image.size().scaled(room, Qt::KeepAspectRatio); }
    QImage m_image;
};

SourceTestView::SourceTestView(QWidget* parent)
    : QWidget(parent)
    , m_test(new QPushButton)
    , m_cancel(new QPushButton)
    , m_progress(new QProgressBar)
    , m_picture(new Thumbnail)
    , m_text(new widgets::WrappedText)
{
    auto* const buttons = new QHBoxLayout;
    buttons->addWidget(m_test);
    buttons->addWidget(m_cancel);
    buttons->addWidget(m_progress, 1);
    buttons->addStretch();
    m_test->setAutoDefault(false);
    m_cancel->setAutoDefault(false);
    m_progress->setRange(0, 0);
    m_progress->setTextVisible(false);
    auto* const column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    column->addLayout(buttons);
    column->addWidget(m_picture);
    column->addWidget(m_text);
    connect(m_test, &QPushButton::clicked, this, &SourceTestView::testWanted);
    connect(m_cancel, &QPushButton::clicked, this, &SourceTestView::cancelWanted);
    retranslate();
    clear();
}

void SourceTestView::setHindrance(const QString& reason)
{
    m_hindrance = reason;
    m_test->setEnabled(reason.isEmpty() && !m_busy);
    if (!m_busy && !m_result)
        m_text->say(m_hindrance);
}

void SourceTestView::setBusy()
{
    const bool hadFocus = m_test->hasFocus();
    clear();
    m_busy = true;
    m_test->setEnabled(false);
    m_cancel->show();
    m_progress->show();
    if (hadFocus)
        m_cancel->setFocus();
    m_text->say(tr("Opening the source and waiting for pictures…"));
}

void SourceTestView::clear()
{
    const bool hadFocus = m_cancel->hasFocus();
    m_busy = false;
    m_result.reset();
    m_test->setEnabled(m_hindrance.isEmpty());
    if (hadFocus)
        m_test->setFocus();
    m_cancel->hide();
    m_progress->hide();
    m_picture->setImage({});
    m_text->say(m_hindrance);
}

void SourceTestView::showResult(const SourceTestResult& result, const SourceChoice& choice)
{
    clear();
    m_choice = choice;
    m_result = result;
    m_result->picture = {};
    if (!result.picture.empty())
        m_picture->setImage(makeThumbnail(result.picture));
    m_picture->setAccessibleName(tr("The first picture"));
    m_text->say(testSentence(result, choice));
}

QString SourceTestView::text() const
{
    return m_text->sentence();
}

QImage SourceTestView::picture() const
{
    return m_picture->image();
}

void SourceTestView::retranslate()
{
    m_test->setText(tr("&Test"));
    m_test->setToolTip(tr("Opens the source, shows its first picture and measures how many come."));
    m_cancel->setText(tr("Cancel"));
    m_progress->setAccessibleName(tr("The test runs"));
    m_text->setAccessibleName(tr("Outcome of the test"));
    if (m_busy)
        m_text->say(tr("Opening the source and waiting for pictures…"));
    else
        m_text->say(m_result ? testSentence(*m_result, m_choice) : m_hindrance);
}

void SourceTestView::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

}  // namespace app
