#include "app/workbench/source_page_stream.h"
#include "app/workbench/wrapped_text.h"
#include "widgets/number_field.h"

#include <QDoubleSpinBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QSignalBlocker>

#include <cmath>

namespace app {
namespace {

constexpr int longestAddress = 2048;

QDoubleSpinBox* secondsField()
{
    auto* const field = new widgets::NumberField;
    field->setDecimals(1);
    field->setSingleStep(0.5);
    field->setRange(SourceBounds::leastWaitMs / 1000.0, SourceBounds::greatestWaitMs / 1000.0);
    field->setKeyboardTracking(false);
    return field;
}

int milliseconds(const QDoubleSpinBox* field)
{
    return int(std::lround(field->value() * 1000));
}

}  // namespace

SourcePageStream::SourcePageStream(QWidget* parent)
    : SourcePage(parent)
    , m_address(new QLineEdit)
    , m_hint(quietNote())
    , m_open(secondsField())
    , m_read(secondsField())
{
    m_address->setMaxLength(longestAddress);
    m_address->setClearButtonEnabled(true);
    m_address->setInputMethodHints(Qt::ImhUrlCharactersOnly | Qt::ImhNoPredictiveText | Qt::ImhSensitiveData);
    addRow(m_address);
    form()->addRow(m_hint);
    addRow(m_open);
    addRow(m_read);
    connect(m_address, &QLineEdit::textChanged, this, &SourcePage::changed);
    connect(m_address, &QLineEdit::returnPressed, this, &SourcePage::testWanted);
    for (const QDoubleSpinBox* const field : {m_open, m_read})
        connect(field, &QDoubleSpinBox::valueChanged, this, &SourcePage::changed);
    retranslate();
    fill({});
}

void SourcePageStream::fill(const SourceChoice& choice)
{
    const QSignalBlocker a(m_address), o(m_open), r(m_read);
    if (m_address->text() != choice.stream.address)
        m_address->setText(choice.stream.address);
    m_open->setValue(choice.stream.openMs / 1000.0);
    m_read->setValue(choice.stream.readMs / 1000.0);
}

void SourcePageStream::collect(SourceChoice& choice) const
{
    choice.stream = {m_address->text().trimmed(), milliseconds(m_open), milliseconds(m_read)};
}

void SourcePageStream::setRunning(bool running)
{
    for (QWidget* const field : {static_cast<QWidget*>(m_address), static_cast<QWidget*>(m_open), static_cast<QWidget*>(m_read)})
        field->setEnabled(!running);
}

void SourcePageStream::retranslate()
{
    name(m_address, tr("&Address"));
    name(m_open, tr("&Opens within"));
    name(m_read, tr("&Lost after"));
    m_address->setPlaceholderText(QStringLiteral("rtsp://192.168.1.20/stream"));
    m_hint->setText(tr("RTSP, or HTTP with Motion JPEG. User and password go before the host: rtsp://user:password@host/stream. "
                       "Neither they nor what follows a question mark are kept when the program ends, and of the path nothing from a part with an equals sign on."));
    m_address->setAccessibleDescription(m_hint->text());
    for (QDoubleSpinBox* const field : {m_open, m_read})
        field->setSuffix(tr(" s"));
    m_open->setToolTip(tr("How long the camera may take to answer."));
    m_read->setToolTip(tr("How long no picture may come. A stream of less than one picture in 1.5 s needs a longer time."));
}

}  // namespace app
