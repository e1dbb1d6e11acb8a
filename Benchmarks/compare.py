"""make bench ARGUMENTS="--before CHECKOUT" — two checkouts measured in turn in one run, on copies of one population, and the ratio of each figure.

The population is made by the earlier checkout; the later one's copy is brought up to date by its first start, after `chatelaine vouch` where the earlier
version gave rows no codes.
"""

import contextlib
import resource
import shutil
import statistics
import subprocess
from pathlib import Path

import bench

# Each figure: its name, and whether more is better.
FIGURES = {
    "decision, µs of processor time": False,
    "batch of 50, µs of processor time": False,
    "users, first page, ms of processor time": False,
    "users, last page, ms of processor time": False,
    "users, filtered page, ms of processor time": False,
    "an act over HTTP, ms of processor time": False,
    "start to first decision, s": False,
    "resident memory, MB": False,
    "export, users a second": True,
    "verify, s of processor time": False,
    "registration, SQLite, µs of processor time": False,
    "registration, SQLite, acts a second": True,
}


class Side:
    """One of the two checkouts, and what was found of it."""

    def __init__(self, name: str, root: Path):
        self.name, self.products = name, root / ".build-release" / "release"
        self.found: dict[str, list[float]] = {figure: [] for figure in FIGURES}

    def use(self) -> None:
        bench.PRODUCTS = self.products

    def note(self, figure: str, value: float) -> None:
        self.found[figure].append(value)


def populations(sides: list[Side], people: int) -> list[Path]:
    """One population, and its copy for the later checkout."""
    sides[0].use()
    original = bench.populated(people)
    copy = original.with_name(original.name + "-later")
    shutil.rmtree(copy, ignore_errors=True)
    subprocess.run(["cp", "-a", original, copy], check=True)
    if not (copy / "keys" / "vouched").exists():
        subprocess.run([sides[1].products / "chatelaine", "vouch", "--data", copy], check=True)
    return [original, copy]


def size(sides: list[Side], people: int, options) -> None:
    directories = populations(sides, people)
    file = bench.questions_of(directories[0], people)
    question = file.read_text().splitlines()[0]
    # The first start of a copy may migrate it; it is not counted.
    for side, data in zip(sides, directories):
        side.use()
        bench.first_decision(data, question)
    for _ in range(options.runs):
        for side, data in zip(sides, directories):
            side.use()
            side.note("start to first decision, s", bench.first_decision(data, question))
    with contextlib.ExitStack() as stack:
        served = []
        for side, data in zip(sides, directories):
            side.use()
            server = stack.enter_context(bench.serving(data))
            server.settle()
            bench.load(server, file, 1)
            served.append((side, server))
        for _ in range(options.runs):
            for side, server in served:
                side.note("decision, µs of processor time", bench.load(server, file, options.seconds)["cpu"])
            for side, server in served:
                side.note("batch of 50, µs of processor time", bench.batches(server, file, options.seconds)["cpu"])
        for side, server in served:
            side.note("resident memory, MB", server.megabytes())
        managers = [(side, bench.Manager(server)) for side, server in served]
        pages = [manager.pages(1000) for _, manager in managers]
        for _ in range(options.runs):
            for (side, manager), found in zip(managers, pages):
                side.note("users, first page, ms of processor time", manager.cost([found[0]] * 100))
            for (side, manager), found in zip(managers, pages):
                side.note("users, last page, ms of processor time", manager.cost([found[-1]] * 100))
            for side, manager in managers:
                side.note("users, filtered page, ms of processor time", manager.cost([manager.users + "?name=ma"] * 100))
            for side, manager in managers:
                users, seconds = manager.export()
                side.note("export, users a second", users / seconds)
            for side, manager in managers:
                side.note("an act over HTTP, ms of processor time", manager.acts(200))
    # Once: it reads every act and every row.
    for side, data in zip(sides, directories):
        side.note("verify, s of processor time", verified(side, data))
    for _ in range(options.runs):
        for side in sides:
            side.use()
            acts = bench.durable_acts(options, runs=1)
            side.note("registration, SQLite, µs of processor time", acts["processorTime"]["median"])
            side.note("registration, SQLite, acts a second", acts["actsPerSecond"]["median"])


def verified(side: Side, data: Path) -> float:
    """What `chatelaine verify` takes, in seconds of processor time."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([side.products / "chatelaine", "verify", "--demo", "--data", data], check=True, stdout=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def table(sides: list[Side], people: int) -> None:
    print(f"\n{f'{people} people':<46}{'before':>12}{'after':>12}   after to before, of medians (of the rounds)")
    for figure in FIGURES:
        before, after = (side.found[figure] for side in sides)
        middles = [statistics.median(values) for values in (before, after)]
        rounds = [later / earlier for earlier, later in zip(before, after)]
        print(f"{figure:<46}{middles[0]:>12.2f}{middles[1]:>12.2f}   {middles[1] / middles[0]:.3f}  ({min(rounds):.3f}–{max(rounds):.3f})")


def run(before: Path, people: list[int], options) -> None:
    for root in (before, bench.ROOT):
        bench.build(root, "chatelaine", "Questions", "ActsBenchmark")
    for count in people:
        sides = [Side("before", before), Side("after", bench.ROOT)]
        print(f"measuring {count} people …", flush=True)
        size(sides, count, options)
        table(sides, count)
