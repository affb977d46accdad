#include "app/store/review_tip.h"

#include "app/store/inspection_key.h"
#include "weights/atomic_file.h"

#include <charconv>
#include <fstream>

namespace app {
namespace {

constexpr std::string_view head = "vcp-review-tip 1 ";

}  // namespace

ReviewTipReading readReviewTip(const std::filesystem::path& path)
{
    std::error_code error;
    if (!std::filesystem::exists(path, error) && !error)
        return {};
    const ReviewTipReading unreadable {ReviewTipReading::Unreadable, {}};
    std::ifstream file(path, std::ios::binary);
    std::string text(200, '\0');
    file.read(text.data(), std::streamsize(text.size()));
    text.resize(std::size_t(std::max<std::streamsize>(file.gcount(), 0)));
    if (!text.starts_with(head) || !text.ends_with('\n'))
        return unreadable;
    ReviewTip tip;
    const char* const end = text.data() + text.size() - 1;
    const auto [at, failed] = std::from_chars(text.data() + head.size(), end, tip.rows);
    if (failed != std::errc() || tip.rows < 0 || at == end || *at != ' ')
        return unreadable;
    tip.hash.assign(at + 1, end);
    return isSha256(tip.hash) ? ReviewTipReading {ReviewTipReading::Read, tip} : unreadable;
}

void writeReviewTip(const std::filesystem::path& path, const ReviewTip& tip)
{
    inference::weights::AtomicFile file(path);
    file.write(std::string(head) + std::to_string(tip.rows) + ' ' + tip.hash + '\n');
    file.commit();
}

}  // namespace app
