#pragma once

#include "core/colour_map.h"
#include "widgets/theme.h"

#include <QByteArray>
#include <QFuture>
#include <QMap>
#include <QSettings>
#include <QString>
#include <QStringList>
#include <QTimer>
#include <QVariant>

namespace app {

/// What the window remembers, each key in one place. GUI thread. What is set is read back at once and reaches the disk a
/// moment later from a thread of its own: the window doesn't wait for it at every arrow key.
class Settings {
public:
    /// vcp-workbench/settings.ini in the person's configuration folder.
    Settings();
    ~Settings();
    Settings(const Settings&) = delete;
    Settings& operator=(const Settings&) = delete;

    void clear();
    /// Waits until all is on the disk.
    void flush();

    QByteArray geometry() const;
    QByteArray docks() const;
    void setWindow(const QByteArray& geometry, const QByteArray& docks);

    /// Folders and files opened before, newest first, at most ten.
    QStringList recent() const;
    void addRecent(const QString& path);
    void clearRecent();
    /// What was open when the program last ran, and which part was shown.
    QStringList lastOpened() const;
    void setLastOpened(const QStringList& paths);
    QString lastPart() const;
    void setLastPart(const QString& path);

    /// Bundle folder; empty: the bundled model. Or two bare files.
    QString modelFolder() const;
    QStringList modelFiles() const;  ///< CLIP, VCP; empty when a bundle is in use
    void setModel(const QString& folder, const QStringList& files);
    QString device() const;
    void setDevice(const QString& device);
    /// Side of the model's input in pixels; 0: the model's own.
    int inputSize() const;
    void setInputSize(int size);
    QString precision() const;
    void setPrecision(const QString& precision);

    /// The file that a person chose for the recipe of a model; empty: the program's own.
    QString recipeFile(const QString& model) const;
    void setRecipeFile(const QString& model, const QString& file);
    /// Who reviews; at first the name that the system knows.
    QString operatorName() const;
    void setOperatorName(const QString& name);

    /// How the list of parts is arranged, and the filters used last, newest first.
    bool partsGrouped() const;
    void setPartsGrouped(bool grouped);
    int partsOrder() const;  ///< widgets::PartOrder
    Qt::SortOrder partsDirection() const;
    void setPartsOrder(int order, Qt::SortOrder direction);
    QStringList partFilters() const;
    void setPartFilters(const QStringList& filters);

    /// The data set evaluated last.
    QString evaluatedDataset() const;
    void setEvaluatedDataset(const QString& folder);

    /// How reports of a product are made, the keys of `defaults`: as its last one was, else as the last of any product.
    QVariantMap reportChoices(const QString& product, const QVariantMap& defaults) const;
    void setReportChoices(const QString& product, const QVariantMap& choices);
    /// Where the last report was saved.
    QString reportFolder() const;
    void setReportFolder(const QString& folder);

    /// What the last export was of, the keys of `defaults`.
    QVariantMap exportChoices(const QVariantMap& defaults) const;
    void setExportChoices(const QVariantMap& choices);

    /// What was chosen last in a section of the live window ("source", "trigger", ...); empty: nothing yet. No secrets.
    QVariantMap liveChoices(const QString& section) const;
    void setLiveChoices(const QString& section, const QVariantMap& choices);
    bool liveLocked() const;  ///< the screen shows judged frames only
    void setLiveLocked(bool locked);
    bool liveRunning() const;  ///< something is being watched: at the next start it tells that the program was killed
    void setLiveRunning(bool running);
    QByteArray liveGeometry() const;
    void setLiveGeometry(const QByteArray& geometry);
    QByteArray liveLogGeometry() const;
    QByteArray liveLogColumns() const;
    void setLiveLog(const QByteArray& geometry, const QByteArray& columns);

    QByteArray gaugeGeometry() const;
    QByteArray gaugeSplitter() const;
    int gaugeTab() const;
    void setGaugeWindow(const QByteArray& geometry, const QByteArray& splitter, int tab);
    QString gaugePattern() const;  ///< of the pictures' names, as it was typed last
    void setGaugePattern(const QString& pattern);
    int gaugeMeasure() const;
    void setGaugeMeasure(int measure);
    QVariantMap gaugeTolerances() const;  ///< by measure and unit, as GaugeDialog has them
    void setGaugeTolerances(const QVariantMap& tolerances);

    /// Of the desk (operator_lock.h); an empty hash: it isn't locked.
    struct Lock {
        QByteArray salt = {}, hash = {};
        bool mayOpenRecipes = true;
    };
    Lock lock() const;
    void setLock(const Lock& lock);

    double checkerboardSide() const;  ///< of a square, mm; 0: not known
    void setCheckerboardSide(double mm);

    QByteArray labelNextGeometry() const;
    void setLabelNextGeometry(const QByteArray& geometry);
    int labelNextFrom() const;
    int labelNextMost() const;
    double labelNextGoal() const;  ///< 0..1
    void setLabelNextChoice(int from, int most, double goal);

    QByteArray limitSamplesGeometry() const;
    void setLimitSamplesGeometry(const QByteArray& geometry);
    int limitSamplesMeasure() const;  ///< widgets::Measure
    int limitSamplesScale() const;    ///< as LimitSampleDialog has it
    bool limitSamplesFramed() const;
    void setLimitSamplesChoice(int measure, int scale, bool framed);

    QString language() const;
    void setLanguage(const QString& code);
    widgets::Theme theme() const;
    void setTheme(widgets::Theme theme);

    inference::ColourMap colourMap() const;
    void setColourMap(inference::ColourMap map);
    double opacity() const;
    void setOpacity(double opacity);
    bool scaleBar() const;
    void setScaleBar(bool visible);
    bool contours() const;
    void setContours(bool visible);

private:
    QVariant value(const QString& key, const QVariant& fallback = {}) const;
    void set(const QString& key, const QVariant& value);
    void write();

    QSettings m_settings;          ///< only read, but for clear()
    QMap<QString, QVariant> m_set; ///< newer than what m_settings knows
    QTimer m_soon;
    QFuture<void> m_writing;
};

}  // namespace app
