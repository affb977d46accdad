#!/bin/bash
# Runs every fuzzer of the preset `fuzz` for SECONDS each (60 unless told) and stops at the first finding.
#   cmake --preset fuzz && cmake --build --preset fuzz && tests/fuzz/run.sh [SECONDS] [BUILD FOLDER]
# What the fuzzers learn stays in <build folder>/corpus; a finding is left in <build folder>/findings.
set -euo pipefail
seconds=${1:-60}
build=${2:-build/fuzz}
"$build/bin/fuzz_corpus" "$build/corpus"
mkdir -p "$build/findings"
for reader in pickle torch_archive torch_legacy safetensors evidence; do
    echo "== $reader"
    "$build/bin/fuzz_$reader" -max_total_time="$seconds" -max_len=400000 -timeout=10 -rss_limit_mb=1500 -print_final_stats=1 \
        -artifact_prefix="$build/findings/$reader-" "$build/corpus/$reader" 2>&1 | grep -vE '^#|NEW_FUNC' | tail -40
done
