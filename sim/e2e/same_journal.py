#!/usr/bin/env python3
"""In memory a seed is a run: the same journal, byte for byte, from the builds of two compilers; another seed differs.

    same_journal.py DIALTONE OTHER-DIALTONE
"""
import pathlib
import sys

from support import check, folder, journal, portable_scenarios, run

# What a whole provisioning leaves behind; none of it may be missing from a journal that claims to be one.
EXPECTED_OF_FIRST_BOOT = {
    "run_started", "case_started", "step_started", "verdict", "case_ended", "dhcp_frame", "http_request_frame",
    "http_response_frame", "event_received", "account_requested", "account_fetched", "directory_made", "file_answered",
    "power", "dhcp_state", "leased", "boot_phase", "boot_decision", "http_done", "pass_ended", "provisioned",
    "gateway_ready", "gateway_log",
}


def bytes_of(dialtone, file, out, *arguments):
    run(dialtone, "run", "--wire=memory", "--out", out, *arguments, file, expect=0)
    return next(pathlib.Path(out).rglob("journal.jsonl")).read_bytes()


first, second = sys.argv[1:3]
check(pathlib.Path(second).exists(), f"the other compiler's build is there: {second}")
with folder() as place:
    place = pathlib.Path(place)
    for file in portable_scenarios():
        one = bytes_of(first, file, place / "one" / file.stem)
        other = bytes_of(second, file, place / "other" / file.stem)
        check(one == other, f"{file.stem}: {len(one)} bytes, the same from both builds")
        reseeded = bytes_of(first, file, place / "reseeded" / file.stem, "--seed=987654321")
        check(one != reseeded, f"{file.stem}: another seed gives another journal")
    case = next((place / "one" / "first_boot").rglob("journal.jsonl")).parent
    missing = EXPECTED_OF_FIRST_BOOT - {record["kind"] for record in journal(case)}
    check(not missing, f"first_boot's journal has a record of every kind it uses; missing: {sorted(missing)}")
