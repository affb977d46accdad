#pragma once

#include "app/report/report.h"

#include <functional>
#include <string>

namespace app {

/// A report as JSON, for machines: what is attached to its PDF, and what is exported on its own. UTF-8.
///
/// {"format": "vcp-report", "version": 1, "seal": "sha256:<64 hex digits>", "program", "program_sha256": of the program that made it, "made": "2026-05-01T14:03:00+02:00",
///  "complete", "redacted", "product", "lot", "station", "operator", "notes", "heading",
///  "model": {"name", "clip": {"file", "sha256"}, "vcp": {"file", "sha256"}, "options_sha256", "image_size", "layers", "device",
///            "precision", "self_test": null | {"images", "greatest", "mean", "tolerance", "holds"}, "engine"},
///  "recipe": {as in a recipe file}, "recipe_sha256",
///  "counts": {"pass", "review", "fail", "error", "reviewed", "overruled"},
///  "images": [{"file", "sha256", "modified", "width", "height", "verdict": the machine's, "score", "region_score": null without a region, "final_verdict",
///              "label": "none" | "good" | "defective",
///              "review": null | {"verdict": null | "pass" | ..., "operator", "utc", "note", "regions": [{"x", "y", "class", "note"}],
///              "blind": [{"verdict", "operator", "utc"}]},
///              "defects": [{as in results.json, and "class", "note"}], "error": null | {"code", "sentence"}, "page": null | number}],
///  "evaluation": null | {"dataset", "model", "alpha", "sigma", "image_score": "published" | "recipe", "figures": {as eval --json},
///                "confusion": {product: {"limit", "hits", "escapes", "overkills", "passes"}}, "compared_with": null | {"model", "figures"}},
///  "gauge": null | {"names": what the pictures' names are like, "measure": "region_score" | "image_score" | "largest_defect_area" | "all_defects_area" |
///                "longest_defect_length" | "defects", "unit": of values, tolerance and, squared, variances, "tolerance": null | number, "parts", "appraisers", "trials",
///                "mean", "variance": {"repeatability", "appraisers", "interaction", "parts"}, "interaction_p": null | 0..1, "interaction_pooled", "grr_of_variation": 0..1,
///                "grr_of_tolerance": null | 0 and more, "distinct_categories": null | number, "agreement": {"between", "right": {"count", "of"}, "within":
///                [{"appraiser", "count", "of"}], "kappa": null | number}, "readings": [{"file", "part", "appraiser", "value"}] of the measure},
///  "review_log_unread": there was a review log, but it could not be read,
///  "review_log": null | {"finding": "intact" | ..., "row", "rows", "tip_hash", "entries": [{"id", "batch", "utc", "operator",
///                "image", "kind", "payload", "previous_hash", "hash"}]}}
///
/// Verdicts are "pass", "review", "fail" or "error". An image that failed has null for width, height, score and both verdicts "error".
/// "page" counts from 1 and is the page of the PDF that shows its picture. The seal is the SHA-256 of the whole text with the
/// 64 digits replaced by 64 zeros: it finds a change, it proves no author. The hash of an entry is that of app/store/review_chain.h.
///
/// Any thread whose texts may be translated; pure.
std::string reportJson(const Report& report, const std::function<int(std::size_t part)>& pageOf = {});

/// What a review log's check found, as the file says it: "intact", "row_changed", ...
std::string_view findingKey(ReviewFinding finding);

}  // namespace app
