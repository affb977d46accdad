#pragma once

#include "../unit/numbered_pictures.h"
#include "app/live/source_choice.h"

#include <opencv2/videoio.hpp>

#include <QTemporaryDir>

#include <stdexcept>

/// Sources that are really there.
namespace source_tools {

/// A video of so many numbered pictures (tests/unit/numbered_pictures.h), 320 x 64.
inline QString writtenVideo(const QTemporaryDir& folder, int pictures, double perSecond)
{
    const QString path = folder.filePath(QStringLiteral("parts.avi"));
    cv::VideoWriter writer(path.toStdString(), cv::CAP_FFMPEG, cv::VideoWriter::fourcc('M', 'J', 'P', 'G'), perSecond, cv::Size(320, 64));
    if (!writer.isOpened())
        throw std::runtime_error("no video for the test");
    for (int i = 0; i < pictures; ++i)
        writer.write(numbered::picture(i));
    return path;
}

inline void writePicture(const QString& path, int number)
{
    if (!cv::imwrite(path.toStdString(), numbered::picture(number)))
        throw std::runtime_error("no picture for the test");
}

inline app::SourceChoice choiceOf(app::SourceChoice::Kind kind)
{
    app::SourceChoice choice;
    choice.kind = kind;
    return choice;
}

inline app::SourceChoice videoChoice(const QString& file, app::SourceChoice::Pace pace, bool loop = false)
{
    auto choice = choiceOf(app::SourceChoice::Kind::VideoFile);
    choice.video = {file, loop, pace};
    return choice;
}

inline app::SourceChoice folderChoice(const QString& folder, bool existingToo)
{
    auto choice = choiceOf(app::SourceChoice::Kind::WatchedFolder);
    choice.folder = {folder, existingToo, 50};
    return choice;
}

inline app::SourceChoice streamChoice(const std::string& address)
{
    auto choice = choiceOf(app::SourceChoice::Kind::Stream);
    choice.stream.address = QString::fromStdString(address);
    return choice;
}

/// The next picture of an open source; nothing after some seconds.
inline std::optional<inference::sources::Frame> oneOf(inference::sources::Source& source)
{
    for (int i = 0; i < 40 && !source.isOver(); ++i)
        if (auto frame = source.read({}))
            return frame;
    return std::nullopt;
}

}  // namespace source_tools
