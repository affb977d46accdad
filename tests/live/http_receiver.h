#pragma once

#include <QTcpServer>
#include <QTcpSocket>

#include <deque>
#include <vector>

/// A web server on a free port of 127.0.0.1, in the thread that made it: answers as told, and keeps what was asked.
class HttpReceiver : public QObject {
    Q_OBJECT

public:
    struct Request {
        QByteArray line;
        QByteArray headers;  ///< lower case
        QByteArray body;

        /// Empty: not there.
        QByteArray header(const QByteArray& name) const
        {
            for (const QByteArray& one : headers.split('\n'))
                if (one.startsWith(name + ": "))
                    return one.mid(name.size() + 2).trimmed();
            return {};
        }
    };
    static constexpr int hang = 0;        ///< no answer
    static constexpr int endless = -200;  ///< 200 with a text that doesn't end

    std::deque<int> answers;  ///< statuses, one for each request; then 200
    QByteArray location;      ///< of redirects
    std::vector<Request> requests;

    HttpReceiver() { connect(&m_server, &QTcpServer::newConnection, this, &HttpReceiver::take); }

    /// On the same port each time.
    bool start()
    {
        const bool started = m_server.listen(QHostAddress::LocalHost, m_port);
        m_port = m_server.serverPort();
        return started;
    }
    void stop()
    {
        m_server.close();
        for (QTcpSocket* const socket : findChildren<QTcpSocket*>())
            socket->abort();
    }
    QString host() const { return QStringLiteral("127.0.0.1:%1").arg(m_port); }
    QString url() const { return QStringLiteral("http://%1/hook?key=s3cret").arg(host()); }

signals:
    void asked();

private:
    void take()
    {
        while (QTcpSocket* const socket = m_server.nextPendingConnection()) {
            socket->setParent(this);
            connect(socket, &QTcpSocket::readyRead, this, [this, socket, text = QByteArray()]() mutable {
                text += socket->readAll();
                if (text.startsWith('\x16'))  // the first byte of TLS
                    return refuse(socket);
                while (serve(socket, text)) { }
            });
            connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
        }
    }

    static void refuse(QTcpSocket* socket)
    {
        socket->write("HTTP/1.1 400 Bad Request\r\n\r\n");
        socket->disconnectFromHost();
    }

    /// One whole request, taken off `text`; false: there is none yet.
    bool serve(QTcpSocket* socket, QByteArray& text)
    {
        const qsizetype end = text.indexOf("\r\n\r\n");
        if (end < 0)
            return false;
        Request request;
        request.line = text.left(text.indexOf("\r\n"));
        const QByteArray head = text.left(end + 2);
        request.headers.append(head.mid(request.line.size() + 2));
        const qsizetype length = lengthOf(request);
        if (text.size() < end + 4 + length)
            return false;
        request.body = text.mid(end + 4, length);
        text.remove(0, end + 4 + length);
        requests.push_back(request);
        const int status = answers.empty() ? 200 : answers.front();
        if (!answers.empty())
            answers.pop_front();
        answer(socket, status);
        emit asked();
        return true;
    }

    /// Names in lower case: HTTP doesn't tell them apart.
    static qsizetype lengthOf(Request& request)
    {
        QByteArray lines;
        for (const QByteArray& one : request.headers.split('\n')) {
            const qsizetype colon = one.indexOf(':');
            lines += one.left(colon).toLower() + one.mid(colon) + '\n';
        }
        request.headers = lines;
        return request.header("content-length").toLongLong();
    }

    void answer(QTcpSocket* socket, int status)
    {
        if (status == hang)
            return;
        if (status == endless) {
            socket->write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
            const auto more = [socket] {
                if (socket->bytesToWrite() < 100000)
                    socket->write("4000\r\n" + QByteArray(0x4000, 'x') + "\r\n");
            };
            connect(socket, &QTcpSocket::bytesWritten, socket, more);
            more();
            return;
        }
        QByteArray head = "HTTP/1.1 " + QByteArray::number(status) + " Status\r\nContent-Length: 2\r\n";
        if (!location.isEmpty())
            head += "Location: " + location + "\r\n";
        socket->write(head + "\r\nok");
    }

    QTcpServer m_server;
    quint16 m_port = 0;
};
