#include "app/workbench/settings.h"

#include <algorithm>

#include <pwd.h>
#include <unistd.h>

namespace app {
namespace {

constexpr int recentKept = 10;

}  // namespace

Settings::Settings()
    : m_settings(QSettings::IniFormat, QSettings::UserScope, QStringLiteral("vcp-workbench"), QStringLiteral("settings"))
{
}

void Settings::clear() { m_settings.clear(); }
QByteArray Settings::geometry() const { return m_settings.value("window/geometry").toByteArray(); }
QByteArray Settings::docks() const { return m_settings.value("window/docks").toByteArray(); }

void Settings::setWindow(const QByteArray& geometry, const QByteArray& docks)
{
    m_settings.setValue("window/geometry", geometry);
    m_settings.setValue("window/docks", docks);
}

QStringList Settings::recent() const { return m_settings.value("open/recent").toStringList(); }

void Settings::addRecent(const QString& path)
{
    QStringList paths = recent();
    paths.removeAll(path);
    paths.prepend(path);
    m_settings.setValue("open/recent", paths.mid(0, recentKept));
}

void Settings::clearRecent() { m_settings.remove("open/recent"); }
QStringList Settings::lastOpened() const { return m_settings.value("open/last").toStringList(); }
void Settings::setLastOpened(const QStringList& paths) { m_settings.setValue("open/last", paths); }
QString Settings::lastPart() const { return m_settings.value("open/part").toString(); }
void Settings::setLastPart(const QString& path) { m_settings.setValue("open/part", path); }

QString Settings::modelFolder() const { return m_settings.value("model/folder").toString(); }
QStringList Settings::modelFiles() const { return m_settings.value("model/files").toStringList(); }

void Settings::setModel(const QString& folder, const QStringList& files)
{
    m_settings.setValue("model/folder", folder);
    m_settings.setValue("model/files", files);
}

QString Settings::device() const { return m_settings.value("model/device", "auto").toString(); }
void Settings::setDevice(const QString& device) { m_settings.setValue("model/device", device); }
QString Settings::precision() const { return m_settings.value("model/precision", "auto").toString(); }
void Settings::setPrecision(const QString& precision) { m_settings.setValue("model/precision", precision); }

QString Settings::recipeFile(const QString& model) const
{
    return m_settings.value(QStringLiteral("recipes/") + model).toString();
}

void Settings::setRecipeFile(const QString& model, const QString& file)
{
    m_settings.setValue(QStringLiteral("recipes/") + model, file);
}

QString Settings::operatorName() const
{
    // The system's own name of the person; a service has no USER set.
    const passwd* const person = getpwuid(geteuid());
    const QString fallback = person ? QString::fromLocal8Bit(person->pw_name) : qEnvironmentVariable("USER");
    return m_settings.value(QStringLiteral("operator"), fallback).toString();
}

void Settings::setOperatorName(const QString& name)
{
    m_settings.setValue(QStringLiteral("operator"), name);
}

bool Settings::partsGrouped() const { return m_settings.value("parts/grouped", false).toBool(); }
void Settings::setPartsGrouped(bool grouped) { m_settings.setValue("parts/grouped", grouped); }
int Settings::partsOrder() const { return m_settings.value("parts/order", 0).toInt(); }
Qt::SortOrder Settings::partsDirection() const { return m_settings.value("parts/descending", false).toBool() ? Qt::DescendingOrder : Qt::AscendingOrder; }

void Settings::setPartsOrder(int order, Qt::SortOrder direction)
{
    m_settings.setValue("parts/order", order);
    m_settings.setValue("parts/descending", direction == Qt::DescendingOrder);
}

QStringList Settings::partFilters() const { return m_settings.value("parts/filters").toStringList(); }
void Settings::setPartFilters(const QStringList& filters) { m_settings.setValue("parts/filters", filters); }

QString Settings::language() const { return m_settings.value("view/language").toString(); }
void Settings::setLanguage(const QString& code) { m_settings.setValue("view/language", code); }

widgets::Theme Settings::theme() const
{
    return widgets::Theme(std::clamp(m_settings.value("view/theme", 0).toInt(), 0, int(widgets::Theme::HighContrast)));
}

void Settings::setTheme(widgets::Theme theme) { m_settings.setValue("view/theme", int(theme)); }

inference::ColourMap Settings::colourMap() const
{
    return inference::ColourMap(std::clamp(m_settings.value("view/colours", 0).toInt(), 0, int(inference::ColourMap::Grey)));
}

void Settings::setColourMap(inference::ColourMap map) { m_settings.setValue("view/colours", int(map)); }
double Settings::opacity() const { return std::clamp(m_settings.value("view/opacity", 0.6).toDouble(), 0.0, 1.0); }
void Settings::setOpacity(double opacity) { m_settings.setValue("view/opacity", opacity); }
bool Settings::contours() const { return m_settings.value("view/contours", true).toBool(); }
void Settings::setContours(bool visible) { m_settings.setValue("view/contours", visible); }

}  // namespace app
