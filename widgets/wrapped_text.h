#pragma once

#include <QTextEdit>

#include <utility>
#include <vector>

namespace widgets {

/// Plain text that wraps wherever it must, even inside a long file name, is as high as its lines, and can be selected and
/// copied. (A QLabel cuts a word that is wider than itself.) Leaves every other key to the window.
class WrappedText : public QTextEdit {
    Q_OBJECT

public:
    explicit WrappedText(QWidget* parent = nullptr);

    void setSentence(const QString& text);
    /// The same, and hidden while there is nothing to say.
    void say(const QString& text);
    QString sentence() const { return m_text; }

    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    bool event(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;

private:
    void followHeight();

    QString m_text;
    mutable std::vector<std::pair<int, int>> m_heights;  ///< of this text in this font, by width: layouts ask over and over
};

}  // namespace widgets
