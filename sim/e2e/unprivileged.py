#!/usr/bin/env python3
"""An ordinary user with an accessible tun node of their own runs first_boot live, and another gateway in smg's place.

    unprivileged.py DIALTONE
"""
import pathlib
import shutil
import sys

from support import ROOT, SCENARIOS, check, folder, run

dialtone = pathlib.Path(sys.argv[1]).resolve()
with folder() as place:
    place = pathlib.Path(place)
    place.chmod(0o777)
    # Copies, because the build and the checkout may lie where nobody else may look.
    scenarios = ("first_boot.yaml", "another_gateway.yaml")
    for file in (dialtone, dialtone.parents[1] / "gateway" / "smg", *(SCENARIOS / name for name in scenarios)):
        shutil.copy(file, place)
        (place / file.name).chmod(0o755)
    done = run(ROOT / "sim" / "lab" / "as_unprivileged.sh", place / "dialtone", "run", "--wire=tap", "--out", place / "out",
               *(place / name for name in scenarios), expect=0, cwd=place)
    check("2 passed" in done.stdout, "first_boot and another_gateway pass live for an ordinary user")
    owner = (place / "out").stat().st_uid
    check(owner != 0, f"and it was one: what it left belongs to user {owner}")
