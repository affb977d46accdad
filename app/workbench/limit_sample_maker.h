#pragma once

#include "core/defect.h"
#include "core/limit_sample.h"

#include <QImage>

#include <memory>
#include <vector>

namespace app {

/// At least so many pixels a side are cut out around a region, of what the image has there.
inline constexpr int leastLimitSampleCut = 160;

/// Region and surroundings, in whole pixels of an image of this size: a square twice as large as the region, at least leastLimitSampleCut, moved into
/// the image and no larger than it.
inference::Rect limitSampleCut(const inference::Rect& box, QSize image);

/// What is measured of a region of an image, and what a picture of it shows; no picture yet. Class, note, part, image, name and time, and on which side it
/// stands, are the caller's to fill in.
inference::LimitSample measuredSample(const inference::Defect& region, double mmPerPixel, QSize image);

/// A cut-out of `picture`, the whole (oriented) image of 8, 24 or 32 bits a pixel, no larger than mostLimitSampleSide (limit_sample_card.h). Of a large one some milliseconds.
QImage cutOut(const QImage& picture, const inference::Rect& cut);

/// As JPEG, of at most inference::mostLimitSampleBytes: what is noisy loses quality rather than size. Throws inference::Error(Internal) where it can't be written.
std::shared_ptr<const std::vector<std::uint8_t>> limitSampleBytes(const QImage& cutOut);

}  // namespace app
