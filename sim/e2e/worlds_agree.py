#!/usr/bin/env python3
"""Every portable scenario gives the same verdicts live and in memory, and each handset fetched the same things.

    worlds_agree.py DIALTONE
"""
import concurrent.futures
import pathlib
import sys

from support import by_handset, check, folder, journal, portable_scenarios, run, verdicts


def outcome(dialtone, wire, file, out):
    """What a run of the file says: its verdicts, and per handset what was fetched."""
    run(dialtone, "run", f"--wire={wire}", "--out", out, file, expect=0)
    records = journal(next(out.rglob("journal.jsonl")).parent)
    return verdicts(records), by_handset(records)


def compare(file, memory, live):
    check(memory[0] == live[0] and live[0], f"{file.stem}: the same {len(live[0])} verdicts")
    for name in sorted(memory[1].keys() | live[1].keys()):
        if memory[1].get(name) != live[1].get(name):
            check(False, f"{file.stem}: {name} fetched the same in both worlds\n"
                         f"memory: {memory[1].get(name)}\nlive:   {live[1].get(name)}")
    print(f"ok  {file.stem}: {len(live[1])} handsets fetched the same in both worlds")


dialtone = sys.argv[1]
files = portable_scenarios()
check(len(files) >= 9, f"{len(files)} portable scenarios")
with folder() as place, concurrent.futures.ThreadPoolExecutor(4) as pool:  # most of a live run is waiting
    place = pathlib.Path(place)
    runs = {(wire, file): pool.submit(outcome, dialtone, wire, file, place / wire / file.stem)
            for wire in ("memory", "tap") for file in files}
    for file in files:
        compare(file, runs["memory", file].result(), runs["tap", file].result())
