#pragma once

#include "app/workbench/source_page.h"

class QDoubleSpinBox;
class QLineEdit;

namespace app {

/// A camera in the network: address and how long it may take. GUI thread.
class SourcePageStream : public SourcePage {
    Q_OBJECT

public:
    explicit SourcePageStream(QWidget* parent = nullptr);

    void fill(const SourceChoice& choice) override;
    void collect(SourceChoice& choice) const override;
    void setRunning(bool running) override;

protected:
    void retranslate() override;

private:
    QLineEdit* m_address;
    QLabel* m_hint;
    QDoubleSpinBox* m_open;
    QDoubleSpinBox* m_read;
};

}  // namespace app
