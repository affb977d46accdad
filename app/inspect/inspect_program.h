#pragma once

#include <string>
#include <vector>

namespace app {

/// vcp-inspect with its arguments (without the program's name), from reading them to the exit code. The boundary at which
/// everything thrown becomes a sentence on stderr. Needs an application object named by nameProgram().
int runInspect(const std::vector<std::string>& arguments);

}  // namespace app
