#pragma once

#include "core/limit_sample.h"
#include "widgets/measure.h"
#include "widgets/sample_card.h"

namespace app {

/// A limit sample's picture has no more pixels a side.
inline constexpr int mostLimitSampleSide = 288;

/// The picture of a sample as it is to be painted. Null where its bytes are no JPEG, or one that claims more pixels: recipes come from strangers. Any thread.
QImage limitSamplePicture(const inference::LimitSample& sample);

/// The sample with this picture, in pixels of the present calibration, without words.
widgets::SampleCard limitSampleCard(const inference::LimitSample& sample, const QImage& picture, widgets::Calibration present);

}  // namespace app
