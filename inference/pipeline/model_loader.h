#pragma once

#include "core/detector.h"
#include "model/vcp_clip.h"
#include "pipeline/model_bundle.h"

#include <functional>
#include <memory>
#include <stop_token>

namespace inference::pipeline {

/// A model ready to run, with what a report must say of it.
struct LoadedModel {
    std::shared_ptr<Detector> detector;
    ModelBundle bundle;
    model::ModelFacts facts;
    weights::ClipShape clipShape;
    weights::VcpShape vcpShape;
    std::string clipSha256;
    std::string vcpSha256;
    double loadSeconds = 0;
};

/// Opens, checks and loads; the files' SHA-256 are computed beside it and compared with what the bundle promises.
/// Blocking; any thread. Throws Error: what readers and VcpClip::load throw, BundleHash; Cancelled.
LoadedModel loadModel(const ModelBundle& bundle, const std::function<void(double fraction)>& progress = {}, std::stop_token stop = {});

}  // namespace inference::pipeline
