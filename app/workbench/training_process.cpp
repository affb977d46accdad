#include "app/workbench/training_process.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTimer>

#include <csignal>
#include <utility>
#include <sys/resource.h>

namespace app {
namespace {

constexpr qsizetype longestLine = 1 << 20;
constexpr qsizetype saidKept = 4096;
constexpr int lowPriority = 10;
constexpr int someUnread = 3;  // it has ended, though some image could not be read
constexpr int graceMilliseconds = 5000;
constexpr int closingMilliseconds = 500;

std::optional<double> number(const QJsonObject& object, const char* key)
{
    const QJsonValue value = object[QLatin1String(key)];
    return value.isDouble() ? std::optional(value.toDouble()) : std::nullopt;
}

TrainingGuard guardOf(const QJsonObject& object)
{
    const QJsonObject before = object[QLatin1String("before")].toObject(), after = object[QLatin1String("after")].toObject();
    // Of no images McNemar's test says nothing.
    const bool told = object[QLatin1String("images")].toInt() > 0;
    return {number(before, "pixel_ap"), number(after, "pixel_ap"), number(before, "image_auroc"), number(after, "image_auroc"),
            told ? number(object, "p_value") : std::nullopt, object[QLatin1String("only_before")].toInt(), object[QLatin1String("only_after")].toInt(),
            object[QLatin1String("worse")].toBool()};
}

}  // namespace

TrainingProcess::TrainingProcess(const QString& program, QObject* parent)
    : QObject(parent)
    , m_program(program)
{
    m_process.setChildProcessModifier([] { ::setpriority(PRIO_PROCESS, 0, lowPriority); });
    connect(&m_process, &QProcess::readyReadStandardOutput, this, &TrainingProcess::readLines);
    connect(&m_process, &QProcess::readyReadStandardError, this, [this] {
        m_said += m_process.readAllStandardError();
        m_said = m_said.right(saidKept);
    });
    connect(&m_process, &QProcess::finished, this, &TrainingProcess::end);
    connect(&m_process, &QProcess::errorOccurred, this, [this](QProcess::ProcessError error) {
        if (error == QProcess::FailedToStart)
            emit failed(tr("The training can't be started: %1").arg(m_process.errorString()));
    });
}

TrainingProcess::~TrainingProcess()
{
    if (!isRunning())
        return;
    m_process.disconnect(this);
    setPaused(false);
    m_process.terminate();
    if (!m_process.waitForFinished(closingMilliseconds)) {
        m_process.kill();  // the last whole epoch is on the disk
        m_process.waitForFinished(closingMilliseconds);
    }
}

void TrainingProcess::start(const QStringList& arguments)
{
    if (isRunning())
        return;
    m_line.clear();
    m_said.clear();
    m_end.reset();
    m_facts = {};
    m_factsChanged = m_checked = false;
    m_paused = m_stopping = false;
    m_process.start(m_program, QStringList {QStringLiteral("train"), QStringLiteral("--json-lines")} + arguments);
}

void TrainingProcess::setPaused(bool paused)
{
    if (!isRunning() || paused == m_paused || m_process.processId() <= 0)
        return;
    if (::kill(pid_t(m_process.processId()), paused ? SIGSTOP : SIGCONT) == 0)
        m_paused = paused;
}

void TrainingProcess::stop()
{
    if (!isRunning() || m_stopping)
        return;
    m_stopping = true;
    setPaused(false);  // a held process hears nothing
    m_process.terminate();
    QTimer::singleShot(graceMilliseconds, this, [this, pid = m_process.processId()] {
        if (isRunning() && m_process.processId() == pid)
            m_process.kill();
    });
}

void TrainingProcess::readLines()
{
    m_line += m_process.readAllStandardOutput();
    qsizetype end = 0;
    while ((end = m_line.indexOf('\n')) >= 0) {
        takeLine(m_line.left(end));
        m_line.remove(0, end + 1);
    }
    if (m_line.size() > longestLine)
        m_line.clear();
    // Thousands of problems may come at once: they are told together.
    if (std::exchange(m_factsChanged, false))
        emit factsChanged(m_facts);
}

void TrainingProcess::takeLine(const QByteArray& line)
{
    const QJsonObject object = QJsonDocument::fromJson(line).object();
    const QString event = object[QLatin1String("event")].toString();
    const auto whole = [&object](const char* key) { return object[QLatin1String(key)].toInt(); };
    if (event == QLatin1String("step"))
        emit stepped({whole("epoch"), whole("step"), whole("steps"), object[QLatin1String("loss")].toDouble(), number(object, "seconds_left")});
    else if (event == QLatin1String("validation"))
        emit validated(whole("done"), whole("of"));
    else if (event == QLatin1String("memory"))
        emit memoryShort(whole("together"));
    else if (event == QLatin1String("epoch"))
        emit epochEnded({whole("epoch"), object[QLatin1String("loss")].toDouble(), number(object, "pixel_ap"), number(object, "pixel_auroc"),
                         number(object, "image_auroc"), object[QLatin1String("best")].toBool()});
    else if (event == QLatin1String("guard"))
        emit guarded(guardOf(object));
    else if (event == QLatin1String("example"))
        emit exampleDrawn({whole("epoch"), whole("number"), object[QLatin1String("product")].toString(), object[QLatin1String("anomalous")].toBool(), object[QLatin1String("file")].toString()});
    else if (event == QLatin1String("checked"))
        m_checked = true;
    else if (event == QLatin1String("end"))
        m_end = End {whole("epochs"), whole("best"), object[QLatin1String("stopped_early")].toBool()};
    else if (take(m_facts, object))
        m_factsChanged = true;
}

void TrainingProcess::end(int code, QProcess::ExitStatus status)
{
    readLines();
    m_said += m_process.readAllStandardError();
    m_paused = false;
    if (m_stopping) {
        m_stopping = false;
        emit stopped();
    } else if (status == QProcess::NormalExit && (code == 0 || code == someUnread) && m_checked) {
        emit checked();
    } else if (status == QProcess::NormalExit && (code == 0 || code == someUnread) && m_end) {
        emit finished(m_end->epochs, m_end->best, m_end->early);
    } else {
        // The last line is the sentence; what came before are hints along the way.
        const QString said = QString::fromUtf8(m_said.trimmed()).section(QLatin1Char('\n'), -1);
        emit failed(!said.isEmpty() && status == QProcess::NormalExit
                        ? said
                        : tr("The training ended unexpectedly. What it had learned up to the last whole epoch is kept: start it again to go on."));
    }
}

}  // namespace app
