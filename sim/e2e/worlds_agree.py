#!/usr/bin/env python3
"""Every portable scenario gives the same verdicts live and in memory, and each handset fetched the same things.

    worlds_agree.py DIALTONE
"""
import pathlib
import sys

from support import by_handset, check, folder, journal, portable_scenarios, run, verdicts

dialtone = sys.argv[1]
files = portable_scenarios()
check(len(files) >= 9, f"{len(files)} portable scenarios")
with folder() as place:
    place = pathlib.Path(place)
    for file in files:
        seen = {}
        for wire in ("memory", "tap"):
            out = place / wire / file.stem
            run(dialtone, "run", f"--wire={wire}", "--out", out, file, expect=0)
            case = next(out.rglob("journal.jsonl")).parent
            seen[wire] = (verdicts(journal(case)), by_handset(journal(case)))
        check(seen["memory"][0] == seen["tap"][0] and seen["tap"][0], f"{file.stem}: the same {len(seen['tap'][0])} verdicts")
        memory, live = seen["memory"][1], seen["tap"][1]
        for name in sorted(memory.keys() | live.keys()):
            if memory.get(name) != live.get(name):
                check(False, f"{file.stem}: {name} fetched the same in both worlds\n"
                             f"memory: {memory.get(name)}\nlive:   {live.get(name)}")
        print(f"ok  {file.stem}: {len(live)} handsets fetched the same in both worlds")
