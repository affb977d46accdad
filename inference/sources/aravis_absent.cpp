// Instead of aravis.cpp where Aravis isn't there.
#include "sources/aravis.h"

#include "core/error.h"

namespace inference::sources {

struct GenicamCamera::Camera { };

bool hasAravis() noexcept
{
    return false;
}

std::vector<GenicamDevice> genicamDevices()
{
    return {};
}

GenicamCamera::GenicamCamera(std::string id, GenicamOptions options)
    : m_id(std::move(id))
    , m_options(std::move(options))
{
}

GenicamCamera::~GenicamCamera() = default;

GenicamCamera::Camera& GenicamCamera::camera() const
{
    throw Error(ErrorCode::SourceUnsupported, {m_id, "aravis"});
}

void GenicamCamera::open(const std::stop_token&)
{
    camera();
}

std::optional<Frame> GenicamCamera::read(const std::stop_token&)
{
    camera();
    return std::nullopt;
}

void GenicamCamera::close() noexcept { }

SourceFacts GenicamCamera::facts() const
{
    SourceFacts facts;
    facts.name = m_id;
    return facts;
}

std::uint64_t GenicamCamera::lost() const
{
    return 0;
}

std::vector<Setting> GenicamCamera::settings()
{
    camera();
    return {};
}

double GenicamCamera::set(const std::string&, double)
{
    camera();
    return 0;
}

void GenicamCamera::trigger()
{
    camera();
}

std::vector<std::string> GenicamCamera::pixelFormats()
{
    camera();
    return {};
}

std::vector<std::string> GenicamCamera::triggerLines()
{
    camera();
    return {};
}

std::uint64_t GenicamCamera::missingPackets() const
{
    return 0;
}

}  // namespace inference::sources
