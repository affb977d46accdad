#include "pipeline/evidence_bytes.h"

#include "core/error.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstring>
#include <memory>
#include <optional>
#include <string>

namespace inference::pipeline {
namespace {

static_assert(std::endian::native == std::endian::little, "evidence is little-endian and is copied as it is");

constexpr char magic[4] = {'V', 'C', 'P', 'E'};
constexpr std::uint32_t version = 3;  // 1: without the figures of the picture; 2: without its grey copy
constexpr std::size_t headBytes = 2 * 4 + 3 * 8 + (4 + 3 * 8) + 4 + 4;  // behind the checksum, up to the first view
constexpr std::size_t viewHeadBytes = 4 * 8 + 4 * 4;
constexpr std::size_t leastViewBytes = viewHeadBytes + 2 * sizeof(float);

[[noreturn]] void corrupt(const std::string& place)
{
    throw Error(ErrorCode::EvidenceCorrupt, {place});
}

bool within(std::uint32_t value, std::uint32_t greatest)
{
    return value >= 1 && value <= greatest;
}

bool isSound(const Rect& area)
{
    return std::isfinite(area.x) && std::isfinite(area.y) && std::isfinite(area.width) && std::isfinite(area.height)
        && area.width > 0 && area.height > 0;
}

bool isFinite(const std::vector<float>& values)
{
    return std::ranges::all_of(values, [](float value) { return std::isfinite(value); });
}

bool hasSoundSizes(std::uint32_t layers, std::uint32_t rows, std::uint32_t columns, std::uint32_t side)
{
    return within(layers, EvidenceBounds::layers) && within(rows, EvidenceBounds::patches)
        && within(columns, EvidenceBounds::patches) && within(side, EvidenceBounds::modelSize);
}

class Writer {
public:
    explicit Writer(std::size_t size) { m_bytes.reserve(size); }

    void raw(const void* from, std::size_t count)
    {
        const auto* bytes = static_cast<const std::byte*>(from);
        m_bytes.insert(m_bytes.end(), bytes, bytes + count);
    }

    template <typename T>
    void put(T value)
    {
        raw(&value, sizeof value);
    }

    std::vector<std::byte>& bytes() { return m_bytes; }

private:
    std::vector<std::byte> m_bytes;
};

class Reader {
public:
    explicit Reader(std::span<const std::byte> bytes)
        : m_left(bytes)
    {
    }

    std::size_t left() const { return m_left.size(); }

    void raw(void* to, std::size_t count, const char* place)
    {
        if (count > m_left.size())
            corrupt(place);
        if (count > 0)
            std::memcpy(to, m_left.data(), count);
        m_left = m_left.subspan(count);
    }

    template <typename T>
    T get(const char* place)
    {
        T value {};
        raw(&value, sizeof value, place);
        return value;
    }

private:
    std::span<const std::byte> m_left;
};

std::size_t sizeOf(const View& view)
{
    return viewHeadBytes + (view.evidence.pre.size() + view.evidence.post.size()) * sizeof(float);
}

void checkView(const View& view)
{
    const Evidence& e = view.evidence;
    if (e.layers < 1 || e.rows < 1 || e.columns < 1 || e.imageSize < 1
        || !hasSoundSizes(std::uint32_t(e.layers), std::uint32_t(e.rows), std::uint32_t(e.columns), std::uint32_t(e.imageSize)))
        throw Error(ErrorCode::BadInput, {"evidence: sizes out of bounds"});
    const std::size_t values = std::size_t(e.layers) * e.patches();
    if (e.pre.size() != values || e.post.size() != values)
        throw Error(ErrorCode::BadInput, {"evidence: sizes and values disagree"});
    if (!isFinite(e.pre) || !isFinite(e.post))
        throw Error(ErrorCode::BadInput, {"evidence: values that are no numbers"});
    if (!isSound(view.area))
        throw Error(ErrorCode::BadInput, {"evidence: view without an area"});
}

void write(Writer& out, const View& view)
{
    const Evidence& e = view.evidence;
    for (const double value : {view.area.x, view.area.y, view.area.width, view.area.height})
        out.put(value);
    for (const int value : {e.layers, e.rows, e.columns, e.imageSize})
        out.put(std::uint32_t(value));
    out.raw(e.pre.data(), e.pre.size() * sizeof(float));
    out.raw(e.post.data(), e.post.size() * sizeof(float));
}

void write(Writer& out, const std::optional<PictureFigures>& picture)
{
    const PictureFigures figures = picture.value_or(PictureFigures {});
    out.put(std::uint32_t(picture.has_value()));
    for (const double value : {figures.brightness, figures.spread, figures.focus})
        out.put(value);
}

/// Its size follows from the picture's.
void write(Writer& out, const std::shared_ptr<const GreyCopy>& grey)
{
    out.put(std::uint32_t(grey != nullptr));
    if (grey)
        out.raw(grey->values.data(), grey->values.size());
}

std::shared_ptr<const GreyCopy> readGrey(Reader& in, Size picture)
{
    const auto kept = in.get<std::uint32_t>("head");
    if (kept > 1)
        corrupt("grey copy");
    if (kept == 0)
        return nullptr;
    auto grey = std::make_shared<GreyCopy>(frameOfCopy(picture));
    grey->values.resize(std::size_t(grey->width) * std::size_t(grey->height));
    in.raw(grey->values.data(), grey->values.size(), "grey copy");
    return grey;
}

bool isSound(const PictureFigures& picture)
{
    const auto within = [](double value, double greatest) { return value >= 0 && value <= greatest; };
    // The Laplacian's variance is greatest where it swings between -4 and 4 times white.
    return within(picture.brightness, 255) && within(picture.spread, 255) && within(picture.focus, 16 * 255.0 * 255.0);
}

std::optional<PictureFigures> readPicture(Reader& in)
{
    const auto measured = in.get<std::uint32_t>("head");
    PictureFigures picture;
    picture.brightness = in.get<double>("head");
    picture.spread = in.get<double>("head");
    picture.focus = in.get<double>("head");
    if (measured > 1 || !isSound(picture) || (measured == 0 && picture != PictureFigures {}))
        corrupt("picture");
    return measured ? std::optional(picture) : std::nullopt;
}

View readView(Reader& in)
{
    View view;
    view.area.x = in.get<double>("view");
    view.area.y = in.get<double>("view");
    view.area.width = in.get<double>("view");
    view.area.height = in.get<double>("view");
    const auto layers = in.get<std::uint32_t>("view"), rows = in.get<std::uint32_t>("view");
    const auto columns = in.get<std::uint32_t>("view"), side = in.get<std::uint32_t>("view");
    if (!isSound(view.area))
        corrupt("view rectangle");
    if (!hasSoundSizes(layers, rows, columns, side))
        corrupt("view sizes");
    // At most 64 * 4096 * 4096 * 8 bytes: no product overflows. Looked at before anything is allocated.
    const std::size_t values = std::size_t(layers) * rows * columns;
    if (values * 2 * sizeof(float) > in.left())
        corrupt("values");
    view.evidence = {int(layers), int(rows), int(columns), int(side), std::vector<float>(values), std::vector<float>(values)};
    in.raw(view.evidence.pre.data(), values * sizeof(float), "values");
    in.raw(view.evidence.post.data(), values * sizeof(float), "values");
    if (!isFinite(view.evidence.pre) || !isFinite(view.evidence.post))
        corrupt("values not finite");
    return view;
}

}  // namespace

std::uint64_t evidenceChecksum(std::span<const std::byte> bytes)
{
    constexpr std::uint64_t prime = 1099511628211u;
    std::uint64_t hash = 14695981039346656037u;
    while (!bytes.empty()) {
        std::uint64_t word = 0;
        const std::size_t count = std::min(bytes.size(), sizeof word);
        std::memcpy(&word, bytes.data(), count);
        hash = (hash ^ word) * prime;
        bytes = bytes.subspan(count);
    }
    return hash;
}

std::vector<std::byte> evidenceBytes(const Inspection& inspection)
{
    if (inspection.views.empty() || inspection.views.size() > EvidenceBounds::views)
        throw Error(ErrorCode::BadInput, {"evidence: number of views"});
    if (inspection.imageSize.width < 1 || inspection.imageSize.height < 1)
        throw Error(ErrorCode::BadInput, {"evidence: image size"});
    if (inspection.picture && !isSound(*inspection.picture))
        throw Error(ErrorCode::BadInput, {"evidence: picture"});
    const GreyCopy* const grey = inspection.grey.get();
    if (grey && !isCopyOf(*grey, inspection.imageSize))
        throw Error(ErrorCode::BadInput, {"evidence: grey copy"});
    std::size_t size = evidenceChecksumEnd + headBytes + (grey ? grey->values.size() : 0);
    for (const View& view : inspection.views) {
        checkView(view);
        size += sizeOf(view);
    }
    Writer out(size);
    out.raw(magic, sizeof magic);
    out.put(version);
    out.put(std::uint64_t(0));
    out.put(std::int32_t(inspection.imageSize.width));
    out.put(std::int32_t(inspection.imageSize.height));
    for (const double value : {inspection.times.decode, inspection.times.prepare, inspection.times.infer})
        out.put(value);
    write(out, inspection.picture);
    write(out, inspection.grey);
    out.put(std::uint32_t(inspection.views.size()));
    for (const View& view : inspection.views)
        write(out, view);
    const std::uint64_t checksum = evidenceChecksum(std::span<const std::byte>(out.bytes()).subspan(evidenceChecksumEnd));
    std::memcpy(out.bytes().data() + evidenceChecksumEnd - sizeof checksum, &checksum, sizeof checksum);
    return std::move(out.bytes());
}

Inspection inspectionFrom(std::span<const std::byte> bytes)
{
    Reader in(bytes);
    if (in.get<std::array<char, 4>>("head") != std::to_array(magic))
        corrupt("magic");
    const auto found = in.get<std::uint32_t>("head");
    if (found < 1 || found > version)
        corrupt("version " + std::to_string(found));
    if (in.get<std::uint64_t>("head") != evidenceChecksum(bytes.subspan(evidenceChecksumEnd)))
        corrupt("checksum");
    Inspection inspection;
    inspection.imageSize.width = in.get<std::int32_t>("head");
    inspection.imageSize.height = in.get<std::int32_t>("head");
    if (inspection.imageSize.width < 1 || inspection.imageSize.height < 1)
        corrupt("image size");
    inspection.times.decode = in.get<double>("head");
    inspection.times.prepare = in.get<double>("head");
    inspection.times.infer = in.get<double>("head");
    if (found >= 2)
        inspection.picture = readPicture(in);
    if (found >= 3)
        inspection.grey = readGrey(in, inspection.imageSize);
    const std::size_t views = in.get<std::uint32_t>("head");
    if (views < 1 || views > EvidenceBounds::views || views > in.left() / leastViewBytes)
        corrupt("number of views");
    inspection.views.reserve(views);
    for (std::size_t i = 0; i < views; ++i)
        inspection.views.push_back(readView(in));
    if (in.left() > 0)
        corrupt("bytes left over");
    return inspection;
}

}  // namespace inference::pipeline
