"""Sluice itself, as its own bench command measures it."""

import json
import os
import pathlib

from peers.machinery import ROOT, Result, output_of

BINARY = pathlib.Path(os.environ.get("SLUICE_BINARY", ROOT / "build" / "release" / "sluice"))
IN_FLIGHT = 1024


class Overloaded(RuntimeError):
    """More was offered than it takes, and what it refused has no latency."""


def _bench(scratch, *options):
    """The median that it tells of each figure: of one run here, so the figure itself."""
    log = scratch / "log"  # on the same disk as the peers' files
    command = [BINARY, "bench", "engine", "--runs", 1, "--json", "--data", log, *options]
    told = json.loads(output_of(command))
    figures = {name: figure["median"] for name, figure in told["figures"].items()}
    if figures.get("refused", 0) > 0:
        raise Overloaded(f"Sluice refused {figures['refused']:.0f} orders")
    return Result(figures["orders_per_second"], figures["p50_ms"], figures["p99_ms"])


def closed_loop(scratch, orders):
    """Always the same number under way: as many as it can."""
    return _bench(scratch, "--orders", orders, "--in-flight", IN_FLIGHT)


def open_loop(scratch, rate, seconds):
    """So many a second, come what may; a latency counts from when the order was due."""
    return _bench(scratch, "--rate", rate, "--seconds", seconds)
