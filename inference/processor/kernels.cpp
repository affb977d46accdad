#include "processor/kernels.h"

#include "processor/kernel_sets.h"

#if defined(WORKBENCH_X86_KERNELS) && defined(__linux__)
#include <cpuid.h>
#include <sys/syscall.h>
#include <unistd.h>
#endif

namespace inference::processor {
namespace {

#ifdef WORKBENCH_X86_KERNELS

bool hasAvx2()
{
    return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
}

bool hasAvx512()
{
    return hasAvx2() && __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512dq")
        && __builtin_cpu_supports("avx512vl");
}

bool hasAvx512Brain()
{
    return hasAvx512() && __builtin_cpu_supports("avx512bf16");
}

/// Whether the processor has tiles of bf16 and the system lets this process use them. Linux gives them to who asks only.
bool hasAmx()
{
#ifdef __linux__
    unsigned a = 0, b = 0, c = 0, d = 0;
    constexpr unsigned brainTiles = 1u << 22, tiles = 1u << 24;
    if (!hasAvx512() || !__get_cpuid_count(7, 0, &a, &b, &c, &d) || (d & (brainTiles | tiles)) != (brainTiles | tiles))
        return false;
    constexpr long requestPermission = 0x1023, tileData = 18;
    return syscall(SYS_arch_prctl, requestPermission, tileData) == 0;
#else
    return false;
#endif
}

const Kernels* chooseNativeBrain()
{
    if (hasAmx())
        return &amxKernels;
    return hasAvx512Brain() ? &avx512BrainKernels : nullptr;
}

#endif

}  // namespace

const Kernels* kernelsAt(int index)
{
    const Kernels* sets[9] = {&baselineKernels, &baselineWidenedKernels};
    int count = 2;
#ifdef WORKBENCH_X86_KERNELS
    const auto append = [&](bool there, const Kernels& kernels) {
        if (there)
            sets[count++] = &kernels;
    };
    append(hasAvx2(), avx2Kernels);
    append(hasAvx2(), avx2WidenedKernels);
    append(hasAvx512(), avx512Kernels);
    append(hasAvx512(), avx512WidenedKernels);
    append(hasAvx512Brain(), avx512BrainKernels);
    append(nativeBrainKernels() == &amxKernels, amxKernels);
#endif
    return index >= 0 && index < count ? sets[index] : nullptr;
}

const Kernels& float32Kernels()
{
#ifdef WORKBENCH_X86_KERNELS
    if (hasAvx512())
        return avx512Kernels;
    if (hasAvx2())
        return avx2Kernels;
#endif
    return baselineKernels;
}

const Kernels* nativeBrainKernels()
{
#ifdef WORKBENCH_X86_KERNELS
    static const Kernels* const kernels = chooseNativeBrain();
    return kernels;
#else
    return nullptr;
#endif
}

const Kernels& widenedBrainKernels()
{
#ifdef WORKBENCH_X86_KERNELS
    if (hasAvx512())
        return avx512WidenedKernels;
    if (hasAvx2())
        return avx2WidenedKernels;
#endif
    return baselineWidenedKernels;
}

}  // namespace inference::processor
