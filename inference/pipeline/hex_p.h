#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace inference::pipeline {

/// Two digits a byte, small letters.
inline std::string hexOf(std::span<const std::uint8_t> bytes)
{
    constexpr char digits[] = "0123456789abcdef";
    std::string text(2 * bytes.size(), '0');
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        text[2 * i] = digits[bytes[i] / 16];
        text[2 * i + 1] = digits[bytes[i] % 16];
    }
    return text;
}

/// Puts what two digits each say behind `bytes`; one digit left over isn't looked at. False where one is none.
inline bool appendHex(std::string_view text, std::vector<std::uint8_t>& bytes)
{
    const auto valueOf = [](char digit) { return digit >= '0' && digit <= '9' ? digit - '0' : digit >= 'a' && digit <= 'f' ? digit - 'a' + 10 : -1; };
    for (std::size_t i = 0; i + 1 < text.size(); i += 2) {
        const int high = valueOf(text[i]), low = valueOf(text[i + 1]);
        if (high < 0 || low < 0)
            return false;
        bytes.push_back(std::uint8_t(high * 16 + low));
    }
    return true;
}

}  // namespace inference::pipeline
