#pragma once

#include "model/device.h"
#include "program_tools.h"
#include "training/fresh_weights.h"

#include <QImage>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QtTest>

/// vcp-inspect train as scripts start it, and the data sets that it is started on.
namespace training_tools {

using program_tools::contents;

inline constexpr int side = 64;
inline constexpr int patience = 120'000;  // milliseconds after which a process hangs

/// A part with shading of its own, and a spot darker than it when `mask` is given, which then marks it.
inline void makePart(const QString& path, int number, const QString& mask = {})
{
    QImage image(side, side, QImage::Format_RGB888), marked(side, side, QImage::Format_Grayscale8);
    marked.fill(0);
    const int left = number * 7 % (side - 14), top = number * 13 % (side - 14);
    for (int y = 0; y < side; ++y)
        for (int x = 0; x < side; ++x) {
            const bool spot = !mask.isEmpty() && x >= left && x < left + 14 && y >= top && y < top + 14;
            image.setPixelColor(x, y, spot ? QColor(30, 20, 40) : QColor(140 + x / 2, 150 + (y + number) % 16, 130));
            if (spot)
                marked.scanLine(y)[x] = 255;
        }
    image.setPixelColor(0, 0, QColor(number / 256, number % 256, 7));  // no two with the same bytes
    QDir().mkpath(QFileInfo(path).path());
    if (!image.save(path))
        qFatal("cannot write %s", qPrintable(path));
    if (mask.isEmpty())
        return;
    QDir().mkpath(QFileInfo(mask).path());
    if (!marked.save(mask))
        qFatal("cannot write %s", qPrintable(mask));
}

/// MVTec AD's layout: `products` with 3 good and 5 defective test images each, no two with the same bytes.
inline void makeDataset(const QString& root, const QStringList& products, int first = 0)
{
    for (int p = 0; p < products.size(); ++p) {
        const QString product = root + '/' + products[p];
        makePart(product + "/train/good/000.png", first + 100 * p + 50);
        for (int i = 0; i < 3; ++i)
            makePart(QStringLiteral("%1/test/good/%2.png").arg(product).arg(i), first + 100 * p + i);
        for (int i = 0; i < 5; ++i)
            makePart(QStringLiteral("%1/test/spot/%2.png").arg(product).arg(i), first + 100 * p + 10 + i, QStringLiteral("%1/ground_truth/spot/%2_mask.png").arg(product).arg(i));
    }
}

inline QList<QJsonObject> events(const QByteArray& out, const QString& event)
{
    QList<QJsonObject> found;
    for (const QByteArray& line : out.split('\n')) {
        const QJsonObject object = QJsonDocument::fromJson(line).object();
        if (object["event"].toString() == event)
            found << object;
    }
    return found;
}

/// What was said of the images that are learned from ("training") or judged by ("validation").
inline QJsonObject dataOf(const QByteArray& out, const QString& role)
{
    for (const QJsonObject& object : events(out, "data"))
        if (object["role"].toString() == role)
            return object;
    return {};
}

struct Finished {
    int code = -1;
    QByteArray out;
    QString err;
};

/// The small model that is trained, the data set "parts", and whatever the trainings leave beside them.
class TrainingBench {
protected:
    void prepare()
    {
        inference::model::prepareMachine();
        inference::model::ModelOptions options;
        options.imageSize = side;
        inference::training::writeFreshWeights({64, 4, 16, 4, 64, 2, 4, 2}, options, 3, at("clip.safetensors").toStdString(), at("vcp.pth").toStdString());
        makeDataset(at("parts"), {"nut", "tube"});
    }

    QStringList command(const QString& out, const QStringList& more = {}) const
    {
        return QStringList {"train", "--clip", at("clip.safetensors"), "--vcp", at("vcp.pth"), "--image-size", QString::number(side), "--layers", "1,2,3,4",
                            "--device", "cpu", "--batch", "4", "--lr", "0.003", "--json-lines", "--out", at(out)}
            + more;
    }
    QString at(const QString& name) const { return m_folder.filePath(name); }
    static Finished run(const QStringList& arguments)
    {
        QProcess process;
        process.start(VCP_INSPECT, arguments);
        if (!process.waitForFinished(patience))
            qFatal("vcp-inspect hangs");
        return {process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1, process.readAllStandardOutput(), QString::fromUtf8(process.readAllStandardError())};
    }

    QTemporaryDir m_folder;
};

}  // namespace training_tools
