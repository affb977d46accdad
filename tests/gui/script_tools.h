#pragma once

#include <QFile>
#include <QTemporaryDir>

/// A program of a few shell lines, in a folder of its own that lives as long as this.
class Script {
public:
    explicit Script(const QByteArray& lines)
    {
        QFile file(path());
        if (!file.open(QIODevice::WriteOnly) || file.write("#!/bin/sh\n" + lines) < 0)
            qFatal("no script");
        file.close();
        file.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    }
    QString path() const { return m_folder.filePath(QStringLiteral("program")); }
    QString folder() const { return m_folder.path(); }

private:
    QTemporaryDir m_folder;
};
