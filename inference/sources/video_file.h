#pragma once

#include "sources/source.h"

#include <chrono>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>

namespace inference::sources {

/// A video from a file, read by FFmpeg: every picture in order, 8-bit RGB or grey. Not live: it waits for whoever takes them.
/// open() throws Error naming the file: FileMissing, FileEmpty, FileUnreadable{reason: the system's, or "not-a-video"}. Lists of
/// other files and addresses (.m3u8, .sdp, ffconcat) are no videos, so that a file never makes the program open another one. A file
/// that ends early gives the pictures it has; what can't be decoded whole is left out. read() takes what a disk takes, at most
/// `readTimeout`: then, or when the disk fails, it gives nothing and the next one goes on. Where five attempts to go on behind the last picture
/// have failed, it throws FileUnreadable{"rest:" and the whole seconds from where on}, and is over.
class VideoFile : public Source, public Seekable {
public:
    static constexpr std::chrono::milliseconds timeout {2000};

    /// `breakOff` is for tests, which have no file that stalls: asked amid FFmpeg's own work; true: as if the time were over.
    explicit VideoFile(
        std::filesystem::path file, bool loop = false, std::chrono::milliseconds readTimeout = timeout, std::function<bool()> breakOff = {});
    ~VideoFile() override;

    void open(const std::stop_token& stop) override;
    std::optional<Frame> read(const std::stop_token& stop) override;
    bool isOver() const override { return m_over; }
    void close() noexcept override;
    SourceFacts facts() const override;

    /// From what the file says of itself.
    double duration() const override;
    /// To the picture that begins nearest to `seconds`, clamped to the video: one of n pictures per second is reached by (its number) / n.
    /// Decodes from the key picture before it; a file of which FFmpeg can't seek starts anew. Throws Error(SourceLost) when not open, Error(BadInput) for no number.
    void seek(double seconds) override;

private:
    struct Reader;
    std::unique_ptr<Reader> opened(const std::stop_token& stop) const;
    void startAgain(const std::stop_token& stop);
    std::optional<Frame> readNext();
    void goOn();

    const std::filesystem::path m_file;
    const bool m_loop;
    const std::chrono::milliseconds m_readTimeout;
    const std::function<bool()> m_breakOff;
    std::unique_ptr<Reader> m_reader;
    bool m_over = false;
    std::optional<double> m_last;    // seconds: where the last picture lies that was given since the start, or since a seek
    std::optional<double> m_sought;  // seconds: of that seek
    int m_stalls = 0;                // since then
    bool m_any = false;  // since the start of the video: one that gives nothing is not looped
};

}  // namespace inference::sources
