# What every script of the lab shares; sourced, never run.
# shellcheck shell=bash

lab=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd)
# shellcheck disable=SC2034  # the scripts that source this use them
repository=$(cd -- "$lab/../.." && pwd)
# shellcheck disable=SC2034
cache=${XDG_CACHE_HOME:-$HOME/.cache}/vfio-probe-lab

# usage SCRIPT: its opening comment is its help.
usage() { sed -n '2,/^[^#]/{s/^# \{0,1\}//p}' "$1"; }

# die STATUS MESSAGE...
die() {
    local status=$1
    shift
    printf 'tools/lab/%s: %s\n' "${0##*/}" "$*" >&2
    exit "$status"
}
