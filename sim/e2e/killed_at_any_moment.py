#!/usr/bin/env python3
"""kill -9 of dialtone at twenty random moments, set-up included, leaves nothing behind within two seconds.

    killed_at_any_moment.py DIALTONE

Every process of a run inherits a mark in its environment; after the kill each of them must end (watched by pidfd, not
by sleeping), and no process may hold a network namespace that was not there before.
"""
import os
import pathlib
import random
import select
import subprocess
import sys
import time
import uuid

from support import SCENARIOS, check, folder

MOMENTS = 20


def processes():
    return [int(name) for name in os.listdir("/proc") if name.isdigit()]


def marked(mark):
    found = []
    for pid in processes():
        try:
            if mark.encode() in pathlib.Path(f"/proc/{pid}/environ").read_bytes():
                found.append(pid)
        except OSError:
            pass  # it ended while we looked
    return found


def namespaces():
    found = set()
    for pid in processes():
        try:
            found.add(os.readlink(f"/proc/{pid}/ns/net"))
        except OSError:
            pass
    return found


def all_gone(pids, deadline):
    """True when every process has ended before the deadline."""
    for pid in pids:
        try:
            handle = os.pidfd_open(pid)
        except ProcessLookupError:
            continue
        left = max(0.0, deadline - time.monotonic())
        ended, _, _ = select.select([handle], [], [], left)
        os.close(handle)
        if not ended:
            return False
    return True


def start(dialtone, out, mark):
    return subprocess.Popen([dialtone, "run", "--wire=tap", "--out", out, SCENARIOS / "office_of_fifty.yaml"],
                            env=dict(os.environ, DIALTONE_TEST_MARK=mark), stdout=subprocess.DEVNULL,
                            stderr=subprocess.DEVNULL)


dialtone = sys.argv[1]
chance = random.Random(random.SystemRandom().randrange(1 << 32))
before, interfaces = namespaces(), set(os.listdir("/sys/class/net"))
with folder() as place:
    began = time.monotonic()
    whole = start(dialtone, pathlib.Path(place) / "whole", str(uuid.uuid4()))
    check(whole.wait() == 0, "an undisturbed run passes")
    length = time.monotonic() - began
    caught_children = 0
    for moment in range(MOMENTS):
        mark = str(uuid.uuid4())
        # Half of the moments fall into the first fifth of a second, where the lab is being set up.
        after = chance.uniform(0, 0.2 if moment % 2 else length)
        run = start(dialtone, pathlib.Path(place) / str(moment), mark)
        try:
            run.wait(timeout=after)
        except subprocess.TimeoutExpired:
            pass
        family = set(marked(mark)) - {run.pid}
        caught_children += len(family)
        run.kill()
        run.wait()
        deadline = time.monotonic() + 2
        family |= set(marked(mark))
        gone = all_gone(family, deadline) and all_gone(marked(mark), deadline)
        check(gone and not marked(mark), f"killed after {after:.3f} s with {len(family)} children: no process is left")
        check(namespaces() <= before, "no namespace is left")
        check(set(os.listdir("/sys/class/net")) == interfaces, "no interface is left")
    check(caught_children > 0, f"the kills met {caught_children} children in all")
