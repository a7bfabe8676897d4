#!/usr/bin/env python3
"""Two live runs at once do not meet: same MACs, same addresses, both pass.

    side_by_side.py DIALTONE
"""
import pathlib
import subprocess
import sys

from support import SCENARIOS, check, folder

with folder() as place:
    runs = [subprocess.Popen([sys.argv[1], "run", "--wire=tap", "--out", pathlib.Path(place) / name,
                              SCENARIOS / "office_of_fifty.yaml"], stdout=subprocess.PIPE, text=True)
            for name in ("left", "right")]
    told = [run.communicate()[0] for run in runs]
    for run, text in zip(runs, told):
        check(run.returncode == 0, f"a run beside another passes\n{text if run.returncode else ''}")
