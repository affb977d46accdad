#pragma once

#include "app/workbench/blind_review.h"
#include "core/judgement.h"

#include <QDialog>
#include <QImage>
#include <QTimer>

class QComboBox;
class QFormLayout;
class QLabel;
class QLineEdit;
class QProgressBar;
class QPushButton;
class QSpinBox;
class QStackedWidget;

namespace widgets {
class Canvas;
class EmptyPlot;
class WrappedText;
}

namespace app {

class TextTableModel;
class TsvTable;

/// The window Blind Review: asks who judges which parts, shows one picture after the other with nothing beside it, and at last how far people agree. Values
/// in, intents out. Modal and as large as the screen; its owner sees to it that no other window tells what the machine says. GUI thread.
class BlindReviewDialog : public QDialog {
    Q_OBJECT

public:
    enum class Page { Setup, Parts, Outcome };

    explicit BlindReviewDialog(QWidget* parent = nullptr);

    Page page() const;

    void showSetup(const QString& reviewer);
    QString reviewer() const;  ///< without superfluous blanks
    BlindParts parts() const;
    int most() const;  ///< 0: all
    /// How many there are to judge under what is chosen; `open`: parts that are open, `unread`: of those whose files haven't been read yet.
    void setAvailable(int count, int open, int unread);

    /// Part `index` of `count`, both from 1; `said`: what the reviewer said of it a moment ago. Its picture follows.
    void showPart(int index, int count, std::optional<inference::Verdict> said);
    void showPicture(const QImage& picture);
    void showUnreadable(const QString& reason);

    /// `left`: parts of this series that haven't been judged. With some left the figures are held back until they are asked for: a reviewer who knows
    /// them is no longer blind to how strict the others are.
    void showOutcome(const QString& reviewer, const BlindOutcome& outcome, int left);

    widgets::Canvas& canvas() { return *m_canvas; }
    QLineEdit& reviewerField() { return *m_reviewer; }
    QComboBox& partsField() { return *m_parts; }
    QSpinBox& mostField() { return *m_most; }
    QPushButton& startButton() { return *m_start; }
    QPushButton& goodButton() { return *m_good; }
    QPushButton& notGoodButton() { return *m_notGood; }
    QPushButton& skipButton() { return *m_skip; }
    QPushButton& backButton() { return *m_back; }
    QPushButton& stopButton() { return *m_stop; }
    QPushButton& moreButton() { return *m_more; }
    QPushButton& differingButton() { return *m_differing; }
    QPushButton& revealButton() { return *m_reveal; }
    TsvTable& table() { return *m_table; }
    QString availableText() const;
    QString progressText() const;
    QString outcomeText() const;

    /// Esc: while parts are judged it ends that and shows what came out.
    void reject() override;

signals:
    void choiceChanged();
    void startWanted();
    void judged(inference::Verdict verdict);
    void skipped();
    void backWanted();
    void stopWanted();
    void setupWanted();
    void differingWanted();

protected:
    void changeEvent(QEvent* event) override;

private:
    QWidget* makeSetup();
    QWidget* makeParts();
    QWidget* makeOutcome();
    void wire();
    void retranslate();
    void showAvailable();
    void showProgress();
    void fillOutcome();
    void allowVerdict(bool allowed);

    int m_available = 0, m_open = 0, m_unread = 0;
    int m_index = 0, m_count = 0;
    int m_left = 0;
    QString m_outcomeOf;
    BlindOutcome m_outcome;

    QStackedWidget* m_stack;
    QLabel *m_title, *m_reviewerLabel, *m_partsLabel, *m_mostLabel;
    widgets::WrappedText *m_what, *m_availableText, *m_said;
    QLineEdit* m_reviewer;
    QComboBox* m_parts;
    QSpinBox* m_most;
    QPushButton *m_start, *m_cancel;
    widgets::Canvas* m_canvas;
    QProgressBar* m_progress;
    QPushButton *m_good, *m_notGood, *m_skip, *m_back, *m_stop;
    QLabel* m_outcomeTitle;
    TextTableModel* m_model;
    TsvTable* m_table;
    QPushButton *m_more, *m_reveal, *m_differing, *m_close;
    QTimer m_seen;  ///< until a picture that is shown counts as seen
};

}  // namespace app
