#include "app/live/recording_folder.h"

#include "core/error.h"

#include <algorithm>
#include <chrono>
#include <sys/stat.h>

namespace app {
namespace {

constexpr const char* partsName = "parts";
constexpr const char* aroundName = "around";
constexpr std::string_view ending = ".png";

using Entry = FolderHandle::Entry;

/// The stem of a picture's name; empty: it is none of ours.
std::string stemOf(const std::string& name)
{
    if (!name.ends_with(ending))
        return {};
    const std::string stem = name.substr(0, name.size() - ending.size());
    return isRecordingStem(stem) ? stem : std::string();
}

/// What a killed program has left of a picture: "<name>.<number>.part". Another program may be writing to a young one.
bool isLeftOver(const FolderHandle& folder, const std::string& name, bool parts)
{
    const auto end = name.find(".png.");
    if (end == std::string::npos || !name.ends_with(".part"))
        return false;
    const std::string whole = name.substr(0, end + ending.size());
    const std::string process = name.substr(whole.size(), name.size() - whole.size() - 5);
    if (process.size() < 2 || process.find_first_not_of("0123456789", 1) != std::string::npos)
        return false;
    if (!(parts ? !stemOf(whole).empty() : isNeighbourName(whole)))
        return false;
    struct stat facts {};
    constexpr auto day = std::chrono::hours(24);
    return ::lstat((folder.path() / name).c_str(), &facts) == 0
        && std::chrono::system_clock::from_time_t(facts.st_mtim.tv_sec) + day < std::chrono::system_clock::now();
}

}  // namespace

RecordingFolder::RecordingFolder(std::filesystem::path folder)
    : m_path(std::move(folder))
{
    scan();
}

std::filesystem::path RecordingFolder::placeOf(const std::filesystem::path& folder, const RecordingName& name)
{
    return folder / partsName / name.day / (name.stem + std::string(ending));
}

void RecordingFolder::scan()
{
    m_recordings.clear();
    m_bytes = 0;
    const auto folder = FolderHandle::open(m_path);
    if (!folder)
        return;
    for (const char* const name : {partsName, aroundName}) {
        const auto kind = folder->find(name);
        if (!kind)
            continue;
        for (const Entry& entry : kind->entries())
            if (entry.kind == Entry::Kind::Folder && isRecordingDay(entry.name))
                if (const auto day = kind->find(entry.name))
                    scanDay(*day, name == partsName);
    }
}

void RecordingFolder::scanDay(const FolderHandle& day, bool parts)
{
    const std::string name = day.path().filename().string() + '/';
    for (const Entry& entry : day.entries()) {
        if (parts) {
            if (entry.kind != Entry::Kind::File)
                continue;
            if (const std::string stem = stemOf(entry.name); !stem.empty())
                count(name + stem, entry.size);
            else if (isLeftOver(day, entry.name, true))
                day.removeFile(entry.name);
        } else if (entry.kind == Entry::Kind::Folder && isRecordingStem(entry.name)) {
            const auto around = day.find(entry.name);
            if (!around)
                continue;
            for (const Entry& neighbour : around->entries()) {
                if (neighbour.kind == Entry::Kind::File && isNeighbourName(neighbour.name))
                    count(name + entry.name, neighbour.size);
                else if (neighbour.kind == Entry::Kind::File && isLeftOver(*around, neighbour.name, false))
                    around->removeFile(neighbour.name);
            }
        }
    }
}

void RecordingFolder::count(const std::string& key, std::uintmax_t bytes)
{
    m_recordings[key] += bytes;
    m_bytes += bytes;
}

FileStamp RecordingFolder::writePart(const RecordingName& name, std::span<const std::uint8_t> png)
{
    const FolderHandle day = FolderHandle::open(m_path, true)->made(partsName).made(name.day);
    for (int attempt = 1; attempt < 100; ++attempt) {
        const std::string stem = attempt == 1 ? name.stem : name.stem + '-' + std::to_string(attempt);
        if (auto stamp = day.writeNew(stem + std::string(ending), png, true)) {
            count(name.day + '/' + stem, png.size());
            return *stamp;
        }
    }
    throw inference::Error(inference::ErrorCode::WriteFailed, {"100"}, placeOf(m_path, name));
}

bool RecordingFolder::writeNeighbour(const RecordingName& name, int offset, std::span<const std::uint8_t> png)
{
    const FolderHandle folder = FolderHandle::open(m_path, true)->made(aroundName).made(name.day).made(name.stem);
    if (!folder.writeNew(neighbourName(offset), png, false))
        return false;
    count(name.key(), png.size());
    return true;
}

std::size_t RecordingFolder::prune(const Limits& limits, std::uintmax_t more, const std::string& but)
{
    std::size_t gone = 0;
    while (!m_recordings.empty()) {
        const bool isFull = m_bytes + more > limits.bytes;
        auto next = m_recordings.begin();
        const auto misdated = isFull && !limits.newest.empty() ? m_recordings.upper_bound(limits.newest) : m_recordings.end();
        if (misdated != m_recordings.end() && misdated->first != but)
            next = misdated;
        else if ((!isFull && next->first >= limits.oldest) || (!but.empty() && next->first >= but))
            break;
        remove(next->first);
        m_bytes -= next->second;
        m_recordings.erase(next);
        ++gone;
    }
    return gone;
}

void RecordingFolder::remove(const std::string& key)
{
    const auto slash = key.find('/');
    const std::string dayName = key.substr(0, slash), stem = key.substr(slash + 1);
    const auto folder = FolderHandle::open(m_path);
    if (!folder)
        return;
    if (const auto parts = folder->find(partsName)) {
        if (const auto day = parts->find(dayName))
            day->removeFile(stem + std::string(ending));
        parts->removeFolder(dayName);
    }
    if (const auto around = folder->find(aroundName)) {
        if (const auto day = around->find(dayName)) {
            if (const auto neighbours = day->find(stem))
                for (const Entry& entry : neighbours->entries())
                    if (entry.kind == Entry::Kind::File && isNeighbourName(entry.name))
                        neighbours->removeFile(entry.name);
            day->removeFolder(stem);
        }
        around->removeFolder(dayName);
    }
}

}  // namespace app
