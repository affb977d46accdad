#pragma once

namespace inference {

/// OpenMP's threads sleep while they wait for work instead of spinning, which takes the cores from whatever else runs on the PC: beside a
/// busy program a picture took up to five times as long. OpenMP reads this from the environment before main() begins, so the
/// program starts itself once more with OMP_WAIT_POLICY set; where the variable is set already, or that fails, it goes on as it is.
/// First thing in main(), before other threads.
void letWaitingThreadsSleep(char** argv);

}  // namespace inference
