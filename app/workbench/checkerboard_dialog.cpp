#include "app/workbench/checkerboard_dialog.h"

#include "app/common/filled_text.h"
#include "widgets/joined_sentences.h"
#include "widgets/number_field.h"
#include "widgets/rate_text.h"
#include "widgets/wrapped_text.h"

#include <QDialogButtonBox>
#include <QDoubleSpinBox>
#include <QEvent>
#include <QFormLayout>
#include <QLabel>
#include <QLocale>
#include <QPainter>
#include <QPushButton>
#include <QSignalBlocker>
#include <QVBoxLayout>

#include <algorithm>
#include <initializer_list>
#include <utility>

namespace app {

namespace {

constexpr double noticeableUnevenness = 0.01;  // of the scale
constexpr double smallShare = 0.5;             // of the picture
constexpr double greatestMmPerPixel = 1000;

/// The corners on the picture, the first row by a line: what the scale rests on is seen.
QImage marked(const FoundBoard& found)
{
    QImage picture = found.preview.convertToFormat(QImage::Format_RGB32);
    QPainter painter(&picture);
    painter.setRenderHint(QPainter::Antialiasing);
    const double scale = double(picture.width()) / double(found.size.width);
    const auto at = [&](std::size_t corner) { return QPointF(found.board.corners[corner].x, found.board.corners[corner].y) * scale; };
    for (const auto& [colour, width] : std::initializer_list<std::pair<QColor, double>> {{Qt::black, 3}, {QColor(0x4f, 0xd1, 0xff), 1.5}}) {
        painter.setPen(QPen(colour, width));
        for (std::size_t i = 0; i < found.board.corners.size(); ++i)
            painter.drawEllipse(at(i), 3.5, 3.5);
        painter.drawLine(at(0), at(std::size_t(found.board.columns) - 1));
    }
    return picture;
}

/// Of the picture, by the corners' bounding box.
double coveredBy(const FoundBoard& found)
{
    const auto [left, right] = std::ranges::minmax(found.board.corners, {}, &inference::Point::x);
    const auto [top, bottom] = std::ranges::minmax(found.board.corners, {}, &inference::Point::y);
    return (right.x - left.x) * (bottom.y - top.y) / (double(found.size.width) * double(found.size.height));
}

QString number(double value)
{
    return QLocale().toString(value, 'g', 4);
}

}  // namespace

CheckerboardDialog::CheckerboardDialog(PickFile pickFile, QWidget* parent)
    : QDialog(parent)
    , m_what(new widgets::WrappedText)
    , m_result(new widgets::WrappedText)
    , m_fileLabel(new QLabel)
    , m_sideLabel(new QLabel)
    , m_preview(new QLabel)
    , m_file(new FileField({}, std::move(pickFile)))
    , m_side(new widgets::NumberField)
    , m_buttons(new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel))
{
    m_side->setDecimals(4);
    m_side->setRange(0, 1e6);
    m_side->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
    m_preview->setFixedSize(previewSize);
    m_preview->setAlignment(Qt::AlignCenter);
    m_preview->setWordWrap(true);
    m_preview->setFrameShape(QFrame::StyledPanel);
    m_result->setMinimumHeight(4 * m_result->fontMetrics().lineSpacing());  // a dialog doesn't grow with a text that wraps
    m_fileLabel->setBuddy(m_file->edit());
    m_sideLabel->setBuddy(m_side);
    auto* const form = new QFormLayout;
    form->addRow(m_fileLabel, m_file);
    form->addRow(m_sideLabel, m_side);
    auto* const column = new QVBoxLayout(this);
    column->setSpacing(10);
    column->addWidget(m_what);
    column->addLayout(form);
    column->addWidget(m_preview, 0, Qt::AlignHCenter);
    column->addWidget(m_result);
    column->addStretch();
    column->addWidget(m_buttons);
    connect(m_file, &FileField::chosen, this, &CheckerboardDialog::fileChanged);
    connect(m_side, &QDoubleSpinBox::valueChanged, this, &CheckerboardDialog::fill);
    connect(m_buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(m_buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    retranslate();
    showNothing();
    m_file->edit()->setFocus();
}

void CheckerboardDialog::setFile(const QString& file)
{
    const QSignalBlocker quiet(m_file);
    m_file->setPath(file);
}

void CheckerboardDialog::setSide(double mm)
{
    m_side->setValue(mm);
}

double CheckerboardDialog::side() const
{
    return m_side->value();
}

void CheckerboardDialog::setPartSize(std::optional<inference::Size> size)
{
    m_partSize = size;
    fill();
}

void CheckerboardDialog::say(const QString& sentence)
{
    m_found.reset();
    m_preview->setAccessibleName({});  // its text is what is read
    m_preview->setText(sentence);
    fill();
}

void CheckerboardDialog::showNothing()
{
    say(tr("Choose a picture of a checkerboard, or drop it on the line above."));
}

void CheckerboardDialog::showSearching()
{
    say(tr("Looking for a checkerboard…"));
}

void CheckerboardDialog::showProblem(const QString& sentence)
{
    say(sentence);
}

void CheckerboardDialog::showBoard(const FoundBoard& found)
{
    m_found = found;
    QPixmap pixmap = QPixmap::fromImage(marked(found));
    pixmap.setDevicePixelRatio(devicePixelRatioF());
    m_preview->setPixmap(pixmap);
    m_preview->setAccessibleName(tr("The board's corners on its picture"));
    fill();
    m_side->setFocus();
    m_side->selectAll();
}

std::optional<double> CheckerboardDialog::mmPerPixel() const
{
    if (!m_found || side() <= 0)
        return std::nullopt;
    const double scale = side() / m_found->board.pixelsPerSquare;
    return scale <= greatestMmPerPixel ? std::optional(scale) : std::nullopt;
}

void CheckerboardDialog::fill()
{
    const auto scale = mmPerPixel();
    m_buttons->button(QDialogButtonBox::Ok)->setEnabled(scale.has_value());
    if (!m_found) {
        m_result->setSentence({});
        return;
    }
    const inference::imaging::Checkerboard& board = m_found->board;
    QStringList sentences {filledText(tr("%1 × %2 corners, a square is %3 px wide."), {QLocale().toString(board.columns), QLocale().toString(board.rows), number(board.pixelsPerSquare)})};
    sentences.append(scale ? filledText(tr("%1 mm per pixel."), {number(*scale)}) : tr("Type how wide a square is in reality."));
    const QStringList uneven {widgets::percentText(board.unevenness, widgets::Rounding::Up)};
    sentences.append(board.unevenness < noticeableUnevenness ? filledText(tr("On the board that changes by %1 at most: lengths there are right to as much."), uneven)
                                                             : filledText(tr("On the board that changes by up to %1, and lengths are no more exact: the camera looks at it askew, the lens bends the picture, or pixels are not square."), uneven));
    if (const double share = coveredBy(*m_found); share < smallShare)
        sentences.append(filledText(tr("It covers %1 of the picture; what is beyond it was not measured."), {widgets::percentText(share)}));
    if (m_partSize && *m_partSize != m_found->size)
        sentences.append(filledText(tr("This picture has %1 × %2 px, the part %3 × %4: the scale holds only if one camera took both, at one size."),
                                    {QLocale().toString(m_found->size.width), QLocale().toString(m_found->size.height), QLocale().toString(m_partSize->width), QLocale().toString(m_partSize->height)}));
    m_result->setSentence(widgets::joinedSentences(sentences));
}

QString CheckerboardDialog::resultText() const
{
    return m_found ? m_result->sentence() : m_preview->text();
}

void CheckerboardDialog::retranslate()
{
    setWindowTitle(tr("Calibrate by a Checkerboard"));
    m_what->setSentence(tr("Lay a printed or etched checkerboard where the parts lie, as level as they do, and take its picture with the same camera."));
    m_fileLabel->setText(tr("&Picture of the board"));
    m_file->setWhat(tr("Picture of the board"));
    m_file->setFilter(FileField::imageFilter());
    m_sideLabel->setText(tr("&Width of a square"));
    m_side->setSuffix(tr(" mm"));
    m_side->setSpecialValueText(tr("not known"));
    m_buttons->button(QDialogButtonBox::Ok)->setText(tr("&Calibrate"));
    fill();
}

void CheckerboardDialog::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QDialog::changeEvent(event);
}

}  // namespace app
