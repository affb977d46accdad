#pragma once

#include "app/live/source_test.h"

#include <QWidget>

#include <vector>

class QFormLayout;
class QLabel;

namespace app {

/// The settings of one kind of source. It holds what stands in it and knows neither source nor worker. GUI thread.
class SourcePage : public QWidget {
    Q_OBJECT

public:
    explicit SourcePage(QWidget* parent = nullptr);

    /// Shows its part of a choice, without a signal.
    virtual void fill(const SourceChoice& choice) = 0;
    /// Writes its part.
    virtual void collect(SourceChoice& choice) const = 0;
    /// The source runs: what can't be changed then is locked.
    virtual void setRunning(bool running) = 0;
    /// Of the open source.
    virtual void showSettings(const std::vector<inference::sources::Setting>&) { }
    /// Of a test of what stands here.
    virtual void showTest(const SourceTestResult&) { }

signals:
    void changed();
    void testWanted();
    void refreshWanted();
    /// Of a source that runs: exposure or gain.
    void settingWanted(const QString& key, double value);

protected:
    virtual void retranslate() = 0;
    void changeEvent(QEvent* event) override;

    /// A field with a label before it, or above where there is too little room; named in retranslate().
    void addRow(QWidget* field);
    /// `text` has the key's ampersand. Screen readers are told it without.
    void name(QWidget* field, const QString& text);
    void setRowVisible(QWidget* field, bool visible);
    QFormLayout* form() const { return m_form; }

private:
    QFormLayout* m_form;
};

}  // namespace app
