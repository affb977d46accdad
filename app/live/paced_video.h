#pragma once

#include "sources/video_file.h"

namespace app {

/// A video file that behaves as the camera it was taken with: a picture comes when it is due, and is lost when a newer one comes before
/// anybody took it (SourceFacts::live). Who reads late isn't given what was due meanwhile in a burst. Threads and errors as VideoFile.
class PacedVideo : public inference::sources::Source, public inference::sources::Seekable {
public:
    PacedVideo(std::filesystem::path file, bool loop);

    void open(const std::stop_token& stop) override;
    std::optional<inference::sources::Frame> read(const std::stop_token& stop) override;
    bool isOver() const override { return !m_pending && m_video.isOver(); }
    void close() noexcept override;
    inference::sources::SourceFacts facts() const override;

    double duration() const override { return m_video.duration(); }
    void seek(double seconds) override;

private:
    using Clock = inference::sources::Clock;
    Clock::time_point dueTime(double position);

    inference::sources::VideoFile m_video;
    std::optional<inference::sources::Frame> m_pending;  // read, and not due yet
    Clock::time_point m_due;                             // of m_pending, or else of the last picture
    std::optional<double> m_position;                    // of the last picture read; nothing: the next one is due at once
};

}  // namespace app
