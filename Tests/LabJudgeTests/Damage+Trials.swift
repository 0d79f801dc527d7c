extension Damage {
    /// Of the notes of trials that end a probe, or take something from it.
    static let ended: [Damage] =
        Asked.kills.damages([
            (.first("left=0/0/0", "left=1/0/0"), "a clean start"),
            (.first("was=none,vfio-pci cut", "cut"), "was is not noted"),
            (.first(" now=nvme", " now=none"), "the driver is none,(null), not nvme,(null)"),
            (.first(" left=0/0/0 again", " left=0/1/0 again"), "left: 0/1/0"),
            (.first("restore=0,", "restore=1,"), "not ok restore: kill"),
            (
                .first("again=0,vfio-probe:_nothing", "again=0,vfio-probe:_something"),
                "a second restore"
            ),
            (.first("record=yes", "record=no"), "nothing was tried: 2 kills, 0 while borrowed"),
            (.first("kill aim=life", "clean aim=life"), "nothing was tried: 1 kills"),
            (
                .appended("missed aim=loan status=0 now=none,vfio-pci left=0/0/0"),
                "the driver is none,vfio-pci"
            ),
            (.first("kill aim", "kil aim"), "no such word: kil"),
            (.first("kill aim=", "kill aim=" + "loan aim="), "aim appears twice"),
            (.appended("kill"), "now is not noted"),
            (.appended(""), "an empty line"),
            (.appended("died status=1"), "the trial itself"),
            (.missing, "0000:00:02.0.cdev.kills can be read"),
        ])
        + Asked.signals.damages([
            (.first("left=0/0/0", "left=0/0/1"), "a clean start"),
            (.first("status=143", "status=1"), "not ok status: signal"),
            (.first("status=143 now=nvme", "status=143 now=none"), "the driver is none"),
            (.first("ignored status=0", "ignored status=129"), "not ok status: ignored"),
            (.whole("before state=nvme left=0/0/0\n"), "nothing was tried: signals"),
        ])
        + Asked.removal.damages([
            (.first("left=0/0/0", "left=0/0/1"), "a clean start"),
            (.first("status=1 removed", "status=69 removed"), "not ok status: removal"),
            (.first("status=1 removed", "status=78 removed"), "not ok status: removal"),
            (.every("has_gone", "was_lost"), "says that it has gone"),
            (.first("removed=0", "removed=1"), "it was removed"),
            (.first("there=no", "there=yes"), "it was removed"),
            (.first("kept=0/0/0", "kept=1/0/0"), "kept: 1/0/0"),
            (.first("restore=0,", "restore=78,"), "not ok restore: removal"),
            (.first("again=0", "again=1"), "a probe of the device that is back"),
            (.first("now=nvme", "now=none"), "the driver is none"),
            (.first("removal at=life", "clean at=life"), "nothing was tried: removal"),
            (.first("waited=yes", "waited=no"), "nothing was tried: removal"),
        ])
        + Asked.allocations.damages([
            (.first("left=0/0/0", "left=0/0/1"), "a clean start"),
            (.first("status=1 wrong", "status=132 wrong"), "not ok status: allocation"),
            (.first("wrong=0", "wrong=1"), "the kernel is well"),
            (.first("kept=0/0/0", "kept=1/0/0"), "a record is kept only with status 1"),
            (.first("restore=0,", "restore=1,"), "not ok restore: allocation"),
            (.first("now=nvme", "now=none"), "the driver is none"),
            (.every("to_go=0", "to_go=1"), "nothing was tried: failures"),
            (.first("to_go=0", "to_go=none"), "to_go=none is no number"),
        ])
        + Asked.calls.damages([
            (.first("left=0/0/0", "left=0/0/1"), "a clean start"),
            (.first("unsound=0", "unsound=1"), "every run is sound"),
            (.first("injected=1", "injected=0"), "every run is sound"),
            (.first("unsound=0", "unsound=tried"), "every run is sound"),
            (.first("now=nvme", "now=none"), "the driver is none"),
            (.whole("before state=nvme left=0/0/0\n"), "nothing was tried: failing calls"),
        ])

    /// Of the notes of trials with two users at once.
    static let shared: [Damage] =
        Asked.races.damages([
            (.first("left=0/0/0", "left=0/0/1"), "a clean start"),
            (
                .first("held=yes other=cdev second=78", "held=yes other=cdev second=0"),
                "the second is refused"
            ),
            (.every("another_vfio-probe_is_at", "somebody_is_at"), "the second is refused"),
            (.first("left_alone", "back"), "restore leaves it alone"),
            (.every("first=0", "first=1"), "the first is not disturbed: stopped"),
            (.first("at_work first=0 now=nvme", "at_work first=0 now=none"), "the driver is none"),
            (.first("first=0 second=78", "first=78 second=78"), "one works, the other is refused"),
            (
                .first("free delay=19 first=0", "free delay=19 first=1"),
                "one works, the other is refused"
            ),
            (.first("_work;0,", "_work;1,"), "not ok restore: beside"),
            (.first("beside first=0", "beside first=1"), "the first is not disturbed: beside"),
            (
                .first("held by=group other=cdev second=78", "held by=group other=cdev second=0"),
                "told by whom"
            ),
            (.every("_is_in_use_by_bash", "_is_busy_by_bash"), "told by whom"),
            (.first("holder first=0", "holder first=1"), "the holder is not disturbed"),
            (.first("after now=nvme", "after now=vfio-pci"), "the driver is vfio-pci"),
            (.every("held=yes", "held=no"), "nothing was tried: two at once"),
        ])
        + Asked.mates.damages([
            (.first("left=0/0/0", "left=0/0/1"), "a clean start"),
            (.first("mate state=none", "mate status=none"), "state is not noted"),
            (.first("held=yes second=78", "held=yes second=0"), "the second is refused"),
            (
                .first("mate=none,(null)", "mate=vfio-pci,(null)"),
                "the other function's driver is vfio-pci"
            ),
            (.first("free first=0", "free first=66"), "one works, the other is refused"),
            (.first("held held=yes second=78", "held held=yes second=0"), "told by whom"),
            (.first("after now=virtio", "after now=none"), "the driver is none"),
            (.first("free ", "beside "), "no such word: beside"),
            (.every("held=yes", "held=no"), "nothing was tried: two at once"),
        ])

    /// Of the notes of devices in use.
    static let inUse: [Damage] = Asked.inUse.damages([
        (.first("left=0/0/0", "left=0/0/1"), "a clean start"),
        (.first("refused status=78", "refused status=0"), "not ok refused: raw-open:refused"),
        (.first("named=yes", "named=no"), "says who has it: raw-open:refused"),
        (.first("works=yes", "works=no"), "the use goes on: raw-open:refused"),
        (.first("--force=open", "--force"), "names what --force would override"),
        (.first("this_cannot_be", "--force=mounted"), "offers no --force: share-mounted:refused"),
        (.first("overrides=offered", "overrides=perhaps"), "no such word: overrides=perhaps"),
        (
            .first("named=yes works=yes now=nvme", "named=yes works=yes now=none"),
            "the driver is none"
        ),
        (.first("taken status=0", "taken status=1"), "not ok taken: raw-open:taken"),
        (.first("taken status=0 now=nvme", "taken status=0 now=none"), "the driver is none"),
        (.first("status=78 works=yes now", "status=78 works=no now"), "the file system is well"),
        (
            .first("mounted=yes status=78", "mounted=yes status=0"),
            "not ok status: mounted-meanwhile"
        ),
        (
            .first("forced status=0", "forced status=1"),
            "not ok status: force-for-the-reason:forced"
        ),
        (
            .first("expected=0 works=yes now=nvme", "expected=0 works=no now=nvme"),
            "the use goes on"
        ),
        (
            .first("kept-back status=78", "kept-back status=0"),
            "nothing is changed: restore-while-open"
        ),
        (.first("same=yes", "same=no"), "nothing is changed: restore-while-open"),
        (.first("kept=yes", "kept=no"), "nothing is changed: restore-while-open"),
        (
            .first("kept-back status=78 works=yes", "kept-back status=78 works=no"),
            "the user is not disturbed"
        ),
        (.first("back status=0", "back status=1"), "not ok back, status: restore-while-open"),
        (.first("distrusted status=78", "distrusted status=0"), "nothing is changed: records-of"),
        (
            .first("distrusted status=78 same=yes", "distrusted status=78 same=no"),
            "nothing is changed: records-of"
        ),
        (.first("unchanged status=0", "unchanged status=1"), "not ok status: blank-in-a-name"),
        (
            .first("now=i6300ESB timer", "now=i6300ESB"),
            "the driver is i6300ESB,(null), not i6300ESB timer"
        ),
        (.first("skip case", "clean case"), "case restore-while-open-cdev has no outcome"),
        (
            .first("done name=raw-open status=0", "done name=raw-open status=hung"),
            "case raw-open ends"
        ),
        (.first("milliseconds=7496", "milliseconds=long"), "milliseconds=long is no number"),
        (.first("taken ", "took "), "no such word: took"),
        (.appended("died status=1"), "the trial itself"),
        (.whole("before state=nvme left=0/0/0\n"), "nothing was tried: cases"),
        (.missing, "cases.any.in-use can be read"),
    ])

    /// All of them.
    static let all = reads + works + refused + ended + shared + inUse
}
