# shellcheck shell=bash
# Shared by the scripts beside it; sourced, never started. Sets `root` (the tree) and defines what follows.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)

# buildJobs: how many compilers may run at once. A source that includes LibTorch takes about 1.5 GB; JOBS overrides.
buildJobs() {
    local cores free
    cores=$(nproc)
    free=$(awk '/^MemAvailable:/ { print int($2 / 1500000) }' /proc/meminfo)
    echo "${JOBS:-$((free < 1 ? 1 : free < cores ? free : cores))}"
}

# quietly LOG COMMAND...: keeps the output in LOG and shows its end only when the command fails.
quietly() {
    local log=$1
    shift
    if ! "$@" >"$log" 2>&1; then
        tail -n 40 "$log" >&2
        echo "Failed: $*" >&2
        echo "The whole output: $log" >&2
        exit 1
    fi
}

# configure OPTION...: configures preset release, which builds into build/release.
configure() {
    mkdir -p "$root/build"
    (cd "$root" && quietly "$root/build/release-configure.log" cmake --preset release "$@")
}

# build TARGET...: builds these targets of preset release (all: everything).
build() {
    (cd "$root" && quietly "$root/build/release-build.log" \
        cmake --build --preset release --parallel "$(buildJobs)" --target "$@")
}
