#pragma once

#include <filesystem>
#include <vector>

/// Where the programs' files lie. All need an application object named by nameProgram().
namespace app {

/// Read-only data that came with the program: <program>/../share/vcp-workbench, in a build folder as on an installed system.
std::filesystem::path dataFolder();

/// The bundled model that is taken when none is named.
std::filesystem::path bundledModel();

/// Sample parts, a folder per product.
std::filesystem::path sampleParts();

/// The person's own: models imported and logs.
std::filesystem::path userFolder();
std::filesystem::path userModelsFolder();
std::filesystem::path logFolder();

/// Every model bundle there is: a folder with a model.json, bundled ones first, each group in natural order.
std::vector<std::filesystem::path> modelFolders();

}  // namespace app
