#!/usr/bin/env python3
"""What CI acts on: the exit codes, and that each comes with a place, a reason and help.

    exit_codes.py DIALTONE
"""
import pathlib
import sys

from support import SCENARIOS, check, folder, run

dialtone = sys.argv[1]
first_boot = (SCENARIOS / "first_boot.yaml").read_text()

with folder() as place:
    place = pathlib.Path(place)

    false = place / "false.yaml"
    false.write_text(first_boot + "  - expect_get: {phone: lobby, file: no_such_file.cfg, status: 200, within: 1s}\n")
    line = len(first_boot.splitlines()) + 1
    for wire in ("memory", "tap"):
        told = run(dialtone, "run", f"--wire={wire}", false, expect=4, cwd=place).stdout
        check(f"false.yaml:{line}:" in told, f"{wire}: a failed expectation names its place")
        check("seen:" in told, f"{wire}: … and what was seen")
        check("rerun: dialtone run" in told and "--seed=" in told, f"{wire}: … and the command that reruns it")
        check(next((place / "dialtone-out").rglob("capture.pcapng"), None) is not None, f"{wire}: … and keeps its artefacts")

    typo = place / "typo.yaml"
    typo.write_text(first_boot.replace("expect_lease", "expect_leese"))
    told = run(dialtone, "run", "--wire=memory", typo, expect=2, cwd=place)
    check("did you mean 'expect_lease'?" in told.stdout + told.stderr, "a typo is answered with a guess")
    check("did you mean 'expect_lease'?" in "".join(run(dialtone, "check", typo, expect=2).stderr), "check says the same")

    empty = place / "empty"
    empty.mkdir()
    told = run(dialtone, "run", empty, expect=1)
    check("no scenario" in told.stderr, "a folder without scenarios is not a pass")
    run(dialtone, "run", "--tag=nobody-has-this-tag", SCENARIOS, expect=1)
    run(dialtone, "run", expect=1)
    run(dialtone, "frobnicate", expect=1)
    told = run(dialtone, "run", "--wire=memory", "--until=nowhere", SCENARIOS / "first_boot.yaml", expect=1)
    check("no step 'nowhere'" in told.stderr, "--until with a step that is not there is not a pass")
    run(dialtone, "run", place / "missing.yaml", expect=2)
    print("ok  nothing selected, nothing given and an unknown command exit 1; a missing file exits 2")

    hidden = ["unshare", "--mount", "sh", "-c", 'mount -t tmpfs none /dev/net && exec "$@"', "sh"]
    told = run(*hidden, dialtone, "run", SCENARIOS / "first_boot.yaml", expect=3, cwd=place).stderr
    check("/dev/net/tun" in told and "--wire=memory" in told, "without /dev/net/tun: exit 3, what is missing, what to do")
    told = run(*hidden, dialtone, "doctor", expect=3).stdout
    check("/dev/net/tun" in told, "doctor names the missing device")
    shown = run(*hidden, dialtone, "demo", expect=0, cwd=place)
    check("/dev/net/tun" in shown.stderr, "the demo says in one line why it is not live, and runs in memory")

    late = place / "late.yaml"
    late.write_text(first_boot + "  - wait: 20s\n")
    run(dialtone, "run", "--wire=tap", "--timeout=2s", late, expect=5, cwd=place)
    print("ok  the run's own --timeout exits 5")
