#pragma once

#include "widgets/compare_mode.h"

#include <QWidget>

#include <array>

class QButtonGroup;
class QLabel;
class QToolButton;

namespace widgets {

/// The row of choices for comparing, and what with. Knows no picture: the name of the reference is all it shows.
class CompareBar : public QWidget {
    Q_OBJECT
public:
    explicit CompareBar(QWidget* parent = nullptr);

    void setMode(CompareMode mode);
    CompareMode mode() const { return m_mode; }
    /// Empty for no reference; then only Off and Split heat can be chosen.
    void setReferenceName(const QString& name);
    /// Whether there is a part that could become the reference.
    void setPartAvailable(bool available);

    QToolButton* button(CompareMode mode) const { return m_modes[std::size_t(mode)]; }
    QToolButton* useButton() const { return m_use; }
    QToolButton* forgetButton() const { return m_forget; }

signals:
    void modeChosen(widgets::CompareMode mode);  ///< by the person
    void useAsReferenceWanted();                 ///< the part shown becomes the reference
    void forgetReferenceWanted();

protected:
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void retranslate();
    void showReference();

    CompareMode m_mode = CompareMode::Off;
    QString m_referenceName;
    QButtonGroup* m_group;
    std::array<QToolButton*, 5> m_modes {};
    QToolButton* m_use;
    QToolButton* m_forget;
    QLabel* m_name;
};

}  // namespace widgets
