# Judges what a trial of tools/lab/trials noted: lines of a word and KEY=VALUE. Prints lines that begin with ok,
# not ok, skip or note. Variables: trial, its name; rounds.
function need(holds, what) {
    if (!holds) bad = bad (bad ? ", " : "") what
}
function back() {
    need(f["now"] == before, "the driver is " f["now"] ", not " before)
    need(f["left"] == "0/0/0", "records/locks/processes left: " f["left"])
    if ("mate" in f) need(f["mate"] == mate, "the other function's driver is " f["mate"] ", not " mate)
}
function status(value) { return substr(value, 1, index(value ",", ",") - 1) }
/^#/ { print "note " $0; next }
{
    delete f
    for (i = 2; i <= NF; i++) f[substr($i, 1, index($i, "=") - 1)] = substr($i, index($i, "=") + 1)
    bad = ""
    count[$1]++
}
$1 == "before" { before = f["state"]; need(f["left"] == "0/0/0", "a clean start") }
$1 == "mate" { mate = f["state"] }
$1 == "clean" { next }
$1 == "case" { begun = f["name"]; lines = 0; next }
$1 == "done" {
    need(lines || skipping == f["name"], "case " f["name"] " has no outcome")
    need(f["status"] != "hung", "case " f["name"] " ends")
    cases++
    milliseconds += f["milliseconds"]
}
$1 == "skip" { print "skip " f["reason"]; skipped = 1; skipping = f["case"]; next }
$1 == "missed" { back() }
$1 == "kill" {
    back()
    need(f["restore"] ~ /^0,/, "restore")
    need(f["again"] == "0,vfio-probe:_nothing_to_restore", "a second restore")
    borrowed += f["record"] == "yes"
    away += f["was"] != before
    cut += f["cut"] == "yes"
}
$1 == "signal" {
    back()
    need(f["status"] == f["expected"] || f["status"] == 0, "status")
    if (f["status"] == f["expected"]) { struck++; by[f["name"]]++ }
}
$1 == "ignored" { back(); need(f["status"] == 0, "status") }
$1 == "stopped" {
    back()
    need(f["first"] == 0, "the first is not disturbed")
    if (f["held"] == "yes") {
        held++
        need(f["second"] ~ /^78,vfio-probe:_(another_vfio-probe_|.*_is_in_use_by_vfio-probe)/, "the second is refused")
        if ("restore" in f) need(f["restore"] ~ /^0,.*left_alone/, "restore leaves it alone")
    }
}
$1 == "free" {
    back()
    first = status(f["first"])
    second = status(f["second"])
    need((first == 0 && second ~ /^(0|78)$/) || (first == 78 && second == 0), "one works, the other is refused")
}
$1 == "beside" {
    back()
    need(f["first"] == 0, "the first is not disturbed")
    need((";" f["restore"]) !~ /;[^0]/ && f["restore"] ~ /^0,/, "restore")
}
$1 == "held" {
    if (f["held"] != "no") { taken++; need(f["second"] ~ /^78,.*is_in_use_by/, "the second is refused, and told by whom") }
}
$1 == "holder" { need(f["first"] == 0, "the holder is not disturbed") }
$1 == "after" { back() }
$1 == "removal" {
    back()
    # 78: its driver had been taken away, and its directory had not yet.
    need(f["status"] ~ /^(0|1|66)$/ || f["status"] f["said"] ~ /^78.*_to_no_driver_meanwhile/, "status")
    need(f["status"] ~ /^(0|78)$/ || f["said"] ~ /gone|no_function/, "says that it has gone")
    need(f["removed"] == 0 && f["there"] == "no", "it was removed")
    need(f["kept"] == "0/0/0", "records/locks/processes kept: " f["kept"])
    need(f["restore"] ~ /^0,/, "restore")
    need(f["again"] == 0, "a probe of the device that is back")
    statuses[f["status"]]++
    waited += f["waited"] == "yes"
}
$1 == "allocation" {
    back()
    need(f["status"] ~ /^(0|1|69|78)$/, "status")
    need(f["wrong"] == 0, "the kernel is well")
    need(f["kept"] == "0/0/0" || f["kept"] f["status"] == "1/0/01", "a record is kept only with status 1")
    need(f["restore"] ~ /^0,/, "restore")
    hits += f["to_go"] == 0
    statuses[f["status"]]++
}
$1 == "refused" {
    back()
    need(f["status"] == 78, "refused")
    need(f["named"] == "yes", "says who has it")
    need(f["works"] == "yes", "the use goes on")
    if (f["overrides"] == "offered") need(f["next"] ~ /--force=[a-z]/, "names what --force would override")
    if (f["overrides"] == "never") need(f["next"] !~ /--force=/, "offers no --force")
}
$1 == "taken" || $1 == "back" { back(); need(f["status"] == 0, $1) }
$1 ~ /^(unchanged|forced|back)$/ { need(index("|" f["expected"] "|", "|" f["status"] "|"), "status"); need(f["works"] == "yes", "the use goes on") }
$1 ~ /^(unchanged|forced)$/ { back() }
$1 == "meanwhile" {
    back()
    need(f["works"] == "yes", "the file system is well")
    need(f["status"] == (f["mounted"] == "yes" ? 78 : f["status"] == 0 ? 0 : 78), "status")
}
# A record that is not to be acted on is kept, and the device is left as it was.
$1 == "kept-back" {
    need(f["status"] == 78 && f["same"] == "yes" && f["kept"] == "yes", "it is refused, and nothing is changed")
    need(f["works"] == "yes", "the user is not disturbed")
}
$1 == "distrusted" { need(f["status"] ~ /^(1|65|78)$/ && f["same"] == "yes", "it is refused, and nothing is changed") }
$1 ~ /^(refused|taken|back|unchanged|forced|meanwhile|kept-back|distrusted)$/ { lines++; $1 = begun ":" $1 }
$1 == "calls" {
    back()
    need(f["unsound"] == "0" && f["injected"] > 0, "every run is sound")
}
$1 == "died" { need(0, "the trial itself") }
{ print (bad ? "not ok " bad ": " : "ok ") (bad ? $0 : $1) }
# What the trial was made for has to have happened, or all of the above says nothing.
function happened(holds, what) { if (!holds && !skipped) print "not ok nothing was tried: " what }
function list(of, one, text) {
    for (one in of) text = text (text ? ", " : "") of[one] " with status " one
    return text
}
END {
    if (trial == "kills") {
        happened(count["kill"] == rounds && 2 * borrowed >= rounds, count["kill"] " kills, " borrowed " while borrowed")
        printf "note %d kills of running probes, %d while borrowed, %d with the driver away, %d restores killed; %d missed\n",
            count["kill"], borrowed, away, cut, count["missed"]
    } else if (trial == "signals") {
        # Enough rounds strike with each: a signal that is not heeded at all shows.
        happened(rounds < 4 ? struck : by["TERM"] && by["INT"] && by["HUP"], "signals")
        printf "note %d of %d signals struck\n", struck, count["signal"]
    } else if (trial == "races") {
        happened(held && taken, "two at once")
        printf "note %d times two at once, %d times held by another\n", held + count["free"], taken
    } else if (trial == "mates") {
        happened(held && taken, "two at once")
        printf "note %d times two of a group at once\n", held + count["free"]
    } else if (trial == "removal") {
        happened(count["removal"] == 4 * rounds && waited, "removal")
        printf "note %d removals, %d waited for: %s\n", count["removal"], waited, list(statuses)
    } else if (trial == "calls") {
        happened(count["calls"], "failing calls")
        printf "note %d calls failed\n", f["injected"]
    } else if (trial == "in-use") {
        happened(cases, "cases")
        printf "note %d cases in %d seconds\n", cases, milliseconds / 1000
    } else if (trial == "allocations") {
        happened(hits, "failures")
        if (!skipped) printf "note %d failures: %s\n", hits, list(statuses)
    }
}
