#pragma once

#include "app/workbench/source_page.h"
#include "sources/v4l2.h"

#include <array>

class QComboBox;

namespace app {

struct CameraField;
class DevicePicker;
class SettingField;

/// A camera of V4L2: device, format, size, rate, exposure, gain. Sizes depend on the format, rates on both. GUI thread.
class SourcePageV4l2 : public SourcePage {
    Q_OBJECT

public:
    explicit SourcePageV4l2(QWidget* parent = nullptr);

    void setDevices(const std::vector<inference::sources::V4l2Device>& devices);
    void setSearching(bool searching);

    void fill(const SourceChoice& choice) override;
    void collect(SourceChoice& choice) const override { choice.v4l2 = m_choice; }
    void setRunning(bool running) override;
    void showSettings(const std::vector<inference::sources::Setting>& settings) override;
    void showTest(const SourceTestResult& result) override;

protected:
    void retranslate() override;

private:
    std::array<CameraField, 2> fields() const;
    void chooseDevice();
    void chooseMode();
    void chooseNumbers();
    void takeNumbers();
    void follow();
    void fillLists();
    const inference::sources::V4l2Device* device() const;

    SourceChoice::V4l2 m_choice;
    std::vector<inference::sources::V4l2Device> m_devices;
    bool m_running = false;

    DevicePicker* m_picker;
    QComboBox* m_format;
    QComboBox* m_size;
    QComboBox* m_rate;
    SettingField* m_exposure;
    SettingField* m_gain;
};

}  // namespace app
