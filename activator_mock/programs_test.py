#!/usr/bin/env python3
"""activator-mock and teleware-mock together on loopback, asked with curl. Arguments: the two programs."""
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import unittest

ACTIVATOR, TELEWARE = sys.argv[1:3]
LOBBY = {"mac": "0004f21a2457", "user": "2001", "password": "s3cret-of-the-lobby", "reseller": "../Acme", "extension": "21"}
NUMBER = "020319816065"


class Program:
    """A running program; `at` is the address it says it serves at, `files_at` that of the file server."""

    def __init__(self, *words):
        self.process = subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        first = self.process.stdout.readline().split()
        if first[:1] != ["ready"]:
            raise RuntimeError(f"not ready: {first} {self.process.communicate()}")
        self.at = "http://" + first[1]
        self.files_at = "http://" + first[-1]

    def end(self):
        """Its exit code, and all it printed after `ready`."""
        self.process.terminate()
        out, err = self.process.communicate(timeout=20)
        return self.process.returncode, out, err


def curl(*words):
    """Status and body."""
    asked = subprocess.run(["curl", "-s", "--path-as-is", "-w", "\n%{http_code}", *words], capture_output=True, check=True)
    body, _, status = asked.stdout.rpartition(b"\n")
    return int(status), body


def curl_until(status, *words):
    """Asks until the answer has that status: the event is answered before the files are there."""
    while True:
        seen, body = curl(*words)
        if seen == status:
            return body


class Programs(unittest.TestCase):
    def setUp(self):
        self.root = tempfile.TemporaryDirectory()
        self.addCleanup(self.root.cleanup)
        self.programs = []
        self.addCleanup(lambda: [program.end() for program in self.programs if program.process.poll() is None])

    def start(self, *words):
        self.programs.append(Program(*words))
        return self.programs[-1]

    def start_both(self):
        accounts = pathlib.Path(self.root.name, "accounts.json")
        accounts.write_text(json.dumps([LOBBY]))
        teleware = self.start(TELEWARE, "--listen", "127.0.0.1:0", "--accounts", str(accounts))
        activator = self.start(ACTIVATOR, "--listen", "127.0.0.1:0", "--root", self.root.name,
                               "--teleware", teleware.at + "/twautoprovisioning")
        return activator, teleware

    def post_alert(self, activator, mac, number):
        form = f"id={mac}-{number}&serial=SMG000001&class=DHCP&subclass=67&mac={mac}&rand={number}"
        self.assertEqual(curl("-d", form, activator.at + "/activator/eventHandler.asp")[0], 200)

    def test_an_alert_becomes_files_below_its_number(self):
        activator, teleware = self.start_both()
        below = f"{activator.at}/phoneprovisioning/{NUMBER}/"
        self.post_alert(activator, LOBBY["mac"], NUMBER)
        phone = curl_until(200, below + "phone-0004f21a2457.cfg")
        self.assertIn(b'reg.1.auth.password="s3cret-of-the-lobby"', phone)
        self.assertEqual(curl(below + "0004F21A2457.cfg")[0], 200)
        self.assertEqual(len(curl(below + "sip.ld")[1]), 160 * 1024)
        log = pathlib.Path(self.root.name, "log")
        log.write_text("started")
        self.assertEqual(curl("-T", str(log), below + "0004f21a2457-boot.log")[0], 201)
        made = pathlib.Path(self.root.name, "PhoneProvisioning/cfgs/TeleWare/%2E.%2FAcme/0004f21a2457")
        self.assertEqual(sorted(os.listdir(made)), ["0004f21a2457-boot.log", "0004f21a2457.cfg",
                                                    "phone-0004f21a2457.cfg", "phone1.cfg", "sip.cfg"])
        self.assertEqual((made / "0004f21a2457-boot.log").read_text(), "started")
        self.refuses_alike(activator, below)
        self.keeps_its_secrets(activator, teleware)

    def refuses_alike(self, activator, below):
        answers = {target: curl("-i", target) for target in (
            below + "missing.cfg", below + "../x", below + "%2e%2e%2fx", below + "0004f2000001.cfg",
            activator.at + "/phoneprovisioning/1/sip.ld", activator.at + "/nothing")}
        self.assertEqual(len(set(answers.values())), 1, answers)
        self.assertEqual(answers.popitem()[1][0], 404)

    def keeps_its_secrets(self, activator, teleware):
        for program in (activator, teleware):
            code, out, err = program.end()
            self.assertEqual((code, err), (0, ""))
            self.assertIn("0004f21a2457", out)
            self.assertNotIn(NUMBER, out)
            self.assertNotIn("s3cret", out)

    def test_an_account_made_over_the_api_is_found(self):
        activator, teleware = self.start_both()
        account = json.dumps({"mac": "0004f2000001", "user": "u", "password": "p"})
        self.assertEqual(curl("-d", account, teleware.at + "/accounts")[0], 201)
        self.assertEqual(curl("-d", account, teleware.at + "/accounts")[0], 409)
        self.assertEqual(len(json.loads(curl(teleware.at + "/accounts")[1])["accounts"]), 2)
        self.post_alert(activator, "0004f2000001", "77")
        curl_until(200, f"{activator.at}/phoneprovisioning/77/phone1.cfg")
        self.assertEqual(curl("-X", "DELETE", teleware.at + "/accounts/0004f2000001")[0], 204)
        self.assertEqual(curl(teleware.at + "/accounts/0004f2000001")[0], 404)

    def test_the_file_server_may_have_its_own_address(self):
        activator = self.start(ACTIVATOR, "--listen", "127.0.0.1:0", "--files", "127.0.0.1:0", "--root", self.root.name)
        self.assertNotEqual(activator.at, activator.files_at)
        self.post_alert(activator, "0004f21a2457", "1")
        self.assertEqual(curl("-d", "id=1", activator.files_at + "/activator/eventHandler.asp")[0], 405)
        self.assertEqual(curl(activator.files_at + "/phoneprovisioning/1/sip.ld")[0], 404)
        self.assertIn("GET /phoneprovisioning/<number>/sip.ld -> 404", activator.end()[1])

    def ended(self, *words):
        ran = subprocess.run(words, capture_output=True, text=True, timeout=60)
        return ran.returncode, ran.stdout, ran.stderr

    def test_what_is_wrong_is_told_with_its_own_exit_code(self):
        self.assertEqual(self.ended(ACTIVATOR, "--help")[0], 0)
        self.assertEqual(self.ended(ACTIVATOR)[0], 1)
        self.assertEqual(self.ended(ACTIVATOR, "--root", self.root.name, "--listen", "here")[0], 1)
        self.assertEqual(self.ended(TELEWARE, "--colour", "red")[0], 1)

        accounts = pathlib.Path(self.root.name, "accounts.json")
        accounts.write_text('[{"mac": "lobby", "password": "p"}]')
        code, _, err = self.ended(TELEWARE, "--accounts", str(accounts))
        self.assertEqual(code, 2)
        self.assertIn("accounts[0].mac must be a MAC address", err)
        self.assertIn("accounts[0].user is missing", err)
        self.assertEqual(self.ended(TELEWARE, "--accounts", str(accounts) + "x")[0], 2)

        templates = pathlib.Path(self.root.name, "PhoneProvisioning/cfg_templates/default")
        templates.mkdir(parents=True)
        (templates / "phone.cfg").write_text("{{usr}}")
        code, _, err = self.ended(ACTIVATOR, "--root", self.root.name)
        self.assertEqual(code, 2)
        self.assertIn("phone.cfg:1:1: error: unknown placeholder 'usr'", err)

        taken = self.start(TELEWARE, "--listen", "127.0.0.1:0").at.removeprefix("http://")
        self.assertEqual(self.ended(TELEWARE, "--listen", taken)[0], 3)
        self.assertEqual(self.ended(ACTIVATOR, "--root", "/proc/nowhere")[0], 3)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=2)
