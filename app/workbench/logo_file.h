#pragma once

#include <QImage>
#include <QString>

namespace app {

/// A logo for reports.
struct Logo {
    QImage image;     ///< at most 1600 pixels wide and high; null: none, or see `problem`
    QString problem;  ///< a sentence in the program's language; empty: none
};

/// Reads PNG, JPEG, BMP and WebP of at most 20 MB and 20 megapixels; an empty path is no logo. Blocking; any thread.
Logo readLogo(const QString& file);

}  // namespace app
