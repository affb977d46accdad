#pragma once

#include <QProcess>
#include <QTcpServer>
#include <QTemporaryDir>
#include <QtTest>

#include <mosquitto.h>

#include <csignal>
#include <mutex>
#include <vector>

/// A mosquitto on a free port of 127.0.0.1. What it has to keep for its clients outlives a kill.
class MqttBroker {
public:
    /// Further lines of its configuration.
    QByteArray options = "allow_anonymous true\n";

    MqttBroker()
    {
        QTcpServer free;
        free.listen(QHostAddress::LocalHost);
        m_port = free.serverPort();
    }
    ~MqttBroker() { kill(); }

    QString file(const QString& name) const { return m_folder.filePath(name); }
    quint16 port() const { return m_port; }
    std::string url(const char* scheme = "mqtt") const { return scheme + std::string("://127.0.0.1:") + std::to_string(m_port); }

    /// Empty, or why it doesn't run.
    QString start()
    {
        const QString program = QStandardPaths::findExecutable("mosquitto", {"/usr/sbin", "/usr/local/sbin", "/usr/bin"});
        if (program.isEmpty())
            return "The broker of these tests is missing: install the package mosquitto (installer/packages.txt).";
        QFile configuration(file("mosquitto.conf"));
        if (!configuration.open(QIODevice::WriteOnly))
            return configuration.errorString();
        configuration.write("listener " + QByteArray::number(m_port) + " 127.0.0.1\nuser root\nlog_dest stderr\npersistence true\npersistence_location "
            + m_folder.path().toUtf8() + "/\nautosave_on_changes true\nautosave_interval 1\n" + options);
        configuration.close();
        m_process.setProcessChannelMode(QProcess::MergedChannels);
        m_process.start(program, {"-c", configuration.fileName()});
        QByteArray said;
        while (!said.contains(" running")) {
            if (!m_process.waitForReadyRead(30000))
                return "The broker does not start: " + QString::fromUtf8(said + m_process.readAll());
            said += m_process.readAll();
        }
        return {};
    }
    void kill()
    {
        m_process.kill();
        m_process.waitForFinished();
    }
    /// It holds connections and answers nothing.
    void freeze() { ::kill(pid_t(m_process.processId()), SIGSTOP); }

private:
    QTemporaryDir m_folder;
    quint16 m_port = 0;
    QProcess m_process;
};

/// Who listens to a topic, on a thread of its own, and comes back by itself. The broker keeps for it what it misses.
class MqttListener {
public:
    MqttListener(const MqttBroker& broker, const char* topic, const char* user = nullptr, const char* password = nullptr)
        : m_topic(topic)
    {
        mosquitto_lib_init();
        m_client = mosquitto_new("listener", false, this);
        mosquitto_username_pw_set(m_client, user, password);
        mosquitto_reconnect_delay_set(m_client, 1, 1, false);
        mosquitto_connect_callback_set(m_client, [](mosquitto* client, void* self, int) {
            mosquitto_subscribe(client, nullptr, static_cast<MqttListener*>(self)->m_topic.c_str(), 1);
        });
        mosquitto_subscribe_callback_set(m_client, [](mosquitto*, void* self, int, int, const int*) { static_cast<MqttListener*>(self)->m_listens = true; });
        mosquitto_message_callback_set(m_client, [](mosquitto*, void* self, const mosquitto_message* message) {
            auto& listener = *static_cast<MqttListener*>(self);
            const std::lock_guard lock(listener.m_mutex);
            listener.m_topics.emplace_back(message->topic);
            listener.m_retained = listener.m_retained || message->retain;
            listener.m_qualities.push_back(message->qos);
            listener.m_texts.emplace_back(static_cast<const char*>(message->payload), std::size_t(message->payloadlen));
        });
        mosquitto_connect(m_client, "127.0.0.1", broker.port(), 60);
        mosquitto_loop_start(m_client);
    }
    ~MqttListener()
    {
        mosquitto_disconnect(m_client);
        mosquitto_loop_stop(m_client, false);
        mosquitto_destroy(m_client);
    }
    MqttListener(const MqttListener&) = delete;
    MqttListener& operator=(const MqttListener&) = delete;

    bool listens() const { return m_listens; }
    std::vector<std::string> texts()
    {
        const std::lock_guard lock(m_mutex);
        return m_texts;
    }
    std::vector<std::string> topics()
    {
        const std::lock_guard lock(m_mutex);
        return m_topics;
    }
    std::vector<int> qualities()
    {
        const std::lock_guard lock(m_mutex);
        return m_qualities;
    }
    bool anyRetained()
    {
        const std::lock_guard lock(m_mutex);
        return m_retained;
    }

private:
    const std::string m_topic;
    mosquitto* m_client;
    std::atomic<bool> m_listens = false;
    std::mutex m_mutex;
    std::vector<std::string> m_texts;
    std::vector<std::string> m_topics;
    std::vector<int> m_qualities;
    bool m_retained = false;
};
