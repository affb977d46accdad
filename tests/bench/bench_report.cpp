// How long a report takes to write, and how much memory. usage: bench-report [PICTURES]
#include "app/report/report_file.h"
#include "core/freed_memory.h"
#include "tests/report_tools.h"

#include <QGuiApplication>
#include <QTemporaryDir>

#include <chrono>
#include <cstdio>
#include <cstdlib>

namespace {

/// Greatest resident memory of this process, MB.
double peakMegabytes()
{
    std::ifstream status("/proc/self/status");
    for (std::string line; std::getline(status, line);)
        if (line.starts_with("VmHWM:"))
            return std::strtod(line.c_str() + 6, nullptr) / 1024;
    return 0;
}

}  // namespace

int main(int argc, char** argv)
{
    qputenv("QT_QPA_PLATFORM", "offscreen");
    inference::keepFreedMemory();
    QGuiApplication application(argc, argv);
    const int count = argc > 1 ? std::atoi(argv[1]) : 500;
    const QTemporaryDir folder;
    const std::filesystem::path place = folder.path().toStdString();

    // Twenty different pictures, as many files of each as it takes: what is written must not be known from before.
    auto made = report_tools::sample(place, std::min(count, 20), {2000, 1500});
    for (int i = 20; i < count; ++i) {
        const auto source = std::size_t(i % 20);
        app::ReportPart part = made.report->parts[source];
        part.file = "parts/part" + std::to_string(i) + ".jpg";
        std::filesystem::copy_file(made.report->parts[source].path, place / part.file);
        part.path = place / part.file;
        made.report->parts.push_back(std::move(part));
        made.inspections.push_back(made.inspections[source]);
    }
    std::printf("%d parts; before: %.0f MB\n", count, peakMegabytes());
    for (const int perPage : {1, 2}) {
        const auto start = std::chrono::steady_clock::now();
        app::ReportOptions options;
        options.picturesPerPage = perPage;
        const app::ReportPages pages(made.report, options, made.evidence());
        const std::filesystem::path pdf = place / "report.pdf";
        app::writeReport(pdf, pages);
        const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
        std::printf("%d to a page: %d pages, %.1f s, %.3f s a page, %.3f s a picture, %.1f MB written, at most %.0f MB of memory\n", perPage, pages.count(), seconds,
                    seconds / pages.count(), seconds / count, double(std::filesystem::file_size(pdf)) / 1e6, peakMegabytes());
        std::fflush(stdout);
    }
    return 0;
}
