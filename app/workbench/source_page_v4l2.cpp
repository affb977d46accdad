#include "app/workbench/source_page_v4l2.h"

#include "app/common/path_text.h"
#include "app/live/v4l2_lists.h"
#include "app/workbench/camera_fields.h"
#include "app/workbench/device_picker.h"
#include "app/workbench/source_text.h"

#include <QComboBox>
#include <QSignalBlocker>

#include <algorithm>

namespace app {
namespace {

using inference::Size;
using inference::sources::V4l2Device;

DevicePicker::Device entryOf(const V4l2Device& device)
{
    const QString file = pathText(device.file);
    const QString name = device.name.empty() ? file : QString::fromStdString(device.name);
    return {file, name, device.bus.empty() ? file : file + QLatin1String(", ") + QString::fromStdString(device.bus), false};
}

/// Fills a list, "nothing" first, and chooses.
template <typename Value>
void refill(QComboBox* box, const QString& nothing, const std::vector<std::pair<QString, Value>>& entries, const Value& chosen)
{
    const QSignalBlocker nobodyChose(box);
    box->clear();
    box->addItem(nothing);
    int current = 0;
    for (const auto& [text, value] : entries) {
        box->addItem(text);
        if (value == chosen)
            current = box->count() - 1;
    }
    box->setCurrentIndex(current);
}

}  // namespace

SourcePageV4l2::SourcePageV4l2(QWidget* parent)
    : SourcePage(parent)
    , m_picker(new DevicePicker)
    , m_format(new QComboBox)
    , m_size(new QComboBox)
    , m_rate(new QComboBox)
    , m_exposure(new SettingField(SettingField::Steps::Tenths))
    , m_gain(new SettingField(SettingField::Steps::Even))
{
    for (QWidget* const field : {static_cast<QWidget*>(m_picker), static_cast<QWidget*>(m_format), static_cast<QWidget*>(m_size),
             static_cast<QWidget*>(m_rate), static_cast<QWidget*>(m_exposure), static_cast<QWidget*>(m_gain)})
        addRow(field);
    connect(m_picker, &DevicePicker::refreshWanted, this, &SourcePage::refreshWanted);
    connect(m_picker, &DevicePicker::chosen, this, &SourcePageV4l2::chooseDevice);
    for (QComboBox* const box : {m_format, m_size, m_rate})
        connect(box, &QComboBox::activated, this, &SourcePageV4l2::chooseMode);
    for (SettingField* const field : {m_exposure, m_gain})
        connect(field, &SettingField::chosenChanged, this, &SourcePageV4l2::chooseNumbers);
    forgetCamera(fields());
    retranslate();
    fill({});
}

std::array<CameraField, 2> SourcePageV4l2::fields() const
{
    return {CameraField {"exposure", m_exposure}, CameraField {"gain", m_gain}};
}

void SourcePageV4l2::setDevices(const std::vector<V4l2Device>& devices)
{
    m_devices = devices;
    std::vector<DevicePicker::Device> entries;
    for (const V4l2Device& device : devices)
        entries.push_back(entryOf(device));
    m_picker->setDevices(entries);
    follow();
}

void SourcePageV4l2::setSearching(bool searching)
{
    m_picker->setSearching(searching);
}

const V4l2Device* SourcePageV4l2::device() const
{
    const auto found = std::ranges::find(m_devices, m_choice.file, [](const V4l2Device& one) { return pathText(one.file); });
    return found == m_devices.end() ? nullptr : &*found;
}

void SourcePageV4l2::fill(const SourceChoice& choice)
{
    if (choice.v4l2.file != m_choice.file)  // nothing is known of another camera
        forgetCamera(fields());
    m_choice = choice.v4l2;
    m_picker->setChosen(m_choice.file, m_choice.name);
    m_exposure->setChosen(m_choice.exposure);
    m_gain->setChosen(m_choice.gain);
    follow();
}

/// Another camera: what was chosen for the last one means nothing to it.
void SourcePageV4l2::chooseDevice()
{
    SourceChoice fresh;
    fresh.v4l2.file = m_picker->key();
    fresh.v4l2.name = m_picker->chosenName();
    fill(fresh);
    emit changed();
}

void SourcePageV4l2::chooseMode()
{
    if (const V4l2Device* const camera = device()) {
        const auto formats = formatsOf(*camera);
        const auto pick = [](const QComboBox* box, const auto& list) {
            using Value = typename std::decay_t<decltype(list)>::value_type;
            const int index = box->currentIndex() - 1;  // the first is nothing
            return index >= 0 && std::size_t(index) < list.size() ? list[std::size_t(index)] : Value {};
        };
        const auto sizes = sizesOf(*camera, m_choice.format.toStdString());
        const auto rates = ratesOf(*camera, m_choice.format.toStdString(), m_choice.size);
        m_choice.format = QString::fromStdString(pick(m_format, formats));
        m_choice.size = pick(m_size, sizes);
        m_choice.framesPerSecond = pick(m_rate, rates);
    }
    follow();
    emit changed();
}

void SourcePageV4l2::takeNumbers()
{
    m_choice.exposure = m_exposure->chosen();
    m_choice.gain = m_gain->chosen();
}

void SourcePageV4l2::chooseNumbers()
{
    takeNumbers();
    if (m_running) {
        const auto* const field = qobject_cast<SettingField*>(sender());
        if (field && field->chosen())
            emit settingWanted(field == m_exposure ? QStringLiteral("exposure") : QStringLiteral("gain"), *field->chosen());
    }
    emit changed();
}

/// What the lists offer and what is shown at all, after a choice or a look for cameras.
void SourcePageV4l2::follow()
{
    if (const V4l2Device* const camera = device()) {
        const auto formats = formatsOf(*camera);
        if (std::ranges::find(formats, m_choice.format.toStdString()) == formats.end())
            m_choice.format.clear();
        const auto sizes = sizesOf(*camera, m_choice.format.toStdString());
        if (std::ranges::find(sizes, m_choice.size) == sizes.end())
            m_choice.size = {};
        const auto rates = ratesOf(*camera, m_choice.format.toStdString(), m_choice.size);
        if (std::ranges::find(rates, m_choice.framesPerSecond) == rates.end())
            m_choice.framesPerSecond = 0;
    }
    fillLists();
    for (QWidget* const field : {static_cast<QWidget*>(m_format), static_cast<QWidget*>(m_size), static_cast<QWidget*>(m_rate),
             static_cast<QWidget*>(m_exposure), static_cast<QWidget*>(m_gain)})
        setRowVisible(field, m_picker->hasChoice());
    for (QComboBox* const box : {m_format, m_size, m_rate})
        box->setEnabled(!m_running && device());
    m_picker->setChoosable(!m_running);
}

void SourcePageV4l2::fillLists()
{
    std::vector<std::pair<QString, QString>> formats;
    std::vector<std::pair<QString, Size>> sizes;
    std::vector<std::pair<QString, double>> rates;
    const std::string format = m_choice.format.toStdString();
    const auto addFormat = [&](const QString& name) { formats.emplace_back(name, name); };
    const auto addSize = [&](Size size) { sizes.emplace_back(sizeText(size), size); };
    const auto addRate = [&](double rate) { rates.emplace_back(tr("%1 per second").arg(shortNumber(rate)), rate); };
    QString first;
    if (const V4l2Device* const camera = device()) {
        first = QString::fromStdString(firstFormat(*camera));
        for (const std::string& name : formatsOf(*camera))
            addFormat(QString::fromStdString(name));
        std::ranges::for_each(sizesOf(*camera, format), addSize);
        std::ranges::for_each(ratesOf(*camera, format, m_choice.size), addRate);
    } else {  // as it was chosen
        if (!m_choice.format.isEmpty())
            addFormat(m_choice.format);
        if (m_choice.size != Size {})
            addSize(m_choice.size);
        if (m_choice.framesPerSecond > 0)
            addRate(m_choice.framesPerSecond);
    }
    const QString asSet = tr("as the camera is set");
    refill(m_format, first.isEmpty() ? tr("the best one") : tr("the best one (%1)", "the best one (MJPG)").arg(first), formats, m_choice.format);
    refill(m_size, asSet, sizes, m_choice.size);
    refill(m_rate, asSet, rates, m_choice.framesPerSecond);
}

void SourcePageV4l2::setRunning(bool running)
{
    m_running = running;
    follow();
}

void SourcePageV4l2::showSettings(const std::vector<inference::sources::Setting>& settings)
{
    showInFields(fields(), settings, m_running);
    takeNumbers();
}

void SourcePageV4l2::showTest(const SourceTestResult& result)
{
    if (!result.settings.empty())
        showSettings(result.settings);
}

void SourcePageV4l2::retranslate()
{
    name(m_picker, tr("C&amera"));
    name(m_format, tr("F&ormat"));
    name(m_size, tr("&Size"));
    name(m_rate, tr("Picture &rate"));
    name(m_exposure, tr("&Exposure"));
    name(m_gain, tr("&Gain"));
    m_picker->combo()->setAccessibleName(tr("Camera"));
    m_picker->setHelp(tr("No camera was found. Check its cable. If it is plugged in, the user of this computer has to be in the group “video”; after that, log in again."));
    m_exposure->setSuffix(tr(" µs"));
    m_exposure->setToolTip(tr("A number turns the automatic exposure of the camera off."));
    fillLists();
}

}  // namespace app
