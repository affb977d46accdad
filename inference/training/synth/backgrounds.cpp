#include "training/synth/surface_p.h"

namespace inference::synth {

Frame Frame::turned(float x, float y, float turns, float scale)
{
    return {x, y, synth::cosine(turns), synth::sine(turns), scale};
}

Frame Frame::with(const Frame& inner) const
{
    Frame result;
    toPicture(inner.x, inner.y, result.x, result.y);
    result.cosine = cosine * inner.cosine - sine * inner.sine;
    result.sine = sine * inner.cosine + cosine * inner.sine;
    result.scale = scale * inner.scale;
    return result;
}

void paintBackground(Canvas& canvas, Streams& streams)
{
    Random& design = streams.design;
    const int kind = design.below(5);
    const float value = design.chance(0.45f) ? design.in(0.03f, 0.25f) : design.in(0.4f, 0.95f);
    const Colour base = near(hsv({design.unit(), design.chance(0.6f) ? 0.05f : design.in(0.1f, 0.5f), value}), 0.02f, design);
    const float contrast = design.in(0.02f, 0.12f);
    const float fine = design.logIn(20, 140);
    const float turns = design.unit();
    const float cx = cosine(turns);
    const float cy = sine(turns);
    const auto seed = std::uint32_t(streams.image.next());
    canvas.everywhere([&](float x, float y, std::size_t i) {
        float texture = 0;
        float height = 0;
        if (kind == 1) {
            texture = contrast * 0.6f * (noiseAt(x * fine, y * fine, seed) + 0.5f * noiseAt(x * 7, y * 7, seed));
        } else if (kind == 2) {  // a belt or a ribbed mat
            const float u = x * cx + y * cy;
            height = 0.002f * cosine(u * fine * 0.4f);
            texture = contrast * 0.5f * noiseAt(x * fine * 2, y * fine * 2, seed);
        } else if (kind == 3) {  // a rolled table
            texture = contrast * 0.7f * noiseAt((x * cx + y * cy) * fine * 2, (y * cx - x * cy) * 3, seed);
        } else if (kind == 4) {  // soft and cloudy
            texture = contrast * 1.5f * fractalAt(x * 3, y * 3, seed, 2);
        }
        canvas.setColour(i, base * std::max(0.1f, 1 + texture));
        canvas.height[i] = height;
        canvas.gloss[i] = kind == 3 ? 0.4f : 0.1f;
    });
}

std::vector<Frame> placeParts(Streams& streams, float severalChance, bool anyTurn)
{
    Random& design = streams.design;
    Random& image = streams.image;
    const bool several = design.chance(severalChance);
    const int across = several ? design.inclusive(2, 4) : 1;
    const bool scattered = several && design.chance(0.5f);
    const float size = several ? 0.5f / float(across) * design.in(0.7f, 0.9f) : design.in(0.3f, 0.46f);
    const float base = design.below(4) * 0.25f;
    std::vector<Frame> frames;
    for (int row = 0; row < across; ++row)
        for (int column = 0; column < across; ++column) {
            const float spare = std::max(0.0f, 0.5f / float(across) - size);
            const float loose = several ? spare * (scattered ? 1.0f : 0.2f) : 0.03f;
            const float x = (float(column) + 0.5f) / float(across) + loose * image.in(-1, 1);
            const float y = (float(row) + 0.5f) / float(across) + loose * image.in(-1, 1);
            const float turns = anyTurn && (scattered || !several) ? image.unit() : base + image.in(-0.01f, 0.01f);
            const bool there = !scattered || !image.chance(0.15f) || frames.empty();
            if (there)
                frames.push_back(Frame::turned(x, y, turns, size));
        }
    return frames;
}

void roughen(Canvas& canvas, float amount, float fineness, float relief, std::uint32_t seed)
{
    canvas.everywhere([&](float x, float y, std::size_t i) {
        if (canvas.solid[i] <= 0)
            return;
        const float n = fractalAt(x * fineness, y * fineness, seed, 2) * canvas.solid[i];
        canvas.setColour(i, canvas.colour(i) * std::max(0.2f, 1 + amount * n));
        canvas.height[i] += relief * n;
    });
}

}  // namespace inference::synth
