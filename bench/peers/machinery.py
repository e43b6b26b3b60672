"""What every measurement here needs: a scratch folder on a real disk, servers that are stopped.

Used by the other modules of this folder and by bench/plot; nothing here knows a peer.
"""

import contextlib
import dataclasses
import json
import os
import pathlib
import shutil
import socket
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
BUILD = ROOT / "build" / "bench"


class Unavailable(Exception):
    """A peer cannot run here; the text says why and what to do, and the others go on."""


@dataclasses.dataclass(frozen=True)
class Result:
    orders_per_second: float
    p50_ms: float
    p99_ms: float

    @staticmethod
    def from_json(text):
        """From the one JSON line that sluice and the helpers print."""
        numbers = json.loads(text)
        return Result(*(float(numbers[field.name]) for field in dataclasses.fields(Result)))

    @staticmethod
    def from_latencies(latencies_ms, seconds):
        ordered = sorted(latencies_ms)
        if not ordered:
            raise RuntimeError("not one order was done")
        return Result(
            orders_per_second=len(ordered) / seconds,
            p50_ms=ordered[int(0.50 * (len(ordered) - 1))],
            p99_ms=ordered[int(0.99 * (len(ordered) - 1))],
        )


def say(text):
    print(f"peers: {text}", file=sys.stderr, flush=True)


def output_of(command, **options):
    """Runs a command to its end and returns what it printed; what it complained of is raised."""
    options = {"check": False, "capture_output": True, "text": True, "timeout": 600, **options}
    done = subprocess.run([str(word) for word in command], **options)
    if done.returncode != 0:
        complaint = (done.stderr.strip() or done.stdout.strip())[-2000:]
        raise RuntimeError(f"{command[0]} ended with {done.returncode}: {complaint}")
    return done.stdout


# -- scratch ------------------------------------------------------------------------------------

# Not /tmp: Debian 13 keeps it in memory, where a sync costs nothing and no figure means anything.
SCRATCH_PARENT = pathlib.Path(os.environ.get("SLUICE_SCRATCH", "/var/tmp"))


def file_system():
    return output_of(["findmnt", "-n", "-o", "FSTYPE", "-T", SCRATCH_PARENT]).strip()


@contextlib.contextmanager
def scratch_folder():
    """A new folder for one run, on a disk; removed with everything in it at the end."""
    if file_system() in ("tmpfs", "ramfs"):
        raise SystemExit(
            f"peers: {SCRATCH_PARENT} is memory, not a disk: set SLUICE_SCRATCH to a folder on one"
        )
    folder = pathlib.Path(tempfile.mkdtemp(prefix="sluice-peers-", dir=SCRATCH_PARENT))
    folder.chmod(0o755)  # a server that runs as a user of its own must get through
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


# -- servers ------------------------------------------------------------------------------------


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextlib.contextmanager
def server(command, log, is_ready, stop_signal=None, **options):
    """Runs a server until the block ends. In a session of its own, so that Ctrl-C reaches it
    through us alone, when its clients are gone."""
    with open(log, "w", encoding="utf-8") as output:
        process = subprocess.Popen(
            [str(word) for word in command],
            stdout=output, stderr=subprocess.STDOUT, start_new_session=True, **options,
        )  # fmt: skip
    try:
        give_up = time.monotonic() + 60
        while not is_ready():
            if process.poll() is not None or time.monotonic() > give_up:
                complaint = pathlib.Path(log).read_text(encoding="utf-8", errors="replace")
                raise RuntimeError(f"{command[0]} does not start: {complaint[-2000:]}")
            time.sleep(0.1)
        yield process
    finally:
        if stop_signal:
            process.send_signal(stop_signal)
        else:
            process.terminate()
        try:
            process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


# -- helpers in C++ -----------------------------------------------------------------------------


def compiled(source, *libraries):
    """The program of one C++ file, built again only when the file is newer."""
    program = BUILD / f"{source.parent.name}_{source.stem}"
    if not program.exists() or program.stat().st_mtime < source.stat().st_mtime:
        program.parent.mkdir(parents=True, exist_ok=True)
        command = ["g++", "-std=c++20", "-O2", "-Wall", "-Wextra", source, "-o", program]
        output_of([*command, *(f"-l{library}" for library in libraries)])
    return program


# -- the machine --------------------------------------------------------------------------------


def warn_if_busy():
    """A peer that waits for one sync at a time loses more to a neighbour than a ratio can mend."""
    load = os.getloadavg()[0]
    if load > 0.5:
        say(f"something else is running (load {load:.1f}): these figures will mean little")


def machine():
    """What a figure depends on, in one line."""
    facts = {}
    for line in pathlib.Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines():
        key, _, value = line.partition(":")
        facts.setdefault(key.strip(), value.strip())
    memory = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") / 2**30
    release = output_of(["sh", "-c", '. /etc/os-release && printf %s "$PRETTY_NAME"'])
    return (
        f"{facts.get('model name', os.uname().machine)}, {os.cpu_count()} cores, "
        f"{memory:.0f} GiB, {file_system()}, {release.split(' (')[0]}, Linux {os.uname().release}"
    )
