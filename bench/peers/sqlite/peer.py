"""SQLite in the process of its only writer; orders.cpp is that process."""

import pathlib

from peers.machinery import Result, Unavailable, compiled, output_of

SOURCE = pathlib.Path(__file__).parent / "orders.cpp"
WARM_UP_SECONDS = 2
GROUP = 1024  # as many as Sluice has in flight


def prepare():
    if not pathlib.Path("/usr/include/sqlite3.h").exists():
        raise Unavailable("SQLite's header is not installed: apt-get install libsqlite3-dev")
    compiled(SOURCE, "sqlite3")


def measure(group):
    def run(scratch, seconds):
        program = compiled(SOURCE, "sqlite3")
        command = [program, scratch / "orders.db", group, WARM_UP_SECONDS, seconds]
        return Result.from_json(output_of(command))

    return run
