#include "app/live/record_maker.h"

#include "app/store/utc_text.h"
#include "pipeline/recipe_file.h"

#include <array>
#include <cstdio>
#include <random>

namespace app {

std::string makeRunId()
{
    std::array<char, 10> digits {};
    std::snprintf(digits.data(), digits.size(), "-%08x", unsigned(std::random_device()()));
    return utcFileStamp() + digits.data();
}

const char* triggerKey(TriggerMode trigger)
{
    switch (trigger) {
    case TriggerMode::FreeRun: return "free";
    case TriggerMode::Interval: return "interval";
    case TriggerMode::Part: return "part";
    case TriggerMode::Software: return "software";
    case TriggerMode::Hardware: return "hardware";
    }
    return "free";
}

VerdictRecord RecordMaker::recordOf(const LiveResult& result)
{
    using Clock = inference::sources::Clock;
    const inference::sources::Frame& frame = *result.frame();
    VerdictRecord record;
    record.run = m_facts.run;
    record.number = ++m_number;
    record.part = result.shot.part;
    record.frame = frame.id;
    record.source = m_facts.source;
    record.trigger = triggerKey(m_facts.trigger);
    record.exposed = std::chrono::system_clock::now() - std::chrono::duration_cast<std::chrono::system_clock::duration>(Clock::now() - frame.exposed);
    record.image = frame.image.size();
    record.latencyMs = result.latencyMs;
    record.model = m_facts.model;
    if (result.error) {
        record.error = inference::codeName(result.error->code());
    } else if (result.judgement) {
        record.verdict = result.judgement->verdict;
        record.score = result.judgement->score;
        record.pictureFaults = result.judgement->pictureFaults;
        record.defects = result.judgement->defects;
        for (inference::Defect& defect : record.defects)
            defect.contours = {};
    }
    if (result.recipe) {
        if (m_recipe != result.recipe) {
            m_recipe = result.recipe;
            m_recipeHash = inference::pipeline::recipeHash(*m_recipe);
        }
        record.recipe = m_recipe->name;
        record.recipeHash = m_recipeHash;
        record.mmPerPixel = m_recipe->mmPerPixel;
    }
    return record;
}

}  // namespace app
