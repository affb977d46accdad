#pragma once

#include "core/judgement.h"
#include "core/label.h"

#include <QDateTime>
#include <QFrame>
#include <QStringList>

#include <optional>

class QButtonGroup;
class QComboBox;
class QLabel;
class QPlainTextEdit;
class QPushButton;
class QToolButton;

namespace widgets {

class WrappedText;

/// What people have said of the part on the canvas.
struct ReviewFacts {
    bool reviewable = false;                    ///< the part is known well enough that something can be said of it
    std::optional<inference::Verdict> machine;  ///< none: not judged
    std::optional<inference::Verdict> human;    ///< none: not reviewed
    QString by;                                 ///< who gave `human`
    QDateTime when;                             ///< and when
    QString blind;                              ///< what was said of it in blind reviews: "Anna: fail, Ben: pass"; empty: nothing
    inference::Label label = inference::Label::None;
    QString note;
    int region = 0;       ///< number of the selected region, 0 for none
    QString regionClass;  ///< of that region
    QStringList classes;  ///< known ones, to choose from
    friend bool operator==(const ReviewFacts&, const ReviewFacts&) = default;
};

/// The person's side of the verdict: accept, reject, overrule, what the part really is, the class of a region, a note.
/// Values in, intents out. Note and class are given up with Enter (Ctrl+Enter in the note), when the field is left or when another part or
/// region comes, and taken back with Esc; keys then hand the focus back with `editingDone`.
class ReviewPanel : public QFrame {
    Q_OBJECT

public:
    explicit ReviewPanel(QWidget* parent = nullptr);
    ~ReviewPanel() override;

    /// Text that is being typed stays as long as it is of the same part and region; else it is given up for the one before, as the last step.
    void setFacts(const QString& part, const ReviewFacts& facts);
    const ReviewFacts& facts() const { return m_facts; }

    /// Keys that lead here from the canvas.
    void editClass();
    void editNote();

    QString stateText() const;

signals:
    void acceptWanted();
    void rejectWanted();
    void overruleWanted();
    void withdrawWanted();
    void labelWanted(inference::Label label);
    /// `part` and `region` are those of the facts that it was typed over.
    void classWanted(const QString& part, int region, const QString& name);
    void noteWanted(const QString& part, const QString& text);
    void editingDone();

protected:
    void changeEvent(QEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void build();
    void refresh();
    void retranslate();
    std::optional<QString> typedNote() const;   ///< none: as it is known
    std::optional<QString> typedClass() const;
    void commitNote();
    void commitClass();
    bool onNoteKey(int key, bool control);

    QString m_part;
    ReviewFacts m_facts;
    QPushButton* m_accept;
    QPushButton* m_reject;
    QPushButton* m_overrule;
    WrappedText* m_state;
    QToolButton* m_withdraw;
    QLabel* m_labelTitle;
    QButtonGroup* m_labels;
    QLabel* m_classTitle;
    QComboBox* m_class;
    QLabel* m_noteTitle;
    QPlainTextEdit* m_note;
};

}  // namespace widgets
