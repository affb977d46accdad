#!/usr/bin/env bash
# Builds the fuzzers (preset `fuzz`) and runs each for SECONDS (60 unless told); stops at the first finding.
# usage: tests/fuzz/run.sh [SECONDS]
# What the fuzzers learn stays in build/fuzz/corpus; a finding is left in build/fuzz/findings.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
seconds=${1:-60}
build=$root/build/fuzz
export ASAN_SYMBOLIZER_PATH=/usr/bin/llvm-symbolizer-16

"$root/installer/setup" "$root/installer/packages-fuzz.txt"
cd "$root"
cmake --preset fuzz
cmake --build --preset fuzz
"$build/bin/fuzz_corpus" "$build/corpus"
mkdir -p "$build/findings"
for reader in pickle torch_archive torch_legacy safetensors evidence; do
    echo "== $reader"
    "$build/bin/fuzz_$reader" -max_total_time="$seconds" -max_len=400000 -timeout=10 -rss_limit_mb=1500 -print_final_stats=1 \
        -artifact_prefix="$build/findings/$reader-" "$build/corpus/$reader" 2>&1 | grep -vE '^#|NEW_FUNC' | tail -40
done
