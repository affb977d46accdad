#include "sources/source.h"

#include "core/error.h"

namespace inference::sources {

double Source::set(const std::string& key, double)
{
    throw Error(ErrorCode::SourceUnsupported, {facts().name, "setting:" + key});
}

void Source::trigger()
{
    throw Error(ErrorCode::SourceUnsupported, {facts().name, "trigger"});
}

}  // namespace inference::sources
