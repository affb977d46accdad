#pragma once

#include <string>
#include <string_view>

namespace app {

/// The seal inside a report's JSON: "sha256:" and the hash of the whole text with its own 64 digits replaced by zeros.

/// The value of "seal" in a text that is not sealed yet.
std::string openJsonSeal();

/// Puts the hash in. The text must hold `"seal": "<openJsonSeal()>"` once, before anything that others wrote.
void sealJson(std::string& json);

enum class JsonSeal { Whole, Broken, Missing };
JsonSeal checkJsonSeal(std::string_view json);

}  // namespace app
