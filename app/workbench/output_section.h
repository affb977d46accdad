#pragma once

#include "app/outputs/output_settings.h"

#include <QWidget>

#include <vector>

class QCheckBox;
class QComboBox;
class QFormLayout;
class QLabel;
class QPushButton;

namespace widgets {
class FoldSection;
class WrappedText;
}

namespace app {

/// What the form of every output has: a heading that folds it, a box that turns it on, which verdicts it hears of, a test, how it fares. Its
/// owner adds the fields. GUI thread.
class OutputSection : public QWidget {
    Q_OBJECT

public:
    explicit OutputSection(QWidget* parent = nullptr);

    /// Above the choice of verdicts, in the order of the calls. The label gets the field for its buddy.
    void addField(QLabel* label, QWidget* field);
    /// The column of labels of all sections in line.
    int labelWidth() const;
    void setLabelWidth(int width);

    bool isOn() const;
    WantedVerdicts wanted() const;
    /// Says nothing of edited().
    void set(bool on, WantedVerdicts wanted);
    void setOpen(bool open);

    struct Words {
        QString title;
        QString on;    ///< of the box
        QString test;  ///< of the button
    };
    void setWords(const Words& words);

    /// Why the fields are of no use; empty: they are. Said once the output is on or a test was asked for.
    void setProblem(const QString& sentence);
    QString problem() const;
    void setTesting(bool testing);
    /// What came of the test; empty: there was none.
    void setOutcome(const QString& sentence);
    QString outcome() const;
    /// How the output of the present run fares; empty: there is none.
    void setState(const QString& text);
    QString state() const;

signals:
    /// The person has changed something.
    void edited();
    void testWanted();

private:
    void build();
    void showProblem();
    void showTitle();

    widgets::FoldSection* m_fold;
    QWidget* m_content;
    QFormLayout* m_form;
    QCheckBox* m_on;
    QLabel* m_wantedLabel;
    QComboBox* m_wanted;
    QPushButton* m_test;
    widgets::WrappedText* m_problem;
    widgets::WrappedText* m_outcome;
    widgets::WrappedText* m_state;
    std::vector<QLabel*> m_labels;
    QWidget* m_lastField = nullptr;  ///< above the choice of verdicts
    QString m_title;
    QString m_problemText;
    bool m_asked = false;  ///< a test was asked for with these fields
};

}  // namespace app
