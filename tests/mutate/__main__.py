"""usage: ./dev mutate [PATHS…] [--changed [BASE]] [--sample N] [--seed S] [--afresh] [--list]

Makes mutants of the code by rule, compiles all of them in once, and runs for each the unit tests
that reach it, then made-up worlds, until one of them notices. Prints the score of each folder, and
every survivor. Without PATHS: domain/, actors/, and the record code of store/. What is known is not
run again: who was noticed while its file is the same, who survived while the programs are.
build/mutate/score.txt has the scores so far.
"""

import argparse
import json
import os
import random
import subprocess
import sys
from collections import Counter
from concurrent.futures import ThreadPoolExecutor, as_completed

from mutate import equivalent, trial
from mutate.tree import PROGRAMS, WORLDS, Tree, say

LEAST = {"domain": 97, "actors": 90, "store": 90}  # per cent that must be noticed
ALIVE = ("survived", "unreached")


def parsed(words):
    p = argparse.ArgumentParser(prog="./dev mutate", description=__doc__.split("\n\n", 1)[1],
                                formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("paths", nargs="*", help="files or folders; all that may be mutated when none")
    p.add_argument("--changed", nargs="?", const="main", metavar="BASE",
                   help="only lines that differ from BASE (main); with --sample those as well")
    p.add_argument("--sample", type=int, metavar="N", help="only N of them, chosen by --seed")
    p.add_argument("--seed", type=int, default=1, metavar="S")
    p.add_argument("--afresh", action="store_true", help="forget what earlier runs have found out")
    p.add_argument("--worlds", type=float, default=20, metavar="SECONDS",
                   help="how long made-up worlds may take for one mutant (20); 0: none")
    p.add_argument("--list", action="store_true", help="only say which mutants there are")
    return p.parse_args(words)


def changed_lines(root, base):
    out = subprocess.run(["git", "-C", root, "diff", "-U0", "--merge-base", base], check=True,
                         capture_output=True, text=True).stdout
    lines, path = set(), None
    for line in out.splitlines():
        if line.startswith("+++ "):
            path = line[6:]
        elif line.startswith("@@"):
            first, _, count = line.split("+")[1].split(" ")[0].partition(",")
            lines |= {(path, int(first) + i) for i in range(int(count or 1))}
    return lines


def choose(found, root, asked):
    if asked.changed is None and asked.sample is None:
        return found
    chosen = set()
    if asked.changed is not None:
        lines = changed_lines(root, asked.changed)
        chosen |= {s.number for s in found if (s.path, s.line) in lines}
    if asked.sample is not None:
        pool = [s.number for s in found]
        random.Random(asked.seed).shuffle(pool)
        chosen |= set(pool[:asked.sample])
    return [s for s in found if s.number in chosen]


class Results:
    """One line a mutant, added as soon as it is known, so that a run that was stopped goes on."""

    def __init__(self, tree, programs, afresh):
        self.path = os.path.join(tree.work, "results.jsonl")
        self.programs = trial.digest_of([p.path for p in programs])
        self.tree = tree
        self.last = {}
        if os.path.exists(self.path) and not afresh:
            with open(self.path, encoding="utf-8") as file:
                for line in file:
                    row = json.loads(line)
                    self.last[row["key"]] = row
        with open(self.path, "w", encoding="utf-8") as file:
            file.writelines(json.dumps(row) + "\n" for row in self.last.values())

    def known(self, site):
        row = self.last.get(site.key)
        if row is None or row["file"] != self.tree.text_digest(site.path):
            return None
        return row if row["how"] not in ALIVE or row["programs"] == self.programs else None

    def add(self, site, how, by):
        row = {"key": site.key, "how": how, "by": by, "programs": self.programs,
               "file": self.tree.text_digest(site.path)}
        self.last[site.key] = row
        with open(self.path, "a", encoding="utf-8") as file:
            file.write(json.dumps(row) + "\n")
        return row


def judge(site, programs, worlds, asked, wins):
    reached, by, how = trial.try_tests(programs.get(site.path.split("/")[0], []), site.number)
    if by is None and worlds is not None:
        in_worlds, by, how = trial.try_worlds(worlds, site.number, asked.worlds, wins)
        reached = reached or in_worlds
    if by is not None:
        return how, by
    return ("survived" if reached else "unreached"), ""


def run_all(chosen, programs, worlds, results, asked, jobs, listed):
    wins = {}
    rows = {s.number: row for s in chosen if (row := results.known(s)) is not None}
    todo = [s for s in chosen if s.number not in rows]
    say(f"{len(chosen)} mutants, {len(rows)} of them known from before")
    with ThreadPoolExecutor(jobs) as pool:
        tried = {pool.submit(judge, s, programs, worlds, asked, wins): s for s in todo}
        try:
            for done, future in enumerate(as_completed(tried), 1):
                site = tried[future]
                rows[site.number] = results.add(site, *future.result())
                if done % 50 == 0:
                    say(f"{done} of {len(todo)}")
                    with open(results.tree.score_file, "w", encoding="utf-8") as out:
                        print_table([s for s in chosen if s.number in rows], rows, listed, out)
        except BaseException:
            pool.shutdown(cancel_futures=True)
            raise
    return rows


def report(chosen, rows, listed):
    """(score of each folder at the top, listed as equivalent but noticed)"""
    unlike = []
    for s in chosen:
        row = rows[s.number]
        if s.key in listed:
            if row["how"] not in ALIVE:
                unlike.append((s, row["by"]))
        elif row["how"] in ALIVE:
            note = "" if row["how"] == "survived" else "  (nothing reaches it)"
            print(f"{s.path}:{s.line}: {s.rule} in {s.function}: {s.text}  ->  {s.becomes}{note}")
    for s, by in unlike:
        print(f"{s.path}:{s.line}: listed as equivalent, but {by} notices it: {s.key}")
    print()
    return print_table(chosen, rows, listed, sys.stdout), unlike


def print_table(chosen, rows, listed, out):
    print(f"{'folder':24}{'mutants':>8}{'tests':>8}{'worlds':>8}{'time':>6}{'equal':>7}"
          f"{'alive':>7}{'score':>8}", file=out)
    folders, tops = {}, {}
    for s in chosen:
        how = "equivalent" if s.key in listed else rows[s.number]["how"]
        folders.setdefault(os.path.dirname(s.path), Counter())[how] += 1
        tops.setdefault(s.path.split("/")[0], Counter())[how] += 1
    for name, c in sorted(folders.items()):
        print_row(name, c, out)
    for name, c in sorted(tops.items()):
        print_row(f"all of {name}", c, out)
    return tops


def score_of(c):
    alive = sum(c[how] for how in ALIVE)
    counted = c.total() - c["equivalent"]
    return 100.0 * (counted - alive) / counted if counted else 100.0


def print_row(name, c, out):
    alive = sum(c[how] for how in ALIVE)
    print(f"{name:24}{c.total():8}{c['test']:8}{c['world']:8}{c['time']:6}{c['equivalent']:7}"
          f"{alive:7}{score_of(c):7.1f}%", file=out)


def main(words):
    asked = parsed(words)
    root = os.path.abspath(os.path.join(os.path.dirname(__file__), "..", ".."))
    jobs = int(os.environ.get("SLUICE_JOBS") or os.cpu_count() or 1)
    tree = Tree(root)
    # Compiled in are always the same, so that another choice does not build everything anew.
    files = sorted({*tree.mutable([]), *tree.mutable(asked.paths)})
    tree.configure(files)
    found = tree.find(files, jobs)
    listed = equivalent.read(os.path.join(root, "tests", "mutate", "equivalent.txt"))
    old = equivalent.stale(listed, found, files)
    for key in old:
        print(f"tests/mutate/equivalent.txt: fits no mutant any more: {key}")
    wanted_files = set(tree.mutable(asked.paths))
    chosen = choose([s for s in found if s.path in wanted_files], root, asked)
    if asked.list:
        for s in chosen:
            print(f"{s.path}:{s.line}: {s.key.split(': ', 1)[1]}  ->  {s.becomes}")
        return 1 if old else 0
    wanted = sorted({p for s in chosen for p in PROGRAMS.get(s.path.split("/")[0], [])})
    say(f"building {len(found)} mutants at once (the first time takes a quarter of an hour)")
    targets = wanted + ([WORLDS] if asked.worlds > 0 else [])
    alive = {s.number for s in tree.build(files, found, targets, jobs)}
    chosen = [s for s in chosen if s.number in alive]
    say("running each test and each world once, to see what it reaches")
    programs = {n: trial.Program(tree.program(n)) for n in wanted}
    worlds = trial.Worlds(tree.program(WORLDS)) if asked.worlds > 0 else None
    for p in [*programs.values(), *([worlds] if worlds else [])]:
        trial.measure(p, tree.work, jobs)
    results = Results(tree, programs.values(), asked.afresh)
    by_folder = {f: [programs[n] for n in names if n in programs] for f, names in PROGRAMS.items()}
    rows = run_all(chosen, by_folder, worlds, results, asked, jobs, listed)
    tops, unlike = report(chosen, rows, listed)
    low = [n for n, c in tops.items() if score_of(c) < LEAST.get(n, 0)]
    for n in low:
        say(f"{n}/ must reach {LEAST[n]} per cent")
    return 1 if old or unlike or low else 0


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except (OSError, RuntimeError, subprocess.SubprocessError) as problem:
        raise SystemExit(f"mutate: {problem}") from None
