#include "training/synth/camera_p.h"

namespace inference::synth {
namespace {

/// One pass of a box whose width is a whole number; three of them are nearly a Gaussian.
void blur(Plane& plane, int side, float deviation)
{
    if (deviation < 0.25f)
        return;
    if (deviation < 1.2f) {  // a kernel of three taps, twice
        const float outer = std::min(0.25f, deviation * deviation / 4);
        for (int pass = 0; pass < 2; ++pass) {
            Plane rows(plane.size());
            for (int y = 0; y < side; ++y)
                for (int x = 0; x < side; ++x) {
                    const float* row = plane.data() + std::size_t(y) * std::size_t(side);
                    rows[std::size_t(y) * std::size_t(side) + std::size_t(x)]
                        = (1 - 2 * outer) * row[x] + outer * (row[std::max(x - 1, 0)] + row[std::min(x + 1, side - 1)]);
                }
            for (int y = 0; y < side; ++y) {
                const float* middle = rows.data() + std::size_t(y) * std::size_t(side);
                const float* above = rows.data() + std::size_t(std::max(y - 1, 0)) * std::size_t(side);
                const float* below = rows.data() + std::size_t(std::min(y + 1, side - 1)) * std::size_t(side);
                float* to = plane.data() + std::size_t(y) * std::size_t(side);
                for (int x = 0; x < side; ++x)
                    to[x] = (1 - 2 * outer) * middle[x] + outer * (above[x] + below[x]);
            }
        }
        return;
    }
    const int radius = std::max(1, floorInt(deviation + 0.3f));
    for (int pass = 0; pass < 2; ++pass)
        plane = boxBlurred(plane, side, radius);
}

void blurAlong(Plane& plane, int side, float dx, float dy)
{
    constexpr int taps = 7;
    const Plane from = plane;
    for (int y = 0; y < side; ++y)
        for (int x = 0; x < side; ++x) {
            float sum = 0;
            for (int k = 0; k < taps; ++k) {
                const float t = float(k) / (taps - 1) - 0.5f;
                const int sx = std::clamp(floorInt(float(x) + dx * t + 0.5f), 0, side - 1);
                const int sy = std::clamp(floorInt(float(y) + dy * t + 0.5f), 0, side - 1);
                sum += from[std::size_t(sy) * std::size_t(side) + std::size_t(sx)];
            }
            plane[std::size_t(y) * std::size_t(side) + std::size_t(x)] = sum / taps;
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
    const float scale = random.in(0.94f, 1.05f);
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

float Camera::noise() const
{
    return std::sqrt(readNoise * readNoise + 0.5f * shotNoise * shotNoise);
}

Plane seen(const Canvas& canvas, const Plane& plane, const Camera& camera)
{
    Plane result(std::size_t(camera.size) * std::size_t(camera.size));
    const float step = 1 / float(camera.size);
    const float last = float(canvas.side()) - 1.001f;
    std::size_t i = 0;
    for (int row = 0; row < camera.size; ++row)
        for (int column = 0; column < camera.size; ++column, ++i) {
            const float u = (float(column) + 0.5f) * step;
            const float v = (float(row) + 0.5f) * step;
            const float w = 1 / (camera.toW[0] * u + camera.toW[1] * v + camera.toW[2]);
            const float x = ((camera.toX[0] * u + camera.toX[1] * v + camera.toX[2]) * w + Canvas::margin) * canvas.pixelsPerUnit() - 0.5f;
            const float y = ((camera.toY[0] * u + camera.toY[1] * v + camera.toY[2]) * w + Canvas::margin) * canvas.pixelsPerUnit() - 0.5f;
            const float cx = clampTo(x, 0, last);
            const float cy = clampTo(y, 0, last);
            const int ix = int(cx);
            const int iy = int(cy);
            const float* top = plane.data() + canvas.at(ix, iy);
            const float* bottom = top + canvas.side();
            const float tx = cx - float(ix);
            result[i] = mix(mix(top[0], top[1], tx), mix(bottom[0], bottom[1], tx), cy - float(iy));
        }
    return result;
}

Radiance exposed(const Canvas& canvas, const Radiance& radiance, const Camera& camera)
{
    Radiance result {seen(canvas, radiance.red, camera), seen(canvas, radiance.green, camera), seen(canvas, radiance.blue, camera)};
    Plane* const planes[3] = {&result.red, &result.green, &result.blue};
    const auto pixels = float(camera.size);
    for (Plane* plane : planes) {
        blur(*plane, camera.size, camera.defocus * pixels);
        if (camera.motion > 0)
            blurAlong(*plane, camera.size, camera.motion * camera.motionX * pixels, camera.motion * camera.motionY * pixels);
    }
    std::size_t i = 0;
    for (int row = 0; row < camera.size; ++row)
        for (int column = 0; column < camera.size; ++column, ++i) {
            const float x = (float(column) + 0.5f) / pixels - 0.5f;
            const float y = (float(row) + 0.5f) / pixels - 0.5f;
            const float falloff = (1 + camera.tilt * 2 * (x * camera.tiltX + y * camera.tiltY)) * (1 - camera.vignette * 1.6f * (x * x + y * y)) * camera.exposure;
            float value[3];
            for (int k = 0; k < 3; ++k) {
                const float shown = std::sqrt(std::max(0.0f, (*planes[k])[i] * falloff * camera.balance[k]));
                value[k] = 0.5f + (shown - 0.5f) * camera.contrast;
            }
            const float luma = 0.3f * value[0] + 0.59f * value[1] + 0.11f * value[2];
            for (int k = 0; k < 3; ++k)
                (*planes[k])[i] = mix(luma, value[k], camera.saturation);
        }
    return result;
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
