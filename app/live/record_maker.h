#pragma once

#include "app/common/verdict_record.h"
#include "app/live/live_result.h"
#include "app/live/run_facts.h"

namespace app {

/// Makes the records of one run out of its results, and numbers them. One thread at a time (the inspector's).
class RecordMaker {
public:
    explicit RecordMaker(RunFacts facts)
        : m_facts(std::move(facts))
    {
    }

    /// Without contours; `file` is left empty. The moment of the exposure is the wall clock's now less what the steady clock says has
    /// passed since. A recipe is hashed when it is met first, not for each result.
    VerdictRecord recordOf(const LiveResult& result);
    const RunFacts& facts() const { return m_facts; }

private:
    const RunFacts m_facts;
    std::uint64_t m_number = 0;
    std::shared_ptr<const inference::Recipe> m_recipe;  ///< held: another one can't lie in its place
    std::string m_recipeHash;                           ///< of m_recipe
};

}  // namespace app
