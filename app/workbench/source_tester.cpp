#include "app/workbench/source_tester.h"

namespace app {

SourceTester::SourceTester(SourceMaker make, QObject* parent)
    : QObject(parent)
    , m_make(std::move(make))
{
}

void SourceTester::start(const SourceChoice& choice, const SourceTestLimits& limits)
{
    m_job.start([this, choice, limits, make = m_make](const LatestJob::Voice& voice, const std::stop_token& stop) {
        try {
            voice.end([this, result = testSource(choice, stop, limits, make)] { emit finished(result); });
        } catch (const inference::Cancelled&) {  // nobody waits for it
        }
    });
}

}  // namespace app
