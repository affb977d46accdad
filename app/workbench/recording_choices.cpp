#include "app/workbench/recording_choices.h"

#include "app/common/path_text.h"

#include <algorithm>

namespace app {

QVariantMap toMap(const RecorderOptions& options)
{
    return {{"results", int(options.results)}, {"before", options.before}, {"after", options.after}, {"folder", pathText(options.folder)},
            {"most_bytes", double(options.mostBytes)}, {"most_days", options.mostDays}};
}

RecorderOptions recorderOptions(const QVariantMap& map)
{
    const RecorderOptions fresh;
    RecorderOptions options;
    options.results = RecordedResults(std::clamp(map.value("results", int(fresh.results)).toInt(), 0, int(RecordedResults::Everything)));
    options.before = std::clamp(map.value("before", fresh.before).toInt(), 0, RecorderOptions::mostNeighbours);
    options.after = std::clamp(map.value("after", fresh.after).toInt(), 0, RecorderOptions::mostNeighbours);
    options.folder = toPath(map.value("folder").toString());
    const double bytes = map.value("most_bytes", double(fresh.mostBytes)).toDouble();
    options.mostBytes = bytes >= 1 && bytes <= 1e18 ? std::uintmax_t(bytes) : fresh.mostBytes;
    options.mostDays = std::clamp(map.value("most_days", fresh.mostDays).toInt(), 0, 36'500);
    return options;
}

}  // namespace app
