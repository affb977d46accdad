#pragma once

#include <QColor>
#include <QFont>
#include <QLocale>
#include <QPointF>
#include <QRectF>
#include <QSize>
#include <QString>

#include <memory>

class QPainter;
class QTextLayout;

namespace app {

/// How a printed page looks: its measures in tenths of a point, its type and its ink. Any thread.
namespace sheet {

inline constexpr double marginX = 540;
inline constexpr double marginTop = 900;     ///< with the heading in it
inline constexpr double marginBottom = 720;  ///< with the page number in it
inline constexpr double gap = 80;            ///< between things that belong together
inline constexpr double space = 200;         ///< between others

inline const QColor ink {0x1b, 0x1f, 0x24};
inline const QColor faint {0x5b, 0x62, 0x6b};  ///< 6:1 on white
inline const QColor rule {0xc9, 0xce, 0xd6};
inline const QColor shade {0xf3, 0xf5, 0xf8};
inline const QColor accent {0x1d, 0x5a, 0xa8};

/// Where text and pictures go on a paper of this size.
QRectF body(QSize paper);

enum class Type { Title, Chapter, Section, Body, Strong, Small, SmallStrong, Mono };
/// Latin letters and those of Chinese (simplified) or Japanese, whatever the system's own choice is: in the forms of Japanese where texts are in
/// Japanese (textLocale()), else of Chinese.
QFont font(Type type);
QFont font(Type type, QLocale::Language language);

}  // namespace sheet

/// Text laid out to a width: breaks between words and, where a word is too long, inside it.
class TextBlock {
public:
    /// `mostLines` 0: as many as it takes; else the last one ends with "…" where text is left out.
    TextBlock(const QString& text, const QFont& font, double width, Qt::Alignment alignment = Qt::AlignLeft, int mostLines = 0);
    TextBlock(const QString& text, sheet::Type type, double width, Qt::Alignment alignment = Qt::AlignLeft, int mostLines = 0);
    ~TextBlock();
    TextBlock(TextBlock&&) noexcept;
    TextBlock& operator=(TextBlock&&) noexcept;

    double height() const { return m_height; }
    double width() const { return m_widest; }  ///< of the longest line
    /// Where the text has to be cut so that its beginning is no higher than `height`; its length where it all fits.
    int cutFor(double height) const;
    void draw(QPainter& painter, QPointF at, const QColor& colour = sheet::ink) const;

private:
    std::unique_ptr<QTextLayout> m_layout;
    double m_height = 0;
    double m_widest = 0;
};

/// One line, in smaller letters where it is too long: for figures and headings, which are never cut.
TextBlock fittedLine(const QString& text, QFont font, double width);
/// One line, cut in its middle where it is too long: names of files differ at both ends.
QString cutText(const QString& text, const QFont& font, double width);

}  // namespace app
