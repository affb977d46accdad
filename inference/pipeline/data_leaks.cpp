#include "pipeline/data_leaks.h"

#include "core/detector.h"
#include "core/error.h"
#include "pipeline/file_hash.h"

#include <algorithm>
#include <map>
#include <unordered_map>

namespace inference::pipeline {
namespace {

using Places = std::vector<ImagePlace>;

/// Whether two of the places are in different data sets or splits.
bool isLeak(const Places& places)
{
    return std::ranges::any_of(places, [&](const ImagePlace& place) {
        return place.dataset != places.front().dataset || place.split != places.front().split;
    });
}

class LeakSearch {
public:
    explicit LeakSearch(const std::stop_token& stop)
        : m_stop(stop)
    {
    }

    void add(ImagePlace place)
    {
        if (m_stop.stop_requested())
            throw Cancelled();
        std::error_code error;
        const auto size = std::filesystem::file_size(place.image, error);
        if (error)
            m_leaks.unread.push_back(std::move(place.image));
        else
            m_bySize[size].push_back(std::move(place));
    }

    DataLeaks leaks()
    {
        for (const auto& [size, places] : m_bySize)
            if (isLeak(places))
                compare(places);
        std::ranges::sort(m_leaks.shared, [](const SharedImage& a, const SharedImage& b) {
            const ImagePlace &left = a.places.front(), &right = b.places.front();
            return left.dataset != right.dataset ? left.dataset < right.dataset : left.image < right.image;
        });
        return std::move(m_leaks);
    }

private:
    void compare(const Places& places)
    {
        std::map<std::string, Places> byHash;
        for (const ImagePlace& place : places) {
            try {
                byHash[hashOf(place.image)].push_back(place);
            } catch (const Error&) {
                m_leaks.unread.push_back(place.image);
            }
        }
        for (auto& [hash, same] : byHash)
            if (isLeak(same))
                m_leaks.shared.push_back({hash, std::move(same)});
    }

    /// A file that stands in several products is read once.
    const std::string& hashOf(const std::filesystem::path& image)
    {
        const auto found = m_hashes.find(image.string());
        return found != m_hashes.end() ? found->second : m_hashes.emplace(image.string(), sha256OfFile(image, m_stop)).first->second;
    }

    std::stop_token m_stop;
    std::map<std::uintmax_t, Places> m_bySize;
    std::unordered_map<std::string, std::string> m_hashes;
    DataLeaks m_leaks;
};

}  // namespace

DataLeaks findLeaks(std::span<const datasets::Dataset> sets, const std::stop_token& stop)
{
    LeakSearch search(stop);
    for (std::size_t i = 0; i < sets.size(); ++i)
        for (const datasets::Product& product : sets[i].products)
            for (const datasets::Sample& sample : product.samples)
                search.add({i, product.name, sample.split, sample.image});
    return search.leaks();
}

}  // namespace inference::pipeline
