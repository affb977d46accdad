#pragma once

#include "pipeline/model_bundle.h"
#include "weights/vcp_weights.h"

#include <QString>

namespace app {

/// What a bundle's two weight files are, read off their tables of contents: no weight is touched.
struct ModelFacts {
    inference::weights::ClipShape clip;
    inference::weights::ClipNaming naming = inference::weights::ClipNaming::OpenAi;
    inference::weights::VcpShape vcp;
    std::vector<int> layers;  ///< tapped blocks, 1-based
    quint64 clipBytes = 0;
    quint64 vcpBytes = 0;
};

/// Opens (maps) both files; blocking, any thread. Throws inference::Error: what ClipWeights::open, VcpWeights::open,
/// checkFit and tappedLayers throw.
ModelFacts readFacts(const inference::pipeline::ModelBundle& bundle);

/// A weight file that was published and is known by its SHA-256.
enum class Published {
    Unknown,
    OpenAiClip,   ///< OpenAI's ViT-L-14-336px.pt
    VcpVisa,      ///< VCP-CLIP's train_visa.pth
    VcpMvtec,     ///< VCP-CLIP's train_mvtec.pth
};

Published publishedAs(const std::string& sha256);

/// A sentence on where the file comes from and what it is for.
QString publishedText(Published published);

/// "ViT-L/14": the name of the family as the field writes it; "ViT/14" for a width that has no letter.
QString familyName(const inference::weights::ClipShape& shape);
/// "ViT-L/14, 24 layers, 1024 wide, trained at 336 px"
QString clipText(const inference::weights::ClipShape& shape);
/// "4 taps, for a vision tower 1024 wide and a text tower 768 wide"
QString vcpText(const inference::weights::VcpShape& shape);
/// "ViT-L/14 · 518 px · 4 taps"
QString factsLine(const ModelFacts& facts, int imageSize);
/// "6, 12, 18, 24"
QString layersText(const std::vector<int>& layers);
/// "890.6 MB" in the person's number format.
QString bytesText(quint64 bytes);

}  // namespace app
