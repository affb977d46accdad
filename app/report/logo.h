#pragma once

#include <QImage>

#include <filesystem>

namespace app {

/// A picture for the head of every page, no larger than it can be printed there. Transparency stays. Throws inference::Error: what
/// decode() throws; ImageTooLarge above 25 megapixels. Any thread.
QImage readLogo(const std::filesystem::path& path);

}  // namespace app
