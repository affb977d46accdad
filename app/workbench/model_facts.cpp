#include "app/workbench/model_facts.h"

#include "model/vcp_clip.h"

#include <QCoreApplication>
#include <QLocale>
#include <QStringList>

namespace app {
namespace {

struct KnownFile {
    const char* sha256;
    Published published;
};

constexpr KnownFile knownFiles[] = {
    {"3035c92b350959924f9f00213499208652fc7ea050643e8b385c2dac08641f02", Published::OpenAiClip},
    {"bbb15ee3e303d6036d7eb82ecf6ee2419500d12472dc82c9023069b4110a2849", Published::VcpVisa},
    {"3e9364a149f34cb70dfed5dd493a34907659ee9955429ee0fdcf2899eb3f94e0", Published::VcpMvtec},
};

/// The letters of the vision transformers' sizes, by the width of their blocks.
QString sizeLetter(int width)
{
    switch (width) {
    case 768: return QStringLiteral("B");
    case 1024: return QStringLiteral("L");
    case 1280: return QStringLiteral("H");
    case 1408: return QStringLiteral("g");
    case 1664: return QStringLiteral("bigG");
    default: return {};
    }
}

}  // namespace

ModelFacts readFacts(const inference::pipeline::ModelBundle& bundle)
{
    const auto clip = inference::weights::ClipWeights::open(bundle.clip);
    const auto vcp = inference::weights::VcpWeights::open(bundle.vcp);
    inference::weights::checkFit(clip, vcp);
    return {clip.shape, clip.naming, vcp.shape, inference::model::tappedLayers(clip.shape, vcp.shape, bundle.options),
            std::filesystem::file_size(bundle.clip), std::filesystem::file_size(bundle.vcp)};
}

Published publishedAs(const std::string& sha256)
{
    for (const KnownFile& file : knownFiles)
        if (sha256 == file.sha256)
            return file.published;
    return Published::Unknown;
}

QString publishedText(Published published)
{
    switch (published) {
    case Published::OpenAiClip:
        return QCoreApplication::translate("ModelFacts", "OpenAI's published weights.");
    case Published::VcpVisa:
        return QCoreApplication::translate("ModelFacts", "Published weights, trained on VisA: use them for products outside that data set.");
    case Published::VcpMvtec:
        return QCoreApplication::translate("ModelFacts", "Published weights, trained on MVTec AD: use them for products outside that data set.");
    case Published::Unknown: break;
    }
    return QCoreApplication::translate("ModelFacts", "Not one of the published files.");
}

QString familyName(const inference::weights::ClipShape& shape)
{
    const QString letter = sizeLetter(shape.visionWidth);
    return letter.isEmpty() ? QStringLiteral("ViT/%1").arg(shape.patch) : QStringLiteral("ViT-%1/%2").arg(letter).arg(shape.patch);
}

QString clipText(const inference::weights::ClipShape& shape)
{
    return QCoreApplication::translate("ModelFacts", "%1, %n layers, %2 wide, trained at %3 px", nullptr, shape.visionLayers)
        .arg(familyName(shape)).arg(shape.visionWidth).arg(shape.patch * shape.trainedGrid);
}

QString vcpText(const inference::weights::VcpShape& shape)
{
    return QCoreApplication::translate("ModelFacts", "%n taps, for a vision tower %1 wide and a text tower %2 wide", nullptr, shape.taps)
        .arg(shape.visionWidth).arg(shape.embed);
}

QString factsLine(const ModelFacts& facts, int imageSize)
{
    return QStringList {familyName(facts.clip), QCoreApplication::translate("ModelFacts", "%1 px").arg(imageSize),
                        QCoreApplication::translate("ModelFacts", "%n taps", nullptr, int(facts.layers.size()))}
        .join(QStringLiteral(" · "));
}

QString layersText(const std::vector<int>& layers)
{
    QStringList numbers;
    for (const int layer : layers)
        numbers.append(QString::number(layer));
    return numbers.join(QStringLiteral(", "));
}

QString bytesText(quint64 bytes)
{
    // Number and unit stay on one line; Qt would spell bytes in English.
    if (bytes < 1000)
        return QString::number(bytes) + QChar::Nbsp + u'B';
    return QLocale().formattedDataSize(qint64(bytes), 1, QLocale::DataSizeSIFormat).replace(u' ', QChar::Nbsp);
}

}  // namespace app
