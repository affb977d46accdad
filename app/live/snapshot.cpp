#include "app/live/snapshot.h"

#include "app/common/made_folder.h"
#include "app/live/recording_name.h"
#include "imaging/image_writer.h"
#include "weights/atomic_file.h"

#include <atomic>
#include <cerrno>
#include <cstdio>
#include <fcntl.h>
#include <system_error>
#include <unistd.h>

namespace app {

namespace fs = std::filesystem;
using inference::Error;
using inference::ErrorCode;

namespace {

/// A folder that goes again, with all in it, unless it was moved to its place.
class FolderBeside {
public:
    explicit FolderBeside(fs::path place)
        : m_place(std::move(place))
    {
        static std::atomic<unsigned> counter {0};
        m_folder = m_place;
        m_folder += '.' + std::to_string(::getpid()) + '-' + std::to_string(counter++) + ".part";
        makeFolder(m_folder);
    }
    ~FolderBeside()
    {
        std::error_code ignored;
        if (!m_moved)
            fs::remove_all(m_folder, ignored);
    }
    FolderBeside(const FolderBeside&) = delete;
    FolderBeside& operator=(const FolderBeside&) = delete;

    fs::path operator/(const char* name) const { return m_folder / name; }

    fs::path move()
    {
        for (int attempt = 1; attempt < 100; ++attempt) {
            fs::path place = m_place;
            if (attempt > 1)
                place += '-' + std::to_string(attempt);
            if (moveTo(place)) {
                m_moved = true;
                return place;
            }
        }
        throw Error(ErrorCode::WriteFailed, {std::generic_category().message(EEXIST)}, m_place);
    }

private:
    /// False where there is something already.
    bool moveTo(const fs::path& place) const
    {
        int error = ::renameat2(AT_FDCWD, m_folder.c_str(), AT_FDCWD, place.c_str(), RENAME_NOREPLACE) == 0 ? 0 : errno;
        if (error == EINVAL || error == ENOSYS) {  // a file system without such a rename: a folder that holds something isn't replaced
            std::error_code ignored;
            if (fs::exists(fs::symlink_status(place, ignored)))
                return false;
            error = ::rename(m_folder.c_str(), place.c_str()) == 0 ? 0 : errno;
        }
        if (error == EEXIST || error == ENOTEMPTY)
            return false;
        if (error)
            throw Error(ErrorCode::WriteFailed, {std::generic_category().message(error)}, place);
        return true;
    }

    const fs::path m_place;
    fs::path m_folder;
    bool m_moved = false;
};

void writeFile(const fs::path& path, std::string_view bytes)
{
    inference::weights::AtomicFile file(path);
    file.write(bytes);
    file.commit();
}

void writeFrame(const fs::path& path, const inference::Image& image)
{
    try {
        const auto png = inference::imaging::encodePng(image);
        writeFile(path, {reinterpret_cast<const char*>(png.data()), png.size()});
    } catch (const Error& error) {
        throw error.of(path);
    }
}

/// "14.15.03.123_000012" of "14.15.03.123_000012_fail".
std::string folderName(const RecordingName& name)
{
    return name.stem.substr(0, name.stem.rfind('_'));
}

}  // namespace

fs::path writeSnapshot(const fs::path& folder, const LiveResult& result, const VerdictRecord& record, const std::string& verdictJson,
                       const inference::imaging::OverlayStyle& style)
{
    const RecordingName name = recordingName(record);
    const fs::path place = folder / "snapshots" / name.day / folderName(name);
    FolderBeside beside(place);
    try {
        writeFrame(beside / "frame.png", result.frame()->image);
        if (result.judgement && result.maps && result.recipe) {
            inference::imaging::OverlayStyle painted = style;
            painted.limit = result.recipe->rule.failLimit;
            const auto& map = result.maps->blended;
            inference::imaging::writePng(beside / "overlay.png", inference::imaging::paintOverlay(result.frame()->image, map, *result.judgement, painted));
            inference::imaging::writeMap(beside / "map.tiff", map);
        }
        writeFile(beside / "verdict.json", verdictJson);
        return beside.move();
    } catch (const Error& error) {
        throw error.of(place);
    } catch (const std::bad_alloc&) {
        throw Error(ErrorCode::OutOfMemory, {}, place);
    }
}

}  // namespace app
