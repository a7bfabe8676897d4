#!/usr/bin/env python3
"""kill -9 of smg while thousands of handsets lease from it loses no lease that was acknowledged, and no event.

    no_lease_lost.py KILLED_GATEWAY SMG

Draws a seed, runs, and reads nothing but the capture of the LAN and the WAN:
  * what a client was acknowledged it is offered again after the last kill;
  * no address is acknowledged to two clients (every lease outlasts the run, so any two overlap);
  * every acknowledged number reached Activator in exactly one event. smg may post an event again after a kill: by the
    event's id Activator knows it.
"""
import collections
import pathlib
import random
import sys

from support import check, fields, folder, run

CLIENTS, KILLS = 5000, 6


def set_of(pairs):
    """A dictionary of sets from (key, member) pairs."""
    sets = collections.defaultdict(set)
    for key, member in pairs:
        sets[key].add(member)
    return sets


def forms(capture):
    """Each event post on the WAN, as a dictionary."""
    rows = fields(capture, 'frame.interface_name == "wan" && http.request.method == "POST"',
                  "urlencoded-form.key", "urlencoded-form.value")
    return [dict(zip(keys.split(","), values.split(","))) for keys, values in rows]


program, smg = sys.argv[1:]
seed = random.SystemRandom().randrange(1 << 32)
print(f"drawn with seed {seed}")
with folder() as place:
    told = run(program, "--smg", smg, "--out", place, "--seed", seed, "--clients", CLIENTS, "--kills", KILLS, expect=0)
    print(told.stdout, end="")
    capture = pathlib.Path(place) / "capture.pcapng"
    replies = fields(capture, 'frame.interface_name == "lan" && dhcp.type == 2', "dhcp.option.dhcp", "dhcp.hw.mac_addr",
                     "dhcp.ip.your", "dhcp.option.tftp_server_name")
    # The echoed option 61 (RFC 6842) names the client once more; chaddr stands first.
    replies = [(kind, macs.split(",")[0], address, option66) for kind, macs, address, option66 in replies]
    acks = [(mac, address, option66) for kind, mac, address, option66 in replies if kind == "5"]
    last_offer = {mac: address for kind, mac, address, _ in replies if kind == "2"}

    addresses = set_of((mac, address) for mac, address, _ in acks)
    check(len(addresses) >= CLIENTS, f"{len(addresses)} clients were acknowledged a lease, in {len(acks)} ACKs")
    moved = [mac for mac, own in addresses.items() if len(own) > 1]
    check(not moved, f"none was acknowledged two addresses: {moved[:3]}")
    owners = set_of((address, mac) for mac, address, _ in acks)
    shared = [address for address, macs in owners.items() if len(macs) > 1]
    check(not shared, f"no address was acknowledged to two clients: {shared[:3]}")
    lost = [mac for mac, own in addresses.items() if last_offer.get(mac) not in own]
    check(not lost, f"after the last kill every client was offered its address again: {lost[:3]}")

    numbers = {(mac, option66.rsplit("/", 1)[1]) for mac, _, option66 in acks if option66.count("/") > 3}
    alerted = {mac for mac, _, _ in acks if int(mac[-1], 16) % 2 == 0}
    check({mac for mac, _ in numbers} == alerted and len(alerted) == CLIENTS // 2,
          f"all {len(alerted)} clients that an alert waited for, and no others, were given a number")
    posts = forms(capture)
    ids = set_of(((":".join(post["mac"][i:i + 2] for i in range(0, 12, 2)), post["rand"]), post["id"]) for post in posts)
    missing = [number for number in numbers if len(ids.get(number, ())) != 1]
    check(not missing, f"each of the {len(numbers)} numbers reached Activator in exactly one event: {missing[:3]}")
    meanings = set_of((post["id"], (post["mac"], post["rand"])) for post in posts)
    check(all(len(meaning) == 1 for meaning in meanings.values()), "no event's id was used for two events")
    print(f"{len(posts)} posts of {len(meanings)} events")
    kills = int(told.stdout.split()[1])
    check(kills >= 5, f"smg was killed {kills} times")
