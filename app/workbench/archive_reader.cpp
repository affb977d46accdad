#include "app/workbench/archive_reader.h"

#include "app/store/archive_access.h"
#include "app/workbench/background.h"

namespace app {

ArchiveReader::ArchiveReader()
    : m_thread([this](const std::stop_token& stop) {
        giveWay(5);
        ArchiveAccess access;
        while (auto task = m_tasks.pop(stop))
            (*task)(access);
    })
{
}

ArchiveReader::~ArchiveReader() = default;

ArchiveReader::Answer ArchiveReader::find(const std::string& image, const InspectionArchive& archive)
{
    const std::scoped_lock turn(m_turn);
    Task task([&image, &archive](ArchiveAccess& access) -> Answer {
        try {
            return access.open(archive).find({image, archive.setup});
        } catch (const inference::Error& error) {
            access.noteFailure(error);
            throw;
        }
    });
    std::future<Answer> answer = task.get_future();
    m_tasks.push(std::move(task), m_thread.get_stop_token());
    return answer.get();
}

}  // namespace app
