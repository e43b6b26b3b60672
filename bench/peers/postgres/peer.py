"""PostgreSQL, driven by its own pgbench over a unix socket."""

import contextlib
import dataclasses
import os
import pathlib
import shutil
import signal
import subprocess

from peers.machinery import Result, Unavailable, free_port, output_of, server

HERE = pathlib.Path(__file__).parent
CLIENTS = 64  # its best number on two cores: with 256 it does less
WARM_UP_SECONDS = 3

# Beyond these the defaults are the best: fsync and synchronous_commit on, a full page image after
# each checkpoint, autovacuum on. Larger memory and rare checkpoints are what a busy one is given.
SETTINGS = {
    "shared_buffers": "2GB",
    "max_wal_size": "16GB",
    "checkpoint_timeout": "30min",
    "max_connections": "200",
}


def programs():
    """The newest version that Debian installed; its folder carries the version."""
    found = sorted(
        pathlib.Path("/usr/lib/postgresql").glob("*/bin/pgbench"),
        key=lambda path: float(path.parts[-3]),
    )
    if not found:
        raise Unavailable("PostgreSQL is not installed: apt-get install postgresql")
    return found[-1].parent


def version():
    return programs().parts[-2]


@dataclasses.dataclass(frozen=True)
class Database:
    """A running server with the tables in it."""

    folder: pathlib.Path
    port: int

    def url(self):
        """For clients that know no unix sockets."""
        return f"postgresql://postgres@127.0.0.1:{self.port}/postgres"

    def closed_loop(self, script, seconds):
        return self._pgbench(script, seconds)

    def open_loop(self, script, rate, seconds):
        """Starts at random moments, so many a second; pgbench counts a latency from the moment in
        which an order was due, also where no client was free to begin it."""
        return self._pgbench(script, seconds, "--rate", rate)

    def _pgbench(self, script, seconds, *options):
        output_of([
            programs() / "pgbench", "--host", self.folder, "--port", self.port,
            "--username", "postgres", "--no-vacuum", "--protocol", "prepared",
            "--file", HERE / script, "--define", "number=0",
            "--client", CLIENTS, "--jobs", 2, "--time", WARM_UP_SECONDS + seconds,
            "--log", "--log-prefix", self.folder / "latency", *options, "postgres",
        ])  # fmt: skip
        orders = []
        for log in self.folder.glob("latency.*"):
            for line in log.read_text(encoding="ascii").splitlines():
                # Microseconds, lag behind the schedule included; then when it ended.
                _, _, latency, _, ended, ended_microseconds, *_ = line.split()
                orders.append((int(ended) + int(ended_microseconds) / 1e6, int(latency) / 1000))
            log.unlink()  # a later run in this database must not count it again
        # The same clients warm up and are measured: a new one must plan its statements first, and
        # in open loop that would be a queue to begin with.
        measured_from = min(ended for ended, _ in orders) + WARM_UP_SECONDS
        latencies = [latency for ended, latency in orders if ended >= measured_from]
        return Result.from_latencies(latencies, max(orders)[0] - measured_from)


@contextlib.contextmanager
def database(scratch, tables=True):
    """A new server in the scratch folder, stopped at the end."""
    folder = scratch / "postgres"
    folder.mkdir()
    own_user = {}
    if os.geteuid() == 0:  # PostgreSQL refuses to run as root
        shutil.chown(folder, "postgres", "postgres")
        own_user = {"user": "postgres", "group": "postgres", "extra_groups": []}
    data = folder / "data"
    initdb = [programs() / "initdb", "--pgdata", data, "--auth", "trust", "--username", "postgres"]
    output_of(initdb, cwd=folder, **own_user)

    port = free_port()
    settings = {"listen_addresses": "127.0.0.1", "port": port, "unix_socket_directories": folder}
    command = [programs() / "postgres", "-D", data]
    for name, value in {**settings, **SETTINGS}.items():
        command += ["-c", f"{name}={value}"]
    ask = [programs() / "pg_isready", "--quiet", "--host", folder, "--port", port]

    def is_ready():
        return subprocess.run([str(word) for word in ask], check=False).returncode == 0

    # SIGQUIT: the files are thrown away, so there is nothing to write back.
    log = scratch / "postgres.log"
    with server(command, log, is_ready, signal.SIGQUIT, cwd=folder, **own_user):
        here = Database(folder, port)
        if tables:
            psql = [programs() / "psql", "--quiet", "--no-psqlrc", "--set", "ON_ERROR_STOP=1"]
            output_of([*psql, "--file", HERE / "schema.sql", here.url()])
        yield here


def measure(script):
    """For the table: a new server each time, so that no run leaves the next one work."""

    def run(scratch, seconds):
        with database(scratch) as here:
            return here.closed_loop(script, seconds)

    return run
