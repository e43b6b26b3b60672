"""Runs tests and made-up worlds, as they are and with a mutant chosen."""

import hashlib
import json
import os
import re
import subprocess
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor

# Shipped scenarios, two by two with the usual mix; small enough to be over in a second or two.
SEEDS = list(range(1, 29))
ORDERS = 40
QUICK = 0.3  # seconds; tests that are quicker run together
FIRST = 12  # so many of them first


def environment(**more):
    return {**os.environ, "LC_ALL": "C", **more}


class Program:
    """A Catch2 program, its cases, what each reaches and how long it takes."""

    def __init__(self, path):
        self.path = path
        self.name = os.path.basename(path)
        self.cases = {}  # name -> (seconds, numbers)

    def names(self):
        listed = subprocess.run([self.path, "--list-test-names-only"], capture_output=True,
                                text=True, check=False)
        if not listed.stdout.strip():  # Catch2 3
            listed = subprocess.run([self.path, "--list-tests", "--verbosity", "quiet"],
                                    capture_output=True, text=True, check=False)
        return [line.strip() for line in listed.stdout.splitlines() if line.strip()]

    def command(self, names):
        return [self.path, "--abort", ",".join(escaped(n) for n in names)]


class Worlds:
    """The made-up worlds as a program whose cases are seeds."""

    def __init__(self, path):
        self.path = path
        self.name = os.path.basename(path)
        self.cases = {}

    def names(self):
        return [str(s) for s in SEEDS]

    def command(self, names):
        return [self.path, str(ORDERS), *names]


def escaped(name):
    return re.sub(r'([\\,\[\]"])', r"\\\1", name)


def run(command, longest, **variables):
    """(passed, timed out, seconds)"""
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="mutate-") as here:
        # Not Python's own limit: a run that is stopped must not leave a mutant behind that hangs.
        done = subprocess.run(["timeout", "--signal=KILL", f"{longest:.1f}", *command], cwd=here,
                              env=environment(**variables), stdin=subprocess.DEVNULL,
                              stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
        seconds = time.monotonic() - began
        return done.returncode == 0, seconds >= longest, seconds


def digest_of(paths):
    total = hashlib.sha256()
    for path in paths:
        with open(path, "rb") as file:
            total.update(hashlib.sha256(file.read()).digest())
    return total.hexdigest()[:16]


def measure(program, work, jobs):
    """Each case once, without a mutant: what it reaches and how long it takes. Remembered."""
    remembered = os.path.join(work, f"reached-{program.name}-{digest_of([program.path])}.json")
    if os.path.exists(remembered):
        with open(remembered, encoding="utf-8") as file:
            program.cases = {n: (t, set(r)) for n, (t, r) in json.load(file).items()}
        return

    def one(name):
        with tempfile.NamedTemporaryFile(prefix="reached-") as out:
            passed, _, seconds = run(program.command([name]), 300, SLUICE_REACHED=out.name)
            if not passed:
                raise RuntimeError(f"{program.name} fails without a mutant: {name}")
            return seconds, {int(line) for line in out.read().split()}

    names = program.names()
    with ThreadPoolExecutor(jobs) as pool:
        for name, (seconds, numbers) in zip(names, pool.map(one, names)):
            program.cases[name] = (seconds, numbers)
    with open(remembered, "w", encoding="utf-8") as file:
        json.dump({n: (t, sorted(r)) for n, (t, r) in program.cases.items()}, file)


def try_tests(programs, number):
    """(reached, killed by, how): None when it survives."""
    reached = False
    slow = []
    for p in programs:
        hits = [(t, n) for n, (t, r) in p.cases.items() if number in r]
        reached = reached or bool(hits)
        quick = sorted((len(p.cases[n][1]), t, n) for t, n in hits if t < QUICK)
        slow += [(t, p, n) for t, n in hits if t >= QUICK]
        for some in (quick[:FIRST], quick[FIRST:]):  # whoever reaches little is about this place
            if not some:
                continue
            longest = 5 + 10 * sum(t for _, t, _ in some)
            passed, late, _ = run(p.command([n for *_, n in some]), longest,
                                  SLUICE_MUTANT=str(number))
            if not passed:
                return True, p.name, "time" if late else "test"
    for seconds, p, name in sorted(slow, key=lambda s: (s[0], s[2])):
        passed, late, _ = run(p.command([name]), 5 + 10 * seconds, SLUICE_MUTANT=str(number))
        if not passed:
            return True, p.name, "time" if late else "test"
    return reached, None, None


def try_worlds(worlds, number, budget, wins):
    """The worlds that reach it, those first that have found most, until the time is over."""
    hits = [(-wins.get(n, 0), t, n) for n, (t, r) in worlds.cases.items() if number in r]
    spent = 0.0
    for _, seconds, name in sorted(hits):
        if spent > budget:
            break
        passed, late, took = run(worlds.command([name]), 5 + 10 * seconds,
                                 SLUICE_MUTANT=str(number))
        spent += took
        if not passed:
            wins[name] = wins.get(name, 0) + 1
            return True, f"seed {name}", "time" if late else "world"
    return bool(hits), None, None
