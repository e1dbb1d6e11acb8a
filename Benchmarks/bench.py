"""make bench — what Chatelaine costs, beside references measured in the same run, and how that grows with the population.

Prints a table of medians and spreads, and draws each figure against the number of people. Talks to 127.0.0.1 only; populations, builds and results stay
in .build-release/bench. `--people 1000 10000` measures fewer sizes, `--seconds 2` is shorter. `--before CHECKOUT` measures another checkout of the
project in turn with this one, on copies of the same populations, and tells the ratios.
"""

import argparse
import http.client
import json
import os
import re
import shutil
import socket
import statistics
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

import requests

import lists

ROOT = Path(__file__).resolve().parents[1]
BUILT = ROOT / ".build-release"
WORK = BUILT / "bench"
PRODUCTS = BUILT / "release"
PASSWORD = "Tournesol#2026"
KEY = "Bearer demo-decisions"
TICK = os.sysconf("SC_CLK_TCK")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def build(root: Path, *products: str) -> None:
    for product in products:
        print(f"building {product} of {root} …", flush=True)
        command = ["swift", "build", "-c", "release", "--scratch-path", root / ".build-release", "--product", product]
        subprocess.run(command, cwd=root, check=True, stdout=subprocess.DEVNULL)


class Process:
    """A server, and what it has cost so far."""

    def __init__(self, command: list, port: int, ready: str = "/", log: Path | None = None):
        self.port, self.began = port, time.monotonic()
        self.process = subprocess.Popen([str(word) for word in command], stdout=subprocess.DEVNULL, stderr=(log or Path(os.devnull)).open("wb"))
        while True:
            try:
                connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
                connection.request("GET", ready)
                connection.getresponse().read()
                break
            except OSError:
                if self.process.poll() is not None:
                    raise SystemExit(f"{command[0]} ended with {self.process.returncode}; see {log}")
                time.sleep(0.01)

    def seconds(self) -> float:
        """Processor time of the process and its children so far."""
        total = 0
        for pid in [self.process.pid, *self._children()]:
            fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
            total += int(fields[11]) + int(fields[12])
        return total / TICK

    def settle(self) -> None:
        """Wait until what a server does after its start is done: checking every row that its index was read from."""
        while True:
            before = self.seconds()
            time.sleep(1)
            if self.seconds() - before < 0.05:
                return

    def megabytes(self) -> float:
        return int(re.search(r"VmRSS:\s+(\d+)", Path(f"/proc/{self.process.pid}/status").read_text())[1]) / 1024

    def _children(self) -> list[int]:
        return [int(pid) for pid in Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split()]

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait(timeout=60)


# Decisions


def load(server: Process, bodies: Path, seconds: int, connections: int = 16, path: str = "/access/v1/evaluation") -> dict:
    """wrk asks the questions of a file in turn: answers a second, the 99th percentile in ms, processor time of the server in µs an answer."""
    script = WORK / "ask.lua"
    script.write_text(
        'wrk.method = "POST"\n'
        f'wrk.headers["Content-Type"], wrk.headers["Authorization"] = "application/json", "{KEY}"\n'
        "local requests, number = {}, 0\n"
        f'init = function() for line in io.lines("{bodies}") do requests[#requests + 1] = wrk.format(nil, nil, nil, line) end end\n'
        "request = function() number = number % #requests + 1; return requests[number] end\n"
        'done = function(summary, latency) io.write(string.format("RESULT %d %d %d %d", summary.requests, summary.duration,'
        " latency:percentile(99), summary.errors.status + summary.errors.read + summary.errors.timeout)) end\n"
    )
    before = server.seconds()
    command = ["wrk", "-t", "1", "-c", str(connections), "-d", f"{seconds}s", "-s", script, f"http://127.0.0.1:{server.port}{path}"]
    told = subprocess.run([str(word) for word in command], capture_output=True, text=True, check=True).stdout
    answers, microseconds, p99, errors = (int(number) for number in re.search(r"RESULT (\d+) (\d+) (\d+) (\d+)", told).groups())
    assert errors == 0 and answers > 0, told
    return {"rate": answers / microseconds * 1e6, "p99": p99 / 1000, "cpu": (server.seconds() - before) / answers * 1e6}


def batches(server: Process, questions: Path, seconds: int) -> dict:
    """Requests with 50 questions, all about different people."""
    asked = questions.read_text().splitlines()
    file = questions.with_name(questions.name + "-by-50")
    file.write_text("".join('{"evaluations":[' + ",".join(asked[start : start + 50]) + "]}\n" for start in range(0, len(asked) - 49, 50)))
    return load(server, file, seconds, path="/access/v1/evaluations")


# Pages


class Manager:
    """The access manager of the largest quality, signed in."""

    def __init__(self, server: Process):
        self.server, self.site, self.session = server, f"http://127.0.0.1:{server.port}", requests.Session()
        self.session.headers["Accept-Language"] = "en"
        page = self.session.get(self.site + "/sign-in").text
        self.post("/sign-in", page, userName="largestmanager", password=PASSWORD)
        home = self.session.get(self.site + "/entities").text
        qualities = sorted(set(re.findall(r'href="(/entities/\d+/qualities/\d+)', home)))
        assert qualities, "the manager of the largest quality is not signed in"
        # They hold other roles elsewhere: the largest list is the one that leads farthest.
        self.users = max((quality + "/users" for quality in qualities), key=lambda users: len(self.pages(25, users)))

    def post(self, path: str, page: str, **fields: str):
        proof = re.search(r'name="_csrf" value="([^"]+)"', page)[1]
        return self.session.post(self.site + path, {"_csrf": proof, **fields}, allow_redirects=False)

    def cost(self, paths: list[str]) -> float:
        """Processor time in ms of one of these pages."""
        before = self.server.seconds()
        for path in paths:
            answer = self.session.get(self.site + path)
            assert answer.status_code == 200, (path, answer.status_code)
        return (self.server.seconds() - before) / len(paths) * 1000

    def pages(self, most: int, users: str | None = None) -> list[str]:
        """The addresses of the list's pages, as far as the next one leads; none for a list that is not to be seen."""
        found, path = [], users or self.users
        while path and len(found) < most:
            answer = self.session.get(self.site + path)
            if answer.status_code != 200:
                break
            found.append(path)
            after = re.search(r'<nav class="pager".*?</nav>', answer.text, re.S)
            links = re.findall(r'href="([^"]+)"[^>]*rel="next"|rel="next"[^>]*href="([^"]+)"', after[0]) if after else []
            path = (links[0][0] or links[0][1]).replace("&amp;", "&") if links else None
        return found

    def export(self) -> tuple[int, float]:
        """The users in the CSV file, and the seconds until its end."""
        began, lines = time.monotonic(), 0
        with self.session.get(self.site + self.users + "/export", stream=True) as answer:
            assert answer.status_code == 200, answer.status_code
            for chunk in answer.iter_content(1 << 16):
                lines += chunk.count(b"\n")
        return lines - 1, time.monotonic() - began

    def acts(self, count: int) -> float:
        """Processor time in ms of one act: blocking and unblocking a user in turn."""
        page = self.session.get(self.site + self.users + "?type=user&status=active").text
        # Several: the letters that one person may be sent about a user in a day are bounded.
        users = list(dict.fromkeys(re.findall(rf'href="({self.users}/\d+)"', page)))
        form = self.session.get(self.site + users[0] + "/block").text
        before = self.server.seconds()
        for number in range(count):
            deed, fields = ("unblock", {}) if number % 2 else ("block", {"reason": "absence"})
            answer = self.post(f"{users[number // 2 % len(users)]}/{deed}", form, **fields)
            assert answer.status_code == 303, (deed, answer.status_code)
        return (self.server.seconds() - before) / count * 1000


def repeat(measure, runs: int) -> list:
    return [measure() for _ in range(runs)]


# One size


def populated(people: int) -> Path:
    data = WORK / f"population-{people}"
    if not (data / "done").exists():
        shutil.rmtree(data, ignore_errors=True)
        print(f"populating {people} people …", flush=True)
        command = [PRODUCTS / "chatelaine", "populate", "--entities", max(people // 10, 1), "--people", people, "--seed", "1", "--data", data]
        subprocess.run([str(word) for word in command], check=True, stdout=subprocess.DEVNULL, stderr=(WORK / "populate.log").open("wb"))
        (data / "done").touch()
    return data


def questions_of(data: Path, people: int) -> Path:
    file = WORK / f"questions-{people}"
    if not file.exists():
        asked = subprocess.run([PRODUCTS / "Questions", data, "10000"], capture_output=True, text=True, check=True).stdout
        file.write_text(asked)
    return file


@contextmanager
def serving(data: Path):
    port = free_port()
    command = [PRODUCTS / "chatelaine", "serve", "--demo", "--data", data, "--port", port, "--tls-port", "0"]
    with Process(command, port, "/health", WORK / "serve.log") as server:
        yield server


def first_decision(data: Path, question: str) -> float:
    """Seconds from the start of the process to its first answer."""
    with serving(data) as server:
        connection = http.client.HTTPConnection("127.0.0.1", server.port)
        connection.request("POST", "/access/v1/evaluation", question, {"Authorization": KEY, "Content-Type": "application/json"})
        assert "decision" in json.loads(connection.getresponse().read())
        return time.monotonic() - server.began


def size(people: int, options) -> dict:
    data = populated(people)
    file = questions_of(data, people)
    asked = file.read_text().splitlines()
    found = {"people": people, "start": repeat(lambda: first_decision(data, asked[0]), options.runs)}
    with serving(data) as server:
        server.settle()
        load(server, file, 1)
        found["decisions"] = repeat(lambda: load(server, file, options.seconds), options.runs)
        found["batch"] = repeat(lambda: batches(server, file, options.seconds), options.runs)
        found["memory"] = [server.megabytes()]
        manager = Manager(server)
        pages = manager.pages(1000)
        found["pages"] = len(pages)
        found["first page"] = repeat(lambda: manager.cost([pages[0]] * 100), options.runs)
        found["last page"] = repeat(lambda: manager.cost([pages[-1]] * 100), options.runs)
        found["filtered page"] = repeat(lambda: manager.cost([manager.users + "?name=ma"] * 100), options.runs)
        exports = repeat(manager.export, options.runs)
        found["export"] = [users / seconds for users, seconds in exports]
        found["exported"] = exports[0][0]
        found["act"] = repeat(lambda: manager.acts(200), options.runs)
        if found["exported"] > 2000:
            found["lists"] = lists.measure(manager)
        found["memory after"] = [server.megabytes()]
    return found


# References

POLICY = """package chatelaine

import rego.v1

default allow := false

allow if input.application in data.grants[input.entity][input.domain][input.person]
"""


def open_policy_agent(binary: Path, data: Path, file: Path, options) -> dict:
    """The same questions about the same open grants, asked of Open Policy Agent, which is given them all as one JSON document."""
    grants: dict = {}
    told = subprocess.Popen([PRODUCTS / "Questions", data, "grants"], stdout=subprocess.PIPE, text=True)
    for line in told.stdout:
        person, entity, domain, application = line.split()
        grants.setdefault(entity, {}).setdefault(domain, {}).setdefault(person, []).append(application)
    assert told.wait() == 0
    (WORK / "grants.json").write_text(json.dumps({"grants": grants}))
    del grants
    (WORK / "policy.rego").write_text(POLICY)
    asked = WORK / "opa-questions"
    with asked.open("w") as out:
        for question in map(json.loads, file.read_text().splitlines()):
            resource = question["resource"]
            sought = {"person": question["subject"]["id"], "application": resource["id"], **resource["properties"]}
            out.write(json.dumps({"input": sought}, separators=(",", ":")) + "\n")
    port = free_port()
    command = [binary, "run", "--server", "--addr", f"127.0.0.1:{port}", "--log-level", "error", WORK / "policy.rego", WORK / "grants.json"]
    with Process(command, port, "/health", WORK / "opa.log") as agent:
        path = "/v1/data/chatelaine/allow"
        answers = [requests.post(f"http://127.0.0.1:{port}{path}", line).json().get("result") for line in asked.read_text().splitlines()[:200]]
        assert set(answers) <= {True, False} and answers.count(True) > 150, "Open Policy Agent does not answer as it should"
        load(agent, asked, 1, path=path)
        runs = repeat(lambda: load(agent, asked, options.seconds, path=path), options.runs)
        return {"runs": runs, "memory": agent.megabytes()}


def references(answer: bytes, data: Path, file: Path, options) -> dict:
    fixed = WORK / "answer.json"
    fixed.write_bytes(answer)
    found = {}
    port = free_port()
    if options.opa:
        agent = open_policy_agent(options.opa, data, file, options)
        found["Open Policy Agent"] = agent["runs"]
        print(f"Open Policy Agent: {agent['memory']:.0f} MB resident")
        port = free_port()
    with Process([PRODUCTS / "Bare", port, fixed], port) as bare:
        load(bare, file, 1)
        found["bare Hummingbird"] = repeat(lambda: load(bare, file, options.seconds), options.runs)
    if shutil.which("nginx"):
        port = free_port()
        text = answer.decode().replace("\\", "\\\\").replace("'", "\\'").replace("$", "")
        (WORK / "nginx.conf").write_text(
            f"daemon off; master_process off; worker_processes 1; pid {WORK}/nginx.pid; error_log {WORK}/nginx.log;\n"
            "events { worker_connections 256; }\n"
            f"http {{ access_log off; keepalive_requests 100000000; client_body_temp_path {WORK}/nginx-body; proxy_temp_path {WORK}/nginx-proxy;\n"
            f"fastcgi_temp_path {WORK}/nginx-f; uwsgi_temp_path {WORK}/nginx-u; scgi_temp_path {WORK}/nginx-s;\n"
            f"server {{ listen 127.0.0.1:{port}; location / {{ default_type application/json; return 200 '{text}'; }} }} }}\n"
        )
        with Process(["nginx", "-c", WORK / "nginx.conf"], port) as nginx:
            load(nginx, file, 1)
            found["nginx"] = repeat(lambda: load(nginx, file, options.seconds), options.runs)
    return found


@contextmanager
def postgresql():
    """A throw-away server that syncs to the disk, on a socket in the directory of temporary files; its URL."""
    settings = ("fsync=on", "full_page_writes=on", "synchronous_commit=on", "shared_buffers=256MB")
    server = subprocess.Popen([ROOT / "scripts/postgresql", *settings], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    try:
        yield f"postgres://keeper@{server.stdout.readline().strip().replace('/', '%2F')}/postgres"
    finally:
        server.stdin.close()
        server.wait(timeout=60)


def durable_acts(options, *database: str, runs: int | None = None) -> dict:
    command = [PRODUCTS / "ActsBenchmark", WORK, str(options.acts), str(runs or options.runs), *database]
    return json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)


def all_durable_acts(options) -> dict[str, dict]:
    found = {"SQLite": durable_acts(options)}
    if Path(os.environ.get("CHATELAINE_POSTGRESQL_BIN", "/usr/lib/postgresql/15/bin"), "postgres").exists():
        with postgresql() as url:
            found["PostgreSQL"] = durable_acts(options, url)
    return found


# Telling


def spread(values: list[float]) -> str:
    return f"{statistics.median(values):>10.2f}  ({min(values):.2f}–{max(values):.2f})"


def table(sizes: list[dict], known: dict, acts: dict) -> None:
    largest = sizes[-1]
    print(f"\n{'figure':<46}{'median':>10}  (least–most)")
    for found in sizes:
        of = f", {found['people']} people"
        print(f"{'decisions a second' + of:<46}{spread([run['rate'] for run in found['decisions']])}")
        print(f"{'  processor time, µs' + of:<46}{spread([run['cpu'] for run in found['decisions']])}")
        print(f"{'  99th percentile, ms' + of:<46}{spread([run['p99'] for run in found['decisions']])}")
        print(f"{'  a batch of 50, µs of processor time' + of:<46}{spread([run['cpu'] for run in found['batch']])}")
        print(f"{'start to first decision, s' + of:<46}{spread(found['start'])}")
        print(f"{'resident memory, MB' + of:<46}{spread(found['memory'])}")
        for page in ("first page", "last page", "filtered page"):
            told = f"users, {page}, ms of processor time" if page != "last page" else f"users, page {found['pages']}, ms of processor time"
            print(f"{told:<46}{spread(found[page])}")
        print(f"{'export, users a second of ' + str(found['exported']):<46}{spread(found['export'])}")
        print(f"{'an act over HTTP, ms of processor time':<46}{spread(found['act'])}")
        if "lists" in found:
            lists.table(found["lists"], found["people"])
    for name, runs in known.items():
        print(f"{name + ', answers a second':<46}{spread([run['rate'] for run in runs])}")
        print(f"{'  processor time, µs':<46}{spread([run['cpu'] for run in runs])}")
    for engine, found in acts.items():
        for writers, of in (("", "one writer"), ("16Writers", "16 writers")):
            middle, raw, rows = (found[what + "PerSecond" + writers]["median"] for what in ("acts", "raw", "rows"))
            print(f"{f'durable acts a second, {engine}, {of}':<46}{middle:>10.2f}  (raw inserts {raw:.2f}, of the same rows {rows:.2f})")
            print(f"{'  processor time of the server, µs':<46}{found['processorTime' + writers]['median']:>10.2f}")
    print("\nratios, of medians")
    middle = lambda runs, key: statistics.median(run[key] for run in runs)  # noqa: E731
    for name, runs in known.items():
        print(f"  decisions to {name}: {middle(largest['decisions'], 'rate') / middle(runs, 'rate'):.2f} by rate, "
              f"{middle(runs, 'cpu') / middle(largest['decisions'], 'cpu'):.2f} by processor time")
    batch, single = largest["batch"], largest["decisions"]
    print(f"  a batch of 50 to 50 singles: {middle(single, 'rate') / 50 / middle(batch, 'rate'):.3f} by rate, "
          f"{middle(batch, 'cpu') / 50 / middle(single, 'cpu'):.3f} by processor time")
    for engine, found in acts.items():
        for ratio, of in ((found["ratio"], "one writer"), (found["ratio16Writers"], "16 writers")):
            print(f"  durable acts to raw inserts, {engine}, {of}: {ratio['median']:.2f} ({ratio['least']:.2f}–{ratio['most']:.2f})")
        for ratio, of in ((found["ratioToRows"], "one writer"), (found["ratioToRows16Writers"], "16 writers")):
            print(f"  durable acts to raw inserts of the same rows, {engine}, {of}: {ratio['median']:.2f} ({ratio['least']:.2f}–{ratio['most']:.2f})")
    if len(sizes) > 1:
        for figure, of in (("decision", lambda f: middle(f["decisions"], "cpu")), ("users page", lambda f: statistics.median(f["first page"])),
                           ("act", lambda f: statistics.median(f["act"]))):
            print(f"  {figure}, {sizes[-1]['people']} people to {sizes[0]['people']}: {of(sizes[-1]) / of(sizes[0]):.2f}")


def picture(sizes: list[dict]) -> None:
    import matplotlib

    matplotlib.use("Agg")
    import matplotlib.pyplot as plot

    figures = {
        "decision, µs of processor time": lambda f: statistics.median(run["cpu"] for run in f["decisions"]),
        "batch of 50, µs of processor time": lambda f: statistics.median(run["cpu"] for run in f["batch"]),
        "users, first page, ms of processor time": lambda f: statistics.median(f["first page"]),
        "users, last page reached, ms of processor time": lambda f: statistics.median(f["last page"]),
        "an act over HTTP, ms of processor time": lambda f: statistics.median(f["act"]),
        "start to first decision, s": lambda f: statistics.median(f["start"]),
        "resident memory, MB": lambda f: statistics.median(f["memory"]),
        "export, users a second": lambda f: statistics.median(f["export"]),
    }
    chart, axes = plot.subplots(2, 4, figsize=(18, 8), layout="constrained")
    for axis, (name, of) in zip(axes.flat, figures.items()):
        axis.plot([found["people"] for found in sizes], [of(found) for found in sizes], marker="o")
        axis.set(title=name, xlabel="people", xscale="log")
        axis.set_ylim(bottom=0)
        axis.grid(alpha=0.3)
    chart.savefig(WORK / "figures.png", dpi=110)
    print(f"\n{WORK / 'figures.png'}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--people", type=int, nargs="+", default=[1_000, 10_000, 100_000, 1_000_000])
    parser.add_argument("--seconds", type=int, default=5, help="of load for each run")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--acts", type=int, default=1000, help="durable acts for each run")
    parser.add_argument("--before", type=Path, help="another checkout, to be measured in turn with this one")
    parser.add_argument("--opa", type=Path, help="the binary of Open Policy Agent, to compare with")
    options = parser.parse_args()
    if not shutil.which("wrk"):
        raise SystemExit("wrk is missing: apt-get install wrk")
    WORK.mkdir(parents=True, exist_ok=True)
    if options.before:
        return compare.run(options.before.resolve(), sorted(options.people), options)
    build(ROOT, "chatelaine", "Bare", "Questions", "ActsBenchmark")
    sizes = []
    for people in sorted(options.people):
        print(f"measuring {people} people …", flush=True)
        sizes.append(size(people, options))
    largest = questions_of(populated(sizes[-1]["people"]), sizes[-1]["people"])
    with serving(populated(sizes[-1]["people"])) as server:
        answer = requests.post(f"http://127.0.0.1:{server.port}/access/v1/evaluation", largest.read_text().splitlines()[0], headers={"Authorization": KEY, "Content-Type": "application/json"})
    known, acts = references(answer.content, populated(sizes[-1]["people"]), largest, options), all_durable_acts(options)
    (WORK / "figures.json").write_text(json.dumps({"sizes": sizes, "references": known, "acts": acts}, indent=1))
    table(sizes, known, acts)
    picture(sizes)


if __name__ == "__main__":
    # `compare` asks this very module, under its own name.
    sys.modules["bench"] = sys.modules["__main__"]
    import compare

    main()
