#pragma once

// What the tests of the weight readers share: errors as text and files in memory.

#include "weight_bytes.h"

#include "core/error.h"
#include "weights/weight_file.h"

#include <QByteArray>
#include <QFile>
#include <QString>
#include <QTemporaryDir>

#include <functional>
#include <span>
#include <string>
#include <vector>

namespace weight_tools {

/// "tensor_missing: visual.proj, [128, 64]", or "" when nothing was thrown.
inline QString errorOf(const std::function<void()>& work)
{
    try {
        work();
    } catch (const inference::Error& error) {
        std::string text(inference::codeName(error.code()));
        for (const std::string& argument : error.arguments())
            text += (&argument == error.arguments().data() ? ": " : ", ") + argument;
        return QString::fromStdString(text);
    }
    return {};
}

inline std::string goldenFile(const std::string& name)
{
    return std::string(WORKBENCH_TEST_DATA) + "/golden/tiny/" + name;
}

inline std::vector<std::byte> toBytes(std::string_view text)
{
    const auto bytes = std::as_bytes(std::span(text));
    return {bytes.begin(), bytes.end()};
}

inline std::string contentsOf(const std::string& path)
{
    QFile file(QString::fromStdString(path));
    return file.open(QIODevice::ReadOnly) ? file.readAll().toStdString() : std::string();
}

inline std::shared_ptr<const inference::weights::WeightFile> load(std::string_view text)
{
    return inference::weights::WeightFile::fromBytes(toBytes(text), "memory");
}

}  // namespace weight_tools
