#pragma once

#include "app/live/live_shot.h"
#include "app/store/inspection_key.h"
#include "pipeline/inspector.h"

#include <memory>
#include <string>

namespace app {

/// What holds for all verdicts of a run: what was started and stopped together, with one source, one trigger and one model. Another model in
/// the middle of it begins another run of the same source, whose parts are counted on. A value.
struct RunFacts {
    std::string run;     ///< makeRunId()
    std::string source;  ///< what a person knows it by (SourceFacts::name); never a password
    TriggerMode trigger = TriggerMode::FreeRun;
    std::string model;      ///< SHA-256 over both weight files' SHA-256
    InspectionSetup setup;  ///< under which the model's inspections are kept in the history
    /// By which its frames are judged: evidence of another one isn't kept. Weak, for a model that was switched is to leave the memory.
    std::weak_ptr<const inference::pipeline::Inspector> inspector;
    bool filesAreParts = false;  ///< a watched folder: Frame::file is the part's own file, which is referenced and never copied
};

/// "20261126T141503123Z-9f86d081": UTC and eight random hex digits. Any thread.
std::string makeRunId();

/// "free", "interval", "part", "software", "hardware": stable, for files.
const char* triggerKey(TriggerMode trigger);

}  // namespace app
