#pragma once

#include "app/store/history_service.h"
#include "app/store/region_class.h"
#include "app/workbench/session.h"

#include <QHash>
#include <QObject>
#include <QTimer>
#include <QUndoCommand>

#include <map>
#include <span>
#include <unordered_map>

namespace app {

/// What people say of parts: puts it into the session at once and into the review log as soon as the disk takes it, and reads
/// what was said before: once a part's file is known, and of all that is open when the log is opened (anew). Every step can be
/// undone; the log keeps both the step and its undoing. GUI thread.
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
    /// How many of them had another one.
    int setLabel(const QList<int>& rows, inference::Label label);
    void setNote(int row, const QString& text);
    /// Another person's verdict on an image, given blind; the newest counts. No step: whoever comes after shall not undo it in that person's name.
    void judgeBlind(const std::string& image, const QString& reviewer, inference::Verdict verdict);
    /// `region` is an index into `regions`, all of the part's; the name is anchored to its peak. An empty name takes it away.
    void setClass(int row, std::span<const inference::Defect> regions, std::size_t region, const QString& name);
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
    ReviewEntry decision(const PartRecord& part, inference::Verdict human, bool overruling) const;
    void readSoon(const std::string& image);
    void readAll();
    void readUnread();
    void takeStates(quint64 request, const QList<PartState>& states);
    void countClasses(const QList<int>& rows);
    /// Whether a class came or went.
    bool countClassesOf(int row);

    Session& m_session;
    HistoryService& m_history;
    QString m_operator;
    std::vector<std::string> m_unread;
    QTimer m_read;
    std::unordered_map<quint64, std::vector<std::string>> m_asked;  ///< by request
    quint64 m_lastRequest = 0;
    /// By image: the last request that was made before something was said of it. Its answer may not know of that yet.
    std::unordered_map<std::string, quint64> m_saidAfter;
    QHash<int, QStringList> m_classesOfRow;  ///< rows that have some
    std::map<QString, int> m_classes;        ///< how many of these rows have it
};

/// The machine's verdict on a part under `recipe`; none while it hasn't judged the part, as it is now, under that recipe.
std::optional<inference::Verdict> machineVerdict(const PartRecord& part, const inference::Recipe& recipe);

}  // namespace app
