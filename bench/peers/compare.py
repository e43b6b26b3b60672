"""The table: every peer does the same work as Sluice, beside it, in one go.

Called by `./dev peers`. Each round measures Sluice and then the peer, each alone on the machine;
the ratio is taken within such a pair, so that a machine that is slow for a minute slows both.
"""

import argparse
import dataclasses
import json
import statistics
from typing import Callable

from peers import sluice
from peers.machinery import Result, Unavailable, machine, say, scratch_folder, warn_if_busy
from peers.node import peer as node
from peers.postgres import peer as postgres
from peers.redis import peer as redis
from peers.sqlite import peer as sqlite


@dataclasses.dataclass(frozen=True)
class Peer:
    name: str
    title: Callable[[], str]  # asks for versions, so it may only be called when it is prepared
    prepare: Callable[[], None]
    measure: Callable  # (scratch folder, seconds) -> Result


def _postgres(work):
    return f"PostgreSQL {postgres.version()}, {work} an order"


PEERS = [
    Peer(
        "postgres-four",
        lambda: _postgres("four transactions"),
        postgres.programs,
        postgres.measure("four_transactions.sql"),
    ),
    Peer(
        "postgres-one",
        lambda: _postgres("one transaction"),
        postgres.programs,
        postgres.measure("one_transaction.sql"),
    ),
    Peer(
        "redis",
        lambda: f"Redis {redis.version()} streams, fsync always",
        redis.prepare,
        redis.run,
    ),
    Peer(
        "sqlite-step",
        lambda: "SQLite in process, step by step",
        sqlite.prepare,
        sqlite.measure(1),
    ),
    Peer(
        "sqlite-group",
        lambda: f"SQLite in process, {sqlite.GROUP} orders a commit",
        sqlite.prepare,
        sqlite.measure(sqlite.GROUP),
    ),
    Peer(
        "emmett",
        lambda: f"emmett on PostgreSQL {postgres.version()}",
        lambda: (postgres.programs(), node.prepare()),
        node.measure_on_postgres("emmett"),
    ),
    Peer(
        "dbos",
        lambda: f"DBOS on PostgreSQL {postgres.version()}",
        lambda: (postgres.programs(), node.prepare()),
        node.measure_on_postgres("dbos"),
    ),
    Peer("restate", lambda: "Restate, virtual object", node.prepare_restate, node.measure_restate),
]


def available(names):
    """The chosen peers that can run here; of each other one it is said why not."""
    chosen = []
    for peer in PEERS:
        if names and peer.name not in names:
            continue
        try:
            peer.prepare()
            chosen.append(peer)
        except Unavailable as problem:
            say(f"{peer.name} is left out: {problem}")
    return chosen


def measure_pairs(peers, rounds, seconds):
    """{peer name: [(Sluice's result, its result), …]}"""
    with scratch_folder() as scratch:
        # As many orders as take Sluice about as long as a peer is measured.
        orders = int(sluice.closed_loop(scratch, 20_000).orders_per_second * seconds)
    pairs = {peer.name: [] for peer in peers}
    for number in range(rounds):
        for peer in peers:
            say(f"round {number + 1} of {rounds}: Sluice, then {peer.name}")
            with scratch_folder() as scratch:
                ours = sluice.closed_loop(scratch, orders)
            with scratch_folder() as scratch:
                theirs = peer.measure(scratch, seconds)
            pairs[peer.name].append((ours, theirs))
    return pairs


# -- what is printed ----------------------------------------------------------------------------


def median(results):
    fields = [field.name for field in dataclasses.fields(Result)]
    return Result(*(statistics.median(getattr(one, name) for one in results) for name in fields))


def report(peers, pairs):
    rows = []
    for peer in peers:
        ratios = [ours.orders_per_second / theirs.orders_per_second
                  for ours, theirs in pairs[peer.name]]  # fmt: skip
        rows.append({
            "name": peer.name,
            "title": peer.title(),
            **dataclasses.asdict(median([theirs for _, theirs in pairs[peer.name]])),
            "ratio": statistics.median(ratios),
            "ratio_lowest": min(ratios),
            "ratio_highest": max(ratios),
        })  # fmt: skip
    ours = median([ours for runs in pairs.values() for ours, _ in runs])
    return {"machine": machine(), "sluice": dataclasses.asdict(ours), "peers": rows}


def print_table(found, rounds, seconds):
    title_width = max(len(row["title"]) for row in [{"title": "Sluice"}, *found["peers"]])

    def line(title, row, ratio):
        rate = f"{row['orders_per_second']:>9,.0f}"
        latencies = f"{row['p50_ms']:>8.2f}  {row['p99_ms']:>8.2f}"
        return f"{title:<{title_width}}  {rate}  {latencies}  {ratio}"

    print(found["machine"])
    print(f"medians of {rounds} rounds of {seconds} s; the ratio is of pairs measured together")
    print()
    print(f"{'':<{title_width}}   orders/s    p50 ms    p99 ms  Sluice ÷ peer (lowest-highest)")
    print(line("Sluice", found["sluice"], ""))
    for row in found["peers"]:
        spread = f"{row['ratio_lowest']:.1f}-{row['ratio_highest']:.1f}"
        print(line(row["title"], row, f"{row['ratio']:>6.1f} ({spread})"))


def main(arguments):
    parser = argparse.ArgumentParser(prog="./dev peers", description=__doc__)
    names = [peer.name for peer in PEERS]
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"some of: {' '.join(names)}")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=int, default=8, help="how long each run is measured")
    parser.add_argument("--json", action="store_true", help="one JSON object")
    chosen = parser.parse_args(arguments)
    unknown = set(chosen.names) - set(names)
    if unknown:
        parser.error(f"there is no {', '.join(sorted(unknown))}")

    peers = available(chosen.names)
    if not peers:
        raise SystemExit("peers: none of them can run here")
    warn_if_busy()
    found = report(peers, measure_pairs(peers, chosen.rounds, chosen.seconds))
    if chosen.json:
        print(json.dumps(found, indent=2, ensure_ascii=False))
    else:
        print_table(found, chosen.rounds, chosen.seconds)
