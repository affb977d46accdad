#pragma once

namespace inference {

/// What a part really is, as a person knows it: the truth that limits are tuned against. Never the machine's verdict.
enum class Label { None, Good, Defective };

}  // namespace inference
