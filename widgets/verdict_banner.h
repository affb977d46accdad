#pragma once

#include "widgets/verdict_style.h"

#include <QWidget>

#include <optional>

namespace widgets {

/// The verdict for the whole hall: symbol, word and colour, read from three metres. Capital letters of 20 minutes of arc (ISO 9241-303, 5.5.4)
/// are 17.5 mm high there: 66 pixels at 96 dpi. In a narrow window the word is set smaller, down to half, and never cut.
class VerdictBanner : public QWidget {
    Q_OBJECT

public:
    struct Content {
        std::optional<Mark> mark;  ///< none: nothing is judged, and the ground stays the window's
        QString word;     ///< large; empty: the mark's own
        QString number;   ///< beside it, such as the score; may be empty
        QString title;    ///< what is judged, such as "Part 128"; may be empty
        QString sentence; ///< why, or what to do; may take two lines
        bool old = false; ///< the verdict is no longer of what is in view: paler
        friend bool operator==(const Content&, const Content&) = default;
    };

    explicit VerdictBanner(QWidget* parent = nullptr);

    void set(const Content& content);
    const Content& content() const { return m_content; }
    QString word() const;

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    QFont wordFont(int capHeight) const;
    int capHeight() const;
    void describe();

    Content m_content;
};

}  // namespace widgets
