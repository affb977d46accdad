#include "evaluation/mask_regions.h"

#include "evaluation/pixel_count_p.h"

#include <algorithm>
#include <cstring>

namespace inference::evaluation {
namespace {

/// The first of row[from .. end) that is (not) 0, as `defective` says; `end` when there is none.
std::size_t next(const std::uint8_t* row, std::size_t from, std::size_t end, bool defective)
{
    if (defective)
        for (std::uint64_t eight = 0; from + sizeof eight <= end; from += sizeof eight) {
            std::memcpy(&eight, row + from, sizeof eight);
            if (eight != 0)
                break;
        }
    while (from < end && (row[from] != 0) != defective)
        ++from;
    return from;
}

/// Runs that belong together, named by the first of them.
class RunSets {
public:
    void add() { m_parent.push_back(std::uint32_t(m_parent.size())); }

    std::uint32_t rootOf(std::uint32_t run)
    {
        while (m_parent[run] != run) {
            m_parent[run] = m_parent[m_parent[run]];
            run = m_parent[run];
        }
        return run;
    }

    void join(std::uint32_t a, std::uint32_t b)
    {
        a = rootOf(a);
        b = rootOf(b);
        m_parent[std::max(a, b)] = std::min(a, b);
    }

private:
    std::vector<std::uint32_t> m_parent;
};

/// Joins each run of a row with those of the row above that touch it. Rows as halves [begin, middle) and [middle, end) of `runs`.
void joinRows(const std::vector<MaskRun>& runs, std::size_t begin, std::size_t middle, std::size_t width, RunSets& sets)
{
    std::size_t above = begin;
    for (std::size_t run = middle; run < runs.size(); ++run) {
        const std::size_t first = runs[run].first - width;  // where the run would lie in the row above
        const std::size_t end = first + runs[run].length;
        while (above < middle && runs[above].first + runs[above].length < first)
            ++above;
        for (std::size_t other = above; other < middle && runs[other].first <= end; ++other)
            sets.join(std::uint32_t(run), std::uint32_t(other));
    }
}

}  // namespace

MaskRegions findMaskRegions(std::span<const std::uint8_t> mask, int width, int height)
{
    MaskRegions found;
    if (mask.empty())
        return found;
    requirePixels("mask", mask.size(), width, height);
    RunSets sets;
    const auto columns = std::size_t(width);
    std::size_t above = 0;
    for (std::size_t row = 0; row < mask.size(); row += columns) {
        const std::size_t here = found.runs.size();
        const std::size_t end = row + columns;
        for (std::size_t first = next(mask.data(), row, end, true); first < end;) {
            const std::size_t last = next(mask.data(), first, end, false);
            found.runs.push_back({first, std::uint32_t(last - first), 0});
            sets.add();
            first = next(mask.data(), last, end, true);
        }
        joinRows(found.runs, above, here, columns, sets);
        above = here;
    }
    for (std::uint32_t run = 0; run < found.runs.size(); ++run) {
        const std::uint32_t root = sets.rootOf(run);
        if (root == run) {
            found.runs[run].region = std::uint32_t(found.sizes.size());
            found.sizes.push_back(0);
        }
        found.runs[run].region = found.runs[root].region;
        found.sizes[found.runs[run].region] += found.runs[run].length;
    }
    return found;
}

}  // namespace inference::evaluation
