# Judges the answer of `vfio-probe probe --bind --verify --json` on one device; a line for each check.
# The first definitions say where in the answer things are: they are all that changes with its form.
# $plan: what `recommend --json` said of the same device before, from sysfs.

def device: .devices[0];
# The numbers of the regions that VFIO was asked for, and how many it said there are.
def asked: [device.regions[] | .index];
def count: device.regionCount;
# Where the plan from VFIO is another than the one predicted from sysfs, by the program's own word.
def differences: device.differences;
# The plan from VFIO.
def bars: device.bars;
# What was tried of the plan, each with its outcome.
def verifications: device.verifications;

def verdict($what; $bad): if ($bad | length) == 0 then "ok \($what)"
    else "not ok \($what): \($bad[:3] | map(tojson) | join("; "))" end;
def shape: [.[] | {bar, size, extents: [.extents[] | {start, end, class}], mmaps: [.mmaps[] | {start, end}]}];

asked as $asked
| verdict("region answers complete"; [range(0; count) | select(. as $i | $asked | index($i) | not)]),
  verdict("no difference found"; differences),
  verdict("the plan is that from sysfs"; (bars | shape) - ($plan | fromjson | .bars | shape)),
  verdict("something verified"; if verifications | length > 0 then [] else ["nothing"] end),
  verdict("every verification confirmed"; [verifications[] | select(.outcome != "confirmed")])
