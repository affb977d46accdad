#pragma once

#include <QString>
#include <QStringList>

#include <filesystem>
#include <stop_token>

namespace app {

/// What a first look at a data set tells a person who wants to learn from it.
struct TrainingSetLook {
    QString folder;       ///< where it was laid out; empty: where the person said
    QString text;
    bool usable = false;  ///< there is something to learn from
    QStringList lost;     ///< sentences on parts that are not in it and should be
};

/// Both open no picture, take their time (another thread than the window's) and throw nothing: what went wrong is the text. One that was
/// stopped says so too.
TrainingSetLook lookAtFolder(const std::filesystem::path& folder, const std::stop_token& stop);
/// Lays the reviewed parts of `history` out in `folder` (app/store/reviewed_parts.h) and looks at them.
TrainingSetLook lookAtReviewed(const std::filesystem::path& history, const std::filesystem::path& folder, const std::stop_token& stop);

}  // namespace app
