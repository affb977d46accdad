#include "training/datasets/tree_p.h"

#include "core/detector.h"
#include "core/error.h"
#include "imaging/decode.h"
#include "core/natural_order.h"

#include <algorithm>
#include <iterator>
#include <system_error>

namespace fs = std::filesystem;

namespace inference::datasets {
namespace {

bool isHidden(const fs::path& name)
{
    return name.native().starts_with('.');
}

std::optional<fs::path> find(const std::vector<fs::path>& names, std::string_view wanted)
{
    const std::string small = lowered(std::string(wanted));
    const auto found = std::ranges::find_if(names, [&](const fs::path& name) { return lowered(name.string()) == small; });
    return found == names.end() ? std::nullopt : std::optional(*found);
}

bool isBelow(const fs::path& path, const fs::path& root)
{
    return std::ranges::mismatch(root, path).in1 == root.end();
}

}  // namespace

std::string withSlashes(std::string path)
{
    if (path.find('/') == std::string::npos)
        std::ranges::replace(path, '\\', '/');
    return path;
}

Tree::Tree(Path root, std::stop_token stop)
    : m_root(std::move(root))
    , m_stop(std::move(stop))
{
    std::error_code error;
    const auto status = fs::status(m_root, error);
    if (status.type() == fs::file_type::not_found)
        throw Error(ErrorCode::FileMissing, {}, m_root);
    if (!error && !fs::is_directory(status))
        error = std::make_error_code(std::errc::not_a_directory);
    if (!error)
        m_canonical = fs::canonical(m_root, error);
    if (error)
        throw Error(ErrorCode::FileUnreadable, {error.message()}, m_root);
}

std::string Tree::rootName() const
{
    return m_canonical.filename().string();
}

void Tree::throwIfStopped() const
{
    if (m_stop.stop_requested())
        throw Cancelled();
}

void Tree::problem(ProblemCode code, const Path& path, std::string detail)
{
    m_problems.push_back({code, path, std::move(detail)});
}

Tree::Place Tree::placeOf(const Path& path) const
{
    std::error_code error;
    const Path canonical = fs::canonical(path, error);
    if (error)
        return Place::Missing;
    return isBelow(canonical, m_canonical) ? Place::Inside : Place::Outside;
}

Tree::Place Tree::placeOfFolder(const Path& folder)
{
    const auto [found, isNew] = m_folders.try_emplace(folder.string(), Place::Missing);
    if (isNew)
        found->second = placeOf(folder);
    return found->second;
}

const Listing& Tree::list(const Path& folder)
{
    const auto found = m_listings.find(folder);
    return found != m_listings.end() ? found->second : m_listings.emplace(folder, read(folder)).first->second;
}

Listing Tree::read(const Path& folder)
{
    Listing listing;
    const Path whole = full(folder);
    std::error_code error;
    fs::directory_iterator entry(whole, error);
    if (error == std::errc::no_such_file_or_directory || error == std::errc::not_a_directory)
        return listing;
    for (; !error && entry != fs::directory_iterator(); entry.increment(error)) {
        throwIfStopped();
        const Path name = entry->path().filename();
        if (isHidden(name))
            continue;
        std::error_code ignored;
        if (entry->is_symlink(ignored)) {
            const Place place = placeOf(entry->path());
            if (place != Place::Inside) {
                problem(place == Place::Outside ? ProblemCode::PathEscapes : ProblemCode::FileMissing, entry->path(),
                        place == Place::Outside ? fs::read_symlink(entry->path(), ignored).string() : std::string());
                continue;
            }
        }
        if (entry->is_directory(ignored))
            listing.folders.push_back(name);
        else if (entry->is_regular_file(ignored))
            listing.files.push_back(name);
        if (++m_fileCount > greatestFileCount)
            throw Error(ErrorCode::DatasetTooLarge, {std::to_string(greatestFileCount)}, m_root);
    }
    if (error)
        problem(ProblemCode::FolderUnreadable, whole, error.message());
    sortNaturally(listing.folders);
    sortNaturally(listing.files);
    return listing;
}

std::vector<fs::path> Tree::images(const Path& folder)
{
    std::vector<Path> found;
    std::ranges::copy_if(list(folder).files, std::back_inserter(found), imaging::hasImageExtension);
    return found;
}

std::vector<fs::path> Tree::filesEnding(const Path& folder, std::string_view ending)
{
    std::vector<Path> found;
    std::ranges::copy_if(list(folder).files, std::back_inserter(found),
                         [&](const Path& name) { return lowered(name.extension().string()) == ending; });
    return found;
}

std::optional<fs::path> Tree::folder(const Path& parent, std::span<const std::string_view> names)
{
    for (const std::string_view name : names)
        if (const auto found = find(list(parent).folders, name))
            return parent / *found;
    return std::nullopt;
}

std::optional<fs::path> Tree::file(const Path& parent, std::string_view name)
{
    const auto found = find(list(parent).files, name);
    return found ? std::optional(parent / *found) : std::nullopt;
}

std::optional<fs::path> Tree::named(const std::string& text, const Path& list)
{
    throwIfStopped();
    const Path relative = withSlashes(text);
    const bool leadsOut = relative.is_absolute() || std::ranges::find(relative, Path("..")) != relative.end();
    if (leadsOut || text.find('\0') != std::string::npos) {
        problem(ProblemCode::PathEscapes, list, text);
        return std::nullopt;
    }
    const Path whole = full(relative.lexically_normal());
    Place place = placeOfFolder(whole.parent_path());
    std::error_code error;
    if (place == Place::Inside && fs::is_symlink(fs::symlink_status(whole, error)))
        place = placeOf(whole);
    if (place == Place::Inside && !fs::is_regular_file(whole, error))
        place = Place::Missing;
    if (place == Place::Inside)
        return whole;
    if (place == Place::Outside)
        problem(ProblemCode::PathEscapes, list, text);
    else
        problem(ProblemCode::FileMissing, whole, list.string());
    return std::nullopt;
}

}  // namespace inference::datasets
