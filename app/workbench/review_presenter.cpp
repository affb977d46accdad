#include "app/workbench/review_presenter.h"

#include "app/store/blind_text.h"
#include "app/workbench/main_actions.h"
#include "app/workbench/review_desk.h"
#include "widgets/defect_table.h"
#include "widgets/review_panel.h"

#include <QAction>

namespace app {

using inference::Label;
using widgets::ReviewPanel;

ReviewPresenter::ReviewPresenter(Session& session, ReviewDesk& desk, ReviewPanel& panel, widgets::DefectTable& table, MainActions& actions,
                                 QObject* parent)
    : QObject(parent)
    , m_session(session)
    , m_desk(desk)
    , m_panel(panel)
    , m_table(table)
    , m_actions(actions)
{
    connect(&session, &Session::currentChanged, this, [this] {
        m_judgement.reset();
        refresh();
    });
    connect(&session, &Session::partChanged, this, [this](int row) {
        if (row == m_session.current())
            refresh();
    });
    connect(&session, &Session::partsChanged, this, [this](const QList<int>& rows) {
        if (rows.contains(m_session.current()))
            refresh();
    });
    connect(&session, &Session::currentJudged, this, [this](const JudgedCurrent& judged) {
        m_judgement = judged.judgement;
        refresh();
    });
    connect(&desk, &ReviewDesk::classesChanged, this, &ReviewPresenter::refresh);
    connect(&table, &widgets::DefectTable::selectedDefectChanged, this, &ReviewPresenter::refresh);

    const auto on = [this](QAction* action, auto signal, auto step) {
        connect(action, &QAction::triggered, this, [this, step] { onCurrent(step); });
        connect(&m_panel, signal, this, [this, step] { onCurrent(step); });
    };
    on(actions.accept, &ReviewPanel::acceptWanted, [this](int row) { m_desk.accept(row); });
    on(actions.reject, &ReviewPanel::rejectWanted, [this](int row) { m_desk.reject(row); });
    on(actions.overrule, &ReviewPanel::overruleWanted, [this](int row) { m_desk.overrule(row); });
    on(actions.withdraw, &ReviewPanel::withdrawWanted, [this](int row) { m_desk.withdraw(row); });
    const auto label = [this](Label value) { onCurrent([this, value](int row) { m_desk.setLabel({row}, value); }); };
    connect(actions.labelGood, &QAction::triggered, this, [label] { label(Label::Good); });
    connect(actions.labelDefective, &QAction::triggered, this, [label] { label(Label::Defective); });
    connect(actions.labelNone, &QAction::triggered, this, [label] { label(Label::None); });
    connect(&panel, &ReviewPanel::labelWanted, this, label);
    // The session may be at another part already.
    connect(&panel, &ReviewPanel::noteWanted, this, [this](const QString& part, const QString& text) {
        if (const int row = m_session.rowOf(part); row >= 0)
            m_desk.setNote(row, text);
    });
    connect(&panel, &ReviewPanel::classWanted, this, [this](const QString& part, int region, const QString& name) {
        const auto shown = m_shown;  // a class that is new refreshes the panel
        if (const int row = m_session.rowOf(part); row >= 0 && shown && std::size_t(region) <= shown->defects.size())
            m_desk.setClass(row, shown->defects, std::size_t(region) - 1, name);
    });
    connect(actions.note, &QAction::triggered, &panel, &ReviewPanel::editNote);
    connect(actions.classify, &QAction::triggered, this, [this] {
        // The first region is the worst one: what is meant when none was chosen.
        if (!selectedRegion() && m_judgement && !m_judgement->defects.empty())
            m_table.selectRow(0);
        m_panel.editClass();
    });
    connect(&panel, &ReviewPanel::editingDone, this, &ReviewPresenter::editingDone);
    refresh();
}

void ReviewPresenter::onCurrent(const std::function<void(int row)>& step)
{
    if (m_session.current() >= 0)
        step(m_session.current());
}

std::optional<std::size_t> ReviewPresenter::selectedRegion() const
{
    const int defect = m_table.selectedDefect();
    return m_judgement && defect >= 0 && std::size_t(defect) < m_judgement->defects.size() ? std::optional(std::size_t(defect)) : std::nullopt;
}

void ReviewPresenter::refresh()
{
    const int row = m_session.current();
    widgets::ReviewFacts facts;
    QString path;
    if (row >= 0) {
        const PartRecord& part = m_session.part(row);
        path = part.path;
        facts.reviewable = !part.image.empty();
        facts.machine = machineVerdict(part, m_session.recipe());
        facts.human = part.review.human;
        facts.by = QString::fromStdString(part.review.humanOperator);
        facts.when = QDateTime::fromString(QString::fromStdString(part.review.humanUtc), Qt::ISODateWithMs);
        facts.blind = blindText(part.review.blind);
        facts.label = part.label;
        facts.note = QString::fromStdString(part.review.note);
        facts.classes = m_desk.classes();
        if (const auto region = selectedRegion()) {
            facts.region = int(*region) + 1;
            facts.regionClass = QString::fromStdString(classOf(*region, m_judgement->defects, part.review));
        }
    }
    m_panel.setFacts(path, facts);
    m_shown = m_judgement;
    for (QAction* const action : {m_actions.accept, m_actions.reject, m_actions.labelGood, m_actions.labelDefective, m_actions.labelNone, m_actions.note})
        action->setEnabled(facts.reviewable);
    m_actions.overrule->setEnabled(facts.machine.has_value());
    m_actions.withdraw->setEnabled(facts.human.has_value());
    m_actions.classify->setEnabled(facts.reviewable && m_judgement && !m_judgement->defects.empty());
}

}  // namespace app
