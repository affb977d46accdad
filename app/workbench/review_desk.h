#pragma once

#include "app/store/history_service.h"
#include "app/workbench/session.h"

#include <QObject>
#include <QSet>
#include <QTimer>
#include <QUndoCommand>

namespace app {

/// What people say of parts: puts it into the session at once and into the review log as soon as the disk takes it, and reads
/// what was said before. Every step can be undone; the log keeps both the step and its undoing. GUI thread.
class ReviewDesk : public QObject {
    Q_OBJECT

public:
    ReviewDesk(Session& session, HistoryService& history, QObject* parent = nullptr);

    QString operatorName() const { return m_operator; }
    void setOperatorName(const QString& name) { m_operator = name; }

    /// All of these do nothing for a part whose file hasn't been read yet.
    void accept(int row) { decide(row, inference::Verdict::Pass, false); }
    void reject(int row) { decide(row, inference::Verdict::Fail, false); }
    /// The opposite of the machine's verdict; a part that the machine wants reviewed is accepted.
    void overrule(int row);
    void withdraw(int row);
    void setLabel(const QList<int>& rows, inference::Label label);
    void setNote(int row, const QString& text);
    /// `region` is one of the part's; the name is anchored to its peak. An empty name takes it away.
    void setClass(int row, const inference::Defect& region, const QString& name);
    /// Into the log alone: why a golden part's verdict changes.
    void logGolden(const std::string& image, const GoldenChange& change);

    /// Classes given to regions of the open parts, sorted.
    QStringList classes() const;

signals:
    void classesChanged();

private:
    friend class ReviewStep;

    void decide(int row, inference::Verdict verdict, bool overruling);
    void push(const QString& text, std::vector<ReviewEntry> forward, std::vector<ReviewEntry> backward);
    void commit(const std::vector<ReviewEntry>& entries);
    ReviewEntry decisionBack(const PartRecord& part) const;
    Decision decisionOf(const PartRecord& part, inference::Verdict human) const;
    void readSoon(const std::string& image);
    void takeStates(const QList<PartState>& states);

    Session& m_session;
    HistoryService& m_history;
    QString m_operator;
    std::vector<std::string> m_unread;
    QTimer m_read;
};

/// The class that was given to a region: that of the latest point which lies in it, empty without one.
std::string classOf(const inference::Defect& region, const ReviewState& review);

}  // namespace app
