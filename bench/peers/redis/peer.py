"""Redis streams, every write synced before it is answered; orders.cpp is the client."""

import pathlib
import shutil

from peers.machinery import Result, Unavailable, compiled, output_of, server

HERE = pathlib.Path(__file__).parent
SOURCE = HERE / "orders.cpp"
CONNECTIONS = 4  # with one a client, each call costs Redis a system call to read and one to answer
IN_FLIGHT = 1024  # as many as Sluice has
WARM_UP_SECONDS = 2


def prepare():
    if not shutil.which("redis-server"):
        raise Unavailable("Redis is not installed: apt-get install redis-server")
    if not pathlib.Path("/usr/include/hiredis/hiredis.h").exists():
        raise Unavailable("hiredis is not installed: apt-get install libhiredis-dev")
    compiled(SOURCE, "hiredis")


def version():
    # "Redis server v=7.0.15 sha=…"
    return output_of(["redis-server", "--version"]).split("v=")[1].split()[0]


def run(scratch, seconds):
    address = scratch / "redis.sock"
    command = [
        "redis-server", "--port", 0, "--unixsocket", address, "--dir", scratch,
        "--appendonly", "yes", "--appendfsync", "always",
        # No snapshot and no rewrite of the log within a run: both would only cost it time.
        "--save", "", "--auto-aof-rewrite-percentage", 0,
    ]  # fmt: skip
    with server(command, scratch / "redis.log", address.exists):
        load = [compiled(SOURCE, "hiredis"), address, HERE / "step.lua"]
        load += [CONNECTIONS, IN_FLIGHT, WARM_UP_SECONDS, seconds]
        return Result.from_json(output_of(load))
