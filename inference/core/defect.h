#pragma once

#include "core/geometry.h"

#include <vector>

namespace inference {

/// A closed line around a region, in image pixels; the last point joins the first. Holes have contours of their own.
using Contour = std::vector<Point>;

/// One connected region of the anomaly map at or above a limit. Positions and lengths in pixels of the (oriented) image.
struct Defect {
    double area = 0;    ///< image pixels squared
    double length = 0;  ///< longest Feret diameter: the greatest distance of two corners of its pixels
    double width = 0;   ///< shortest Feret diameter: the least distance of two parallel lines that hold it
    Rect box;           ///< tight box of the raster's pixels
    Point centroid;     ///< mean position, unweighted
    Point peakAt;       ///< centre of the raster pixel with the greatest value
    float peak = 0;     ///< greatest probability inside, 0..1
    float mean = 0;     ///< mean probability inside, 0..1
    float contrast = 0; ///< mean inside minus mean of its surroundings: its box grown by half its size on each side, without it
    int zone = -1;      ///< index into Recipe::zones; -1: in none
    bool failing = false;            ///< reaches the fail limit (otherwise only the review limit)
    std::vector<Contour> contours;   ///< where the interpolated map crosses the limit
};

}  // namespace inference
