#pragma once

#include "app/workbench/model_library.h"

#include <QFile>
#include <QTemporaryDir>

#include <fstream>

/// Model folders for tests: the small golden model under names of one's choice, links instead of copies.
namespace modelfolders {

namespace fs = std::filesystem;

inline fs::path goldenClip()
{
    return WORKBENCH_TEST_DATA "/golden/tiny/clip.pt";
}

inline fs::path goldenVcp()
{
    return WORKBENCH_TEST_DATA "/golden/tiny/vcp.pth";
}

/// VCP weights that belong to another CLIP than the golden one.
inline fs::path otherVcp()
{
    return WORKBENCH_SOURCE_DIR "/resources/models/workbench-small/vcp.pth";
}

inline fs::path pathOf(const QTemporaryDir& folder)
{
    return folder.path().toStdString();
}

inline fs::path makeBundle(const fs::path& parent, const std::string& name)
{
    const fs::path folder = parent / name;
    fs::create_directories(folder);
    fs::create_symlink(goldenClip(), folder / "clip.pt");
    fs::create_symlink(goldenVcp(), folder / "vcp.pth");
    auto bundle = inference::pipeline::bundleOf(folder / "clip.pt", folder / "vcp.pth");
    bundle.name = name;
    bundle.options.imageSize = 154;
    inference::pipeline::writeBundle(folder, bundle);
    return folder;
}

inline void writeText(const fs::path& path, const std::string& text)
{
    fs::create_directories(path.parent_path());
    std::ofstream(path) << text;
}

/// Names in a folder, hidden ones included.
inline QStringList namesIn(const fs::path& folder)
{
    QStringList names;
    if (fs::exists(folder))
        for (const auto& item : fs::directory_iterator(folder))
            names.append(QString::fromStdString(item.path().filename().string()));
    names.sort();
    return names;
}

}  // namespace modelfolders
