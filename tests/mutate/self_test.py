"""usage: python3 -m mutate.self_test [--record]   (with PYTHONPATH=tests)

Finds the mutants of samples/sample.cpp, compares them with samples/sample.txt, builds them all into
one program, and runs it once for each: outside of main every mutant must be noticed, by a program
that notices nothing when none is chosen.
"""

import os
import subprocess
import sys
import tempfile

from mutate import rewrite, sites

HERE = os.path.dirname(os.path.abspath(__file__))
SAMPLE = "samples/sample.cpp"
LISTED = os.path.join(HERE, "samples", "sample.txt")


def listed(found):
    return "".join(f"{s.key.split(': ', 1)[1]}  ->  {s.becomes}\n" for s in found)


def build(found, folder):
    with open(os.path.join(HERE, SAMPLE), "rb") as file:
        text = rewrite.rewritten(file.read(), found, lambda s: s.order)
    source, program = os.path.join(folder, "sample.cpp"), os.path.join(folder, "sample")
    with open(source, "wb") as file:
        file.write(text)
    subprocess.run(["g++", "-std=c++20", "-w", "-Wno-narrowing", "-include",
                    os.path.join(HERE, "runtime", "mutant.hpp"), source, "-o", program], check=True)
    return program


def is_noticed(program, number):
    return subprocess.run([program], env={**os.environ, "SLUICE_MUTANT": str(number)}, timeout=10,
                          check=False).returncode != 0


def main(words):
    found = [s for s in sites.sites_of(HERE, SAMPLE, [], ["-std=c++20"])[SAMPLE]
             if s.function != "main"]
    if words == ["--record"]:
        with open(LISTED, "w", encoding="utf-8") as file:
            file.write(listed(found))
    with open(LISTED, encoding="utf-8") as file:
        if file.read() != listed(found):
            return "the mutants of samples/sample.cpp are others than samples/sample.txt lists"
    with tempfile.TemporaryDirectory(prefix="mutate-") as folder:
        program = build(found, folder)
        if is_noticed(program, -1):
            return "the sample with its mutants is not what it was without them"
        missed = [s.key for s in found if not is_noticed(program, s.order)]
    return "nobody notices " + "; ".join(missed) if missed else None


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
