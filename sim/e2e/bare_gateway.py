"""smg alone, in namespaces of its own: what the tests of its targets stand on. The WAN is the loopback, which has the
servers' address; the LAN is a cable from lan0, smg's, to phone0, where a real DHCP client stands.
"""
import os
import pathlib
import queue
import re
import socket
import subprocess
import sys
import threading

PATIENCE = 60  # seconds until something that must come is missing; nothing here depends on how long it takes
CORE = "193.164.253.250"


def alone():
    """Goes on in a fresh network and PID namespace: nothing sent can leave it, and nothing started outlives it."""
    if os.environ.get("DIALTONE_ALONE") == "1":
        for words in ("link set lo up", f"addr add {CORE}/32 dev lo", "link add lan0 type veth peer name phone0",
                      "addr add 192.168.100.1/24 dev lan0", "link set lan0 up", "link set phone0 up"):
            subprocess.run(["ip", *words.split()], check=True)
        return
    os.environ["DIALTONE_ALONE"] = "1"
    as_root = [] if os.geteuid() == 0 else ["--map-root-user"]
    os.execvp("unshare", ["unshare", *as_root, "--net", "--pid", "--fork", "--kill-child", "--mount-proc",
                          sys.executable, *sys.argv])


class Program:
    """A program whose lines of output can be waited for."""

    def __init__(self, *words):
        self.process = subprocess.Popen([str(word) for word in words], stdin=subprocess.DEVNULL, text=True,
                                        stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        self.lines = queue.Queue()
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self):
        for line in self.process.stdout:
            self.lines.put(line.rstrip("\n"))
        self.lines.put(None)

    def until(self, pattern):
        """The first line from here on that has it. Ends the test when the program ends or falls silent."""
        seen = []
        while True:
            try:
                line = self.lines.get(timeout=PATIENCE)
            except queue.Empty:
                line = None
            if line is None:
                sys.exit(f"FAILED: no line with '{pattern}' from {self.process.args[0]}:\n" + "\n".join(seen))
            seen.append(line)
            if re.search(pattern, line):
                return line

    def end(self, kill=False):
        self.process.kill() if kill else self.process.terminate()
        self.process.wait()


class Gateway(Program):
    """smg with the note's profile and these commands on top; its state file is kept from one to the next."""

    def __init__(self, smg, place, *commands):
        config, self.control = pathlib.Path(place) / "smg.conf", pathlib.Path(place) / "control"
        config.write_text("".join(command + "\n" for command in commands))
        super().__init__(smg, "--profile", "note", "--config", config, "--lan", "lan0", "--control", self.control,
                         "--state", pathlib.Path(place) / "state")
        self.until("^ready$")

    def command(self, line):
        with socket.socket(socket.AF_UNIX) as control:
            control.connect(str(self.control))
            control.sendall(line.encode() + b"\n")
            control.shutdown(socket.SHUT_WR)
            return control.makefile().read().rstrip("\n")

    def counters(self):
        return {label: int(value) for label, value in
                (line.rsplit(": ", 1) for line in self.command("show counters").splitlines())}


def lease(mac):
    """A handset of this address asks for a lease, and gets it."""
    for words in ("link set phone0 down", f"link set phone0 address {mac}", "link set phone0 up"):
        subprocess.run(["ip", *words.split()], check=True)
    done = subprocess.run(["busybox", "udhcpc", "-i", "phone0", "-n", "-q", "-f", "-t", "20", "-T", "1", "-s", "/bin/true"],
                          text=True, capture_output=True)
    if done.returncode != 0:
        sys.exit(f"FAILED: no lease for {mac}:\n{done.stdout}{done.stderr}")
