#pragma once

#include "app/workbench/file_field.h"
#include "app/workbench/source_page.h"

class QCheckBox;
class QComboBox;

namespace app {

/// A video file: which, how fast, once or over and over. GUI thread.
class SourcePageVideo : public SourcePage {
    Q_OBJECT

public:
    explicit SourcePageVideo(PickFile pickFile, QWidget* parent = nullptr);

    void fill(const SourceChoice& choice) override;
    void collect(SourceChoice& choice) const override;
    void setRunning(bool running) override;

protected:
    void retranslate() override;

private:
    FileField* m_file;
    QComboBox* m_pace;
    QCheckBox* m_loop;
};

}  // namespace app
