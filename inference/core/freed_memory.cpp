#include "core/freed_memory.h"

#include <cstdlib>  // says __GLIBC__

#ifdef __GLIBC__
#include <malloc.h>
#endif

namespace inference {

void keepFreedMemory()
{
#ifdef __GLIBC__
    constexpr int megabyte = 1 << 20;
    mallopt(M_MMAP_THRESHOLD, 8 * megabyte);
    mallopt(M_TRIM_THRESHOLD, 32 * megabyte);
#endif
}

}  // namespace inference
