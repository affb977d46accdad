// Where everything of the window Limit Samples stands.
#include "app/workbench/limit_sample_dialog.h"

#include "widgets/sample_list.h"
#include "widgets/sample_view.h"
#include "widgets/wrapped_text.h"

#include <QCheckBox>
#include <QComboBox>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

#include <utility>

namespace app {

void LimitSampleDialog::layOut()
{
    m_classLabel->setBuddy(m_class);
    m_measureLabel->setBuddy(m_measure);
    m_scaleLabel->setBuddy(m_scale);
    m_chosenClassLabel->setBuddy(m_chosenClass);
    m_noteLabel->setBuddy(m_note);
    m_class->setSizeAdjustPolicy(QComboBox::AdjustToContents);

    auto* const choice = new QHBoxLayout;
    for (const auto& [label, field] : {std::pair(m_classLabel, m_class), std::pair(m_measureLabel, m_measure), std::pair(m_scaleLabel, m_scale)}) {
        choice->addWidget(label);
        choice->addWidget(field);
        choice->addSpacing(12);
    }
    choice->addWidget(m_framed);
    choice->addStretch();
    choice->addWidget(m_scaleText);

    auto* const lists = new QGridLayout;
    lists->setHorizontalSpacing(12);
    lists->addWidget(m_good.heading, 0, 0);
    lists->addWidget(m_bad.heading, 0, 1);
    lists->addWidget(m_good.list, 1, 0);
    lists->addWidget(m_bad.list, 1, 1);
    lists->setColumnStretch(0, 1);
    lists->setColumnStretch(1, 1);
    lists->setRowStretch(1, 1);

    const auto row = [](std::initializer_list<QWidget*> widgets) {
        auto* const line = new QHBoxLayout;
        for (QWidget* const widget : widgets)
            line->addWidget(widget);
        line->addStretch();
        return line;
    };
    auto* const present = new QVBoxLayout;
    present->addWidget(m_presentText);
    present->addLayout(row({m_addGood, m_addBad}));
    present->addStretch();
    auto* const fields = new QGridLayout;
    fields->addWidget(m_chosenClassLabel, 0, 0);
    fields->addWidget(m_chosenClass, 0, 1);
    fields->addWidget(m_noteLabel, 1, 0);
    fields->addWidget(m_note, 1, 1);
    fields->setColumnStretch(1, 1);
    auto* const chosen = new QVBoxLayout;
    chosen->addWidget(m_chosenText);
    chosen->addLayout(fields);
    chosen->addLayout(row({m_show, m_move, m_remove}));
    chosen->addStretch();

    auto* const below = new QGridLayout;
    below->setHorizontalSpacing(12);
    below->addWidget(m_presentHeading, 0, 0, 1, 2);
    below->addWidget(m_presentView, 1, 0, Qt::AlignTop);
    below->addLayout(present, 1, 1);
    below->addWidget(m_chosenHeading, 0, 2, 1, 2);
    below->addWidget(m_chosenView, 1, 2, Qt::AlignTop);
    below->addLayout(chosen, 1, 3);
    below->setColumnStretch(1, 1);
    below->setColumnStretch(3, 1);

    auto* const end = new QHBoxLayout;
    end->addStretch();
    end->addWidget(m_close);

    auto* const column = new QVBoxLayout(this);
    column->setSpacing(12);
    column->addWidget(m_what);
    column->addLayout(choice);
    column->addLayout(lists, 1);
    column->addLayout(below);
    column->addLayout(end);
}

}  // namespace app
