#pragma once

#include "sources/source.h"

#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace app {

/// Keys and values for Source::set(), in the order in which they are set.
using ChosenSettings = std::vector<std::pair<std::string, double>>;

/// A camera that is set before its first picture. A source of its own rather than a question to the grabber: what a test shows and what is
/// judged are set the same way, no picture from before is handed out, and no start can forget it. After a loss the camera itself sets
/// again what it was set to last (sources/aravis.h, v4l2.h), which a person may have changed meanwhile; so this one sets once only.
///
/// open() throws what set() throws, besides: a camera without such a setting isn't opened. Threads as Source.
class SourceWithSettings : public inference::sources::Source {
public:
    SourceWithSettings(std::unique_ptr<inference::sources::Source> source, ChosenSettings settings);

    void open(const std::stop_token& stop) override;
    std::optional<inference::sources::Frame> read(const std::stop_token& stop) override { return m_source->read(stop); }
    bool isOver() const override { return m_source->isOver(); }
    void close() noexcept override { m_source->close(); }
    inference::sources::SourceFacts facts() const override { return m_source->facts(); }
    std::uint64_t lost() const override { return m_source->lost(); }
    std::vector<inference::sources::Setting> settings() override { return m_source->settings(); }
    double set(const std::string& key, double value) override { return m_source->set(key, value); }
    void trigger() override { m_source->trigger(); }

    inference::sources::Source& inner() { return *m_source; }

private:
    const std::unique_ptr<inference::sources::Source> m_source;
    const ChosenSettings m_settings;
    bool m_isSet = false;
};

}  // namespace app
