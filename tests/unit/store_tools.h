#pragma once

#include "app/store/inspection_key.h"
#include "core/error.h"
#include "core/inspection.h"
#include "pipeline/file_hash.h"
#include "tests/full_disk.h"

#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>
#include <QTemporaryDir>
#include <QtTest>

#include <filesystem>
#include <optional>
#include <random>

namespace store_tools {

/// A SHA-256 of its own for each number.
inline std::string sha(int number)
{
    return inference::pipeline::sha256Of(std::to_string(number));
}

inline app::InspectionSetup setup(int model = 0)
{
    return {sha(1'000'000 + model), "engine-1", "fp32", "whole"};
}

/// Another content for each seed, the same for the same one. By default of the published size: 43 KB.
inline inference::Inspection inspection(unsigned seed, int views = 1, int layers = 4, int patches = 37)
{
    std::minstd_rand random(seed + 1);
    const auto values = [&] {
        std::vector<float> made(std::size_t(layers) * patches * patches);
        for (float& value : made)
            value = float(random()) / 1e8f - 10.0f;
        return made;
    };
    inference::Inspection made {{640 + int(seed % 100), 480}, {}, {1.5, 2.5, 100.0 + seed}};
    for (int i = 0; i < views; ++i)
        made.views.push_back({{10.5 * i, 0, 320, 480}, {layers, patches, patches, patches * 14, values(), values()}});
    return made;
}

inline bool same(const inference::Inspection& left, const inference::Inspection& right)
{
    return left.imageSize == right.imageSize && left.views == right.views && left.times.decode == right.times.decode
        && left.times.prepare == right.times.prepare && left.times.infer == right.times.infer;
}

/// The code of the Error that `work` throws.
template <typename Work>
std::optional<inference::ErrorCode> codeOf(Work&& work)
{
    try {
        work();
    } catch (const inference::Error& error) {
        return error.code();
    }
    return std::nullopt;
}

inline std::optional<inference::ErrorCode> code(inference::ErrorCode expected)
{
    return expected;
}

/// Statements on a connection that knows nothing of our classes. The first message of an error; empty when all went well.
inline QString rawSql(const std::filesystem::path& path, const QStringList& statements, QVariant* value = nullptr)
{
    QString message;
    {
        QSqlDatabase database = QSqlDatabase::addDatabase("QSQLITE", "raw");
        database.setDatabaseName(QString::fromStdString(path.string()));
        if (!database.open())
            message = database.lastError().text();
        QSqlQuery query(database);
        for (const QString& statement : statements) {
            if (!message.isEmpty())
                break;
            if (!query.exec(statement))
                message = query.lastError().text();
            else if (value && query.next())
                *value = query.value(0);
        }
    }
    QSqlDatabase::removeDatabase("raw");
    return message;
}

inline QVariant rawValue(const std::filesystem::path& path, const QString& statement)
{
    QVariant value;
    const QString message = rawSql(path, {statement}, &value);
    return message.isEmpty() ? value : QVariant(message);
}

inline QByteArray contents(const std::filesystem::path& path)
{
    QFile file(QString::fromStdString(path.string()));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("unreadable");
}

inline void write(const std::filesystem::path& path, const QByteArray& bytes)
{
    QFile file(QString::fromStdString(path.string()));
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(bytes), bytes.size());
}

/// Files in the folder whose name begins so.
inline std::vector<std::filesystem::path> filesNamed(const std::filesystem::path& folder, const std::string& beginning)
{
    std::vector<std::filesystem::path> found;
    for (const auto& entry : std::filesystem::directory_iterator(folder))
        if (entry.path().filename().string().starts_with(beginning))
            found.push_back(entry.path());
    return found;
}

/// A folder that goes away with it, and where a history would lie in it.
struct Place {
    QTemporaryDir folder;
    std::filesystem::path path = std::filesystem::path(folder.path().toStdString()) / "history.db";
    std::filesystem::path beside(const char* ending) const { return path.string() + ending; }
};

}  // namespace store_tools
