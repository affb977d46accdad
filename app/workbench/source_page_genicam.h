#pragma once

#include "app/workbench/source_page.h"
#include "sources/aravis.h"

#include <array>

class QComboBox;

namespace app {

struct CameraField;
class DevicePicker;
class SettingField;

/// A GigE Vision or USB3 Vision camera. Bounds, formats and inputs are those that the last test of this camera found. GUI thread.
class SourcePageGenicam : public SourcePage {
    Q_OBJECT

public:
    /// Without Aravis there is nothing to set, and the page says so.
    explicit SourcePageGenicam(bool hasAravis, QWidget* parent = nullptr);

    void setDevices(const std::vector<inference::sources::GenicamDevice>& devices);
    void setSearching(bool searching);

    void fill(const SourceChoice& choice) override;
    void collect(SourceChoice& choice) const override { choice.genicam = m_choice; }
    void setRunning(bool running) override;
    void showSettings(const std::vector<inference::sources::Setting>& settings) override;
    void showTest(const SourceTestResult& result) override;

protected:
    void retranslate() override;

private:
    std::array<CameraField, 4> fields() const;
    void chooseDevice();
    void chooseLists();
    void chooseNumber(const QString& key);
    void takeNumbers();
    void follow();
    void fillLists();

    const bool m_hasAravis;
    SourceChoice::Genicam m_choice;
    std::vector<QString> m_formats, m_lines;  ///< of the last test
    bool m_running = false;

    QLabel* m_absent;
    DevicePicker* m_picker;
    QComboBox* m_format;
    SettingField* m_exposure;
    SettingField* m_gain;
    SettingField* m_rate;
    SettingField* m_packet;
    QComboBox* m_trigger;
    QComboBox* m_line;
};

}  // namespace app
