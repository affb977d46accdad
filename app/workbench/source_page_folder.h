#pragma once

#include "app/workbench/file_field.h"
#include "app/workbench/source_page.h"

class QCheckBox;
class QSpinBox;

namespace app {

/// A folder into which another program puts pictures. GUI thread.
class SourcePageFolder : public SourcePage {
    Q_OBJECT

public:
    explicit SourcePageFolder(PickFile pickFolder, QWidget* parent = nullptr);

    void fill(const SourceChoice& choice) override;
    void collect(SourceChoice& choice) const override;
    void setRunning(bool running) override;

protected:
    void retranslate() override;

private:
    FileField* m_folder;
    QSpinBox* m_poll;
    QCheckBox* m_existing;
    QLabel* m_hint;
};

}  // namespace app
