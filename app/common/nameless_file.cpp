#include "app/common/nameless_file.h"

#include <cstdlib>
#include <fcntl.h>
#include <string>
#include <unistd.h>

namespace app {

int openNameless(const std::filesystem::path& folder)
{
    if (const int fd = ::open(folder.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0600); fd >= 0)
        return fd;
    // Not every file system knows files without a name: made with one, which is taken away at once.
    std::string name = (folder / ".vcp-XXXXXX").string();
    const int fd = ::mkostemp(name.data(), O_CLOEXEC);
    if (fd >= 0)
        ::unlink(name.c_str());
    return fd;
}

}  // namespace app
