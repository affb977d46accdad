#pragma once

#include <QUrl>

#include <string>

namespace app {

/// Scheme, host and port: what may be shown and logged of an address. User, password, path and query of a receiver's may each be a secret.
std::string shownAddress(const QUrl& address);

}  // namespace app
