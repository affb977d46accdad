#include "app/store/reviewed_parts.h"

#include "app/store/history.h"
#include "core/detector.h"
#include "core/natural_order.h"
#include "pipeline/file_hash.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>

#include <unistd.h>

namespace fs = std::filesystem;

namespace app {
namespace {

using inference::Error;
using inference::ErrorCode;

constexpr std::uintmax_t spaceLeft = 1u << 30;  // bytes that copies leave free
constexpr std::size_t hashInName = 12;

[[noreturn]] void failWriting(const std::error_code& error, const fs::path& path)
{
    throw Error(ErrorCode::WriteFailed, {error.message()}, path);
}

bool isReadable(const fs::path& path)
{
    return ::access(path.c_str(), R_OK) == 0;
}

bool isFile(const fs::path& path)
{
    std::error_code error;
    return fs::is_regular_file(path, error);
}

/// `folder`/`stem` with the ending of a picture; empty where there is none.
fs::path pictureOf(const fs::path& folder, const std::string& stem)
{
    static constexpr std::array endings {".png", ".bmp", ".tif", ".tiff", ".jpg", ".jpeg", ".PNG", ".BMP", ".JPG"};
    for (const char* const ending : endings)
        if (fs::path found = folder / (stem + ending); isFile(found))
            return found;
    return {};
}

/// product/test/<kind>/part.png: the part's own data set names the product.
bool liesInSplit(const fs::path& part)
{
    const fs::path split = part.parent_path().parent_path().filename();
    return split == "test" || split == "train";
}

/// Names that mean something else to the readers of data sets, whatever the case of their letters.
bool namesSplit(const fs::path& folder)
{
    static constexpr std::array names {"test", "train", "ground_truth"};
    return std::ranges::find(names, inference::lowered(folder.filename().string())) != names.end();
}

std::string productOf(const fs::path& part)
{
    fs::path folder = part.parent_path();
    if (liesInSplit(part))
        folder = folder.parent_path().parent_path();
    while (namesSplit(folder))
        folder = folder.parent_path();
    std::string name = folder.filename().string();
    if (name.empty())
        return "parts";
    return name.front() == '.' ? "_" + name : name;  // hidden folders are no products
}

/// The label where there is one, else what a person's verdict means.
inference::Label wordOf(const StoredPart& part)
{
    using inference::Label;
    if (part.label != Label::None || !part.review.human)
        return part.label;
    switch (*part.review.human) {
    case inference::Verdict::Pass: return Label::Good;
    case inference::Verdict::Fail: return Label::Defective;
    case inference::Verdict::Review: break;
    }
    return Label::None;
}

/// What lies there is the very image that was labelled. A file with a known stamp isn't read.
std::optional<ReviewedParts::Loss> lossOf(History& history, const StoredPart& part, const std::stop_token& stop)
{
    using enum ReviewedParts::Loss;
    if (part.path.empty())
        return Missing;
    try {
        const FileStamp stamp = stampOf(part.path);
        if (!isReadable(part.path))
            return Unreadable;
        if (history.imageOf(stamp) == part.image)
            return std::nullopt;
        return inference::pipeline::sha256OfFile(part.path, stop) == part.image ? std::nullopt : std::optional(Changed);
    } catch (const Error& error) {
        if (error.code() == ErrorCode::FileMissing)
            return Missing;
        if (error.code() == ErrorCode::FileUnreadable)
            return Unreadable;
        throw;
    }
}

class Layout {
public:
    explicit Layout(fs::path root)
        : m_root(std::move(root))
    {
    }

    void add(ReviewedParts& parts, const StoredPart& part, inference::Label label)
    {
        const fs::path product = m_root / productOf(part.path);
        const bool good = label == inference::Label::Good;
        const std::string stem = part.path.stem().string() + "-" + part.image.substr(0, hashInName);
        place(part.path, product / "test" / (good ? "ok" : "ko") / (stem + part.path.extension().string()), parts);
        ++(good ? parts.good : parts.defective);
        const fs::path mask = good ? fs::path() : maskBeside(part.path);
        if (!mask.empty() && !isReadable(mask)) {
            parts.lost.push_back({ReviewedParts::Loss::Unreadable, mask});
        } else if (!mask.empty()) {
            place(mask, product / "ground_truth" / "ko" / (stem + mask.extension().string()), parts);
            ++parts.masks;
        }
    }

private:
    static void place(const fs::path& from, const fs::path& to, ReviewedParts& parts)
    {
        std::error_code error;
        fs::create_directories(to.parent_path(), error);
        if (error)
            failWriting(error, to.parent_path());
        const fs::path file = fs::canonical(from, error);  // a link to a link would lead out of the data set
        if (!error)
            fs::create_hard_link(file, to, error);
        if (!error)
            return;
        std::error_code unknown;
        const auto size = fs::file_size(from, unknown);
        if (const auto space = fs::space(to.parent_path(), unknown); !unknown && space.available < size + spaceLeft)
            failWriting(std::make_error_code(std::errc::no_space_on_device), to);
        if (!fs::copy_file(from, to, error) || error)
            failWriting(error, to);
        ++parts.copied;
    }

    fs::path m_root;
};

}  // namespace

fs::path maskBeside(const fs::path& part)
{
    const std::string stem = part.stem().string();
    const fs::path folder = part.parent_path();
    if (liesInSplit(part)) {
        const fs::path truth = folder.parent_path().parent_path() / "ground_truth" / folder.filename();
        for (const std::string& name : {stem + "_mask", stem})
            if (fs::path mask = pictureOf(truth, name); !mask.empty())
                return mask;
    }
    // VisA: Data/Images/Anomaly/000.JPG with Data/Masks/Anomaly/000.png.
    if (const fs::path images = folder.parent_path(); images.filename() == "Images")
        if (fs::path mask = pictureOf(images.parent_path() / "Masks" / folder.filename(), stem); !mask.empty())
            return mask;
    for (const std::string& name : {stem + "_mask", stem + "_GT"})
        if (fs::path mask = pictureOf(folder, name); !mask.empty())
            return mask;
    return {};
}

ReviewedParts gatherReviewedParts(const fs::path& history, const fs::path& folder, const std::stop_token& stop)
{
    History stored(history);
    const fs::path part = folder.parent_path() / ("." + folder.filename().string() + ".part");
    std::error_code error;
    fs::remove_all(part, error);
    fs::create_directories(part, error);
    if (error)
        failWriting(error, part);
    ReviewedParts parts;
    try {
        Layout layout(part);
        for (const StoredPart& reviewed : stored.reviewedParts()) {
            if (stop.stop_requested())
                throw inference::Cancelled();
            const inference::Label label = wordOf(reviewed);
            if (label == inference::Label::None)
                continue;
            if (const auto loss = lossOf(stored, reviewed, stop))
                parts.lost.push_back({*loss, reviewed.path});
            else
                layout.add(parts, reviewed, label);
        }
        fs::remove_all(folder, error);
        fs::rename(part, folder, error);
        if (error)
            failWriting(error, folder);
    } catch (...) {
        fs::remove_all(part, error);
        throw;
    }
    return parts;
}

}  // namespace app
