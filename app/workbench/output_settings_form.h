#pragma once

#include "app/outputs/verdict_outputs.h"
#include "app/workbench/file_field.h"
#include "app/workbench/latest_job.h"

#include <QWidget>

#include <array>
#include <functional>
#include <memory>

class QLabel;
class QLineEdit;

namespace app {

class OutputSection;

/// The desktop's own dialog for a file that is appended to: it may exist, and isn't asked about.
PickFile pickAppendedFile();

/// What the line is told of each verdict, and how: a table, a webhook, MQTT; all off at first. Each can be tried, behind the window, with a message that
/// says that it is a test; the table is only opened. Token and passwords last as long as the program runs. GUI thread.
class OutputSettingsForm : public QWidget {
    Q_OBJECT

public:
    explicit OutputSettingsForm(PickFile pickFile = pickAppendedFile(), QWidget* parent = nullptr);
    ~OutputSettingsForm() override;

    OutputSettings settings() const;
    /// Unfolds what is on. Says nothing of changed().
    void setSettings(const OutputSettings& settings);

    /// Of the outputs of the present run; of one that isn't among them nothing is said.
    void showStates(const std::vector<OutputStatus>& states);

signals:
    /// By the person. While they type this may not yet be of use: problemOf() tells.
    void changed();
    /// The person is done with a field, a box or a choice: what runs may follow. No address that is half typed.
    void settled();

protected:
    void changeEvent(QEvent* event) override;

private:
    using MakeTested = std::function<std::unique_ptr<Output>()>;

    void build();
    void addFields();
    void connectAll();
    void retranslate();
    void nameFields();
    void follow();
    void test(OutputKind kind);
    OutputSection* section(OutputKind kind) const { return m_sections[std::size_t(kind)]; }
    std::optional<OutputProblem> problem(OutputKind kind) const;
    static MakeTested makeTested(OutputKind kind, const OutputSettings& settings);

    bool m_setting = false;  ///< not the person, but setSettings()
    std::array<OutputSection*, outputKinds.size()> m_sections {};
    QLabel* m_fileLabel;
    FileField* m_file;
    QLabel* m_urlLabel;
    QLineEdit* m_url;
    QLabel* m_tokenLabel;
    QLineEdit* m_token;
    QLabel* m_brokerLabel;
    QLineEdit* m_broker;
    QLabel* m_topicLabel;
    QLineEdit* m_topic;
    QLabel* m_userLabel;
    QLineEdit* m_user;
    QLabel* m_passwordLabel;
    QLineEdit* m_password;
    std::array<LatestJob, outputKinds.size()> m_tests;  ///< last: they end before the fields go
};

}  // namespace app
