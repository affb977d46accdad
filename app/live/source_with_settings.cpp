#include "app/live/source_with_settings.h"

namespace app {

SourceWithSettings::SourceWithSettings(std::unique_ptr<inference::sources::Source> source, ChosenSettings settings)
    : m_source(std::move(source))
    , m_settings(std::move(settings))
{
}

void SourceWithSettings::open(const std::stop_token& stop)
{
    m_source->open(stop);
    if (m_isSet)
        return;
    try {
        for (const auto& [key, value] : m_settings)
            m_source->set(key, value);
        m_isSet = true;
    } catch (...) {
        m_source->close();
        throw;
    }
}

}  // namespace app
