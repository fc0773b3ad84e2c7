"""Asks a real server thousands of made-up questions about everything its OpenAPI document describes.

Prints figures as `tests/run show networks` does: operations that were asked, requests that were answered, and answers that were
a fault of the server or are not in the document. `--seconds N` bounds the whole. The server is the one in KORONAILTA_SERVER.
"""

import argparse
import http.client
import json
import os
import pathlib
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import tomllib

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
CHECKS = "not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance"


def surroundings():
    """Without settings of one's own server, which would leak into this one."""
    kept = ("KORONAILTA_SABOTAGE", "KORONAILTA_LOG")
    return {name: value for name, value in os.environ.items() if not name.startswith("KORONAILTA_") or name in kept}


def free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


class Server:
    """The real program on a folder of its own."""

    def __init__(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="koronailta-schemathesis-"))
        program = os.environ.get("KORONAILTA_SERVER", str(ROOT / "target/debug/koronailta"))
        self.port = free_port()
        self.origin = f"http://127.0.0.1:{self.port}"
        self.log = open(self.folder / "server.log", "w+", encoding="utf-8")
        words = [program, "--data-dir", str(self.folder / "data"), "--listen", f"127.0.0.1:{self.port}",
                 "--media-listen", "127.0.0.1:0", "--media-threads", "1", "--connections-per-minute", "1000000",
                 "--links-file", str(self.folder / "links.json")]
        self.process = subprocess.Popen(words, stdout=self.log, stderr=self.log, env=surroundings())
        self.links = self.until_ready()

    def until_ready(self):
        until = time.monotonic() + 30
        while time.monotonic() < until:
            try:
                links = json.loads((self.folder / "links.json").read_text(encoding="utf-8"))
                if self.ask("GET", "/readyz")[0] == 200:
                    return links
            except (OSError, ValueError):
                pass
            time.sleep(0.1)
        raise SystemExit("the server did not come up:\n" + (self.folder / "server.log").read_text(encoding="utf-8"))

    def ask(self, method, path, body=None, headers=None):
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
        fields = {"Origin": self.origin, "Content-Type": "application/json", **(headers or {})}
        line.request(method, path, None if body is None else json.dumps(body), fields)
        answer = line.getresponse()
        text = answer.read().decode("utf-8", "replace")
        cookie = answer.getheader("Set-Cookie")
        line.close()
        return answer.status, (json.loads(text) if text.startswith("{") else text), cookie

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
        self.log.close()
        shutil.rmtree(self.folder, ignore_errors=True)


def who_ask(server):
    """The headers of somebody signed in, and of a member by her own link."""
    token = server.links["console"].rsplit("/", 1)[1]
    _, _, cookie = server.ask("POST", "/api/v1/session", {"token": token})
    staff = {"Cookie": cookie.split(";")[0], "Origin": server.origin}
    base = "/api/v1/networks/rovaniemi"
    member = server.ask("POST", f"{base}/members", {"name": "Paja", "persons": [{"name": "Aino"}]}, staff)[1]
    person = member["persons"][0]["id"]
    link = server.ask("POST", f"{base}/persons/{person}/link", None, staff)[1]["url"]
    other = server.ask("POST", f"{base}/members", {"name": "Leipomo", "persons": [{"name": "Eero"}]}, staff)[1]
    text = {"language": "fi", "name": "Tuki", "text": "Kaikille"}
    scheme = server.ask("POST", f"{base}/schemes", {"state": "published", "texts": [text]}, staff)[1]
    anu = server.ask("POST", f"{base}/staff", {"name": "Anu", "role": "advisor"}, staff)[1]
    way = server.ask("POST", f"{base}/staff/{anu['id']}/sign-in-link", None, staff)[1]["url"].rsplit("/", 1)[1]
    # Kaisa advises as well: signed in already, she stays so for what she organizes.
    cookie = server.ask("POST", "/api/v1/session", {"token": way}, staff)[2] or cookie
    staff = {"Cookie": cookie.split(";")[0], "Origin": server.origin}
    bearer = {"Authorization": f"Bearer {link.rsplit('/', 1)[1]}"}
    read = server.ask("GET", "/api/v1/me/contact-requests?language=fi", None, bearer)[1]["consent"]["words"]
    asking = {"consent": 1, "consent_words": read, "language": "fi", "phone": "016 1"}
    request = server.ask("POST", "/api/v1/me/contact-requests", asking, bearer)[1]["request"]
    token = server.links["participant"].rsplit("/", 1)[1]
    evening = server.ask("POST", "/api/v1/links/resolve", {"token": token})[1]["evening"]["evening"]
    there = {"member": other["id"], "person": other["persons"][0]["id"], "evening": evening,
             "scheme": scheme["id"], "request": request["id"]}
    return staff, bearer, there


def write_config(kept, there):
    """The tool's settings, with the ids of things that are there: a made-up id finds nothing to go wrong with."""
    lines = "".join(f'"path.{name}" = "{value}"\n' for name, value in there.items())
    text = (HERE / "schemathesis.toml").read_text(encoding="utf-8")
    path = kept / "schemathesis.toml"
    path.write_text(text.replace("[parameters]\n", "[parameters]\n" + lines, 1), encoding="utf-8")
    return path


def run(tool, server, headers, there, seconds, extra, kept):
    report = kept / "report.json"
    report.unlink(missing_ok=True)
    words = [str(tool), "--config-file", str(write_config(kept, there)), "run", f"{server.origin}/api/v1/openapi.json",
             "--checks", CHECKS, "--phases", "examples,coverage,fuzzing", "--max-time", str(seconds), "--seed", "20201124",
             "--continue-on-failure", "--no-shrink", "--workers", "1", "--warnings", "off",
             "--report", "json,ndjson", "--report-json-path", str(report), "--report-ndjson-path", str(kept / "events.ndjson")]
    for name, value in headers.items():
        words += ["-H", f"{name}: {value}"]
    output = kept / "output.txt"
    with open(output, "w", encoding="utf-8") as out:
        tools = {**os.environ, "SCHEMATHESIS_HOOKS": "hooks", "PYTHONPATH": str(HERE), "NO_COLOR": "1"}
        ended = subprocess.run(words + extra, env=tools, cwd=kept, stdout=out, stderr=subprocess.STDOUT, timeout=seconds * 3 + 60, check=False)
    return ended.returncode, output.read_text(encoding="utf-8")


def figures(text):
    """What the tool's last words say."""
    tested = re.search(r"Tested:\s+(\d+)", text)
    failures = re.search(r"(\d+) unique failures?|(\d+) failures?\b", text)
    errors = re.search(r"(\d+) errors?\b", text)
    generated = re.search(r"([\d,]+) generated", text)

    def count(found):
        return int(next(one for one in found.groups() if one).replace(",", "")) if found else 0

    return count(tested), count(generated), count(failures) + count(errors)


def show(name, value):
    """A line as the other figures have it; whether it holds."""
    bounds = tomllib.loads((ROOT / "tests/bounds.toml").read_text(encoding="utf-8"))["networks"]
    (kind, bound), = bounds[name].items()
    holds = value <= bound if kind == "at_most" else value >= bound
    print(f"{name}\t{value}\t{'<=' if kind == 'at_most' else '>='} {bound}\t{'ok' if holds else 'short'}")
    return holds


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--tool", required=True, type=lambda path: pathlib.Path(path).absolute())
    parser.add_argument("--seconds", type=int, default=50)
    parser.add_argument("--keep", type=lambda path: pathlib.Path(path).absolute(), default=ROOT / "target/show/networks")
    given = parser.parse_args()
    server = Server()
    asked = requests = wrong = 0
    try:
        staff, link, there = who_ask(server)
        mine = "/api/v1/(me|evenings)"
        for name, headers, share, extra in [
            ("organizer", staff, 0.75, ["--exclude-path-regex", mine]),
            ("link", link, 0.25, ["--include-path-regex", mine]),
        ]:
            kept = given.keep / f"schemathesis-{name}"
            kept.mkdir(parents=True, exist_ok=True)
            code, text = run(given.tool, server, headers, there, max(5, int(given.seconds * share)), extra, kept)
            tested, generated, bad = figures(text)
            asked += tested
            requests += generated
            wrong += bad if code in (0, 1) else 1000
            if bad or code:
                print(text[-6000:], file=sys.stderr)
        if server.process.poll() is not None:
            print("the server ended by itself", file=sys.stderr)
            wrong += 1000
        log = (server.folder / "server.log").read_text(encoding="utf-8")
        wrong += log.count("panicked at")
    finally:
        server.stop()
    held = [
        show("schemathesis_operations", asked),
        show("schemathesis_requests", requests),
        show("schemathesis_wrong_answers", wrong),
    ]
    sys.exit(0 if all(held) else 1)


main()
