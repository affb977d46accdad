#include "app/workbench/background.h"

#include <QCoreApplication>
#include <QPointer>
#include <QThread>
#include <QThreadPool>

#ifdef Q_OS_LINUX
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>
#endif

namespace app {

QThreadPool& backgroundThreads()
{
    static QPointer<QThreadPool> threads;
    if (!threads) {
        threads = new QThreadPool(QCoreApplication::instance());
        // Few tasks, some of them long: the settings, which the window waits for when it closes, aren't to stand behind those.
        threads->setMaxThreadCount(QThread::idealThreadCount() + 4);
    }
    return *threads;
}

void giveWay([[maybe_unused]] int steps)
{
#ifdef Q_OS_LINUX
    // QThread's priorities change nothing under Linux's ordinary scheduler; niceness is a thread's own there. A refusal
    // costs speed elsewhere, nothing else.
    setpriority(PRIO_PROCESS, id_t(syscall(SYS_gettid)), steps);
#endif
}

}  // namespace app
