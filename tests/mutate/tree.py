"""A copy of the tree with every mutant in it, built once."""

import functools
import hashlib
import json
import os
import pickle
import re
import shlex
import subprocess
import sys
import zlib
from concurrent.futures import ProcessPoolExecutor

from mutate import rewrite, sites

ROOM = 400  # numbers a file has
SHELVES = 1024
MOST_ROUNDS = 8
PROGRAMS = {  # which unit tests may cover a folder; of these only the cases run that do
    "base": ["base_test"],
    "domain": ["domain_test", "order_test"],
    "events": ["events_test"],
    "store": ["store_tests"],
    "actors": ["actors_test"],
    "audit": ["audit_test"],
}
WORLDS = "mutate_worlds"
FINDERS = ("tests/mutate/rules.py", "tests/mutate/sites.py")
LAYERS = ("base/", "domain/", "events/", "store/", "actors/", "audit/")
# Of the store only what makes, reads and checks records: what RocksDB does is RocksDB's business.
USUAL = ["domain", "actors", "store/bytes.hpp", "store/chain", "store/head_file",
         "store/key_layout", "store/record_"]


def say(*words):
    print("mutate:", *words, file=sys.stderr, flush=True)


class Tree:
    def __init__(self, root):
        self.root = root
        self.work = os.path.join(root, "build", "mutate")
        self.copy = os.path.join(self.work, "tree")
        self.build_folder = os.path.join(self.copy, "build")
        self.score_file = os.path.join(self.work, "score.txt")
        self.uncompilable_file = os.path.join(self.work, "uncompilable.json")
        os.makedirs(self.copy, exist_ok=True)
        try:
            with open(self.uncompilable_file, encoding="utf-8") as known:
                self.uncompilable = set(json.load(known))
        except FileNotFoundError:
            self.uncompilable = set()

    # -- which files ---------------------------------------------------------------------------

    def tracked(self):
        listed = subprocess.run(
            ["git", "-C", self.root, "ls-files", "--cached", "--others", "--exclude-standard"],
            check=True, capture_output=True, text=True).stdout.split("\n")
        return sorted(f for f in listed if f and os.path.isfile(os.path.join(self.root, f)))

    def mutable(self, paths):
        beginnings = tuple(paths) or tuple(USUAL)
        return [f for f in self.tracked()
                if f.startswith(beginnings) and f.startswith(LAYERS) and
                f.endswith((".cpp", ".hpp"))]

    # -- finding ---------------------------------------------------------------------------------

    def find(self, files, jobs):
        """All mutants of these files, in order, each with its number."""
        commands = self.compile_commands()
        sources = [f for f in files if f.endswith(".cpp")]
        headers = [f for f in files if f.endswith(".hpp")]
        asked = [(self.root, self.work, f, headers, self.arguments(f, commands),
                  self.digest(f)) for f in sources]
        found = {}
        with ProcessPoolExecutor(jobs) as pool:
            for per_file in pool.map(read_one, asked):
                for path, here in per_file.items():
                    found.setdefault(path, here)  # a header: as the first who includes it sees it
        shelves = shelves_of([f for f in self.tracked() if f.startswith(LAYERS)])
        for path in files:
            here = found.get(path, [])
            if len(here) > ROOM:
                raise RuntimeError(f"{path} has {len(here)} mutants; there is room for {ROOM}")
            for s in here:
                s.number = shelves[path] * ROOM + s.order
        return [s for f in files for s in found.get(f, [])]

    def digest(self, path):
        """Of all that decides which mutants are found from this file."""
        if not hasattr(self, "_headers"):
            total = hashlib.sha256()
            for f in self.tracked():
                if f.endswith(".hpp") and f.startswith(LAYERS) or f in FINDERS:
                    total.update(self.bytes_of(f))
            self._headers = total.digest()
        return hashlib.sha256(self._headers + path.encode() + self.bytes_of(path)).hexdigest()[:24]

    @functools.cache
    def text_digest(self, path):
        return hashlib.sha256(self.bytes_of(path)).hexdigest()[:16]

    def bytes_of(self, path):
        with open(os.path.join(self.root, path), "rb") as file:
            return file.read()

    def compile_commands(self):
        with open(os.path.join(self.build_folder, "compile_commands.json"),
                  encoding="utf-8") as commands:
            return {os.path.relpath(e["file"], self.copy): shlex.split(e["command"])
                    for e in json.load(commands)}

    def arguments(self, path, commands):
        """How clang is to read it."""
        kept, words = ["-Wno-everything", f"-I{self.root}"], iter(commands[path])
        for w in words:
            if w in ("-isystem", "-I"):
                kept += [w, next(words)]
            elif w.startswith(("-I", "-D", "-std", "-isystem")):
                kept.append(w)
        return [k for k in kept if k != f"-I{self.copy}"]

    # -- writing and building --------------------------------------------------------------------

    def configure(self, files):
        self.write({}, keep=files)  # those are about to be written with their mutants
        options = os.path.join(self.copy, "tests", "mutate", "runtime", "options.cmake")
        log = os.path.join(self.work, "configure.log")
        with open(log, "w", encoding="utf-8") as out:
            done = subprocess.run(
                ["cmake", "-S", self.copy, "-B", self.build_folder, "-G", "Ninja",
                 "-DCMAKE_BUILD_TYPE=", f"-DCMAKE_PROJECT_INCLUDE={options}"],
                stdout=out, stderr=out, check=False)
        if done.returncode != 0:
            raise RuntimeError(f"cmake could not configure; {log} says why")

    def write(self, texts, keep=()):
        """Only what differs, so that ninja builds only that. `texts`: instead of what is there."""
        for path in self.tracked():
            source, target = os.path.join(self.root, path), os.path.join(self.copy, path)
            if path in keep and os.path.isfile(target):
                continue
            with open(source, "rb") as file:
                text = file.read()
            put(target, texts.get(path, text), os.stat(source).st_mode)

    def build(self, files, found, targets, jobs):
        """What does not compile with a mutant in it is built without that mutant."""
        for round_ in range(MOST_ROUNDS):
            used = [s for s in found if s.key not in self.uncompilable]
            texts = {path: self.text_of(path, [s for s in used if s.path == path])
                     for path in files}
            self.write(texts)
            log = os.path.join(self.work, "build.log")
            with open(log, "w", encoding="utf-8") as out:
                done = subprocess.run(
                    ["cmake", "--build", self.build_folder, "-j", str(jobs), "--target", *targets,
                     "--", "-k", "0"], stdout=out, stderr=out, check=False)
            if done.returncode == 0:
                return used
            with open(log, encoding="utf-8", errors="replace") as out:
                bad = self.blamed(out.read(), used, texts, all_of_line=round_ > 2)
            if not bad:
                raise RuntimeError(f"the mutated tree does not build; {log} says why")
            say(f"{len(bad)} mutants do not compile; without them")
            self.uncompilable |= bad
            with open(self.uncompilable_file, "w", encoding="utf-8") as known:
                json.dump(sorted(self.uncompilable), known, indent=1)
        raise RuntimeError("the mutated tree still does not build; see build/mutate/build.log")

    def program(self, name):
        for folder, _, names in os.walk(self.build_folder):
            path = os.path.join(folder, name)
            if name in names and os.access(path, os.X_OK):
                return path
        raise RuntimeError(f"{name} was not built")

    def text_of(self, path, here):
        with open(os.path.join(self.root, path), "rb") as file:
            return rewrite.rewritten(file.read(), here, lambda s: s.number)

    def blamed(self, log, used, texts, all_of_line):
        numbers = {s.number: s.key for s in used}
        bad = set()
        # The compiler names files from the root or from its own folder.
        pattern = re.compile(r"(?:" + re.escape(self.copy) +
                             r"|\.\.)/([^:\s]+):(\d+):(\d+): +(error|required from)")
        for path, line, column, _ in pattern.findall(log):
            if path not in texts:
                continue
            text = texts[path].split(b"\n")[int(line) - 1].decode()
            near = [(abs(m.start() - int(column)), int(m.group(1)))
                    for m in re.finditer(r"\((\d+)[,)]", text) if int(m.group(1)) in numbers]
            chosen = [n for _, n in near] if all_of_line else [min(near)[1]] if near else []
            bad |= {numbers[n] for n in chosen}
        return bad


def shelves_of(paths):
    """path -> shelf: by its name, so that no other file's coming or going changes its numbers."""
    shelves, taken = {}, set()
    for path in paths:
        shelf = zlib.crc32(path.encode()) % SHELVES
        while shelf in taken:
            shelf = (shelf + 1) % SHELVES
        taken.add(shelf)
        shelves[path] = shelf
    return shelves


def read_one(asked):
    """path -> sites: of a source and the headers that it includes. Remembered."""
    root, work, path, headers, arguments, digest = asked
    remembered = os.path.join(work, "sites", digest + ".pickle")
    try:
        with open(remembered, "rb") as file:
            return pickle.load(file)
    except FileNotFoundError:
        pass
    found = sites.sites_of(root, path, headers, arguments)
    os.makedirs(os.path.dirname(remembered), exist_ok=True)
    with open(remembered, "wb") as file:
        pickle.dump(found, file)
    return found


def put(target, text, mode):
    try:
        with open(target, "rb") as file:
            if file.read() == text:
                return
    except FileNotFoundError:
        os.makedirs(os.path.dirname(target), exist_ok=True)
    with open(target, "wb") as file:
        file.write(text)
    os.chmod(target, mode)
