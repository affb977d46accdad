#include "pipeline/figures_bytes.h"

#include "core/error.h"
#include "pipeline/recipe_file.h"

#include <bit>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <limits>
#include <optional>

static_assert(std::endian::native == std::endian::little, "figures are kept little-endian");

namespace inference::pipeline {
namespace {

constexpr char magic[4] = {'V', 'C', 'P', 'F'};

class Writer {
public:
    template <typename Value>
    void put(const Value& value)
    {
        append(&value, sizeof value);
    }
    void append(const void* data, std::size_t size)
    {
        const auto* const from = static_cast<const std::byte*>(data);
        m_bytes.insert(m_bytes.end(), from, from + size);
    }
    std::vector<std::byte> take() { return std::move(m_bytes); }

private:
    std::vector<std::byte> m_bytes;
};

class Reader {
public:
    explicit Reader(std::span<const std::byte> bytes)
        : m_left(bytes)
    {
    }

    template <typename Value>
    Value get()
    {
        Value value;
        std::memcpy(&value, take(sizeof value).data(), sizeof value);
        return value;
    }
    std::span<const std::byte> take(std::size_t size)
    {
        if (size > m_left.size())
            throw Error(ErrorCode::EvidenceCorrupt, {"figures"});
        const auto taken = m_left.first(size);
        m_left = m_left.subspan(size);
        return taken;
    }
    bool atEnd() const { return m_left.empty(); }

private:
    std::span<const std::byte> m_left;
};

void require(bool fits)
{
    if (!fits)
        throw Error(ErrorCode::EvidenceCorrupt, {"figures"});
}

judging::ZoneFigures readZone(Reader& reader)
{
    judging::ZoneFigures zone;
    zone.regionScore = reader.get<float>();
    const auto levels = reader.get<std::uint32_t>();
    require((levels == 0 || levels == std::uint32_t(judging::ZoneFigures::levels)) && std::isfinite(zone.regionScore));
    const auto areas = reader.take(levels * sizeof(float));
    zone.largestArea.resize(levels);
    if (levels > 0)  // an empty vector may have no place to copy to
        std::memcpy(zone.largestArea.data(), areas.data(), areas.size());
    for (const float area : zone.largestArea)
        require(area >= 0);  // infinite where it wasn't measured
    return zone;
}

std::optional<PictureFigures> readPicture(Reader& reader)
{
    const auto measured = reader.get<std::uint32_t>();
    require(measured <= 1);
    if (measured == 0)
        return std::nullopt;
    PictureFigures picture;
    picture.brightness = reader.get<double>();
    picture.spread = reader.get<double>();
    picture.focus = reader.get<double>();
    require(std::isfinite(picture.brightness) && std::isfinite(picture.spread) && std::isfinite(picture.focus));
    return picture;
}

}  // namespace

std::vector<std::byte> bytesOf(const judging::PartFigures& figures, const Recipe& made)
{
    Recipe plain = made;
    plain.name.clear();
    plain.golden.clear();
    plain.baseline.reset();
    const std::string text = recipeText(plain);
    Writer writer;
    writer.append(magic, sizeof magic);
    writer.put(std::uint32_t(text.size()));
    writer.append(text.data(), text.size());
    writer.put(figures.score);
    writer.put(figures.peak);
    writer.put(std::uint32_t(figures.zones.size()));
    for (const judging::ZoneFigures& zone : figures.zones) {
        writer.put(zone.regionScore);
        writer.put(std::uint32_t(zone.largestArea.size()));
        writer.append(zone.largestArea.data(), zone.largestArea.size() * sizeof(float));
    }
    writer.put(std::uint32_t(figures.picture.has_value()));
    if (figures.picture)
        for (const double value : {figures.picture->brightness, figures.picture->spread, figures.picture->focus})
            writer.put(value);
    if (const Baseline* const baseline = made.usedBaseline()) {
        writer.put(std::uint32_t(baseline->parts));
        writer.put(baseline->fingerprint);
    }
    return writer.take();
}

std::shared_ptr<const Recipe> FiguresReader::recipeOf(std::string_view text)
{
    if (m_recipe && m_text == text)
        return m_recipe;
    try {
        m_recipe = std::make_shared<const Recipe>(recipeFromText(std::string(text), {}));
    } catch (const Error&) {
        require(false);
    }
    m_text = text;
    m_withBaseline.reset();
    return m_recipe;
}

std::shared_ptr<const Recipe> FiguresReader::withBaseline(int parts, std::uint64_t fingerprint)
{
    Baseline baseline;
    baseline.parts = parts;
    baseline.fingerprint = fingerprint;
    if (!m_withBaseline || m_withBaseline->baseline != baseline) {
        Recipe recipe = *m_recipe;
        recipe.baseline = std::move(baseline);
        m_withBaseline = std::make_shared<const Recipe>(std::move(recipe));
    }
    return m_withBaseline;
}

KeptFigures FiguresReader::read(std::span<const std::byte> bytes)
{
    Reader reader(bytes);
    require(std::memcmp(reader.take(sizeof magic).data(), magic, sizeof magic) == 0);
    const auto text = reader.take(reader.get<std::uint32_t>());
    KeptFigures kept {recipeOf({reinterpret_cast<const char*>(text.data()), text.size()}), {}};
    kept.figures.score = reader.get<double>();
    kept.figures.peak = reader.get<float>();
    require(std::isfinite(kept.figures.score) && std::isfinite(kept.figures.peak));
    const auto zones = reader.get<std::uint32_t>();
    require(zones == kept.made->zones.size() + 1);
    for (std::uint32_t zone = 0; zone < zones; ++zone)
        kept.figures.zones.push_back(readZone(reader));
    kept.figures.picture = readPicture(reader);
    if (!reader.atEnd()) {
        const auto parts = reader.get<std::uint32_t>();
        require(parts <= std::uint32_t(std::numeric_limits<int>::max()));
        kept.made = withBaseline(int(parts), reader.get<std::uint64_t>());
    }
    require(reader.atEnd());
    return kept;
}

}  // namespace inference::pipeline
