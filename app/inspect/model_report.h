#pragma once

#include "app/inspect/weight_facts.h"
#include "pipeline/model_bundle.h"

#include <QString>

namespace app {

/// All that `vcp-inspect model` found out.
struct ModelReport {
    std::vector<WeightFacts> files;
    std::optional<inference::pipeline::ModelBundle> bundle;
    std::vector<int> layers;                 ///< tapped, once the bundle's files are good
    std::vector<inference::Error> problems;  ///< of the bundle as a whole

    bool usable() const;
};

/// For people, in the program's language.
QString reportText(const ModelReport& report);

/// For programs: the schema stands at modelCommand().
QString reportJson(const ModelReport& report);

}  // namespace app
