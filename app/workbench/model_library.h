#pragma once

#include "app/workbench/model_facts.h"

#include <QList>

#include <filesystem>
#include <map>
#include <optional>

namespace app {

/// One model that can be chosen, or one that would be if it were not broken.
struct ModelEntry {
    inference::pipeline::ModelBundle bundle;  ///< of a broken one at least name and folder
    bool removable = false;                   ///< lies in the person's own folder
    std::optional<ModelFacts> facts;          ///< empty when broken
    std::map<int, double> sizes = {};         ///< sizeFigures()
    QString problem = {};                     ///< why it can't be used, a sentence; empty when it can
};

/// The same model: the same folder, or without a folder the same two files.
bool sameModel(const inference::pipeline::ModelBundle& a, const inference::pipeline::ModelBundle& b);

/// The entry of a bundle: its facts, or the sentence that says what is wrong with it. Blocking, any thread.
ModelEntry entryOf(const inference::pipeline::ModelBundle& bundle, bool removable);

/// The model bundles on this machine: every sub-folder with a model.json of the folders that came with the program
/// (read-only) and of the person's own folder. A value: holds the folders, reads them anew each time.
class ModelLibrary {
public:
    ModelLibrary(std::vector<std::filesystem::path> bundledFolders, std::filesystem::path userFolder);

    /// Where imported models go; need not exist yet.
    const std::filesystem::path& userFolder() const { return m_userFolder; }

    /// All models by name as a person counts, those that came with the program first; broken ones with their reason. Folders that don't
    /// exist or can't be read hold none; hidden ones (an import under way) are passed over. Maps the weight files, so
    /// off the GUI thread.
    QList<ModelEntry> read() const;

private:
    std::vector<std::filesystem::path> m_bundledFolders;
    std::filesystem::path m_userFolder;
};

/// What became of a model that was to be deleted.
enum class Removal { Trashed, Deleted, Failed };

/// Moves the folder of a removable entry to the desktop's trash, or deletes it where there is no trash.
Removal removeModel(const ModelEntry& entry);

}  // namespace app
