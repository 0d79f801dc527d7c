# What the cases of tools/lab/trials/in-use share, beside common.bash; sourced, never run.
# shellcheck shell=bash disable=SC2154,SC2034  # common.bash and in-use set what is used here

# What undoes a case, the last first.
undo=()
clean() {
    local status=$? index
    trap - EXIT
    [ $status -eq 0 ] || echo "died status=$status"
    release || true
    for ((index = ${#undo[@]} - 1; index >= 0; index--)); do
        eval "${undo[index]}" >/dev/null 2>&1 </dev/null || true
    done
    recover
}
# A program that fails a case must not fail the next: what it took is brought back as a person would.
recover() {
    [ -n "${was:-}" ] || return 0
    [ -e "$record" ] || [ "$(driver)" != "$was" ] || return 0
    local driver=${was%%,*} override=${was#*,}
    "$program" restore >/dev/null 2>&1 </dev/null || true
    rm -f "$record"
    # In the background: the kernel may wait for somebody for ever.
    {
        [ ! -e "$devices/$address/driver" ] || echo "$address" >"$devices/$address/driver/unbind"
        echo "${override/(null)/}" >"$devices/$address/driver_override"
        [ "$driver" = none ] || echo "$address" >"$drivers/$driver/bind"
    } >/dev/null 2>&1 &
    process=$!
    await "$process"
}
# skip REASON: the case cannot be set up here.
skip() {
    echo "skip case=$name reason=$name:_$(word "$1")"
    exit 0
}
# need MODULE...: the parts of the kernel that a case rests on, built in or as modules.
need() {
    local one
    for one; do
        [ ! -d "/sys/module/$one" ] || continue
        modprobe -q "$one" 2>/dev/null || skip "no module $one"
    done
}
# need_fs TYPE PROGRAM
need_fs() {
    command -v "$2" >/dev/null || skip "no program $2"
    modprobe -q "$1" 2>/dev/null || true
    grep -qw "$1" /proc/filesystems || skip "no file system $1"
}

# user SETUP [PREFIX...]: a process that does SETUP and stays, to be asked; $user is its number.
user() {
    local setup=$1 first
    shift
    if [ $# -gt 0 ]; then
        coproc USER { exec "$@" bash -c "$(declare -f answer); answer \"\$1\"" user "$setup" 2>/dev/null 9>&-; }
    else
        coproc USER { trap - EXIT && answer "$setup" 2>/dev/null 9>&-; }
    fi
    user=$USER_PID
    echo "$user" >"$work/user"
    exec {to_user}>&"${USER[1]}" {from_user}<&"${USER[0]}"
    read -rt 30 -u "$from_user" first || first=
    [ "$first" = open ]
}
answer() {
    set +e
    eval "$1" || exit
    echo open
    while read -r line; do
        if eval "$line" >/dev/null 2>&1; then echo yes; else echo no; fi
    done
}
# ask COMMAND: whether the user can do it.
ask() {
    local answer=no
    { echo "$1" >&"$to_user"; } 2>/dev/null || return 1
    read -rt 20 -u "$from_user" answer || true
    [ "$answer" = yes ]
}
# The user ends.
release() {
    [ -n "${user:-}" ] || return 0
    exec {to_user}>&- {from_user}<&-
    kill -KILL "$user" 2>/dev/null || true
    await "$user"
    user=
}

# disk_of ADDRESS: the node of a function's disk, NVMe multipath's too.
disk_of() {
    local one path
    for _ in {1..100}; do
        for path in "$devices/$1"/{nvme/nvme*/nvme*n*,virtio*/block/*,{ata*,usb*/*-*/*:*}/host*/target*/*:*/block/*} \
            /sys/class/nvme-subsystem/*/nvme*n*; do
            one=/dev/${path##*/}
            [ -b "$one" ] || continue
            # The subsystem of one of the function's controllers.
            [[ $path != /sys/class/* ]] || has_controller "$1" "${path%/*}" || continue
            echo "$one"
            return
        done
        pause 50000
    done
    return 1
}
# has_controller ADDRESS SUBSYSTEM
has_controller() {
    local one
    for one in "$devices/$1"/nvme/nvme*; do [ ! -e "$2/${one##*/}" ] || return 0; done
    return 1
}
# need_disk: $disk is the function's; emptied.
need_disk() {
    [ -e "$devices/$address/driver" ] || skip "no driver"
    disk=$(disk_of "$address") || skip "no disk"
    empty "$disk"
}
empty() { dd if=/dev/zero of="$1" bs=1M count=2 conv=fsync status=none; }
# child PATTERN...: the first path below the function's directory that matches one.
child() {
    local one found
    for _ in {1..40}; do
        for one; do
            found=$(compgen -G "$devices/$address/$one") || continue
            echo "${found%%$'\n'*}"
            return
        done
        pause 50000
    done
    return 1
}
# node_of PATTERN...: the node in /dev of such a child.
node_of() {
    local directory key name
    directory=$(child "$@") || return 1
    while IFS='=' read -r key name; do
        [ "$key" != DEVNAME ] || { echo "/dev/$name" && return; }
    done <"$directory/uevent"
    return 1
}
# usable DIRECTORY: what is written there reaches the disk, which an aborted journal would not let it.
usable() { dd if=/dev/urandom of="$1/file" bs=64K count=4 conv=fsync status=none; }
# mounted_at DEVICE [OPTIONS...]: an ext4 on it, mounted at $place.
mounted_at() {
    place=$work/place
    mkdir -p "$place"
    mount "${@:2}" "$1" "$place"
    undo+=("umount -l $place")
    usable "$place"
}
ext4() { mkfs.ext4 -qF -E nodiscard "$@" >/dev/null 2>&1; }

# attempt [OPTION...]: a probe to its end, of $address or of what is named last; $ended, $said.
attempt() {
    "${command[@]}" "$@" >"$work/out" 2>"$work/err" </dev/null 9>&- &
    process=$!
    await "$process"
    heard
}
# heard: what it said is in $said, and in $next what it said to do next.
heard() {
    local text
    text=$(<"$work/err")
    said=$(word "${text%%$'\n  next: '*}") next=
    [[ $text != *$'\n  next: '* ]] || next=${text##*$'\n  next: '}
}
yes_if() { if eval "$1" >/dev/null 2>&1; then echo yes; else echo no; fi; }
# working COMMAND: whether something in use still does its work; what hangs does not.
working() {
    (eval "$1") >/dev/null 2>&1 </dev/null &
    process=$!
    await "$process" 20
    if [ "$ended" = 0 ]; then echo yes; else echo no; fi
}
# refused NAMES WORKS [OPTION...]: a probe that must be refused, in words that match NAMES, a regular expression;
# and the use goes on: WORKS, a command.
refused() {
    local names=$1 works=$2
    shift 2
    attempt "$@" "$address"
    # shellcheck disable=SC2016  # yes_if evaluates
    echo "refused status=$ended named=$(yes_if '[[ $said =~ $names ]]') works=$(working "$works") now=$(driver)" \
        "left=$(left) overrides=${overrides:-offered} next=$(word "$next") said=$said"
}
# taken: the same device, when nobody has it any more.
taken() {
    attempt "$address"
    echo "taken status=$ended now=$(driver) left=$(left) said=$said"
}
# steady WORD STATUSES: something after which nothing is changed; STATUSES as 1|78.
steady() {
    echo "$1 status=$ended expected=$2 works=$(working "${3:-true}") now=$(driver) left=$(left) said=$said"
}
# killed: a probe that is killed while vfio-pci has the device; its record is left.
killed() {
    local bound
    for _ in 1 2 3 4 5; do
        begin
        borrowed || true
        while alive; do
            bound=$(readlink "$devices/$address/driver") || bound=
            [ "${bound##*/}" != vfio-pci ] || break
        done
        kill -KILL "$process" 2>/dev/null || true
        wait "$process" 2>/dev/null || true
        [ ! -s "$record" ] || [ "${bound##*/}" != vfio-pci ] || return 0
        "$program" restore >/dev/null 2>&1 </dev/null || true
    done
    skip "no probe could be killed in time"
}
