#pragma once

#include <QString>

class QWidget;

namespace app {

/// Asks where a file shall be saved; empty when the person cancelled. A name typed without an ending gets that of `proposal`, and the
/// question whether a file may be replaced is of that name.
QString askWhereToSave(QWidget* parent, const QString& title, const QString& proposal, const QString& filter);

}  // namespace app
