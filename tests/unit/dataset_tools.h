#pragma once

// Miniature data sets from lines of text, and data sets as lines of text.

#include "training/datasets/dataset.h"
#include "training/datasets/mask.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QImage>
#include <QRegularExpression>
#include <QStringList>

#include <filesystem>

/// Rows of pixels, separated by "/": '.' 0, '#' 255, 'h' 128, 'l' 127, a digit itself.
inline QImage pixelsOf(const QString& text, QImage::Format format)
{
    const QStringList rows = text.split('/');
    QImage image(int(rows[0].size()), int(rows.size()), format);
    if (format == QImage::Format_Indexed8)  // every index looks the same: only the index tells
        image.setColorTable(QList<QRgb>(256, qRgb(40, 40, 40)));
    for (int y = 0; y < image.height(); ++y)
        for (int x = 0; x < image.width(); ++x) {
            const char letter = rows[y][x].toLatin1();
            image.scanLine(y)[x] = uchar(letter == '.' ? 0 : letter == '#' ? 255 : letter == 'h' ? 128 : letter == 'l' ? 127 : letter - '0');
        }
    return image;
}

/// Writes files below `root`, a line each: "path: 4x3" an image of that size, "path: mask .#/#." a grey picture of those pixels,
/// "path: palette .1/2#" one whose pixels are palette indices, "path: text ..." a text ("¶" is a line break),
/// "path: link target" a symbolic link, "path: folder".
inline void makeFiles(const QString& root, const QStringList& lines)
{
    for (const QString& line : lines) {
        const QString name = line.section(": ", 0, 0), what = line.section(": ", 1);
        const QString path = root + '/' + name, word = what.section(' ', 0, 0), rest = what.section(' ', 1);
        QDir().mkpath(word == "folder" ? path : QFileInfo(path).path());
        bool done = true;
        if (word == "mask") {
            done = pixelsOf(rest, QImage::Format_Grayscale8).save(path);
        } else if (word == "palette") {
            done = pixelsOf(rest, QImage::Format_Indexed8).save(path);
        } else if (word == "text") {
            QFile file(path);
            done = file.open(QIODevice::WriteOnly) && file.write(QString(rest).replace("¶", "\n").toUtf8()) >= 0;
        } else if (word == "link") {
            done = QFile::link(rest, path);
        } else if (word != "folder") {
            QImage image(what.section('x', 0, 0).toInt(), what.section('x', 1).toInt(), QImage::Format_Grayscale8);
            image.fill(90);
            done = image.save(path);
        }
        if (!done)
            qFatal("cannot write %s", qPrintable(path));
    }
}

inline QString relativeText(const std::filesystem::path& path, const std::filesystem::path& root)
{
    return QString::fromStdString(path.empty() ? "" : path.lexically_relative(root).generic_string());
}

/// A line for each sample: "product train good path", "product test broken path <- mask"; labels that nobody knows are "?".
inline QStringList samplesOf(const inference::datasets::Dataset& dataset)
{
    using namespace inference::datasets;
    QStringList lines;
    for (const Product& product : dataset.products)
        for (const Sample& sample : product.samples) {
            const QString label = sample.label == inference::Label::Good ? "good" : sample.label == inference::Label::None ? "?" : QString::fromStdString(sample.defect);
            QString line = QString("%1 %2 %3 %4").arg(QString::fromStdString(product.name), sample.split == Split::Train ? "train" : "test", label, relativeText(sample.image, dataset.root));
            if (sample.mask.kind != MaskKind::None)
                line += " <- " + relativeText(sample.mask.file, dataset.root);
            lines.append(line);
        }
    return lines;
}

/// A line for each problem: "code path detail".
inline QStringList problemsOf(const std::vector<inference::datasets::Problem>& problems, const std::filesystem::path& root)
{
    QStringList lines;
    for (const auto& problem : problems) {
        const QStringList parts {QString::fromLatin1(codeName(problem.code).data(), qsizetype(codeName(problem.code).size())), relativeText(problem.path, root), QString::fromStdString(problem.detail)};
        lines.append(parts.join(' ').trimmed());
    }
    return lines;
}

/// ".#/#.", as pixelsOf() takes it.
inline QString maskText(const inference::datasets::Mask& mask)
{
    QStringList rows;
    for (int y = 0; y < mask.height; ++y) {
        QString row;
        for (int x = 0; x < mask.width; ++x)
            row += mask.pixels[std::size_t(y) * std::size_t(mask.width) + std::size_t(x)] ? '#' : '.';
        rows.append(row);
    }
    return rows.join('/');
}
