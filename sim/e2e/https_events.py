#!/usr/bin/env python3
"""Events by HTTPS to a server that is not ours: with a wrong certificate refused, tried again, held off, reported and
counted; with the right one told in order and exactly once, though smg was killed in between.

    https_events.py DIALTONE SMG
"""
import http.server
import pathlib
import queue
import ssl
import sys
import threading
import time
import urllib.parse

from bare_gateway import CORE, PATIENCE, Gateway, alone, lease
from support import check, folder, run

RETRIES = 2


def make_certificates(place):
    """Two authorities, and a certificate for Activator's address from each."""
    for name in ("right", "wrong"):
        run("openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2",
            "-subj", f"/CN={name} authority", "-keyout", place / f"{name}.ca.key", "-out", place / f"{name}.ca", expect=0)
        run("openssl", "req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-subj", "/CN=Activator",
            "-keyout", place / f"{name}.key", "-out", place / f"{name}.csr", expect=0)
        (place / "san").write_text(f"subjectAltName=IP:{CORE}\n")
        run("openssl", "x509", "-req", "-in", place / f"{name}.csr", "-CA", place / f"{name}.ca", "-CAkey",
            place / f"{name}.ca.key", "-days", "2", "-extfile", place / "san", "-out", place / f"{name}.crt", expect=0)


class Activator(http.server.ThreadingHTTPServer):
    """Python's own server behind Python's own TLS; remembers the events it was told, and the handshakes that failed."""
    allow_reuse_address = True

    def __init__(self, certificate, key):
        super().__init__((CORE, 443), Handler)
        self.events, self.refusals = queue.Queue(), queue.Queue()
        self.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self.context.load_cert_chain(certificate, key)
        threading.Thread(target=self.serve_forever, daemon=True).start()

    def finish_request(self, request, client_address):
        try:
            with self.context.wrap_socket(request, server_side=True) as secure:
                super().finish_request(secure, client_address)
        except ssl.SSLError as refusal:
            self.refusals.put(refusal.reason)

    def end(self):
        self.shutdown()
        self.server_close()


class Handler(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        self.server.events.put(dict(urllib.parse.parse_qsl(body)))
        self.send_response(204)
        self.end_headers()

    def log_message(self, *_):
        pass


def until(what, sentence):
    """Asks again and again; smg's answer is what it waits for."""
    end = time.monotonic() + PATIENCE
    while not what():
        if time.monotonic() > end:
            sys.exit(f"FAILED: {sentence}")
    print(f"ok  {sentence}")


def start(smg, place):
    return Gateway(smg, place, "Set Http Client Secure Download yes", f"Set Http Client Ca File {place / 'right.ca'}",
                   f"Set Http Client Connection Retries {RETRIES}", "Set Http Client Retry Delay 0",
                   "Set Http Client Hold Off 1")


def check_refusal(gateway, activator):
    for handset in range(1, 4):
        lease(f"00:04:f2:00:00:0{handset}")
    for _ in range(1 + RETRIES):
        check("UNKNOWN_CA" in activator.refusals.get(timeout=PATIENCE), "the server hears that its authority is unknown")
    until(lambda: gateway.counters()["activator hold-offs"] >= 1, "then comes a hold-off")
    counters = gateway.counters()
    check(counters["activator failed"] >= 1 + RETRIES and counters["activator accepted"] == 0, "failures are counted")
    check(counters["activator waiting"] == 3, "three events wait")
    log = gateway.command("show event log").splitlines()
    told = [line for line in log if "Error Http Client 1" in line]
    check(len(told) == 1, "one event says so")
    check(f"Activator https://{CORE} untrusted (unable to get local issuer certificate) after {1 + RETRIES} tries"
          in told[0], "it says why")
    check(activator.events.empty(), "nothing was told to a server that is not trusted")


def check_delivery(gateway, activator):
    lease("00:04:f2:00:00:04")
    events = [activator.events.get(timeout=PATIENCE) for _ in range(4)]
    check([event["mac"] for event in events] == [f"0004f200000{n}" for n in range(1, 5)], "all are told, in order")
    check(len({event["id"] for event in events}) == 4, "and each has an id of its own")
    until(lambda: gateway.counters()["activator accepted"] == 4, "each is accepted once")
    check(activator.events.empty() and gateway.counters()["activator waiting"] == 0, "nothing is told twice")


alone()
with folder() as name:
    place, smg = pathlib.Path(name), pathlib.Path(sys.argv[2]).resolve()
    make_certificates(place)
    activator = Activator(place / "wrong.crt", place / "wrong.key")
    gateway = start(smg, place)
    check_refusal(gateway, activator)
    gateway.end(kill=True)
    gateway = start(smg, place)
    check("Started with 3 leases kept and 3 events to tell" in gateway.command("show event log"),
          "killed and started again, it knows what it has yet to tell")
    until(lambda: gateway.counters()["activator hold-offs"] >= 1, "and it is refused as before")
    activator.end()
    activator = Activator(place / "right.crt", place / "right.key")
    check_delivery(gateway, activator)
    check("Activator answers again" in gateway.command("show event log"), "the end of the trouble is an event")
    gateway.end()
    gateway = start(smg, place)
    check("Started with 4 leases kept and 0 events to tell" in gateway.command("show event log"),
          "what was told is forgotten")
    gateway.end()
    activator.end()
