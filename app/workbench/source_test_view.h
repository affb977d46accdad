#pragma once

#include "app/live/source_test.h"

#include <QWidget>

class QProgressBar;
class QPushButton;

namespace widgets {
class WrappedText;
}

namespace app {

/// The test button, and what came of a test: its picture and a line about it, or the reason. GUI thread.
class SourceTestView : public QWidget {
    Q_OBJECT

public:
    explicit SourceTestView(QWidget* parent = nullptr);

    /// Why there can be no test; empty: there can.
    void setHindrance(const QString& reason);
    void setBusy();
    /// Neither busy nor anything to say.
    void clear();
    void showResult(const SourceTestResult& result, const SourceChoice& choice);

    QString text() const;
    QImage picture() const;

signals:
    void testWanted();
    void cancelWanted();

protected:
    void changeEvent(QEvent* event) override;

private:
    class Thumbnail;
    void retranslate();

    std::optional<SourceTestResult> m_result;  ///< without its picture
    SourceChoice m_choice;
    QString m_hindrance;
    bool m_busy = false;

    QPushButton* m_test;
    QPushButton* m_cancel;
    QProgressBar* m_progress;
    Thumbnail* m_picture;
    widgets::WrappedText* m_text;
};

}  // namespace app
