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
constexpr std::uint32_t anchorFollows = 0xffffffffu;  // no number of parts

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

void put(Writer& writer, const Anchor& anchor)
{
    writer.put(anchorFollows);
    writer.put(std::int32_t(anchor.picture.width));
    writer.put(std::int32_t(anchor.picture.height));
    for (const double value : {anchor.mark.x, anchor.mark.y, anchor.mark.width, anchor.mark.height, anchor.greatestShift, anchor.greatestTurn, anchor.leastMatch})
        writer.put(value);
    writer.put(anchor.fingerprint);
}

Anchor readAnchor(Reader& reader)
{
    Anchor anchor;
    anchor.picture.width = reader.get<std::int32_t>();
    anchor.picture.height = reader.get<std::int32_t>();
    for (double* const value : {&anchor.mark.x, &anchor.mark.y, &anchor.mark.width, &anchor.mark.height, &anchor.greatestShift, &anchor.greatestTurn, &anchor.leastMatch})
        *value = reader.get<double>();
    anchor.fingerprint = reader.get<std::uint64_t>();
    return anchor;
}

void put(Writer& writer, const std::optional<Placement>& placement)
{
    writer.put(std::uint32_t(placement.has_value()));
    if (!placement)
        return;
    for (const double value : {placement->middle.x, placement->middle.y, placement->shift.x, placement->shift.y, placement->turn, placement->match})
        writer.put(value);
    writer.put(std::uint32_t(placement->found));
}

std::optional<Placement> readPlacement(Reader& reader)
{
    const auto there = reader.get<std::uint32_t>();
    require(there <= 1);
    if (there == 0)
        return std::nullopt;
    Placement placement;
    for (double* const value : {&placement.middle.x, &placement.middle.y, &placement.shift.x, &placement.shift.y, &placement.turn, &placement.match}) {
        *value = reader.get<double>();
        require(std::isfinite(*value));
    }
    const auto found = reader.get<std::uint32_t>();
    require(found <= 1);
    placement.found = found == 1;
    return placement;
}

}  // namespace

std::vector<std::byte> bytesOf(const judging::PartFigures& figures, const Recipe& made)
{
    Recipe plain = made;
    plain.name.clear();
    plain.golden.clear();
    plain.limitSamples = {};
    plain.baseline.reset();
    plain.anchor.reset();
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
    if (const Anchor* const anchor = made.usedAnchor()) {
        put(writer, *anchor);
        put(writer, figures.placement);
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
    m_completed.reset();
    return m_recipe;
}

std::shared_ptr<const Recipe> FiguresReader::completed(std::optional<Baseline> baseline, std::optional<Anchor> anchor)
{
    if (!m_completed || m_completed->baseline != baseline || m_completed->anchor != anchor) {
        Recipe recipe = *m_recipe;
        recipe.baseline = std::move(baseline);
        recipe.anchor = std::move(anchor);
        m_completed = std::make_shared<const Recipe>(std::move(recipe));
    }
    return m_completed;
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
    if (reader.atEnd())
        return kept;
    std::optional<Baseline> baseline;
    std::optional<Anchor> anchor;
    auto next = reader.get<std::uint32_t>();
    if (next != anchorFollows) {
        require(next <= std::uint32_t(std::numeric_limits<int>::max()));
        baseline.emplace();
        baseline->parts = int(next);
        baseline->fingerprint = reader.get<std::uint64_t>();
        if (!reader.atEnd()) {
            next = reader.get<std::uint32_t>();
            require(next == anchorFollows);
        }
    }
    if (next == anchorFollows) {
        anchor = readAnchor(reader);
        kept.figures.placement = readPlacement(reader);
    }
    require(reader.atEnd());
    if (baseline && anchor)
        baseline->frame = anchor->fingerprint;  // it was used
    kept.made = completed(std::move(baseline), std::move(anchor));
    return kept;
}

}  // namespace inference::pipeline
