#pragma once

#include "app/workbench/what_if_service.h"

#include <QDialog>

#include <optional>
#include <string>

class QWidget;

namespace app {

struct RecipeDetails {
    std::string name;
    std::optional<double> mmPerPixel;  ///< absent: as it was
};
/// Name of the product and millimetres per pixel. None when the person cancelled. The recipe in use may be another one by then.
std::optional<RecipeDetails> askRecipeDetails(const inference::Recipe& recipe, QWidget* parent);

/// What a line of `pixels` (above 0) on the picture really is, in millimetres per pixel. None when the person cancelled. The recipe in use may be
/// another one by then.
std::optional<double> askCalibration(double pixels, double mmPerPixel, QWidget* parent);

/// What is said of a calibration that was asked for another recipe than the one in use by now.
QString lateCalibrationText();

/// What differs between two recipes, in plain words.
void showRecipeDifferences(const QString& other, const QStringList& differences, QWidget* parent);

/// The golden parts that would flip, and a reason; none when the person cancelled.
std::optional<QString> askGoldenReason(const QList<GoldenVerdict>& flips, QWidget* parent);

/// "gear_012.png: Fail → Pass"
QString flipText(const GoldenVerdict& flip);

}  // namespace app
