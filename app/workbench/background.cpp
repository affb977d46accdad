#include "app/workbench/background.h"

#include <QtGlobal>

#ifdef Q_OS_LINUX
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>
#endif

namespace app {

void giveWay([[maybe_unused]] int steps)
{
#ifdef Q_OS_LINUX
    // QThread's priorities change nothing under Linux's ordinary scheduler; niceness is a thread's own there. A refusal
    // costs speed elsewhere, nothing else.
    setpriority(PRIO_PROCESS, id_t(syscall(SYS_gettid)), steps);
#endif
}

}  // namespace app
