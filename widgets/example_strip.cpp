#include "widgets/example_strip.h"

#include <QBoxLayout>
#include <QEvent>
#include <QLabel>
#include <QPainter>
#include <QSignalBlocker>
#include <QSlider>

#include <algorithm>

namespace widgets {

/// One picture with its product below.
class ExamplePicture : public QWidget {
public:
    explicit ExamplePicture(QWidget* parent)
        : QWidget(parent)
        , m_caption(new QLabel)
    {
        m_caption->setAlignment(Qt::AlignHCenter);
        m_caption->setTextFormat(Qt::PlainText);
        m_caption->setMinimumWidth(1);
        auto* const column = new QVBoxLayout(this);
        column->setContentsMargins(0, ExampleStrip::pictureSide + gap, 0, 0);
        column->addWidget(m_caption);
        setFixedWidth(ExampleStrip::pictureSide);
    }

    void show(const QString& caption, const QString& sentence, const QImage& image, bool known)
    {
        m_caption->setText(m_caption->fontMetrics().elidedText(caption, Qt::ElideMiddle, ExampleStrip::pictureSide));
        setToolTip(sentence);
        setAccessibleName(sentence);
        m_image = image;
        m_known = known;
        update();
    }
    const QImage& image() const { return m_image; }

protected:
    void paintEvent(QPaintEvent*) override
    {
        QPainter painter(this);
        const QRect place(0, 0, ExampleStrip::pictureSide, ExampleStrip::pictureSide);
        if (m_image.isNull()) {
            painter.fillRect(place, palette().color(QPalette::Base));
            painter.setPen(palette().color(QPalette::Disabled, QPalette::Text));
            painter.drawText(place, Qt::AlignCenter, m_known ? QStringLiteral("–") : QStringLiteral("…"));
        } else {
            painter.setRenderHint(QPainter::SmoothPixmapTransform);
            painter.drawImage(place, m_image);
        }
        painter.setPen(palette().color(QPalette::Mid));
        painter.drawRect(place.adjusted(0, 0, -1, -1));
    }

private:
    static constexpr int gap = 4;

    QLabel* m_caption;
    QImage m_image;
    bool m_known = false;  ///< there will be no other picture
};

ExampleStrip::ExampleStrip(QWidget* parent)
    : QWidget(parent)
    , m_heading(new QLabel)
    , m_slider(new QSlider(Qt::Horizontal))
{
    m_slider->setPageStep(5);
    auto* const top = new QHBoxLayout;
    top->addWidget(m_heading);
    top->addWidget(m_slider, 1);
    auto* const row = new QHBoxLayout;
    row->setSpacing(12);
    for (int i = 0; i < greatestNumber; ++i) {
        m_places.append(new ExamplePicture(this));
        row->addWidget(m_places.back());
    }
    row->addStretch();
    auto* const column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addLayout(top);
    column->addLayout(row);
    connect(m_slider, &QSlider::valueChanged, this, &ExampleStrip::refresh);
    retranslate();
    refresh();
}

ExampleStrip::~ExampleStrip() = default;

void ExampleStrip::clear()
{
    m_epochs.clear();
    m_pictures.clear();
    refresh();
}

void ExampleStrip::add(const Example& example)
{
    if (example.epoch < 1 || example.number < 1 || example.number > greatestNumber)
        return;
    const QSignalBlocker quiet(m_slider);
    const int shown = shownEpoch();
    const bool follows = m_epochs.empty() || shown == m_epochs.rbegin()->first;
    QList<Example>& ofEpoch = m_epochs[example.epoch];
    erase_if(ofEpoch, [&](const Example& other) { return other.number == example.number; });
    ofEpoch.insert(std::ranges::upper_bound(ofEpoch, example.number, {}, &Example::number), example);
    m_pictures.remove(example.file);  // drawn anew
    while (m_epochs.size() > keptEpochs) {
        for (const Example& old : std::as_const(m_epochs.begin()->second))
            m_pictures.remove(old.file);
        m_epochs.erase(m_epochs.begin());
    }
    m_slider->setRange(0, int(m_epochs.size()) - 1);
    const auto place = m_epochs.find(follows ? m_epochs.rbegin()->first : shown);
    m_slider->setValue(place == m_epochs.end() ? 0 : int(std::distance(m_epochs.begin(), place)));
    refresh();
}

void ExampleStrip::setPicture(const QString& file, const QImage& image)
{
    const auto found = m_pictures.find(file);
    if (found == m_pictures.end())
        return;  // of an epoch that is gone
    // Without colours there is nothing to tell from a picture still awaited: one blank pixel says that it can't be read.
    *found = image.isNull() ? QImage(1, 1, QImage::Format_Mono) : image;
    refresh();
}

int ExampleStrip::shownEpoch() const
{
    if (m_epochs.empty())
        return 0;
    return std::next(m_epochs.begin(), std::clamp(m_slider->value(), 0, int(m_epochs.size()) - 1))->first;
}

QList<int> ExampleStrip::epochs() const
{
    QList<int> numbers;
    for (const auto& [number, examples] : m_epochs)
        numbers.append(number);
    return numbers;
}

QString ExampleStrip::heading() const
{
    return m_heading->text();
}

QString ExampleStrip::sentenceOf(int place) const
{
    const auto epoch = m_epochs.find(shownEpoch());
    if (epoch == m_epochs.end() || place < 0 || place >= epoch->second.size())
        return {};
    const Example& example = epoch->second[place];
    return example.defective ? tr("Epoch %1, %2: a defective part. Heat: what the model finds; line: what is marked as defective.").arg(example.epoch).arg(example.product)
                             : tr("Epoch %1, %2: a good part. It should stay without heat.").arg(example.epoch).arg(example.product);
}

QImage ExampleStrip::pictureOf(int place) const
{
    return place >= 0 && place < m_places.size() ? m_places[place]->image() : QImage();
}

void ExampleStrip::refresh()
{
    setVisible(!m_epochs.empty());
    const int shown = shownEpoch();
    const QList<Example> examples = m_epochs.empty() ? QList<Example>() : m_epochs.at(shown);
    m_slider->setEnabled(m_epochs.size() > 1);
    m_heading->setText(m_epochs.empty() ? QString() : tr("Validation parts after epoch %1 of %2").arg(shown).arg(m_epochs.rbegin()->first));
    for (int i = 0; i < m_places.size(); ++i) {
        m_places[i]->setVisible(i < examples.size());
        if (i >= examples.size())
            continue;
        const Example& example = examples[i];
        const bool asked = m_pictures.contains(example.file);
        if (!asked) {
            m_pictures.insert(example.file, {});
            emit pictureWanted(example.file);
        }
        const QImage& image = m_pictures[example.file];
        const bool unreadable = image.format() == QImage::Format_Mono;
        m_places[i]->show(example.defective ? example.product : tr("%1, good").arg(example.product), sentenceOf(i), unreadable ? QImage() : image, unreadable);
    }
}

void ExampleStrip::retranslate()
{
    m_slider->setAccessibleName(tr("Epoch"));
    m_slider->setToolTip(tr("Back through the epochs: drag, or the arrow keys"));
}

void ExampleStrip::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange) {
        retranslate();
        refresh();
    }
    QWidget::changeEvent(event);
}

}  // namespace widgets
