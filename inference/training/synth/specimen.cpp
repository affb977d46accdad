#include "training/synth/specimen.h"

#include "core/error.h"
#include "training/synth/damage_p.h"

namespace inference::synth {
namespace {

constexpr float leastShare = 0.001f;
constexpr float greatestShare = 0.1f;
constexpr int attempts = 30;

/// The root of what a screen shows: a step in the dark, where little is there to hide it, counts more than one in the light.
float shown(float radiance)
{
    return std::sqrt(std::max(radiance, 0.0f));
}

float brightnessAt(const Radiance& picture, std::size_t i)
{
    return shown(0.3f * picture.red[i] + 0.59f * picture.green[i] + 0.11f * picture.blue[i]);
}

/// Mean change over the mask, and how much is needed to be seen there.
struct Visibility {
    float change = 0;
    float needed = 1;
};

Visibility visibilityOf(const Radiance& good, const Radiance& bad, const std::vector<std::uint8_t>& mask, const Camera& camera, float patience)
{
    constexpr float least = 0.05f;  // 18 of 255 levels around the middle, 8 around 25
    const auto side = std::size_t(camera.size);
    const auto changed = [](float a, float b) { return std::fabs(shown(a) - shown(b)); };
    float change = 0;
    float structure = 0;
    float brightness = 0;
    float count = 0;
    for (std::size_t i = side; i + side < mask.size(); ++i) {
        if (!mask[i])
            continue;
        change += std::max({changed(good.red[i], bad.red[i]), changed(good.green[i], bad.green[i]), changed(good.blue[i], bad.blue[i])});
        const float around = brightnessAt(good, i - 1) + brightnessAt(good, i + 1) + brightnessAt(good, i - side) + brightnessAt(good, i + side);
        structure += std::fabs(brightnessAt(good, i) - around / 4);
        brightness += brightnessAt(good, i);
        count += 1;
    }
    if (count == 0)
        return {};
    const float small = count < 60 ? 1.5f : 1;  // a few pixels need more
    const float noise = camera.noise() / std::max(brightness / count, 0.1f);
    return {change / count, std::max({least, noise, patience * structure / count}) * small};
}

std::vector<std::uint8_t> maskSeen(const Plane& mask, const View& view)
{
    const Plane coverage = view.of(mask, view.whole());
    std::vector<std::uint8_t> result(coverage.size());
    for (std::size_t i = 0; i < result.size(); ++i)
        result[i] = coverage[i] >= 0.5f ? 255 : 0;
    return result;
}

/// Where the mask is set.
Window windowOf(const std::vector<std::uint8_t>& mask, int size)
{
    Window window {size, size, 0, 0};
    for (int y = 0; y < size; ++y)
        for (int x = 0; x < size; ++x)
            if (mask[std::size_t(y) * std::size_t(size) + std::size_t(x)])
                window = {std::min(window.left, x), std::min(window.top, y), std::max(window.right, x + 1), std::max(window.bottom, y + 1)};
    return window;
}

void requireSize(int size)
{
    if (size < leastSize || size > greatestSize)
        throw Error(ErrorCode::BadInput, {"size " + std::to_string(size)});
}

/// A flat, dull print of the photograph; beyond its edges they go on.
Canvas canvasOf(const Image& photograph)
{
    const int size = photograph.width;
    Canvas canvas(size);
    canvas.everywhere([&](float x, float y, std::size_t i) {
        const int column = std::clamp(floorInt(x * float(size)), 0, size - 1);
        const int row = std::clamp(floorInt(y * float(size)), 0, size - 1);
        const std::uint8_t* const pixel = photograph.row(row) + 3 * column;
        canvas.setColour(i, {grey(float(pixel[0]) / 255).r, grey(float(pixel[1]) / 255).r, grey(float(pixel[2]) / 255).r});
        canvas.solid[i] = 1;
    });
    return canvas;
}

/// What the camera makes of the scene, with the defect if one is wanted.
Specimen taken(const Scene& scene, const Camera& camera, const Random& image, std::string_view name, std::optional<DefectKind> defect)
{
    const int size = camera.size;
    const View view(scene.canvas, camera);
    const Radiance good = exposed(scene.good, view, camera);
    Specimen specimen {{}, std::vector<std::uint8_t>(std::size_t(size) * std::size_t(size), 0), std::string(name), "good"};
    if (!defect) {
        specimen.image = developed(good, camera, image.fork(4));
        return specimen;
    }
    specimen.defect = nameOf(*defect);
    float areaFactor = 1;
    float seen = 0;  // of the attempt that shows best so far, as a share of what is needed
    for (int attempt = 0; attempt < attempts; ++attempt) {
        const Damage damage = damaged(scene, painterOf(*defect), attempt, areaFactor, image.fork(100 + std::uint64_t(attempt)));
        std::vector<std::uint8_t> mask = maskSeen(damage.mask, view);
        const float share = float(std::count(mask.begin(), mask.end(), 255)) / float(mask.size());
        if (share < leastShare || share > greatestShare) {
            areaFactor *= share < leastShare ? 1.6f : 0.5f;
            continue;
        }
        Radiance bad = good;
        expose(damage.radiance, view, camera, windowOf(mask, size).grown(camera.blurReach() + 2, size), bad);
        const Visibility visibility = visibilityOf(good, bad, mask, camera, attempt < 8 ? 1 : 0.5f);
        if (visibility.change <= seen * visibility.needed)
            continue;
        seen = visibility.change / visibility.needed;
        specimen.image = developed(bad, camera, image.fork(4));
        specimen.mask = std::move(mask);
        if (seen >= 1)
            return specimen;
    }
    if (seen > 0)
        return specimen;
    throw Error(ErrorCode::Internal, {specimen.product + ": " + specimen.defect + " can't be drawn"});
}
}  // namespace

Specimen draw(const Product& product, std::uint64_t seed, int size, std::optional<DefectKind> defect)
{
    const SurfaceEntry* const surface = surfaceNamed(product.kind);
    if (!surface)
        throw Error(ErrorCode::BadInput, {"product " + product.kind});
    requireSize(size);
    const Random design(hashOf(product.kind) ^ mixed(product.design));
    const Random image(mixed(seed) ^ design.fork(3).next());
    Random setUp = design.fork(1);
    Random taking = image.fork(1);
    Scene scene {surface, {design.fork(2), image.fork(2)}, Light::drawn(setUp, taking), Canvas(size), {}};
    const Camera camera = Camera::drawn(setUp, taking, size);
    surface->paint(scene.canvas, scene.streams, {});
    scene.good = lit(scene.canvas, scene.light);
    return taken(scene, camera, image, product.kind, defect);
}

Specimen drawOn(const Image& photograph, std::string_view name, std::uint64_t seed, std::optional<DefectKind> defect)
{
    requireSize(photograph.width);
    if (photograph.height != photograph.width || photograph.channels != 3 || photograph.bytesPerChannel != 1)
        throw Error(ErrorCode::BadInput, {"photograph"});
    // A photograph has been lit and taken already: only what a defect adds is lit, by a light of its own.
    static constexpr SurfaceEntry surface {{"photograph"}, nullptr, noFaults};
    const Random image(mixed(seed) ^ hashOf(name));
    Random setUp = image.fork(5);
    Random taking = image.fork(1);
    Scene scene {&surface, {image.fork(6), image.fork(2)}, Light::drawn(setUp, taking), canvasOf(photograph), {}};
    scene.good = lit(scene.canvas, scene.light);
    return taken(scene, Camera::straight(photograph.width), image, name, defect);
}

}  // namespace inference::synth
