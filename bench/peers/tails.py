"""The tails at PostgreSQL's own top rate: called by `./dev peers tails`.

First PostgreSQL's closed loop says how many orders a second it can do, four transactions each. Then
both get orders at that rate, open loop: one is due at its time whether those before it are done or
not, and its latency counts from when it was due. Nothing is taken out, pauses of the machine
included. At the very top rate a queue grows whenever PostgreSQL is slow for a moment and never goes
away, so two kinder comparisons stand beside it: a rate below the top, and PostgreSQL's closed loop
itself, where an order is not due before a client is free for it.
"""

import argparse
import dataclasses
import json
import statistics

from peers import sluice
from peers.compare import median
from peers.machinery import machine, say, scratch_folder, warn_if_busy
from peers.postgres import peer as postgres

SCRIPT = "four_transactions.sql"
SHARES = [1.0, 0.8]  # of the top rate
CLOSED = "its closed loop"


def measure_round(seconds):
    """{kind of load: (orders offered to Sluice a second, Sluice's result, PostgreSQL's)}"""
    found = {}
    with scratch_folder() as scratch, postgres.database(scratch) as database:
        closed = database.closed_loop(SCRIPT, seconds)
    for share in SHARES:
        rate = int(closed.orders_per_second * share)
        with scratch_folder() as scratch:
            ours = sluice.open_loop(scratch, rate, seconds)
        with scratch_folder() as scratch, postgres.database(scratch) as database:
            theirs = database.open_loop(SCRIPT, rate, seconds)
        found[f"open loop, {share:.0%}"] = (rate, ours, theirs)
        if share == 1.0:
            found[CLOSED] = (rate, ours, closed)
    return found


def report(rounds, seconds):
    measured = []
    for number in range(rounds):
        say(f"round {number + 1} of {rounds}: PostgreSQL's top rate, then both at it")
        measured.append(measure_round(seconds))
    rows = []
    for load in measured[0]:
        offered, ours, theirs = zip(*(found[load] for found in measured))
        ratios = [their.p99_ms / our.p99_ms for our, their in zip(ours, theirs)]
        rows.append({
            "postgres_load": load,
            "offered_per_second": statistics.median(offered),
            "sluice": dataclasses.asdict(median(ours)),
            "postgres": dataclasses.asdict(median(theirs)),
            "p99_ratio": statistics.median(ratios),
            "p99_ratio_lowest": min(ratios),
            "p99_ratio_highest": max(ratios),
        })  # fmt: skip
    return {"machine": machine(), "postgres_version": postgres.version(), "loads": rows}


def print_table(found, rounds, seconds):
    print(found["machine"])
    print(f"medians of {rounds} rounds of {seconds} s, nothing taken out; Sluice is in open loop")
    print(f"PostgreSQL {found['postgres_version']}: four transactions an order")
    print()
    print("                              Sluice ms          PostgreSQL ms     PostgreSQL ÷ Sluice")
    print("PostgreSQL's load offered/s    p50      p99        p50      p99    p99 (lowest-highest)")
    for row in found["loads"]:
        latencies = "  ".join(
            f"{row[side]['p50_ms']:>7.2f} {row[side]['p99_ms']:>8.2f}"
            for side in ("sluice", "postgres")
        )
        spread = f"{row['p99_ratio_lowest']:.1f}-{row['p99_ratio_highest']:.1f}"
        load = f"{row['postgres_load']:<16} {row['offered_per_second']:>8,.0f}"
        print(f"{load}  {latencies}   {row['p99_ratio']:>6.1f} ({spread})")


def main(arguments):
    parser = argparse.ArgumentParser(prog="./dev peers tails", description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=int, default=8, help="how long each run is measured")
    parser.add_argument("--json", action="store_true", help="one JSON object")
    chosen = parser.parse_args(arguments)
    warn_if_busy()
    found = report(chosen.rounds, chosen.seconds)
    if chosen.json:
        print(json.dumps(found, indent=2, ensure_ascii=False))
    else:
        print_table(found, chosen.rounds, chosen.seconds)
