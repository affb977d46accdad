#include "app/workbench/output_settings_form.h"

#include "app/common/error_text.h"
#include "app/workbench/background.h"
#include "app/workbench/output_section.h"
#include "app/workbench/output_text.h"

#include <QEvent>
#include <QFileDialog>
#include <QLabel>
#include <QVBoxLayout>

#include <algorithm>

namespace app {

PickFile pickAppendedFile()
{
    return [](QWidget* parent, const QString& title, const QString& folder, const QString& filter) {
        return QFileDialog::getSaveFileName(parent, title, folder, filter, nullptr, QFileDialog::DontConfirmOverwrite);
    };
}

OutputSettingsForm::OutputSettingsForm(PickFile pickFile, QWidget* parent)
    : QWidget(parent)
    , m_fileLabel(new QLabel)
    , m_file(new FileField({}, std::move(pickFile)))
    , m_urlLabel(new QLabel)
    , m_url(new QLineEdit)
    , m_tokenLabel(new QLabel)
    , m_token(new QLineEdit)
    , m_brokerLabel(new QLabel)
    , m_broker(new QLineEdit)
    , m_topicLabel(new QLabel)
    , m_topic(new QLineEdit)
    , m_userLabel(new QLabel)
    , m_user(new QLineEdit)
    , m_passwordLabel(new QLabel)
    , m_password(new QLineEdit)
    , m_tests {LatestJob(this), LatestJob(this), LatestJob(this)}
{
    build();
    connectAll();
    retranslate();
    follow();
}

OutputSettingsForm::~OutputSettingsForm() = default;

void OutputSettingsForm::build()
{
    auto* const column = new QVBoxLayout(this);
    column->setContentsMargins(8, 4, 8, 4);
    column->setSpacing(4);
    for (OutputSection*& one : m_sections) {
        one = new OutputSection;
        column->addWidget(one);
    }
    column->addStretch();
    addFields();
    for (QLineEdit* const secret : {m_token, m_password}) {
        secret->setEchoMode(QLineEdit::Password);
        secret->setInputMethodHints(Qt::ImhHiddenText | Qt::ImhNoPredictiveText | Qt::ImhNoAutoUppercase);
    }
}

void OutputSettingsForm::addFields()
{
    section(OutputKind::Csv)->addField(m_fileLabel, m_file);
    m_fileLabel->setBuddy(m_file->edit());
    section(OutputKind::Webhook)->addField(m_urlLabel, m_url);
    section(OutputKind::Webhook)->addField(m_tokenLabel, m_token);
    OutputSection* const mqtt = section(OutputKind::Mqtt);
    mqtt->addField(m_brokerLabel, m_broker);
    mqtt->addField(m_topicLabel, m_topic);
    mqtt->addField(m_userLabel, m_user);
    mqtt->addField(m_passwordLabel, m_password);
}

void OutputSettingsForm::connectAll()
{
    const auto edited = [this](OutputKind kind) {
        m_tests[std::size_t(kind)].cancel();  // it would speak of other fields
        section(kind)->setTesting(false);
        section(kind)->setOutcome({});
        follow();
        if (!m_setting)
            emit changed();
    };
    for (const OutputKind kind : outputKinds) {
        connect(section(kind), &OutputSection::edited, this, [this, edited, kind] {
            edited(kind);
            emit settled();
        });
        connect(section(kind), &OutputSection::testWanted, this, [this, kind] { test(kind); });
    }
    const std::pair<QLineEdit*, OutputKind> fields[] {
        {m_file->edit(), OutputKind::Csv}, {m_url, OutputKind::Webhook}, {m_token, OutputKind::Webhook}, {m_broker, OutputKind::Mqtt},
        {m_topic, OutputKind::Mqtt},       {m_user, OutputKind::Mqtt},   {m_password, OutputKind::Mqtt},
    };
    for (const auto& [field, kind] : fields)
        connect(field, &QLineEdit::textChanged, this, [edited, one = kind] { edited(one); });
    for (QLineEdit* const field : {m_url, m_token, m_broker, m_topic, m_user, m_password})
        connect(field, &QLineEdit::editingFinished, this, &OutputSettingsForm::settled);
    connect(m_file, &FileField::chosen, this, [this] {
        if (!m_setting)
            emit settled();
    });
}

OutputSettings OutputSettingsForm::settings() const
{
    OutputSettings settings;
    settings.csv = {section(OutputKind::Csv)->isOn(), section(OutputKind::Csv)->wanted(), m_file->path()};
    settings.webhook = {section(OutputKind::Webhook)->isOn(), section(OutputKind::Webhook)->wanted(), m_url->text().trimmed(), m_token->text().trimmed()};
    // A topic's and a password's spaces are theirs.
    settings.mqtt = {section(OutputKind::Mqtt)->isOn(), section(OutputKind::Mqtt)->wanted(), m_broker->text().trimmed(), m_topic->text(), m_user->text(),
                     m_password->text()};
    return settings;
}

void OutputSettingsForm::setSettings(const OutputSettings& settings)
{
    m_setting = true;
    section(OutputKind::Csv)->set(settings.csv.enabled, settings.csv.wanted);
    section(OutputKind::Webhook)->set(settings.webhook.enabled, settings.webhook.wanted);
    section(OutputKind::Mqtt)->set(settings.mqtt.enabled, settings.mqtt.wanted);
    m_file->setPath(settings.csv.file);
    m_url->setText(settings.webhook.url);
    m_token->setText(settings.webhook.token);
    m_broker->setText(settings.mqtt.url);
    m_topic->setText(settings.mqtt.topic);
    m_user->setText(settings.mqtt.user);
    m_password->setText(settings.mqtt.password);
    for (QLineEdit* const field : {m_file->edit(), m_url, m_token, m_broker, m_topic, m_user, m_password})
        field->setCursorPosition(0);
    for (OutputSection* const one : m_sections)
        if (one->isOn())
            one->setOpen(true);
    follow();
    m_setting = false;
}

void OutputSettingsForm::showStates(const std::vector<OutputStatus>& states)
{
    for (const OutputKind kind : outputKinds) {
        const auto found = std::ranges::find(states, kind, &OutputStatus::kind);
        section(kind)->setState(found == states.end() ? QString() : stateText(found->state));
    }
}

std::optional<OutputProblem> OutputSettingsForm::problem(OutputKind kind) const
{
    const OutputSettings now = settings();
    switch (kind) {
    case OutputKind::Csv: return problemOf(now.csv);
    case OutputKind::Webhook: return problemOf(now.webhook);
    case OutputKind::Mqtt: return problemOf(now.mqtt);
    }
    return {};
}

void OutputSettingsForm::follow()
{
    for (const OutputKind kind : outputKinds) {
        const auto found = problem(kind);
        section(kind)->setProblem(found ? problemText(*found) : QString());
    }
    m_file->edit()->setToolTip(m_file->path());  // longer than its field
}

OutputSettingsForm::MakeTested OutputSettingsForm::makeTested(OutputKind kind, const OutputSettings& settings)
{
    switch (kind) {
    case OutputKind::Csv: return [csv = settings.csv] { return makeOutput(csv); };
    case OutputKind::Webhook: return [webhook = settings.webhook] { return makeOutput(webhook); };
    case OutputKind::Mqtt: break;
    }
    return [mqtt = settings.mqtt] { return makeOutput(mqtt); };
}

void OutputSettingsForm::test(OutputKind kind)
{
    if (problem(kind))
        return;  // it is said
    OutputSection* const shown = section(kind);
    shown->setTesting(true);
    shown->setOutcome(tr("Trying…"));
    const QString good = kind == OutputKind::Csv ? tr("The table can be written.") : tr("The test message was taken.");
    m_tests[std::size_t(kind)].start([shown, good, make = makeTested(kind, settings())](const LatestJob::Voice& voice, const std::stop_token& stop) {
        const auto outcome = attempt({}, [&] {
            try {
                make()->deliver(testMessage(), stop);
            } catch (const inference::Cancelled&) {
                return false;
            }
            return true;
        });
        if (stop.stop_requested())
            return;
        const auto* const error = std::get_if<inference::Error>(&outcome);
        const QString said = error ? sentence(*error) : good;
        voice.end([shown, said] {
            shown->setTesting(false);
            shown->setOutcome(said);
        });
    });
}

void OutputSettingsForm::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

void OutputSettingsForm::retranslate()
{
    section(OutputKind::Csv)->setWords({tr("Table (CSV)"), tr("Append each verdict to a file"), tr("Try the file")});
    section(OutputKind::Webhook)->setWords({tr("Webhook"), tr("Post each verdict to an address"), tr("Send a test message")});
    section(OutputKind::Mqtt)->setWords({tr("MQTT"), tr("Publish each verdict to a broker"), tr("Send a test message")});
    m_fileLabel->setText(tr("File:"));
    m_file->setWhat(tr("table of verdicts"));
    m_file->setFilter(tr("Tables (*.csv);;All files (*)"));
    for (QLabel* const address : {m_urlLabel, m_brokerLabel})
        address->setText(tr("Address:"));
    m_tokenLabel->setText(tr("Token:"));
    m_topicLabel->setText(tr("Topic:"));
    m_userLabel->setText(tr("User:"));
    m_passwordLabel->setText(tr("Password:"));
    nameFields();
    int widest = 0;
    for (const OutputSection* const one : m_sections)
        widest = std::max(widest, one->labelWidth());
    for (OutputSection* const one : m_sections)
        one->setLabelWidth(widest);
    follow();
}

void OutputSettingsForm::nameFields()
{
    m_file->edit()->setPlaceholderText(QStringLiteral("/data/verdicts.csv"));
    m_url->setPlaceholderText(QStringLiteral("https://line.example/verdicts"));
    m_url->setAccessibleName(tr("Address of the webhook"));
    m_token->setPlaceholderText(tr("None; never kept on disk"));
    m_token->setAccessibleName(tr("Token of the webhook"));
    m_token->setToolTip(tr("Sent as “Authorization: Bearer”. It lasts as long as the program runs."));
    m_broker->setPlaceholderText(QStringLiteral("mqtt://broker.example:1883"));
    m_broker->setAccessibleName(tr("Address of the broker"));
    m_broker->setToolTip(tr("mqtts:// encrypts."));
    m_topic->setPlaceholderText(QStringLiteral("plant/line-1/verdicts"));
    m_topic->setAccessibleName(tr("Topic on the broker"));
    m_user->setPlaceholderText(tr("None"));
    m_user->setAccessibleName(tr("User on the broker"));
    m_password->setPlaceholderText(tr("None; never kept on disk"));
    m_password->setAccessibleName(tr("Password on the broker"));
    m_password->setToolTip(tr("It lasts as long as the program runs."));
}

}  // namespace app
