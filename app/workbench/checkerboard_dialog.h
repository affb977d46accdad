#pragma once

#include "app/workbench/file_field.h"
#include "imaging/checkerboard.h"

#include <QDialog>
#include <QImage>

#include <optional>

class QDialogButtonBox;
class QDoubleSpinBox;
class QLabel;

namespace widgets {
class WrappedText;
}

namespace app {

/// A board on its picture.
struct FoundBoard {
    inference::imaging::Checkerboard board;
    inference::Size size;  ///< of the picture
    QImage preview;        ///< the picture, no larger than it is shown
};

/// The window Calibrate by a Checkerboard: asks for a picture of a board and how wide its squares are, shows where its corners were found, and says what
/// that comes to and how exact it is. Values in, intents out. GUI thread.
class CheckerboardDialog : public QDialog {
    Q_OBJECT

public:
    static constexpr QSize previewSize {480, 320};

    explicit CheckerboardDialog(PickFile pickFile, QWidget* parent = nullptr);

    QString file() const { return m_file->path(); }
    void setFile(const QString& file);  ///< without a signal
    void setSide(double mm);
    double side() const;  ///< of a square in mm; 0: not known
    /// Parts are of this size: a board on a picture of another one is not to be believed unseen. None: no part is open.
    void setPartSize(std::optional<inference::Size> size);

    void showNothing();    ///< no picture was chosen
    void showSearching();
    void showProblem(const QString& sentence);
    void showBoard(const FoundBoard& found);

    /// None: nothing to calibrate by.
    std::optional<double> mmPerPixel() const;

    FileField& fileField() { return *m_file; }
    QDoubleSpinBox& sideField() { return *m_side; }
    QDialogButtonBox& buttons() { return *m_buttons; }
    QString resultText() const;

signals:
    void fileChanged();

protected:
    void changeEvent(QEvent* event) override;

private:
    void say(const QString& sentence);
    void fill();
    void retranslate();

    std::optional<FoundBoard> m_found;
    std::optional<inference::Size> m_partSize;

    widgets::WrappedText *m_what, *m_result;
    QLabel *m_fileLabel, *m_sideLabel, *m_preview;
    FileField* m_file;
    QDoubleSpinBox* m_side;
    QDialogButtonBox* m_buttons;
};

}  // namespace app
