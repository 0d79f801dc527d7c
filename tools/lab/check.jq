# Judges the answer of `vfio-probe probe --bind --verify --json` on one device; a line for each check.
# The first definitions say where in the answer things are: they are all that changes with its form.
# $plan: what `recommend --json` said of the same device before, from sysfs.

def device: first(.. | objects | select(has("probe") and has("bars")));
# How many regions and interrupts VFIO answered for: 8 and 4 at least. The kernel
# refuses the ninth region, VGA, to all but displays, and the fifth interrupt, errors, to conventional PCI.
def regions: device.probe.regions;
def interrupts: device.probe.interrupts;
# The plan from VFIO, and in each BAR the kernel's own answer.
def bars: device.bars;
# Where the plan is another than the one predicted from sysfs, by the program's own word.
def differences: [device.probe.differences[], (bars[].differs[])];
# What was tried of the plan, each with its outcome; not-tried has a reason and is no failure.
def trials: device.probe.checks;

def verdict($what; $bad): if ($bad | length) == 0 then "ok \($what)"
    else "not ok \($what): \($bad[:3] | map(tojson) | join("; "))" end;
def shape: [.[] | {bar, size, extents: [.extents[] | {start, "end": .end, class}],
    mmaps: [.mmaps[] | {start, "end": .end, fileOffset, protection}]}];

($plan | fromjson | .bars) as $predicted
| verdict("region answers complete";
    [[regions, 8], [interrupts, 4] | select(.[0] < .[1])]
    + [(bars | map({bar, size: .kernel.size})) as $answered
        | $predicted | map({bar, size}) - $answered | .[]]),
  verdict("no difference found"; differences),
  verdict("the plan is that from sysfs"; ($predicted | shape) - (bars | shape)),
  verdict("something verified";
    if [trials[] | select(.outcome == "confirmed")] != [] or bars == [] then [] else ["nothing"] end),
  verdict("every trial confirmed"; [trials[] | select(.outcome | IN("confirmed", "not-tried") | not)]),
  "note \([trials[] | .outcome] | group_by(.) | map("\(length) \(.[0])") | join(", "))"
