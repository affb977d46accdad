#include "app/workbench/source_page_genicam.h"

#include "app/workbench/camera_fields.h"
#include "app/workbench/device_picker.h"
#include "app/workbench/wrapped_text.h"

#include <QComboBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QSignalBlocker>

namespace app {
namespace {

using inference::sources::GenicamDevice;
using Trigger = SourceChoice::Trigger;

QString protocolText(const std::string& protocol)
{
    if (protocol == "GigEVision")
        return QStringLiteral("GigE Vision");
    if (protocol == "USB3Vision")
        return QStringLiteral("USB3 Vision");
    return QString::fromStdString(protocol);
}

DevicePicker::Device entryOf(const GenicamDevice& device)
{
    QStringList names, details;
    for (const std::string& one : {device.model, device.serial})
        if (!one.empty())
            names << QString::fromStdString(one);
    for (const QString& one : {QString::fromStdString(device.vendor), protocolText(device.protocol), QString::fromStdString(device.address)})
        if (!one.isEmpty())
            details << one;
    const QString id = QString::fromStdString(device.id);
    return {id, names.isEmpty() ? id : names.join(QLatin1Char(' ')), details.join(QLatin1String(", ")), device.protocol == "Fake"};
}

std::vector<QString> textsOf(const std::vector<std::string>& list)
{
    std::vector<QString> texts;
    for (const std::string& one : list)
        texts.push_back(QString::fromStdString(one));
    return texts;
}

}  // namespace

SourcePageGenicam::SourcePageGenicam(bool hasAravis, QWidget* parent)
    : SourcePage(parent)
    , m_hasAravis(hasAravis)
    , m_absent(quietNote())
    , m_picker(new DevicePicker)
    , m_format(new QComboBox)
    , m_exposure(new SettingField(SettingField::Steps::Tenths))
    , m_gain(new SettingField(SettingField::Steps::Even))
    , m_rate(new SettingField(SettingField::Steps::Even))
    , m_packet(new SettingField(SettingField::Steps::Even))
    , m_trigger(new QComboBox)
    , m_line(new QComboBox)
{
    m_line->setEditable(true);
    m_line->setInsertPolicy(QComboBox::NoInsert);
    m_trigger->addItems({QString(), QString(), QString()});  // by Trigger; named in retranslate()
    form()->addRow(m_absent);
    for (QWidget* const field : {static_cast<QWidget*>(m_picker), static_cast<QWidget*>(m_format), static_cast<QWidget*>(m_exposure), static_cast<QWidget*>(m_gain),
             static_cast<QWidget*>(m_rate), static_cast<QWidget*>(m_packet), static_cast<QWidget*>(m_trigger), static_cast<QWidget*>(m_line)})
        addRow(field);
    connect(m_picker, &DevicePicker::refreshWanted, this, &SourcePage::refreshWanted);
    connect(m_picker, &DevicePicker::chosen, this, &SourcePageGenicam::chooseDevice);
    for (const QComboBox* const box : {m_format, m_trigger})
        connect(box, &QComboBox::activated, this, &SourcePageGenicam::chooseLists);
    connect(m_line, &QComboBox::currentTextChanged, this, &SourcePageGenicam::chooseLists);
    for (const CameraField& one : fields())
        connect(one.field, &SettingField::chosenChanged, this, [this, key = QString::fromLatin1(one.key)] { chooseNumber(key); });
    forgetCamera(fields());
    retranslate();
    fill({});
}

std::array<CameraField, 4> SourcePageGenicam::fields() const
{
    return {CameraField {"exposure", m_exposure, 0}, CameraField {"gain", m_gain, 2}, CameraField {"fps", m_rate, 2},
        CameraField {"packet_size", m_packet, 0}};
}

void SourcePageGenicam::setDevices(const std::vector<GenicamDevice>& devices)
{
    std::vector<DevicePicker::Device> entries;
    for (const GenicamDevice& device : devices)
        entries.push_back(entryOf(device));
    m_picker->setDevices(entries);
    follow();
}

void SourcePageGenicam::setSearching(bool searching)
{
    m_picker->setSearching(searching);
}

void SourcePageGenicam::fill(const SourceChoice& choice)
{
    if (choice.genicam.id != m_choice.id) {  // nothing is known of another camera
        m_formats.clear();
        m_lines.clear();
        forgetCamera(fields());
    }
    m_choice = choice.genicam;
    m_picker->setChosen(m_choice.id, m_choice.name);
    m_exposure->setChosen(m_choice.exposure);
    m_gain->setChosen(m_choice.gain);
    m_rate->setChosen(m_choice.framesPerSecond);
    m_packet->setChosen(m_choice.packetSize);
    follow();
}

/// What was chosen for the last camera means nothing to another one.
void SourcePageGenicam::chooseDevice()
{
    SourceChoice fresh;
    fresh.genicam.id = m_picker->key();
    fresh.genicam.name = m_picker->chosenName();
    fill(fresh);
    emit changed();
}

void SourcePageGenicam::chooseLists()
{
    m_choice.pixelFormat = m_format->currentIndex() > 0 ? m_format->currentText() : QString();
    m_choice.trigger = Trigger(m_trigger->currentIndex());
    m_choice.line = m_line->currentText().trimmed();
    setRowVisible(m_line, m_picker->hasChoice() && m_choice.trigger == Trigger::Hardware);
    emit changed();
}

void SourcePageGenicam::takeNumbers()
{
    m_choice.exposure = m_exposure->chosen();
    m_choice.gain = m_gain->chosen();
    m_choice.framesPerSecond = m_rate->chosen();
    m_choice.packetSize = m_packet->chosen();
}

void SourcePageGenicam::chooseNumber(const QString& key)
{
    takeNumbers();
    const auto& value = key == QLatin1String("exposure") ? m_choice.exposure : m_choice.gain;
    if (m_running && value)
        emit settingWanted(key, *value);
    emit changed();
}

/// What is shown and what can be changed.
void SourcePageGenicam::follow()
{
    fillLists();
    form()->setRowVisible(m_absent, !m_hasAravis);
    setRowVisible(m_picker, m_hasAravis);
    const bool shown = m_hasAravis && m_picker->hasChoice();
    for (QWidget* const field : {static_cast<QWidget*>(m_format), static_cast<QWidget*>(m_exposure), static_cast<QWidget*>(m_gain), static_cast<QWidget*>(m_rate),
             static_cast<QWidget*>(m_packet), static_cast<QWidget*>(m_trigger)})
        setRowVisible(field, shown);
    setRowVisible(m_line, shown && m_choice.trigger == Trigger::Hardware);
    m_picker->setChoosable(!m_running);
    for (QWidget* const field : {static_cast<QWidget*>(m_format), static_cast<QWidget*>(m_rate), static_cast<QWidget*>(m_packet), static_cast<QWidget*>(m_trigger),
             static_cast<QWidget*>(m_line)})
        field->setEnabled(!m_running);
}

void SourcePageGenicam::fillLists()
{
    const QSignalBlocker f(m_format), t(m_trigger), l(m_line);
    m_format->clear();
    m_format->addItem(tr("as the camera is set"));
    for (const QString& format : m_formats)
        m_format->addItem(format);
    if (!m_choice.pixelFormat.isEmpty() && m_format->findText(m_choice.pixelFormat) < 1)
        m_format->addItem(m_choice.pixelFormat);
    m_format->setCurrentIndex(m_choice.pixelFormat.isEmpty() ? 0 : m_format->findText(m_choice.pixelFormat));
    m_line->clear();
    for (const QString& line : m_lines)
        m_line->addItem(line);
    m_line->setCurrentIndex(-1);
    m_line->setEditText(m_choice.line);
    m_trigger->setCurrentIndex(int(m_choice.trigger));
}

void SourcePageGenicam::setRunning(bool running)
{
    m_running = running;
    follow();
}

void SourcePageGenicam::showSettings(const std::vector<inference::sources::Setting>& settings)
{
    showInFields(fields(), settings, m_running);
    takeNumbers();
    follow();
}

void SourcePageGenicam::showTest(const SourceTestResult& result)
{
    if (result.settings.empty())
        return;
    m_formats = textsOf(result.pixelFormats);
    m_lines = textsOf(result.triggerLines);
    showSettings(result.settings);
}

void SourcePageGenicam::retranslate()
{
    name(m_picker, tr("C&amera"));
    name(m_format, tr("Pi&xel format"));
    name(m_exposure, tr("&Exposure"));
    name(m_gain, tr("&Gain"));
    name(m_rate, tr("Picture &rate"));
    name(m_packet, tr("Pac&ket size"));
    name(m_trigger, tr("Tr&igger"));
    name(m_line, tr("I&nput"));
    m_absent->setText(tr("This program was built without Aravis, through which it speaks to GigE Vision and USB3 Vision cameras. Install the package libaravis-dev and build the program again."));
    m_picker->combo()->setAccessibleName(tr("Camera"));
    m_picker->setHelp(tr("No industrial camera was found. Check its power and its cable. GigE Vision: camera and network interface have to be in the same network, and the "
                         "firewall has to let it through. USB3 Vision: the user of this computer needs the right to use the device."));
    m_exposure->setSuffix(tr(" µs"));
    m_gain->setSuffix(tr(" dB"));
    m_rate->setSuffix(tr(" per s", "of a number of pictures"));
    m_packet->setSuffix(tr(" bytes"));
    m_packet->setToolTip(tr("Of GigE Vision. A network interface with jumbo frames (MTU 9000) takes 8,000 and more; smaller ones where pictures get lost."));
    const QSignalBlocker nobodyChose(m_trigger);
    m_trigger->setItemText(int(Trigger::FreeRun), tr("none: it runs freely"));
    m_trigger->setItemText(int(Trigger::Software), tr("a key or a PLC"));
    m_trigger->setItemText(int(Trigger::Hardware), tr("an input of the camera"));
    m_line->lineEdit()->setPlaceholderText(tr("the camera's first"));
    fillLists();
}

}  // namespace app
