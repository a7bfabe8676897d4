#!/usr/bin/env python3
"""Net-SNMP's snmptrapd hears the gateway's traps, its tools can read the gateway's MIB, and tshark sees the same trap
leave in both worlds.

    traps.py DIALTONE SMG
"""
import os
import pathlib
import re
import sys

from bare_gateway import CORE, Gateway, Program, alone, lease
from support import ROOT, check, fields, folder, run

SMG_MIB = ".1.3.6.1.4.1.2078.67"
FIELDS = ("id", "serial", "time", "class", "subclass", "severity", "text", "name", "mac", "ip", "rand", "option66")

# What SMG-MIB imports. Debian cannot ship the IETF's modules; their macros are built into Net-SNMP.
STUBS = {
    "SNMPv2-SMI": "org OBJECT IDENTIFIER ::= { iso 3 }\nenterprises OBJECT IDENTIFIER ::= { org 6 1 4 1 }\n",
    "SNMPv2-TC": "",
    "SNMPv2-CONF": "",
}


def values(line):
    """OID to value of one of snmptrapd's lines, without the types."""
    table = {}
    for pair in line.split("\t"):
        if match := re.fullmatch(r"(\.[\d.]+) = (?:([A-Za-z0-9]+): )?(.*)", pair):
            table[match[1]] = match[3].strip('"')
    return table


def check_mib(place):
    for name, text in STUBS.items():
        (place / f"{name}.txt").write_text(f"{name} DEFINITIONS ::= BEGIN\n{text}END\n")
    (place / "SMG-MIB.txt").write_text((ROOT / "gateway" / "SMG-MIB.txt").read_text())

    def translate(*words):
        done = run("snmptranslate", "-M", place, "-m", "SMG-MIB", "-Pewd", *words, expect=0)
        if "SMG-MIB" in done.stderr:
            sys.exit(f"FAILED: {done.stderr}")
        return done.stdout.strip()

    check(translate(f"{SMG_MIB}.0.1") == "SMG-MIB::smgEvent", "the trap's name is smgEvent")
    names = [translate(f"{SMG_MIB}.1.{i + 1}.0") for i in range(len(FIELDS))]
    expected = [f"SMG-MIB::smgEvent{field[0].upper() + field[1:]}.0" for field in FIELDS]
    check(names == expected, "the MIB names every field of a trap")


def check_traps(smg, place):
    conf = place / "snmptrapd.conf"
    conf.write_text("disableAuthorization yes\n")
    manager = Program("snmptrapd", "-f", "-Lo", "-On", "-C", "-c", conf, "-m", "", f"{CORE}:162")
    manager.until("NET-SNMP version")
    gateway = Gateway(smg, place, "Set Event Forwarding Discriminator Entry Class 1,DHCP",
                      "Set Event Forwarding Discriminator Entry Subclass 1,67",
                      "Set Event Forwarding Discriminator Entry Class 3,Configuration",
                      "Set Event Forwarding Discriminator Entry Target 3,Manager 1",
                      f"Set Snmp Manager Address 1,{CORE}", "Set Snmp Manager Community 1,office")
    lease("00:04:f2:1a:24:57")
    line = manager.until(r"Mac 0004f21a2457")
    got = values(line)
    rand = re.search(r"Rand (\d{18})", gateway.command("show leases"))[1]
    number = {field: f"{SMG_MIB}.1.{i + 1}.0" for i, field in enumerate(FIELDS)}
    expected = {"serial": "SMG000001", "class": "DHCP", "subclass": "67", "severity": "5", "name": "PhoneProv",
                "text": f"Leased Mac 0004f21a2457 Rand {rand} [Name PhoneProv]", "mac": "0004f21a2457",
                "ip": "192.168.100.100", "rand": rand,
                "option66": f"http://{CORE}/phoneprovisioning/{rand}"}
    check(got[".1.3.6.1.6.3.1.1.4.1.0"] == f"{SMG_MIB}.0.1", "the trap is smgEvent")
    for field, value in expected.items():
        check(got.get(number[field]) == value, f"snmptrapd reads {field} as {value}")
    check(re.fullmatch(r"SMG000001-\d{10}-1", got[number["id"]]), "it has an id")
    check(re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", got[number["time"]]), "it has a time")
    check(len(got) == 2 + len(FIELDS), "it holds nothing else")
    gateway.command("Set System Serial SMG000002")
    got = values(manager.until("SMG000002"))
    check(got[number["class"]] == "Configuration" and got[number["text"]] == "Set System Serial SMG000002",
          "a change of the configuration is a trap too")
    check(gateway.counters()["manager 1 sent"] == 2, "two traps are counted")
    gateway.end()
    manager.end()


SCENARIO = f"""\
version: 1
name: traps
seed: 1
gateway:
  cli: |
    Set Event Forwarding Discriminator Entry Class 1,DHCP
    Set Event Forwarding Discriminator Entry Subclass 1,67
    Set Snmp Manager Address 1,{CORE}
phones:
  lobby: {{model: SoundPoint IP 450, mac: "0004f21a2457"}}
steps:
  - power_on: lobby
  - expect_lease: {{phone: lobby, within: 10s}}
  - expect_event: {{at: activator, class: DHCP, subclass: 67, phone: lobby, within: 15s}}
"""


def check_worlds(dialtone, place):
    file = place / "traps.yaml"
    file.write_text(SCENARIO)
    seen = {}
    for wire in ("memory", "tap"):
        run(dialtone, "run", f"--wire={wire}", "--out", place / wire, file, expect=0)
        capture = next((place / wire).rglob("capture.pcapng"))
        filter_ = 'snmp && !icmp && frame.interface_name == "wan"'
        check(not fields(capture, filter_ + " && (_ws.malformed || udp.checksum.status == 0)", "frame.number"),
              f"{wire}: tshark finds nothing wrong with the traps")
        seen[wire] = fields(capture, filter_, "eth.src", "ip.src", "ip.dst", "udp.srcport", "udp.dstport", "snmp.data",
                            "snmp.community", "snmp.value.oid", "snmp.name", "snmp.value.g32", "snmp.value.int")
    check(len(seen["memory"]) == 1 and seen["memory"][0][2] == CORE and seen["memory"][0][4] == "162",
          "one trap goes to the manager")
    check(seen["memory"] == seen["tap"], "and it is the same live and in memory")


alone()
with folder() as name:
    os.environ["SNMP_PERSISTENT_DIR"] = name  # where Net-SNMP's programs leave their traces
    check_mib(pathlib.Path(name))
    check_traps(pathlib.Path(sys.argv[2]).resolve(), pathlib.Path(name))
    check_worlds(pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(name))
