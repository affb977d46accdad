#include "training/synth/camera_p.h"

namespace inference::synth {
namespace {

/// Two passes of a kernel of three taps, or of a box: nearly a Gaussian. A raster of `width` columns.
void blur(Plane& plane, const Window& window, float deviation)
{
    const int width = window.width();
    const int height = window.height();
    if (deviation < 0.25f)
        return;
    if (deviation >= 1.2f) {
        const int radius = std::max(1, floorInt(deviation + 0.3f));
        for (int pass = 0; pass < 2; ++pass)
            plane = boxBlurred(plane, width, height, radius);
        return;
    }
    const float outer = std::min(0.25f, deviation * deviation / 4);
    const float inner = 1 - 2 * outer;
    Plane rows(plane.size());
    for (int pass = 0; pass < 2; ++pass) {
        for (int y = 0; y < height; ++y) {
            const float* from = plane.data() + std::size_t(y) * std::size_t(width);
            float* to = rows.data() + std::size_t(y) * std::size_t(width);
            to[0] = inner * from[0] + outer * (from[0] + from[std::min(1, width - 1)]);
            for (int x = 1; x < width - 1; ++x)
                to[x] = inner * from[x] + outer * (from[x - 1] + from[x + 1]);
            to[width - 1] = inner * from[width - 1] + outer * (from[width - 1] + from[std::max(width - 2, 0)]);
        }
        for (int y = 0; y < height; ++y) {
            const auto row = [&](int k) { return rows.data() + std::size_t(std::clamp(k, 0, height - 1)) * std::size_t(width); };
            const float* above = row(y - 1);
            const float* middle = row(y);
            const float* below = row(y + 1);
            float* to = plane.data() + std::size_t(y) * std::size_t(width);
            for (int x = 0; x < width; ++x)
                to[x] = inner * middle[x] + outer * (above[x] + below[x]);
        }
    }
}

void blurAlong(Plane& plane, const Window& window, float dx, float dy)
{
    constexpr int taps = 7;
    const int width = window.width();
    const int height = window.height();
    const Plane from = plane;
    for (int y = 0; y < height; ++y)
        for (int x = 0; x < width; ++x) {
            float sum = 0;
            for (int k = 0; k < taps; ++k) {
                const float t = float(k) / (taps - 1) - 0.5f;
                const int sx = std::clamp(floorInt(float(x) + dx * t + 0.5f), 0, width - 1);
                const int sy = std::clamp(floorInt(float(y) + dy * t + 0.5f), 0, height - 1);
                sum += from[std::size_t(sy) * std::size_t(width) + std::size_t(sx)];
            }
            plane[std::size_t(y) * std::size_t(width) + std::size_t(x)] = sum / taps;
        }
}

void drawColours(Camera& camera, Random& random, Random& image)
{
    camera.exposure = random.in(0.8f, 1.15f) * image.in(0.92f, 1.08f);
    const float warm = 0.06f * random.normal();
    camera.balance[0] = 1 + warm;
    camera.balance[1] = 1 + 0.02f * random.normal();
    camera.balance[2] = 1 - warm;
    camera.contrast = random.in(0.85f, 1.15f);
    camera.saturation = random.chance(0.12f) ? 0 : random.in(0.75f, 1.15f);
}

}  // namespace

Camera Camera::drawn(Random& setUp, Random& random, int size)
{
    Camera camera;
    camera.size = size;
    const float turns = random.in(-0.014f, 0.014f);
    const float scale = random.in(0.93f, 1.03f);
    const float c = cosine(turns) * scale;
    const float s = sine(turns) * scale;
    const float mx = 0.5f + random.in(-0.015f, 0.015f);
    const float my = 0.5f + random.in(-0.015f, 0.015f);
    const float px = random.in(-0.03f, 0.03f);
    const float py = random.in(-0.03f, 0.03f);
    // Around the middle of the picture: (c u - s v + mx w) / w with w = 1 + px u + py v.
    const auto around = [](float* row, float a, float b, float d) {
        row[0] = a;
        row[1] = b;
        row[2] = d - 0.5f * (a + b);
    };
    around(camera.toX, c + mx * px, -s + mx * py, mx);
    around(camera.toY, s + my * px, c + my * py, my);
    around(camera.toW, px, py, 1);
    const float direction = random.unit();
    camera.tilt = setUp.chance(0.6f) ? random.in(0, 0.45f) : 0;
    camera.tiltX = cosine(direction);
    camera.tiltY = sine(direction);
    camera.vignette = setUp.chance(0.5f) ? setUp.in(0, 0.5f) : 0;
    camera.defocus = random.chance(0.5f) ? random.in(0.001f, 0.0055f) : 0;
    const float moving = random.unit();
    camera.motion = random.chance(0.08f) ? random.in(0.005f, 0.015f) : 0;
    camera.motionX = cosine(moving);
    camera.motionY = sine(moving);
    drawColours(camera, setUp, random);
    camera.readNoise = setUp.chance(0.7f) ? setUp.logIn(0.002f, 0.02f) : 0;
    camera.shotNoise = setUp.chance(0.6f) ? setUp.logIn(0.002f, 0.02f) : 0;
    camera.jpegQuality = setUp.chance(0.55f) ? setUp.inclusive(55, 97) : 0;
    return camera;
}

Camera Camera::straight(int size)
{
    Camera camera;
    camera.size = size;
    camera.toX[0] = camera.toY[1] = camera.toW[2] = 1;
    return camera;
}

int Camera::blurReach() const
{
    return 2 + floorInt((4 * defocus + motion) * float(size));
}

float Camera::noise() const
{
    return std::sqrt(readNoise * readNoise + 0.5f * shotNoise * shotNoise);
}

View::View(const Canvas& canvas, const Camera& camera)
    : size(camera.size)
    , side(canvas.side())
    , places(std::size_t(size) * std::size_t(size))
{
    const float step = 1 / float(size);
    const float last = float(side) - 1.001f;
    std::size_t i = 0;
    for (int row = 0; row < size; ++row)
        for (int column = 0; column < size; ++column, ++i) {
            const float u = (float(column) + 0.5f) * step;
            const float v = (float(row) + 0.5f) * step;
            const float w = 1 / (camera.toW[0] * u + camera.toW[1] * v + camera.toW[2]);
            const float x = ((camera.toX[0] * u + camera.toX[1] * v + camera.toX[2]) * w + Canvas::margin) * canvas.pixelsPerUnit() - 0.5f;
            const float y = ((camera.toY[0] * u + camera.toY[1] * v + camera.toY[2]) * w + Canvas::margin) * canvas.pixelsPerUnit() - 0.5f;
            const float cx = clampTo(x, 0, last);
            const float cy = clampTo(y, 0, last);
            places[i] = {std::uint32_t(canvas.at(int(cx), int(cy))), cx - float(int(cx)), cy - float(int(cy))};
        }
}

Plane View::of(const Plane& plane, const Window& window) const
{
    Plane result(window.pixels());
    float* to = result.data();
    for (int y = window.top; y < window.bottom; ++y) {
        const Place* place = places.data() + std::size_t(y) * std::size_t(size) + window.left;
        for (int x = window.left; x < window.right; ++x, ++place, ++to) {
            const float* top = plane.data() + place->first;
            const float* bottom = top + side;
            *to = mix(mix(top[0], top[1], place->right), mix(bottom[0], bottom[1], place->right), place->down);
        }
    }
    return result;
}

Radiance exposed(const Radiance& radiance, const View& view, const Camera& camera)
{
    Radiance picture;
    picture.resize(view.places.size());
    expose(radiance, view, camera, view.whole(), picture);
    return picture;
}

void expose(const Radiance& radiance, const View& view, const Camera& camera, const Window& window, Radiance& picture)
{
    const auto pixels = float(camera.size);
    const Window wide = window.grown(camera.blurReach(), camera.size);
    Plane planes[3] = {view.of(radiance.red, wide), view.of(radiance.green, wide), view.of(radiance.blue, wide)};
    for (Plane& plane : planes) {
        blur(plane, wide, camera.defocus * pixels);
        if (camera.motion > 0)
            blurAlong(plane, wide, camera.motion * camera.motionX * pixels, camera.motion * camera.motionY * pixels);
    }
    Plane falloff(std::size_t(window.width()));
    for (int row = window.top; row < window.bottom; ++row) {
        const float y = (float(row) + 0.5f) / pixels - 0.5f;
        const std::size_t from = wide.at(window.left, row);
        const std::size_t to = std::size_t(row) * std::size_t(camera.size) + std::size_t(window.left);
        for (int column = 0; column < window.width(); ++column) {
            const float x = (float(column + window.left) + 0.5f) / pixels - 0.5f;
            const float tilted = 1 + camera.tilt * 2 * (x * camera.tiltX + y * camera.tiltY);
            falloff[std::size_t(column)] = tilted * (1 - camera.vignette * 1.6f * (x * x + y * y)) * camera.exposure;
        }
        float* const pictures[3] = {picture.red.data() + to, picture.green.data() + to, picture.blue.data() + to};
        for (std::size_t k = 0; k < 3; ++k) {
            const float* __restrict radiant = planes[k].data() + from;
            const float* __restrict factor = falloff.data();
            float* __restrict shown = pictures[k];
            for (int column = 0; column < window.width(); ++column)
                shown[column] = 0.5f + (std::sqrt(std::max(0.0f, radiant[column] * factor[column] * camera.balance[k])) - 0.5f) * camera.contrast;
        }
        for (int column = 0; column < window.width(); ++column) {
            const float luma = 0.3f * pictures[0][column] + 0.59f * pictures[1][column] + 0.11f * pictures[2][column];
            for (float* const shown : pictures)
                shown[column] = mix(luma, shown[column], camera.saturation);
        }
    }
}

Image developed(const Radiance& exposed, const Camera& camera, Random random)
{
    Image image = makeImage(camera.size, camera.size, 3);
    const Plane* const planes[3] = {&exposed.red, &exposed.green, &exposed.blue};
    const float shot = camera.shotNoise * camera.shotNoise;
    const float read = camera.readNoise * camera.readNoise;
    for (std::size_t i = 0; i < exposed.red.size(); ++i) {
        const float common = camera.saturation == 0 ? random.normal() : 0;  // a grey camera has one sensor
        for (std::size_t k = 0; k < 3; ++k) {
            const float value = (*planes[k])[i];
            const float noise = camera.saturation == 0 ? common : random.normal();
            const float shown = value + noise * std::sqrt(read + shot * clamp01(value));
            image.pixels[i * 3 + k] = std::uint8_t(clampTo(shown * 255 + 0.5f, 0, 255));
        }
    }
    if (camera.jpegQuality > 0)
        compressAsJpeg(image, camera.jpegQuality);
    return image;
}

}  // namespace inference::synth
