#pragma once

namespace app {

/// What vcp-inspect returns to its caller: a contract with scripts.
enum ExitCode {
    exitFine = 0,             ///< ran, and nothing failed inspection
    exitPartFailed = 1,       ///< ran, and some part failed or needs review
    exitUnusable = 2,         ///< wrong usage, an unusable model, recipe or folder, or an answer that could not be printed
    exitInputUnreadable = 3,  ///< ran, but some input could not be read; outranks exitPartFailed
    exitInterrupted = 130,    ///< stopped by Ctrl+C; what was done is written
};

}  // namespace app
