#include "app/workbench/device_picker.h"

#include "app/workbench/wrapped_text.h"

#include <QAbstractItemView>
#include <QComboBox>
#include <QEvent>
#include <QGridLayout>
#include <QLabel>
#include <QPushButton>
#include <QSignalBlocker>

#include <algorithm>

namespace app {

DevicePicker::DevicePicker(QWidget* parent)
    : QWidget(parent)
    , m_combo(new QComboBox)
    , m_refresh(new QPushButton)
    , m_detail(quietNote())
    , m_state(quietNote())
{
    m_combo->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_combo->setMinimumContentsLength(12);
    m_combo->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    m_refresh->setAutoDefault(false);
    auto* const grid = new QGridLayout(this);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setColumnStretch(0, 1);
    grid->addWidget(m_combo, 0, 0, 1, 2);
    grid->addWidget(m_state, 1, 0, 1, 2);
    grid->addWidget(m_detail, 2, 0);
    grid->addWidget(m_refresh, 2, 1);
    setFocusProxy(m_combo);
    connect(m_combo, &QComboBox::activated, this, &DevicePicker::choose);
    connect(m_refresh, &QPushButton::clicked, this, &DevicePicker::refreshWanted);
    retranslate();
}

void DevicePicker::setDevices(const std::vector<Device>& devices)
{
    m_devices = devices;
    m_looked = true;
    const auto real = std::ranges::find(m_devices, false, &Device::simulated);
    const bool first = m_key.isEmpty() && real != m_devices.end();
    if (first) {
        m_key = real->key;
        m_name = real->name;
    }
    rebuild();
    if (first)
        emit chosen();
}

void DevicePicker::setChosen(const QString& key, const QString& name)
{
    m_key = key;
    m_name = name;
    rebuild();
}

void DevicePicker::choose(int index)
{
    const QString key = m_combo->itemData(index).toString();
    const auto found = std::ranges::find(m_devices, key, &Device::key);
    if (key == m_key || found == m_devices.end())
        return;
    m_key = key;
    m_name = found->name;
    rebuild();
    emit chosen();
}

/// The list of the combo box: what was found, and behind it what was chosen and isn't there.
void DevicePicker::rebuild()
{
    const QSignalBlocker nobodyChose(m_combo);
    m_combo->clear();
    for (const Device& device : m_devices) {
        m_combo->addItem(device.simulated ? tr("%1 (simulated)").arg(device.name) : device.name, device.key);
        m_combo->setItemData(m_combo->count() - 1, device.detail.isEmpty() ? device.name : device.name + QLatin1Char('\n') + device.detail, Qt::ToolTipRole);
    }
    if (!m_key.isEmpty() && m_combo->findData(m_key) < 0) {
        const QString name = m_name.isEmpty() ? m_key : m_name;
        m_combo->addItem(m_looked ? tr("%1 (not connected)").arg(name) : name, m_key);
    }
    m_combo->setCurrentIndex(m_key.isEmpty() ? -1 : m_combo->findData(m_key));
    follow();
}

void DevicePicker::setSearching(bool searching)
{
    m_searching = searching;
    follow();
}

void DevicePicker::setHelp(const QString& text)
{
    m_help = text;
    follow();
}

void DevicePicker::setChoosable(bool choosable)
{
    m_choosable = choosable;
    follow();
}

void DevicePicker::follow()
{
    const auto found = std::ranges::find(m_devices, m_key, &Device::key);
    const bool missed = m_looked && (std::ranges::count(m_devices, false, &Device::simulated) == 0 || (!m_key.isEmpty() && found == m_devices.end()));
    m_combo->setVisible(m_combo->count() > 0);
    m_combo->setEnabled(m_choosable);
    m_combo->setToolTip(m_combo->currentData(Qt::ToolTipRole).toString());
    m_refresh->setEnabled(m_choosable && !m_searching);
    m_detail->setText(found == m_devices.end() ? QString() : found->detail);
    m_detail->setVisible(found != m_devices.end());
    m_state->setText(m_searching ? tr("Looking for cameras…") : missed ? m_help : QString());
    m_state->setVisible(!m_state->text().isEmpty());
    m_combo->view()->setMinimumWidth(m_combo->view()->sizeHintForColumn(0) + m_combo->iconSize().width());  // names in full
}

void DevicePicker::retranslate()
{
    m_refresh->setText(tr("Re&fresh"));
    m_refresh->setToolTip(tr("Looks for cameras again."));
    m_combo->setPlaceholderText(tr("Choose a camera"));
    rebuild();
}

void DevicePicker::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

}  // namespace app
