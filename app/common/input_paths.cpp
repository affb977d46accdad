#include "app/common/input_paths.h"

#include "app/common/natural_order.h"
#include "app/common/path_text.h"
#include "imaging/decode.h"

#include <algorithm>
#include <set>

namespace app {
namespace {

namespace fs = std::filesystem;

class FolderSearch {
public:
    explicit FolderSearch(const fs::path& leaveOut)
        : m_leaveOut(canonical(leaveOut))
    {
    }

    std::vector<fs::path> imagesBelow(const fs::path& root)
    {
        m_found.clear();
        m_visited.clear();
        m_visited.insert(m_leaveOut == canonical(root) ? fs::path() : m_leaveOut);
        search(root);
        std::ranges::sort(m_found, naturalLess);
        return m_found;
    }

private:
    static fs::path canonical(const fs::path& path)
    {
        std::error_code error;
        auto found = path.empty() ? path : fs::canonical(path, error);
        return error ? fs::path() : found;
    }

    void search(const fs::path& folder)
    {
        const fs::path real = canonical(folder);
        if (!real.empty() && !m_visited.insert(real).second)
            return;
        std::error_code error;
        fs::directory_iterator entry(folder, error);
        for (; !error && entry != fs::directory_iterator(); entry.increment(error))
            consider(*entry);
        if (error)
            m_found.push_back(folder);
    }

    void consider(const fs::directory_entry& entry)
    {
        if (entry.path().filename().native().starts_with('.'))
            return;
        std::error_code error;
        const auto type = entry.status(error).type();
        if (type == fs::file_type::directory)
            search(entry.path());
        // A link to nothing is an input that cannot be read; a pipe or a device is none.
        else if ((type == fs::file_type::regular || entry.is_symlink(error)) && inference::imaging::hasImageExtension(entry.path()))
            m_found.push_back(entry.path());
    }

    fs::path m_leaveOut;
    std::set<fs::path> m_visited;  ///< canonical: ends loops of links
    std::vector<fs::path> m_found;
};

}  // namespace

std::vector<InputPath> findInputs(std::span<const std::filesystem::path> named, const std::filesystem::path& leaveOut)
{
    FolderSearch folders(leaveOut);
    std::vector<InputPath> inputs;
    for (const fs::path& path : named) {
        std::error_code error;
        if (!fs::is_directory(path, error)) {
            inputs.push_back({path, pathUtf8(path)});
            continue;
        }
        for (const fs::path& image : folders.imagesBelow(path))
            inputs.push_back({image, pathUtf8(named.size() == 1 && image != path ? image.lexically_relative(path) : image)});
    }
    return inputs;
}

}  // namespace app
