#include "training/synth/text_p.h"

#include <array>

namespace inference::synth {
namespace {

constexpr float advance = 5.6f;  // columns from letter to letter on a grid of 4 x 6

/// Strokes as corners "column row", lines between "," and breaks at ";".
constexpr std::string_view letterStrokes[26] = {
    "06,20,46;14,34", "06,00,30,41,42,33,03;33,44,45,36,06", "41,30,10,01,05,16,36,45", "00,06,26,44,42,20,00", "40,00,06,46;03,33",
    "40,00,06;03,33", "41,30,10,01,05,16,36,45,43,23", "00,06;40,46;03,43", "20,26;10,30;16,36", "40,45,36,16,05",
    "00,06;40,03,46", "00,06,46", "06,00,23,40,46", "06,00,46,40", "10,30,41,45,36,16,05,01,10",
    "06,00,30,41,42,33,03", "10,30,41,45,36,16,05,01,10;24,46", "06,00,30,41,42,33,03;23,46", "41,30,10,01,02,13,33,44,45,36,16,05", "00,40;20,26",
    "00,05,16,36,45,40", "00,26,40", "00,16,23,36,40", "00,46;40,06", "00,23,40;23,26",
    "00,40,06,46"};
constexpr std::string_view digitStrokes[10] = {
    "10,30,41,45,36,16,05,01,10", "11,20,26;16,36", "01,10,30,41,42,06,46", "01,10,30,41,42,33,44,45,36,16,05;13,33", "30,04,44;30,36",
    "40,00,03,33,44,45,36,16,05", "31,20,10,02,05,16,36,45,44,33,04", "00,40,16", "10,30,41,42,33,13,02,01,10;13,04,05,16,36,45,44,33", "15,26,36,44,41,30,10,01,02,13,42"};

std::string_view strokesOf(char letter)
{
    if (letter >= 'A' && letter <= 'Z')
        return letterStrokes[letter - 'A'];
    if (letter >= '0' && letter <= '9')
        return digitStrokes[letter - '0'];
    return letter == '-' ? "13,33" : letter == '/' ? "06,40" : letter == '.' ? "25,26" : std::string_view();
}

struct Stroke {
    float ax, ay, bx, by;
};

/// The strokes of one letter in units of the text's height, around the letter's middle.
int strokesAround(char letter, std::array<Stroke, 16>& strokes)
{
    const std::string_view corners = strokesOf(letter);
    int count = 0;
    for (std::size_t i = 0; i + 4 < corners.size(); i += 3) {
        if (corners[i + 2] != ',')
            continue;
        const auto at = [&](std::size_t k, float middle) { return (float(corners[k] - '0') - middle) / 6; };
        strokes[std::size_t(count++)] = {at(i, 2), at(i + 1, 3), at(i + 3, 2), at(i + 4, 3)};
        if (count == int(strokes.size()))
            break;
    }
    return count;
}

}  // namespace

float textWidth(std::string_view text)
{
    return float(text.size()) * advance / 6;
}

void fillText(Canvas& canvas, const Frame& frame, std::string_view text, float height, float stroke, const Material& material)
{
    const float step = advance / 6 * height;
    float x = -step * (float(text.size()) - 1) / 2;
    for (const char letter : text) {
        std::array<Stroke, 16> strokes {};
        const int count = strokesAround(letter, strokes);
        if (count > 0)
            fill(canvas, frame.with({x, 0}), height * 0.62f + stroke, material, [&](float lx, float ly) {
                float nearest = 9;
                for (int i = 0; i < count; ++i) {
                    const Stroke& s = strokes[std::size_t(i)];
                    nearest = std::min(nearest, segmentDistance(lx, ly, s.ax * height, s.ay * height, s.bx * height, s.by * height));
                }
                return nearest - stroke / 2;
            });
        x += step;
    }
}

std::string madeUpCode(Random& random, int letters)
{
    std::string text;
    for (int i = 0; i < letters; ++i) {
        const int kind = random.below(10);
        text += kind < 5 || i == 0 || i == letters - 1 ? char('0' + random.below(10)) : kind < 9 ? char('A' + random.below(26)) : '-';
    }
    return text;
}

std::string madeUpWord(Random& random, int letters)
{
    constexpr std::string_view vowels = "AEIOU";
    constexpr std::string_view consonants = "BCDFGHKLMNPRSTVWXZ";
    std::string text;
    for (int i = 0; i < letters; ++i)
        text += i % 2 ? vowels[std::size_t(random.below(int(vowels.size())))] : consonants[std::size_t(random.below(int(consonants.size())))];
    return text;
}

}  // namespace inference::synth
