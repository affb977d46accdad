#pragma once

#include <QFile>
#include <QProcess>
#include <QString>
#include <QStringList>

/// vcp-inspect as scripts start it. The test's target defines VCP_INSPECT.
namespace program_tools {

struct Finished {
    int code = -1;  ///< -1: it did not end by itself
    QString out;
    QString err;
};

inline QByteArray contents(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// Starts it in `folder`, with a data folder of its own there.
inline void start(QProcess& process, const QString& folder, const QStringList& arguments)
{
    auto environment = QProcessEnvironment::systemEnvironment();
    environment.insert("XDG_DATA_HOME", folder + "/data");
    environment.insert("OMP_WAIT_POLICY", "passive");  // on a busy machine waiting threads would take the cores
    process.setProcessEnvironment(environment);
    process.setWorkingDirectory(folder);
    process.start(VCP_INSPECT, arguments);
}

inline Finished run(const QString& folder, const QStringList& arguments)
{
    QProcess process;
    start(process, folder, arguments);
    if (!process.waitForFinished(300000) || process.exitStatus() != QProcess::NormalExit)
        return {-1, {}, process.errorString()};
    return {process.exitCode(), QString::fromUtf8(process.readAllStandardOutput()), QString::fromUtf8(process.readAllStandardError())};
}

}  // namespace program_tools
