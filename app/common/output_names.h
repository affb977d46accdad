#pragma once

#include <QHash>
#include <QSet>
#include <QString>

#include <filesystem>
#include <string>

namespace app {

/// Gives each input a name for the files written for it: its stem, or `<stem>-2`, `-3`, ... when that is taken. Upper and
/// lower case count as the same, so that results can be copied to any file system; so do "a.pre" of one image and the
/// Pre-VCP map of an image "a". Very long stems are cut; bytes that are no UTF-8 become U+FFFD, as results tell the names.
class OutputNames {
public:
    std::string claim(const std::filesystem::path& input);

private:
    bool take(const std::string& name);

    QSet<QString> m_taken;
    QHash<QString, int> m_numbers;  ///< by stem: how many of 2, 3, ... are taken for sure
};

}  // namespace app
