#include "training/shown_views_p.h"

#include "core/error.h"
#include "training/example_views_p.h"
#include "training/synth/random_p.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

namespace inference::training {
namespace {

using synth::Random;

/// Where the pixels of a view lie in its picture, and their colours; laid out as one row of a tensor.
struct View {
    std::array<float, 3> x;      ///< the picture's column is x . (u, v, 1), u and v from -1/2 to 1/2 over the view
    std::array<float, 3> y;
    float last;                  ///< greatest column and row of the picture
    float gamma;
    float low;                   ///< what black becomes
    std::array<float, 3> high;   ///< what white becomes, by channel
    std::array<float, 3> order;  ///< channels of the picture
};
constexpr std::int64_t viewNumbers = sizeof(View) / sizeof(float);
static_assert(viewNumbers == 15);

/// The square of `side` about (middleX, middleY), rotated by `angle`, laid down in one of eight ways as turned() has them.
void place(View& view, float middleX, float middleY, float side, float angle, unsigned way)
{
    const float right = way & 1 ? -side : side, down = way & 2 ? -side : side;
    const float cosine = std::cos(angle), sine = std::sin(angle);
    view.x = {cosine * right, -sine * down, middleX - 0.5f};
    view.y = {sine * right, cosine * down, middleY - 0.5f};
    if (way & 4) {
        std::swap(view.x[0], view.x[1]);
        std::swap(view.y[0], view.y[1]);
    }
}

void chooseWindow(View& view, int whole, int size, Random& random)
{
    const auto way = unsigned(random.below(8));
    if (random.chance(0.5f)) {
        const int left = random.below(whole - size + 1), top = random.below(whole - size + 1);
        return place(view, float(left) + 0.5f * float(size), float(top) + 0.5f * float(size), float(size), 0, way);
    }
    const bool rotated = random.chance(0.4f);
    const float angle = random.in(-0.35f, 0.35f) * float(rotated);
    const float reach = std::abs(std::cos(angle)) + std::abs(std::sin(angle));  // of the rotated square of side 1
    const float greatest = float(whole) / reach;
    const float side = random.in(std::min(0.7f * float(size), greatest), greatest);
    const float room = float(whole) - side * reach, middle = 0.5f * side * reach;
    const float x = random.unit(), y = random.unit();
    place(view, middle + x * room, middle + y * room, side, angle, way);
}

/// Another exposure and another light: dark stays dark beside light, so that no defect is lost.
void chooseColours(View& view, Random& random)
{
    view.gamma = random.logIn(0.7f, 1.25f);
    view.low = random.in(0, 0.06f);
    const float high = random.in(0.8f, 1);
    const float tinge = random.chance(0.5f) ? 0.18f : 0.04f;
    for (float& own : view.high)
        own = high * (1 - tinge * random.unit());
    view.order = {0, 1, 2};
    const bool swapped = random.chance(0.25f);
    const int one = random.below(3), step = 1 + random.below(2);
    if (swapped)
        std::swap(view.order[std::size_t(one)], view.order[std::size_t((one + step) % 3)]);
}

View chosenView(const Example& picture, int size)
{
    const Random root(picture.view);
    Random place = root.fork(1), colours = root.fork(2);
    View view {};
    view.last = float(picture.image.width - 1);
    chooseWindow(view, picture.image.width, size, place);
    chooseColours(view, colours);
    return view;
}

/// Memory that a card fetches by itself.
Tensor hostMemory(at::IntArrayRef shape, at::ScalarType type, at::Device device)
{
    return at::empty(shape, at::TensorOptions(type).pinned_memory(device.is_cuda()));
}

int greatestSide(std::span<const Example> pictures, int size)
{
    int side = size;
    for (const Example& picture : pictures) {
        const Image& image = picture.image;
        const bool good = image.width >= size && image.height == image.width && image.channels == 3 && image.bytesPerChannel == 1
            && picture.mask.size() == std::size_t(image.width) * std::size_t(image.width);
        if (!good)
            throw Error(ErrorCode::BadInput, {"picture form"});
        side = std::max(side, image.width);
    }
    return side;
}

/// The pictures' pixels and masks in the upper left corners of [B, 4, P, P], 0..255 and 0 or 1, on the device.
Tensor uploaded(std::span<const Example> pictures, int side, at::Device device)
{
    const auto count = std::int64_t(pictures.size());
    const Tensor pixels = hostMemory({count, side, side, 3}, at::kByte, device), masks = hostMemory({count, side, side, 1}, at::kByte, device);
    std::uint8_t* pixelRow = pixels.data_ptr<std::uint8_t>();
    std::uint8_t* maskRow = masks.data_ptr<std::uint8_t>();
    for (const Example& picture : pictures) {
        const int own = picture.image.width;
        for (int y = 0; y < side; ++y, pixelRow += 3 * side, maskRow += side) {
            if (y >= own)
                continue;
            std::copy_n(picture.image.row(y), 3 * own, pixelRow);
            std::copy_n(picture.mask.begin() + std::ptrdiff_t(y) * own, own, maskRow);
        }
    }
    const auto there = [&](const Tensor& host) { return host.to(device, true).permute({0, 3, 1, 2}).to(at::kFloat); };
    return at::cat({there(pixels), there(masks)}, 1);
}

/// numbers [B, 15] -> where grid_sampler looks in pictures of `side`, [B, S, S, 2]
Tensor gridOf(const Tensor& numbers, int size, int side)
{
    const Tensor steps = (at::arange(size, numbers.options()) + 0.5) / size - 0.5;  // [S]
    const auto of = [&](std::int64_t first) {
        const auto number = [&](std::int64_t i) { return numbers.select(1, first + i).view({-1, 1, 1}); };
        const Tensor place = number(0) * steps.view({1, 1, -1}) + number(1) * steps.view({1, -1, 1}) + number(2);  // [B, S, S]
        return at::minimum(place.clamp_min(0), numbers.select(1, 6).view({-1, 1, 1})) * (2.0 / std::max(side - 1, 1)) - 1;
    };
    return at::stack({of(0), of(3)}, 3);
}

/// unit [B, 3, S, S] of 0..1
Tensor recoloured(const Tensor& unit, const Tensor& numbers)
{
    const auto number = [&](std::int64_t first, std::int64_t count) { return numbers.narrow(1, first, count).view({-1, count, 1, 1}); };
    const Tensor gamma = number(7, 1), low = number(8, 1), high = number(9, 3), order = number(12, 3).to(at::kLong);
    return low + (high - low) * unit.gather(1, order.expand_as(unit)).clamp_min(1e-6).pow(gamma);
}

}  // namespace

ShownViews shownViews(std::span<const Example> pictures, int size, at::Device device)
{
    const c10::NoGradGuard noGradients;
    const int side = greatestSide(pictures, size);
    const Tensor host = hostMemory({std::int64_t(pictures.size()), viewNumbers}, at::kFloat, device);
    auto* const views = reinterpret_cast<View*>(host.data_ptr<float>());
    std::ranges::transform(pictures, views, [size](const Example& picture) { return chosenView(picture, size); });
    const Tensor numbers = host.to(device, true);
    constexpr std::int64_t bilinear = 0, border = 1;
    const Tensor seen = at::grid_sampler(uploaded(pictures, side, device), gridOf(numbers, size, side), bilinear, border, true);  // [B, 4, S, S]
    return {recoloured(seen.narrow(1, 0, 3) / 255, numbers), (seen.select(1, 3) >= 0.5).to(at::kFloat)};
}

Example shownAnew(const Example& picture, int size)
{
    const ShownViews shown = shownViews({&picture, 1}, size, at::kCPU);
    const Tensor bytes = (shown.pixels[0].permute({1, 2, 0}) * 255).round().to(at::kByte).contiguous(), mask = shown.masks[0].to(at::kByte).contiguous();
    Example out {makeImage(size, size, 3), {}};
    std::copy_n(bytes.data_ptr<std::uint8_t>(), bytes.numel(), out.image.pixels.begin());
    out.mask.assign(mask.data_ptr<std::uint8_t>(), mask.data_ptr<std::uint8_t>() + mask.numel());
    return out;
}

}  // namespace inference::training
