// How quickly the whole history answers "what if", end to end. usage: bench-history [INSPECTIONS] [JUDGED FROM EVIDENCE]
#include "app/store/history.h"
#include "app/store/history_schema.h"
#include "app/workbench/what_if_service.h"
#include "core/freed_memory.h"
#include "made_up.h"
#include "pipeline/file_hash.h"

#include <QCoreApplication>
#include <QEventLoop>
#include <QTemporaryDir>

#include <chrono>
#include <cstdio>
#include <cstdlib>

using namespace app;
namespace judging = inference::judging;

namespace {

using Clock = std::chrono::steady_clock;

double secondsSince(Clock::time_point start)
{
    return std::chrono::duration<double>(Clock::now() - start).count();
}

inference::Recipe zoned()
{
    inference::Recipe recipe;
    recipe.drawnFor = {2448, 2048};
    recipe.zones = {{"A", {{0, 0}, {1200, 0}, {1200, 900}, {0, 900}}, {0.5f, 0.4f, {}, 100, 0}}};
    return recipe;
}

/// `count` inspections, 50 different ones over and over, each with figures under `recipe`.
std::shared_ptr<const InspectionArchive> makeHistory(const std::filesystem::path& path, int count, const inference::Recipe& recipe)
{
    const InspectionSetup setup {inference::pipeline::sha256Of("model"), "engine", "fp32", "whole"};
    prepareHistory(path);
    History history(path);
    std::vector<inference::Inspection> different;
    std::vector<std::vector<std::byte>> figures;
    for (unsigned seed = 0; seed < 50; ++seed) {
        different.push_back(madeUp(seed));
        const auto maps = judging::renderMaps(different.back(), recipe);
        figures.push_back(inference::pipeline::bytesOf(judging::figuresOf(maps, {2448, 2048}, recipe, true), recipe));
    }
    std::vector<StoredSummary> summaries;
    for (int i = 0; i < count; ++i) {
        const std::size_t which = std::size_t(i) % different.size();
        const std::string image = inference::pipeline::sha256Of(std::to_string(i));
        history.putStamp({"/parts/line 4/part_" + std::to_string(i) + ".png", 1, 1}, image);
        summaries.push_back({history.put({image, setup}, different[which]), figures[which]});
    }
    history.putSummaries(inference::pipeline::figuresSummary, summaries);
    return std::make_shared<const InspectionArchive>(InspectionArchive {path, setup});
}

void ask(WhatIfService& service, const char* what, const inference::Recipe& before, const inference::Recipe& after)
{
    QEventLoop loop;
    WhatIf answer;
    QObject::connect(&service, &WhatIfService::answered, &loop, [&](const WhatIf& told) {
        answer = told;
        loop.quit();
    }, Qt::QueuedConnection);
    QObject::connect(&service, &WhatIfService::failed, &loop, [&](const inference::Error& error) {
        std::printf("failed: %s\n", error.what());
        loop.quit();
    }, Qt::QueuedConnection);
    const auto start = Clock::now();
    service.ask(before, after);
    loop.exec();
    const double seconds = secondsSince(start);
    std::printf("%-44s %8.3f s  %8.0f images/s  %lld of %lld from figures, %lld flips\n", what, seconds, double(answer.parts) / seconds,
                static_cast<long long>(answer.byFigures), static_cast<long long>(answer.parts), static_cast<long long>(answer.flips.size()));
}

void askAll(const char* what, int count, int fewer, const inference::Recipe& recipe)
{
    QTemporaryDir folder;
    const std::filesystem::path home = folder.path().toStdString();
    const auto start = Clock::now();
    const auto whole = makeHistory(home / "whole.db", count, recipe), part = makeHistory(home / "part.db", fewer, recipe);
    std::printf("%s: %d and %d inspections kept in %.1f s\n", what, count, fewer, secondsSince(start));
    WhatIfService service;
    service.setArchive(whole);
    inference::Recipe moved = recipe;
    moved.rule.failLimit = 0.30f;
    moved.rule.reviewLimit = 0.25f;
    ask(service, "a moved limit, history opened", recipe, moved);
    ask(service, "the same again", recipe, moved);
    moved.rule.minArea = 40;
    ask(service, "a moved limit and area", recipe, moved);
    moved.scoreLimits = inference::LimitPair {0.4f, 0.3f};
    ask(service, "and limits of the score", recipe, moved);
    service.setArchive(part);
    moved.sigma = 6;
    ask(service, "another sigma, from evidence", recipe, moved);
}

}  // namespace

int main(int argc, char** argv)
{
    inference::keepFreedMemory();  // as both programs do
    const QCoreApplication application(argc, argv);
    const int count = argc > 1 ? std::atoi(argv[1]) : 10000;
    const int fewer = argc > 2 ? std::atoi(argv[2]) : 200;
    askAll("no zones", count, fewer, {});
    askAll("a zone", count, fewer, zoned());
}
