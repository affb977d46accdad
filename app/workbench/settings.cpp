#include "app/workbench/settings.h"

#include "app/workbench/background.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QtConcurrent>

#include <algorithm>

#include <pwd.h>
#include <unistd.h>

namespace app {
namespace {

constexpr int recentKept = 10;
constexpr int writeDelay = 300;  // milliseconds
const QString organisation = QStringLiteral("vcp-workbench");
const QString application = QStringLiteral("settings");

/// Whatever a product is called: a slash would begin a group of its own. An empty one: of the last product.
QString reportKey(const QString& product, const QString& key)
{
    const QString of = product.isEmpty() ? QStringLiteral("last") : QStringLiteral("of/") + QString::fromLatin1(product.toUtf8().toHex());
    return QStringLiteral("report/") + of + QLatin1Char('/') + key;
}

/// As JSON: a person may read it, and keys that are gone don't stay.
QString textOf(const QVariantMap& map)
{
    return QString::fromUtf8(QJsonDocument(QJsonObject::fromVariantMap(map)).toJson(QJsonDocument::Compact));
}

QVariantMap mapOf(const QVariant& text)
{
    return QJsonDocument::fromJson(text.toString().toUtf8()).object().toVariantMap();
}

}  // namespace

Settings::Settings()
    : m_settings(QSettings::IniFormat, QSettings::UserScope, organisation, application)
{
    m_soon.setSingleShot(true);
    m_soon.setInterval(writeDelay);
    QObject::connect(&m_soon, &QTimer::timeout, &m_soon, [this] {
        // A slow disk isn't waited for.
        m_writing.isRunning() ? m_soon.start() : write();
    });
}

Settings::~Settings()
{
    flush();
}

QVariant Settings::value(const QString& key, const QVariant& fallback) const
{
    const auto newer = m_set.find(key);
    return newer == m_set.end() ? m_settings.value(key, fallback) : *newer;
}

void Settings::set(const QString& key, const QVariant& value)
{
    m_set.insert(key, value);
    if (!m_soon.isActive())
        m_soon.start();
}

/// What was written is known to m_settings too: Qt shares a file's contents among its readers in a process.
void Settings::write()
{
    m_soon.stop();
    m_writing = QtConcurrent::run(&backgroundThreads(), [values = m_set] {
        QSettings file(QSettings::IniFormat, QSettings::UserScope, organisation, application);
        for (const auto& [key, value] : values.asKeyValueRange())
            file.setValue(key, value);
        file.sync();
    });
}

void Settings::flush()
{
    m_writing.waitForFinished();
    if (m_soon.isActive())
        write();
    m_writing.waitForFinished();
    m_set.clear();
}

void Settings::clear()
{
    flush();
    m_settings.clear();
    m_settings.sync();
}

QByteArray Settings::geometry() const { return value(QStringLiteral("window/geometry")).toByteArray(); }
QByteArray Settings::docks() const { return value(QStringLiteral("window/docks")).toByteArray(); }

void Settings::setWindow(const QByteArray& geometry, const QByteArray& docks)
{
    set(QStringLiteral("window/geometry"), geometry);
    set(QStringLiteral("window/docks"), docks);
}

QStringList Settings::recent() const { return value(QStringLiteral("open/recent")).toStringList(); }

void Settings::addRecent(const QString& path)
{
    QStringList paths = recent();
    paths.removeAll(path);
    paths.prepend(path);
    set(QStringLiteral("open/recent"), paths.mid(0, recentKept));
}

void Settings::clearRecent() { set(QStringLiteral("open/recent"), QStringList()); }
QStringList Settings::lastOpened() const { return value(QStringLiteral("open/last")).toStringList(); }
void Settings::setLastOpened(const QStringList& paths) { set(QStringLiteral("open/last"), paths); }
QString Settings::lastPart() const { return value(QStringLiteral("open/part")).toString(); }
void Settings::setLastPart(const QString& path) { set(QStringLiteral("open/part"), path); }

QString Settings::modelFolder() const { return value(QStringLiteral("model/folder")).toString(); }
QStringList Settings::modelFiles() const { return value(QStringLiteral("model/files")).toStringList(); }

void Settings::setModel(const QString& folder, const QStringList& files)
{
    set(QStringLiteral("model/folder"), folder);
    set(QStringLiteral("model/files"), files);
}

QString Settings::device() const { return value(QStringLiteral("model/device"), "auto").toString(); }
void Settings::setDevice(const QString& device) { set(QStringLiteral("model/device"), device); }
int Settings::inputSize() const { return std::clamp(value(QStringLiteral("model/input_size"), 0).toInt(), 0, 4096); }
void Settings::setInputSize(int size) { set(QStringLiteral("model/input_size"), size); }
QString Settings::precision() const { return value(QStringLiteral("model/precision"), "auto").toString(); }
void Settings::setPrecision(const QString& precision) { set(QStringLiteral("model/precision"), precision); }

QString Settings::recipeFile(const QString& model) const
{
    return value(QStringLiteral("recipes/") + model).toString();
}

void Settings::setRecipeFile(const QString& model, const QString& file)
{
    set(QStringLiteral("recipes/") + model, file);
}

QString Settings::operatorName() const
{
    // The system's own name of the person; a service has no USER set.
    const passwd* const person = getpwuid(geteuid());
    const QString fallback = person ? QString::fromLocal8Bit(person->pw_name) : qEnvironmentVariable("USER");
    return value(QStringLiteral("operator"), fallback).toString();
}

void Settings::setOperatorName(const QString& name)
{
    set(QStringLiteral("operator"), name);
}

bool Settings::partsGrouped() const { return value(QStringLiteral("parts/grouped"), false).toBool(); }
void Settings::setPartsGrouped(bool grouped) { set(QStringLiteral("parts/grouped"), grouped); }
int Settings::partsOrder() const { return value(QStringLiteral("parts/order"), 0).toInt(); }
Qt::SortOrder Settings::partsDirection() const { return value(QStringLiteral("parts/descending"), false).toBool() ? Qt::DescendingOrder : Qt::AscendingOrder; }

void Settings::setPartsOrder(int order, Qt::SortOrder direction)
{
    set(QStringLiteral("parts/order"), order);
    set(QStringLiteral("parts/descending"), direction == Qt::DescendingOrder);
}

QStringList Settings::partFilters() const { return value(QStringLiteral("parts/filters")).toStringList(); }
void Settings::setPartFilters(const QStringList& filters) { set(QStringLiteral("parts/filters"), filters); }

QString Settings::evaluatedDataset() const { return value(QStringLiteral("evaluate/dataset")).toString(); }
void Settings::setEvaluatedDataset(const QString& folder) { set(QStringLiteral("evaluate/dataset"), folder); }

QVariantMap Settings::reportChoices(const QString& product, const QVariantMap& defaults) const
{
    QVariantMap choices;
    for (const auto& [key, fallback] : defaults.asKeyValueRange())
        choices.insert(key, value(reportKey(product, key), value(reportKey({}, key), fallback)));
    return choices;
}

void Settings::setReportChoices(const QString& product, const QVariantMap& choices)
{
    for (const QString& of : {product, QString()})
        for (const auto& [key, chosen] : choices.asKeyValueRange())
            set(reportKey(of, key), chosen);
}

QString Settings::reportFolder() const { return value(QStringLiteral("report/folder")).toString(); }
void Settings::setReportFolder(const QString& folder) { set(QStringLiteral("report/folder"), folder); }

QVariantMap Settings::exportChoices(const QVariantMap& defaults) const
{
    QVariantMap choices;
    for (const auto& [key, fallback] : defaults.asKeyValueRange())
        choices.insert(key, value(QStringLiteral("export/") + key, fallback));
    return choices;
}

void Settings::setExportChoices(const QVariantMap& choices)
{
    for (const auto& [key, chosen] : choices.asKeyValueRange())
        set(QStringLiteral("export/") + key, chosen);
}

QVariantMap Settings::liveChoices(const QString& section) const
{
    return mapOf(value(QStringLiteral("live/") + section));
}

void Settings::setLiveChoices(const QString& section, const QVariantMap& choices)
{
    set(QStringLiteral("live/") + section, textOf(choices));
}

bool Settings::liveLocked() const { return value(QStringLiteral("live/locked"), false).toBool(); }
void Settings::setLiveLocked(bool locked) { set(QStringLiteral("live/locked"), locked); }
bool Settings::liveRunning() const { return value(QStringLiteral("live/running"), false).toBool(); }
void Settings::setLiveRunning(bool running) { set(QStringLiteral("live/running"), running); }
QByteArray Settings::liveGeometry() const { return value(QStringLiteral("live/geometry")).toByteArray(); }
void Settings::setLiveGeometry(const QByteArray& geometry) { set(QStringLiteral("live/geometry"), geometry); }
QByteArray Settings::liveLogGeometry() const { return value(QStringLiteral("live/log_geometry")).toByteArray(); }
QByteArray Settings::liveLogColumns() const { return value(QStringLiteral("live/log_columns")).toByteArray(); }

void Settings::setLiveLog(const QByteArray& geometry, const QByteArray& columns)
{
    set(QStringLiteral("live/log_geometry"), geometry);
    set(QStringLiteral("live/log_columns"), columns);
}

QByteArray Settings::gaugeGeometry() const { return value(QStringLiteral("gauge/geometry")).toByteArray(); }
QByteArray Settings::gaugeSplitter() const { return value(QStringLiteral("gauge/splitter")).toByteArray(); }
int Settings::gaugeTab() const { return value(QStringLiteral("gauge/tab"), 0).toInt(); }

void Settings::setGaugeWindow(const QByteArray& geometry, const QByteArray& splitter, int tab)
{
    set(QStringLiteral("gauge/geometry"), geometry);
    set(QStringLiteral("gauge/splitter"), splitter);
    set(QStringLiteral("gauge/tab"), tab);
}

QString Settings::gaugePattern() const { return value(QStringLiteral("gauge/pattern")).toString(); }
void Settings::setGaugePattern(const QString& pattern) { set(QStringLiteral("gauge/pattern"), pattern); }
int Settings::gaugeMeasure() const { return value(QStringLiteral("gauge/measure"), 0).toInt(); }
void Settings::setGaugeMeasure(int measure) { set(QStringLiteral("gauge/measure"), measure); }
QVariantMap Settings::gaugeTolerances() const { return mapOf(value(QStringLiteral("gauge/tolerances"))); }
void Settings::setGaugeTolerances(const QVariantMap& tolerances) { set(QStringLiteral("gauge/tolerances"), textOf(tolerances)); }

Settings::Lock Settings::lock() const
{
    return {QByteArray::fromHex(value(QStringLiteral("lock/salt")).toByteArray()), QByteArray::fromHex(value(QStringLiteral("lock/hash")).toByteArray()),
            value(QStringLiteral("lock/may_open_recipes"), true).toBool()};
}

void Settings::setLock(const Lock& lock)
{
    set(QStringLiteral("lock/salt"), lock.salt.toHex());
    set(QStringLiteral("lock/hash"), lock.hash.toHex());
    set(QStringLiteral("lock/may_open_recipes"), lock.mayOpenRecipes);
}

double Settings::checkerboardSide() const { return value(QStringLiteral("recipe/checkerboard_mm"), 0.0).toDouble(); }
void Settings::setCheckerboardSide(double mm) { set(QStringLiteral("recipe/checkerboard_mm"), mm); }

QByteArray Settings::labelNextGeometry() const { return value(QStringLiteral("label_next/geometry")).toByteArray(); }
void Settings::setLabelNextGeometry(const QByteArray& geometry) { set(QStringLiteral("label_next/geometry"), geometry); }
int Settings::labelNextFrom() const { return value(QStringLiteral("label_next/from"), 0).toInt(); }
int Settings::labelNextMost() const { return value(QStringLiteral("label_next/most"), 10).toInt(); }
double Settings::labelNextGoal() const { return value(QStringLiteral("label_next/goal"), 0.01).toDouble(); }

void Settings::setLabelNextChoice(int from, int most, double goal)
{
    set(QStringLiteral("label_next/from"), from);
    set(QStringLiteral("label_next/most"), most);
    set(QStringLiteral("label_next/goal"), goal);
}

QByteArray Settings::limitSamplesGeometry() const { return value(QStringLiteral("limit_samples/geometry")).toByteArray(); }
void Settings::setLimitSamplesGeometry(const QByteArray& geometry) { set(QStringLiteral("limit_samples/geometry"), geometry); }
int Settings::limitSamplesMeasure() const { return value(QStringLiteral("limit_samples/measure"), 0).toInt(); }
int Settings::limitSamplesScale() const { return value(QStringLiteral("limit_samples/scale"), 0).toInt(); }
bool Settings::limitSamplesFramed() const { return value(QStringLiteral("limit_samples/framed"), true).toBool(); }

void Settings::setLimitSamplesChoice(int measure, int scale, bool framed)
{
    set(QStringLiteral("limit_samples/measure"), measure);
    set(QStringLiteral("limit_samples/scale"), scale);
    set(QStringLiteral("limit_samples/framed"), framed);
}

QString Settings::language() const { return value(QStringLiteral("view/language")).toString(); }
void Settings::setLanguage(const QString& code) { set(QStringLiteral("view/language"), code); }

widgets::Theme Settings::theme() const
{
    return widgets::Theme(std::clamp(value(QStringLiteral("view/theme"), 0).toInt(), 0, int(widgets::Theme::HighContrast)));
}

void Settings::setTheme(widgets::Theme theme) { set(QStringLiteral("view/theme"), int(theme)); }

inference::ColourMap Settings::colourMap() const
{
    return inference::ColourMap(std::clamp(value(QStringLiteral("view/colours"), 0).toInt(), 0, int(inference::ColourMap::Grey)));
}

void Settings::setColourMap(inference::ColourMap map) { set(QStringLiteral("view/colours"), int(map)); }
double Settings::opacity() const { return std::clamp(value(QStringLiteral("view/opacity"), 0.6).toDouble(), 0.0, 1.0); }
void Settings::setOpacity(double opacity) { set(QStringLiteral("view/opacity"), opacity); }
bool Settings::scaleBar() const { return value(QStringLiteral("view/scale_bar"), true).toBool(); }
void Settings::setScaleBar(bool visible) { set(QStringLiteral("view/scale_bar"), visible); }
bool Settings::contours() const { return value(QStringLiteral("view/contours"), true).toBool(); }
void Settings::setContours(bool visible) { set(QStringLiteral("view/contours"), visible); }

}  // namespace app
