#pragma once

#include "core/judgement.h"
#include "core/recipe.h"
#include "widgets/verdict_style.h"

#include <QFrame>

#include <optional>
#include <vector>

namespace widgets {

class VerdictHeadline;
class WrappedText;

/// The head of the right side: what the machine says of the part on the canvas, and why.
class VerdictPanel : public QFrame {
    Q_OBJECT

public:
    explicit VerdictPanel(QWidget* parent = nullptr);

    /// `peaks` as verdictSentence() takes them.
    void setJudgement(const inference::Judgement& judgement, const inference::Recipe& recipe, std::vector<float> peaks);
    /// `sentence` is translated already and says what happened, to which file, and what to do.
    void setError(const QString& sentence);
    void setWaiting(const QString& sentence = {});  ///< in the queue; a default sentence when empty
    void setRunning(const QString& sentence = {});
    void setCancelled();
    /// No part at all.
    void clear();

    QString word() const;      ///< "FAIL", as shown; empty after clear()
    QString sentence() const;  ///< as shown

protected:
    void changeEvent(QEvent* event) override;

private:
    struct Judged {
        inference::Judgement judgement;
        inference::Recipe recipe;
        std::vector<float> peaks;
    };
    void present(std::optional<Mark> mark, const QString& given);
    void refresh();
    QString ownSentence() const;

    VerdictHeadline* m_headline;
    WrappedText* m_sentence;
    std::optional<Mark> m_mark;
    std::optional<Judged> m_judged;
    QString m_given;  // a sentence of the owner's
};

}  // namespace widgets
