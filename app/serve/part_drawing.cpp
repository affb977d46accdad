#include "app/serve/part_drawing.h"

#include "app/export/image_shapes.h"
#include "app/export/region_mask.h"
#include "imaging/decode.h"
#include "imaging/image_writer.h"
#include "imaging/overlay.h"
#include "judging/judge.h"

namespace app {

std::vector<std::uint8_t> drawn(const ServedPart& part, PartDrawing what)
{
    const inference::Recipe& recipe = part.recipe->recipe;
    if (what == PartDrawing::Mask)
        return inference::imaging::encodePng(regionMask(part.row.imageSize, imageShapes(part.row.file, part.row.imageSize, part.row.judgement, recipe).regions));
    const auto maps = inference::judging::renderMaps(*part.inspection, recipe);
    if (what == PartDrawing::Map)
        return inference::imaging::encodeMap(maps.blended);
    inference::imaging::OverlayStyle style;
    style.limit = recipe.rule.failLimit;
    return inference::imaging::encodePng(inference::imaging::paintOverlay(inference::imaging::decodeBytes(part.file), maps.blended, part.row.judgement, style));
}

}  // namespace app
