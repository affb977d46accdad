#include "app/live/recording_writer.h"

#include "app/store/settled_file.h"
#include "imaging/decode.h"
#include "imaging/image_writer.h"
#include "pipeline/file_hash.h"

#include <limits>

namespace app {

namespace fs = std::filesystem;

namespace {

/// Of the disk on which the folder lies, or will; "much" where nobody can say: writing says then what is wrong.
std::uintmax_t freeSpaceAt(const fs::path& folder)
{
    std::error_code error;
    fs::path there = fs::absolute(folder, error);
    while (!fs::exists(there, error) && there.has_relative_path())
        there = there.parent_path();
    const auto space = fs::space(there, error);
    return error ? std::numeric_limits<std::uintmax_t>::max() : space.available;
}

std::string_view textOf(const std::vector<std::uint8_t>& bytes)
{
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

RecorderTools complete(RecorderTools tools)
{
    if (!tools.freeSpace)
        tools.freeSpace = freeSpaceAt;
    if (!tools.encode)
        tools.encode = inference::imaging::encodePng;
    return tools;
}

}  // namespace

RecordingWriter::RecordingWriter(const RecorderTools& tools)
    : m_tools(complete(tools))
{
}

void RecordingWriter::setOptions(const RecorderOptions& options)
{
    if (m_folder && options.folder != m_options.folder)
        m_folder.reset();
    m_options = options;
}

RecordingFolder& RecordingWriter::folder()
{
    if (!m_folder)
        m_folder.emplace(m_options.folder);
    return *m_folder;
}

RecordingFolder::Limits RecordingWriter::limits() const
{
    constexpr auto day = std::chrono::hours(24);
    const auto now = std::chrono::system_clock::now();
    return {m_options.mostBytes, m_options.mostDays > 0 ? recordingKeyOf(now - day * m_options.mostDays) : std::string(), recordingKeyOf(now + day)};
}

void RecordingWriter::look()
{
    m_noRoom = false;  // until the next picture tells
    if (m_options.folder.empty()) {
        m_folder.reset();
        m_spaceLow = false;
        return;
    }
    m_folder.reset();
    if (m_options.results == RecordedResults::Nothing) {
        m_spaceLow = false;
        folder();
    } else {
        hasSpace();
        m_pruned += folder().prune(limits());
    }
}

bool RecordingWriter::hasSpace()
{
    m_spaceLow = m_tools.freeSpace(m_options.folder) < m_options.leastFree;
    return !m_spaceLow;
}

bool RecordingWriter::makeRoom(std::uintmax_t bytes, const std::string& key)
{
    if (bytes > m_options.mostBytes)
        return false;
    m_pruned += folder().prune(limits(), bytes, key);
    return folder().bytes() + bytes <= m_options.mostBytes;
}

KeptPicture RecordingWriter::keep(const PictureJob& job)
{
    KeptPicture kept {job.run, job.number, {}, {}, job.inspection, job.setup};
    if (job.isFile) {
        lookAtFile(job, kept);
    } else if (hasSpace()) {
        const auto png = m_tools.encode(job.frame->image);
        m_noRoom = !makeRoom(png.size(), job.name.key());
        if (!m_noRoom) {
            kept.stamp = folder().writePart(job.name, png);
            kept.image = inference::pipeline::sha256Of(textOf(png));
        }
    }
    return kept;
}

/// The frame was decoded some time ago: evidence under the hash of other bytes would be wrong for ever.
void RecordingWriter::lookAtFile(const PictureJob& job, KeptPicture& kept) const
{
    const fs::path& file = job.frame->file;
    kept.stamp.path = file;
    readSettled(file, [&] {
        kept.image.clear();
        kept.stamp = stampOf(file);
        if (inference::imaging::decode(file).pixels == job.frame->image.pixels)
            kept.image = inference::pipeline::sha256OfFile(file);
        return true;
    });
}

std::size_t RecordingWriter::keep(const NeighbourJob& job)
{
    if (!hasSpace())
        return 0;
    const auto png = m_tools.encode(job.frame->image);
    std::size_t written = 0;
    for (const auto& [name, offset] : job.places)
        written += makeRoom(png.size(), name.key()) && folder().writeNeighbour(name, offset, png);
    return written;
}

}  // namespace app
