"""Throughput against p99 for rising offered load: called by `./dev peers plot`.

Offers Sluice and PostgreSQL more and more orders a second, open loop, until they fall behind.
Writes the points to build/bench/throughput_p99.json and draws bench/plot/throughput_p99.svg.
"""

import argparse
import dataclasses
import json
import pathlib

from peers import sluice
from peers.machinery import BUILD, machine, say, scratch_folder, warn_if_busy
from peers.postgres import peer as postgres
from plot import draw

SCRIPT = "four_transactions.sql"
SLUICE_RATES = [1000, 2000, 5000, 10000, 15000, 20000, 30000, 40000, 50000, 60000, 80000, 100000]
POSTGRES_RATES = [500, 1000, 1500, 2000, 2500, 3000, 3500, 4000, 4500, 5000, 6000, 8000]
# Less than this of what was offered is a queue that grows until the run ends. Not more: pgbench
# starts at random moments, so that some seconds of a low rate hold a few per cent more or less.
CARRIED = 0.95


def measure_sluice(rate, seconds):
    with scratch_folder() as scratch:
        return sluice.open_loop(scratch, rate, seconds)


def measure_postgres(rate, seconds):
    with scratch_folder() as scratch, postgres.database(scratch) as database:
        return database.open_loop(SCRIPT, rate, seconds)


def carried(measure, rate, seconds):
    """What was measured, or None where it fell behind what was offered."""
    try:
        result = measure(rate, seconds)
    except sluice.Overloaded:
        return None
    return result if result.orders_per_second >= CARRIED * rate else None


def sweep(name, measure, rates, seconds):
    """The points that were carried. Beyond the last, latency says only how long the run was."""
    points = []
    for rate in rates:
        say(f"{name}: {rate} orders a second")
        # Twice, if need be: the machine may have paused.
        result = carried(measure, rate, seconds) or carried(measure, rate, seconds)
        if result is None:
            say(f"{name} does not carry that: the end of its line")
            break
        points.append({"offered_per_second": rate, **dataclasses.asdict(result)})
    return points


def rates(text):
    return [int(rate) for rate in text.split(",")]


def main(arguments):
    parser = argparse.ArgumentParser(prog="./dev peers plot", description=__doc__)
    parser.add_argument("--seconds", type=int, default=5, help="how long each rate is offered")
    parser.add_argument("--sluice-rates", type=rates, default=SLUICE_RATES, metavar="N,N,…")
    parser.add_argument("--postgres-rates", type=rates, default=POSTGRES_RATES, metavar="N,N,…")
    chosen = parser.parse_args(arguments)
    warn_if_busy()

    found = {
        "machine": machine(),
        "seconds": chosen.seconds,
        "carried_share": CARRIED,
        "series": [
            {
                "name": "Sluice",
                "points": sweep("Sluice", measure_sluice, chosen.sluice_rates, chosen.seconds),
            },
            {
                "name": f"PostgreSQL {postgres.version()}",
                "points": sweep(
                    "PostgreSQL", measure_postgres, chosen.postgres_rates, chosen.seconds
                ),
            },
        ],
    }
    BUILD.mkdir(parents=True, exist_ok=True)
    points = BUILD / "throughput_p99.json"
    points.write_text(json.dumps(found, indent=2) + "\n", encoding="utf-8")
    picture = pathlib.Path(draw.__file__).with_name("throughput_p99.svg")
    picture.write_text(draw.svg(found), encoding="utf-8")
    say(f"wrote {points} and {picture}")
