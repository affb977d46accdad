#include "training/datasets/annotation_p.h"

#include "training/datasets/json_p.h"
#include "training/datasets/text_file_p.h"

#include <cmath>
#include <numbers>

namespace inference::datasets {
namespace {

[[noreturn]] void throwAt(const std::string& place)
{
    throw Error(ErrorCode::DatasetInvalid, {place});
}

bool isCoordinate(const Json& number)
{
    return number.is_number() && std::abs(number.get<double>()) <= greatestCoordinate;
}

Polygon pointsIn(const Json& shape, const std::string& place)
{
    const auto found = shape.find("points");
    if (found == shape.end() || !found->is_array())
        throwAt(place + ".points");
    Polygon points;
    for (const Json& point : *found) {
        if (!point.is_array() || point.size() != 2 || !isCoordinate(point[0]) || !isCoordinate(point[1]))
            throwAt(place + ".points[" + std::to_string(points.size()) + "]");
        points.push_back({point[0].get<double>(), point[1].get<double>()});
    }
    return points;
}

Polygon rectangle(Point a, Point b)
{
    return {{a.x, a.y}, {b.x, a.y}, {b.x, b.y}, {a.x, b.y}};
}

/// Nearer than a tenth of a pixel up to a radius of 330.
Polygon circle(Point centre, Point rim)
{
    constexpr int corners = 128;
    const double radius = std::hypot(rim.x - centre.x, rim.y - centre.y);
    Polygon outline;
    for (int i = 0; i < corners; ++i) {
        const double angle = 2 * std::numbers::pi * i / corners;
        outline.push_back({centre.x + radius * std::cos(angle), centre.y + radius * std::sin(angle)});
    }
    return outline;
}

void addShape(Annotation& annotation, const Json& shape, const std::string& place)
{
    if (!shape.is_object())
        throwAt(place);
    const Polygon points = pointsIn(shape, place);
    std::string kind = textIn(shape, "shape_type");
    if (kind.empty())
        kind = "polygon";  // files of old versions
    if (kind == "polygon" && points.size() >= 3)
        annotation.outlines.push_back(points);
    else if (kind == "rectangle" && points.size() == 2)
        annotation.outlines.push_back(rectangle(points[0], points[1]));
    else if (kind == "circle" && points.size() == 2)
        annotation.outlines.push_back(circle(points[0], points[1]));
    else {
        annotation.withoutArea.push_back(kind);
        return;
    }
    if (annotation.defect.empty())
        annotation.defect = textIn(shape, "label");
}

int sideIn(const Json& json, const char* key)
{
    const auto found = json.find(key);
    if (found == json.end() || found->is_null())
        return 0;
    if (!found->is_number_integer() || found->get<std::int64_t>() < 1 || found->get<std::int64_t>() > std::int64_t(greatestCoordinate))
        throwAt(key);
    return found->get<int>();
}

Annotation annotationOf(const Json& json)
{
    const auto shapes = json.is_object() ? json.find("shapes") : json.end();
    if (!json.is_object() || shapes == json.end() || !shapes->is_array())
        throwAt("shapes");
    Annotation annotation;
    annotation.drawnFor = {sideIn(json, "imageWidth"), sideIn(json, "imageHeight")};
    std::size_t points = 0;
    for (std::size_t i = 0; i < shapes->size(); ++i) {
        const std::string place = "shapes[" + std::to_string(i) + "]";
        const std::size_t before = annotation.outlines.size();
        addShape(annotation, (*shapes)[i], place);
        points += annotation.outlines.size() > before ? annotation.outlines.back().size() : 0;
        if (points > greatestPointCount)
            throwAt(place);
    }
    return annotation;
}

}  // namespace

Annotation readLabelme(const std::filesystem::path& path)
try {
    return annotationOf(parseJson(readText(path)));
} catch (const Error& error) {
    throw error.of(path);
}

}  // namespace inference::datasets
