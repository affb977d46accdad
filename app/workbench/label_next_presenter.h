#pragma once

#include <QObject>
#include <QStringList>
#include <QTimer>

#include <memory>

namespace app {

class LabelNextDialog;
class Session;
class Settings;

/// The window Label Next over the parts that are open: follows labels, limits and inspections as long as it is seen. GUI thread.
class LabelNextPresenter : public QObject {
    Q_OBJECT

public:
    LabelNextPresenter(Session& session, Settings& settings, QObject* parent = nullptr);
    ~LabelNextPresenter() override;

    void showWindow();
    /// Null before showWindow().
    LabelNextDialog* window() const { return m_window.get(); }

signals:
    /// These parts alone, and what they are in words.
    void selectionWanted(const QStringList& paths, const QString& what);

private:
    void build();
    bool eventFilter(QObject* watched, QEvent* event) override;
    void refreshSoon();
    void refresh();
    void showNext();
    void remember();

    Session& m_session;
    Settings& m_settings;
    std::unique_ptr<LabelNextDialog> m_window;
    QTimer m_soon;
};

}  // namespace app
