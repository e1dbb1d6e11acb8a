# Sourced by every script: where we are, where Swift is, how we speak.
cd "$(dirname "${BASH_SOURCE[0]}")/.."

# A toolchain unpacked where swift.org's images put it counts even when PATH does not say so.
command -v swift >/dev/null || PATH="$PATH:/opt/swift/usr/bin"

say() { printf '\033[1m▸ %s\033[0m\n' "$*"; }

fail() {
    printf 'error: %s\n' "$@" >&2
    exit 1
}
