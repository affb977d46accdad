#include "core/natural_order.h"

#include <algorithm>
#include <utility>

namespace inference {
namespace {

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

}  // namespace

std::string lowered(std::string text)
{
    for (char& c : text)
        c = c >= 'A' && c <= 'Z' ? char(c - 'A' + 'a') : c;
    return text;
}

std::string naturalKey(const std::string& name)
{
    // Before each run of digits stands its length, leading zeros left out.
    const std::string text = lowered(name);
    std::string key;
    for (std::size_t i = 0; i < text.size();) {
        if (!isDigit(text[i])) {
            key += text[i++];
            continue;
        }
        std::size_t end = i;
        while (end < text.size() && isDigit(text[end]))
            ++end;
        while (i + 1 < end && text[i] == '0')
            ++i;
        // A name has at most 255 bytes. The leading '0' keeps a number where a digit stands among other characters.
        key += {'0', char(static_cast<unsigned char>(std::min<std::size_t>(end - i, 255)))};
        key.append(text, i, end - i);
        i = end;
    }
    return key;
}

void sortNaturally(std::vector<std::filesystem::path>& names)
{
    // The key of each name is made once, not at each comparison. std::string compares as unsigned bytes.
    std::vector<std::pair<std::string, std::filesystem::path>> keyed;
    keyed.reserve(names.size());
    for (std::filesystem::path& name : names) {
        std::string key = naturalKey(name.string());
        keyed.emplace_back(std::move(key), std::move(name));
    }
    std::ranges::sort(keyed, [](const auto& a, const auto& b) {
        const int order = a.first.compare(b.first);
        return order != 0 ? order < 0 : a.second.native() < b.second.native();
    });
    std::ranges::transform(keyed, names.begin(), [](auto& key) { return std::move(key.second); });
}

}  // namespace inference
