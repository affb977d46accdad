#pragma once

#include "app/workbench/file_field.h"
#include "app/workbench/live_log_reader.h"
#include "app/workbench/settings.h"

#include <QObject>
#include <QTimer>

#include <memory>
#include <optional>

namespace app {

class LiveLogDialog;

/// The live log in its window: reads what the filter there wants, shows it, looks every other second for what is new, opens pictures and
/// writes tables. GUI thread; the reader has threads of its own.
class LiveLogPresenter : public QObject {
    Q_OBJECT

public:
    struct Outside {
        std::filesystem::path history;      ///< empty: there is none
        PickFile pickTarget;                ///< for a new table; its third argument is a proposal with a name
        std::function<void(const QString& folder)> showFolder;
        std::function<void()> begins = {};  ///< LiveLogReader
    };
    /// With the desktop's own dialogs.
    static Outside desktop(std::filesystem::path history);

    LiveLogPresenter(Settings& settings, Outside outside, QObject* parent = nullptr);
    ~LiveLogPresenter() override;

    void showWindow();
    /// Null before showWindow().
    LiveLogDialog* window() const { return m_window.get(); }
    LiveLogReader& reader() { return m_reader; }

public slots:
    /// Reads what is chosen, from the newest on.
    void refresh();
    /// Whether there is something new.
    void look();

signals:
    /// Of a verdict; it is there.
    void pictureWanted(const QString& file);
    /// The history is to be opened anew, which sets it aside.
    void historyDamaged();

private:
    void build();
    void connectReader();
    void connectWindow();
    void takeFirst(const LiveLogPage& page);
    void takeFailure(const inference::Error& error);
    void showEmpty();
    void open(const LiveRow& row);
    void showFolder(const LiveRow& row);
    void sayGone(const LiveRow& row);
    void askForTarget();
    void remember();
    void say(const QString& key, const QString& text, const QStringList& actions = {});

    Settings& m_settings;
    const Outside m_outside;
    std::unique_ptr<LiveLogDialog> m_window;
    LiveFilter m_filter;                        ///< of the rows that are shown or being read
    qint64 m_newest = 0;                        ///< of all verdicts, when they were read
    std::optional<inference::Error> m_failure;  ///< of the last reading of a first page
    QString m_writtenFolder;
    QTimer m_soon;
    LiveLogReader m_reader;  // last: nothing of it is heard any more when the rest goes
};

}  // namespace app
