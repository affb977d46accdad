#include "evaluation/radix_sort_p.h"

#include <algorithm>
#include <array>
#include <utility>

namespace inference::evaluation {
namespace {

constexpr int digits = 3;
constexpr int bits = 11;
constexpr std::size_t values = std::size_t(1) << bits;

template <int skip, typename Value> void sortBy32(std::vector<Value>& items, std::vector<Value>& scratch)
{
    const auto digitOf
        = [](Value item, int digit) { return std::size_t(item >> (skip + digit * bits)) & (values - 1); };
    std::array<std::array<std::size_t, values>, digits> counts {};
    for (const Value item : items)
        for (int digit = 0; digit < digits; ++digit)
            ++counts[std::size_t(digit)][digitOf(item, digit)];
    scratch.resize(std::max(scratch.size(), items.size()));
    Value* from = items.data();
    Value* to = scratch.data();
    for (int digit = 0; digit < digits; ++digit) {
        auto& places = counts[std::size_t(digit)];
        if (items.empty() || places[digitOf(from[0], digit)] == items.size())
            continue;
        std::size_t place = 0;
        for (std::size_t& count : places)
            place += std::exchange(count, place);
        for (std::size_t i = 0; i < items.size(); ++i)
            to[places[digitOf(from[i], digit)]++] = from[i];
        std::swap(from, to);
    }
    if (from != items.data())
        std::copy_n(from, items.size(), items.data());
}

}  // namespace

void radixSort(std::vector<std::uint32_t>& keys, std::vector<std::uint32_t>& scratch)
{
    sortBy32<0>(keys, scratch);
}

void radixSortByUpperHalf(std::vector<std::uint64_t>& items, std::vector<std::uint64_t>& scratch)
{
    sortBy32<32>(items, scratch);
}

}  // namespace inference::evaluation
