#pragma once

// Wider vectors where the CPU has them, without fused multiply-add: the same bits on every machine.
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
#define WORKBENCH_VECTOR_CLONES __attribute__((target_clones("default", "avx2")))
#else
#define WORKBENCH_VECTOR_CLONES
#endif
