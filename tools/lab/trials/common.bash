# What the trials of the guest share; sourced, never run. A trial prints a line for each thing it did:
# a word, then KEY=VALUE without blanks in the values; tools/lab-check judges them on the host.
# shellcheck shell=bash disable=SC2034  # the trials use what is set here
set -euo pipefail
[ "${LAB:-}" = 1 ] || { echo "this takes devices from their drivers: only inside tools/lab/run" >&2; exit 78; }
[ $# -eq 4 ] || { echo "needs a program, an address, an interface and a number of rounds" >&2; exit 64; }
program=$1 address=$2 interface=$3 rounds=$4

devices=/sys/bus/pci/devices
drivers=/sys/bus/pci/drivers
record=/run/vfio-probe/$address
work=$(mktemp -d)
node=$(readlink "$devices/$address/iommu_group")
node=/dev/vfio/${node##*/}
command=("$program" probe --bind --verify --json --backend "$interface")

# A pause without a process: nothing is ever written to this pipe.
mkfifo "$work/never"
exec 9<>"$work/never"
# pause MICROSECONDS
pause() {
    local seconds
    printf -v seconds '%d.%06d' $(($1 / 1000000)) $(($1 % 1000000))
    read -rt "$seconds" -u 9 || true
}
random() { echo $(((RANDOM * 32768 + RANDOM) % ($1 > 0 ? $1 : 1))); }
microseconds() { echo "${EPOCHREALTIME/./}"; }
# One word of a text.
word() {
    local text=${1:-none}
    text=${text//[$' \n']/_}
    while [[ $text = *__* ]]; do text=${text//__/_}; done
    echo "${text%_}"
}

# A function's driver and driver_override; none,none when there is no such function.
driver_of() {
    local bound override=none
    bound=$(cd -P "$devices/$1/driver" 2>/dev/null && echo "$PWD") || bound=none
    { read -r override <"$devices/$1/driver_override"; } 2>/dev/null || true
    echo "${bound##*/},$override"
}
driver() { driver_of "$address"; }

# hand ADDRESS: binds a function to vfio-pci as a person would; unhand takes it away again.
hand() {
    [ ! -d /lib/modules/"$(uname -r)" ] || modprobe vfio-pci
    echo vfio-pci >"$devices/$1/driver_override"
    [ ! -e "$devices/$1/driver" ] || echo "$1" >"$devices/$1/driver/unbind"
    echo "$1" >"$drivers/vfio-pci/bind"
}
unhand() {
    echo "$1" >"$drivers/vfio-pci/unbind"
    echo >"$devices/$1/driver_override"
}

# What no run may leave: records, locks, processes.
left() {
    local records=0 locks=0 processes=0 one name state
    for one in /run/vfio-probe/*; do [ ! -e "$one" ] || records=$((records + 1)); done
    while read -r _ name _; do [ "$name" != FLOCK ] || locks=$((locks + 1)); done </proc/locks
    for one in /proc/[0-9]*/stat; do
        { read -r _ name state _ <"$one"; } 2>/dev/null || continue
        [ "$name" != '(vfio-probe)' ] || [ "$state" = Z ] || processes=$((processes + 1))
    done
    echo "$records/$locks/$processes"
}

# A probe in the background; its process in $process.
begin() {
    "${command[@]}" "$address" >"$work/out" 2>"$work/err" </dev/null 9>&- &
    process=$!
}
# Whether a process runs; one that has ended and was not waited for does not.
alive() {
    local state
    { read -r _ _ state _ <"/proc/${1:-$process}/stat"; } 2>/dev/null && [ "$state" != Z ]
}
# Waits until the running probe has borrowed the device; fails when it ended before.
borrowed() {
    until [ -s "$record" ]; do
        alive || return 1
        pause 1000
    done
}
# await PROCESS [SECONDS]: to its end, 30 seconds at most; $ended is its status, or hung.
await() {
    local limit=$((${EPOCHREALTIME/./} + ${2:-30} * 1000000))
    ended=0
    while alive "$1"; do
        if [ "${EPOCHREALTIME/./}" -gt $limit ]; then
            kill -CONT "$1" 2>/dev/null || true
            kill -KILL "$1" 2>/dev/null || true
            ended=hung
            return
        fi
        pause 5000
    done
    wait "$1" 2>/dev/null || ended=$?
}
# Whether the probe has the device's node open, the character device's or the group's.
opened() {
    local one
    for one in "/proc/$process/fd"/*; do
        [ ! "$one" -ef "$node" ] && [ ! "$one" -ef /dev/vfio/devices/vfio0 ] || return 0
    done
    return 1
}
# A probe that stands still with the device open, until go_on: strace holds it for two seconds after the call
# that opens the device, so that it can be stopped there. BIND_IOMMUFD is the first request to the character
# device, which has the number 0 where vfio-pci has nothing else; GET_DEVICE_FD is the third to the group.
standing() {
    local nth=3 path=$node
    if [ "$interface" = cdev ]; then nth=1 path=/dev/vfio/devices/vfio0; fi
    strace -D -qq -o /dev/null -P "$path" -e trace=ioctl -e "inject=ioctl:delay_exit=2000000:when=$nth" \
        "${command[@]}" "$address" >"$work/out" 2>"$work/err" </dev/null 9>&- &
    process=$!
    until opened || ! alive; do pause 2000; done
    # The call itself goes on while the function is reset.
    pause 700000
    kill -STOP "$process" 2>/dev/null || true
    if opened; then held=yes; else held=no; fi
}
go_on() { kill -CONT "$process" 2>/dev/null || true; }
# restored: `restore`, its status and what it said.
restored() {
    local status=0 said
    said=$("$program" restore 2>&1 </dev/null) || status=$?
    word "$status,$said"
}
# The time of one clean run: $whole microseconds, of which the device is borrowed after $early, for $loan.
measure() {
    local began
    began=$(microseconds)
    begin
    borrowed || true
    early=$(($(microseconds) - began))
    while [ -e "$record" ] && alive; do pause 1000; done
    loan=$(($(microseconds) - began - early))
    wait "$process" || true
    whole=$(($(microseconds) - began))
    echo "clean early=$((early / 1000)) loan=$((loan / 1000)) whole=$((whole / 1000))"
}
echo "before state=$(driver) left=$(left)"
