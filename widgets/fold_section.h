#pragma once

#include <QWidget>

class QToolButton;

namespace widgets {

/// A heading that folds what is below it away.
class FoldSection : public QWidget {
    Q_OBJECT

public:
    explicit FoldSection(QWidget* content, QWidget* parent = nullptr);

    void setTitle(const QString& title);
    bool isOpen() const;
    void setOpen(bool open);

signals:
    void openChanged(bool open);

protected:
    bool event(QEvent* event) override;

private:
    void reveal();

    QToolButton* m_heading;
    QWidget* m_content;
    bool m_open = false;
    int m_wanted = 0;  ///< height of the content when it was laid out last
};

}  // namespace widgets
