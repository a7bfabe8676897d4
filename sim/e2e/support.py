"""What the end-to-end tests share: running dialtone, reading a journal, asking tshark."""
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
SCENARIOS = ROOT / "scenarios"


def check(condition, sentence):
    """One fact. A false one ends the test with its sentence."""
    if not condition:
        sys.exit(f"FAILED: {sentence}")
    print(f"ok  {sentence}")


def run(*command, expect=None, **options):
    """Runs a program to its end; with `expect`, any other exit code ends the test and shows what was printed."""
    done = subprocess.run([str(word) for word in command], text=True, capture_output=True, **options)
    if expect is not None and done.returncode != expect:
        sys.exit(f"FAILED: exit code {done.returncode} instead of {expect}: {' '.join(map(str, command))}\n"
                 f"{done.stdout}{done.stderr}")
    return done


def folder():
    """A temporary folder that goes when the test ends."""
    return tempfile.TemporaryDirectory(prefix="dialtone-test-")


def journal(case):
    """The records of a case's folder, in order."""
    return [json.loads(line) for line in (pathlib.Path(case) / "journal.jsonl").read_text().splitlines()]


def masked(path):
    return re.sub(r"/\d{12,}(?=/|$)", "/<number>", path)


def by_handset(records):
    """Per handset the list of what it fetched, the number masked: what both worlds must agree on."""
    table = {}
    for record in records:
        if record["kind"] == "http_done":
            row = (record["method"], masked(record["path"]), record.get("status"), record["outcome"])
            table.setdefault(record["actor"], []).append(row)
    return table


def verdicts(records):
    return [(record["index"], record["outcome"]) for record in records if record["kind"] == "verdict"]


def tshark(capture, *arguments):
    """tshark's lines, every checksum verified."""
    checks = [word for protocol in ("ip", "udp", "tcp") for word in ("-o", f"{protocol}.check_checksum:TRUE")]
    environment = dict(os.environ, HOME="/nonexistent")  # nobody's own settings
    return run("tshark", "-n", *checks, "-r", capture, *arguments, expect=0, env=environment).stdout.splitlines()


def fields(capture, display_filter, *names):
    """One list of values for each frame that the filter lets through."""
    wanted = [word for name in names for word in ("-e", name)]
    lines = tshark(capture, "-Y", display_filter, "-T", "fields", *wanted)
    return [line.split("\t") for line in lines]


def portable_scenarios():
    """The scenario files that run in both worlds: those that do not say otherwise."""
    return [file for file in sorted(SCENARIOS.glob("*.yaml")) if not re.search(r"^worlds:", file.read_text(), re.M)]
