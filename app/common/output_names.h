#pragma once

#include <QSet>
#include <QString>

#include <filesystem>
#include <string>

namespace app {

/// Gives each input a name for the files written for it: its stem, or `<stem>-2`, `-3`, ... when that is taken. Upper and
/// lower case count as the same, so that results can be copied to any file system; so do "a.pre" of one image and the
/// Pre-VCP map of an image "a". Very long stems are cut.
class OutputNames {
public:
    std::string claim(const std::filesystem::path& input);

private:
    bool take(const std::string& name);

    QSet<QString> m_taken;
};

}  // namespace app
