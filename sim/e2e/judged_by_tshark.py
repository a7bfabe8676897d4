#!/usr/bin/env python3
"""A handset that nobody has seen before provisions itself live, and tshark alone tells whether it did.

    judged_by_tshark.py DIALTONE

Draws a MAC under 0004f2, a password and the width of the number, runs, and reads nothing but the capture.
"""
import pathlib
import random
import sys

from support import check, fields, folder, run, tshark

BASE = "http://193.164.253.250/phoneprovisioning"

dialtone = sys.argv[1]
seed = random.SystemRandom().randrange(1 << 32)
print(f"drawn with seed {seed}")
chance = random.Random(seed)
mac = "0004f2%06x" % chance.randrange(1 << 24)
colons = ":".join(mac[i:i + 2] for i in range(0, 12, 2))
password = "".join(chance.choice("abcdefghijkmnpqrstuvwxyz23456789") for _ in range(16))
width = chance.randint(12, 18)

with folder() as place:
    place = pathlib.Path(place)
    scenario = place / "drawn.yaml"
    scenario.write_text(f"""\
version: 1
name: drawn
seed: {seed}
gateway:
  cli: |
    Set Dhcp Server Number Width {width}
teleware:
  accounts:
    - {{mac: "{mac}", reseller: Acme, extension: "2001", user: "2001", password: "{password}"}}
phones:
  drawn: {{model: SoundPoint IP 450, mac: "{mac}"}}
steps:
  - power_on: drawn
  - expect_provisioned: {{phone: drawn, user: "2001", within: 30s}}
""")
    run(dialtone, "run", "--wire=tap", "--out", place / "out", scenario, expect=0)
    capture = next((place / "out").rglob("capture.pcapng"))

    interfaces = {line for line in tshark(capture, "-T", "fields", "-e", "frame.interface_name")}
    check(interfaces == {"lan", "wan"}, f"the capture's interfaces are lan and wan: {interfaces}")
    # Each interface by itself: tshark takes a conversation that crosses both for one, said twice.
    sides = {}
    for interface in ("lan", "wan"):
        sides[interface] = side = place / f"{interface}.pcapng"
        tshark(capture, "-Y", f'frame.interface_name == "{interface}"', "-w", side)
        bad = fields(side, "_ws.malformed || ip.checksum.status == 0 || udp.checksum.status == 0 || "
                           "tcp.checksum.status == 0 || icmp.checksum.status == 0", "frame.number", "_ws.col.Info")
        check(not bad, f"on {interface} no frame is malformed and no checksum is bad: {bad[:3]}")

    lan = 'frame.interface_name == "lan" && '
    dhcp = fields(capture, lan + f"dhcp.hw.mac_addr == {colons}", "dhcp.option.dhcp", "dhcp.option.tftp_server_name",
                  "dhcp.ip.your", "eth.src")
    check([row[0] for row in dhcp] == ["1", "2", "3", "5"], "DISCOVER, OFFER, REQUEST, ACK, in this order and no more")
    check(dhcp[0][3] == colons and dhcp[2][3] == colons, "the handset's messages leave from its own MAC")
    offered, acknowledged, address = dhcp[1][1], dhcp[3][1], dhcp[3][2]
    number = acknowledged.removeprefix(BASE + "/")
    check(number.isdigit() and len(number) == width, f"the ACK's option 66 ends in a number of {width} digits")
    check(offered == BASE, f"the OFFER's option 66 is the base alone: {offered}")

    gets = fields(capture, lan + f'http.request.method == "GET" && eth.src == {colons} && ip.src == {address}',
                  "http.request.uri")
    check(len(gets) >= 6, f"{len(gets)} GETs from the handset's own MAC and leased address")
    check(all(row[0].startswith(f"/phoneprovisioning/{number}/") for row in gets), "every one below the number")

    for interface, side in sides.items():
        files = place / f"{interface}-files"
        tshark(side, "-q", "--export-objects", f"http,{files}")
        own = files / f"phone-{mac}.cfg"
        check(own.exists() and password in own.read_text(), f"phone-<MAC>.cfg as exported from {interface} holds the password")

    # Linux answers a SYN with IP identification 0 and "don't fragment", a TTL of 64, and a window of forty-odd
    # segments (the handsets' own stack offers 65535 and counts its identifications); crossing the gateway costs one hop.
    for interface, ttl in (("wan", "64"), ("lan", "63")):
        answers = fields(capture, f'frame.interface_name == "{interface}" && tcp.flags.syn == 1 && tcp.flags.ack == 1 && '
                                  "tcp.srcport == 80 && ip.dst == " + address,
                         "ip.ttl", "ip.id", "ip.flags.df", "tcp.window_size_value")
        check(len(answers) >= 6, f"the server answered {len(answers)} connections, seen on {interface}")
        for got_ttl, identification, dont_fragment, window in answers:
            check_quietly = got_ttl == ttl and int(identification, 16) == 0 and dont_fragment in ("1", "True")
            if not (check_quietly and window != "65535"):
                check(False, f"a kernel socket answered on {interface}: {(got_ttl, identification, dont_fragment, window)}")
        print(f"ok  every SYN-ACK on {interface} is a kernel socket's, with a TTL of {ttl}")
