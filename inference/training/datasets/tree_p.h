#pragma once

#include "training/datasets/problem.h"

#include <initializer_list>
#include <map>
#include <optional>
#include <span>
#include <stop_token>
#include <unordered_map>
#include <vector>

namespace inference::datasets {

/// What a folder holds, as names in natural order; hidden ones and whatever is neither folder nor file are left out.
struct Listing {
    std::vector<std::filesystem::path> folders;
    std::vector<std::filesystem::path> files;
};

/// Lists made on Windows separate with backslashes; a path that has no slash gets them turned.
std::string withSlashes(std::string path);

/// The files below a data set's root, none outside it. Each folder is listed once, when it is asked for. Paths are relative to the root.
class Tree {
public:
    using Path = std::filesystem::path;
    static constexpr std::size_t greatestFileCount = 1'000'000;

    /// Throws Error: FileMissing, FileUnreadable for what is no folder.
    Tree(Path root, std::stop_token stop);

    const Path& root() const { return m_root; }
    Path full(const Path& relative) const { return relative.empty() ? m_root : m_root / relative; }
    /// What the root itself is called.
    std::string rootName() const;

    /// Empty for a folder that isn't there. Links that lead out of the root are problems and left out.
    /// Throws Error(DatasetTooLarge), Cancelled.
    const Listing& list(const Path& folder);
    /// Names of the files of a folder that are images by their ending, or that have `ending` (".xml", any case).
    std::vector<Path> images(const Path& folder);
    std::vector<Path> filesEnding(const Path& folder, std::string_view ending);
    /// The first of `names` that is a folder, or a file, in `parent`, whatever the case of its letters.
    std::optional<Path> folder(const Path& parent, std::span<const std::string_view> names);
    std::optional<Path> folder(const Path& parent, std::initializer_list<std::string_view> names)
    {
        return folder(parent, std::span(names.begin(), names.size()));
    }
    std::optional<Path> file(const Path& parent, std::string_view name);

    /// The full path of a file that `list` (full path) names relative to the root. Nothing and a problem when it leads out of the root
    /// (absolute, "..", a link) or is not there.
    std::optional<Path> named(const std::string& text, const Path& list);

    void problem(ProblemCode code, const Path& path, std::string detail = {});
    std::vector<Problem> takeProblems() { return std::move(m_problems); }
    void throwIfStopped() const;

private:
    enum class Place { Missing, Outside, Inside };
    Place placeOf(const Path& path) const;
    Place placeOfFolder(const Path& folder);
    Listing read(const Path& folder);

    Path m_root;
    Path m_canonical;
    std::stop_token m_stop;
    std::map<Path, Listing> m_listings;
    std::unordered_map<std::string, Place> m_folders;
    std::size_t m_fileCount = 0;
    std::vector<Problem> m_problems;
};

}  // namespace inference::datasets
