#pragma once

#include <QWidget>

#include <vector>

class QComboBox;
class QLabel;
class QPushButton;

namespace app {

/// One camera out of those that were found. A chosen one that isn't among them stays chosen, and is said not to be connected.
class DevicePicker : public QWidget {
    Q_OBJECT

public:
    struct Device {
        QString key;     ///< what it is opened by
        QString name;    ///< for display
        QString detail;  ///< such as its address
        bool simulated = false;  ///< never chosen by itself, and no camera where one is missed
        friend bool operator==(const Device&, const Device&) = default;
    };

    explicit DevicePicker(QWidget* parent = nullptr);

    /// The first real one is chosen where nothing was, with a signal.
    void setDevices(const std::vector<Device>& devices);
    /// Without a signal.
    void setChosen(const QString& key, const QString& name);
    QString key() const { return m_key; }
    QString chosenName() const { return m_name; }
    /// Something can be set: a camera is chosen, be it there or not.
    bool hasChoice() const { return !m_key.isEmpty(); }

    void setSearching(bool searching);
    /// What to check when no camera is found.
    void setHelp(const QString& text);
    void setChoosable(bool choosable);
    QComboBox* combo() const { return m_combo; }

signals:
    void chosen();
    void refreshWanted();

protected:
    void changeEvent(QEvent* event) override;

private:
    void choose(int index);
    void rebuild();
    void follow();
    void retranslate();

    std::vector<Device> m_devices;
    QString m_key, m_name;
    QString m_help;
    bool m_searching = false, m_looked = false, m_choosable = true;

    QComboBox* m_combo;
    QPushButton* m_refresh;
    QLabel* m_detail;
    QLabel* m_state;
};

}  // namespace app
