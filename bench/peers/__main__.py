"""usage: PYTHONPATH=bench python3 -B -m peers [tails|plot] [ARGUMENTS]   (`./dev peers` does that)

The same payment order done by Sluice and by others; README.md says how, and what is promised.
"""

import signal
import subprocess
import sys

from peers import compare, tails
from peers.machinery import Unavailable
from plot import sweep

STOPPED_BY = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
COMMANDS = {"tails": tails.main, "plot": sweep.main}


def stop(number, _):
    # As an exception, so that every server is stopped and every folder removed on the way out.
    # Once: a second Ctrl-C must not cut that short.
    for one in STOPPED_BY:
        signal.signal(one, signal.SIG_IGN)
    raise SystemExit(128 + number)


for one in STOPPED_BY:
    signal.signal(one, stop)

command, arguments = compare.main, sys.argv[1:]
if arguments and arguments[0] in COMMANDS:
    command, arguments = COMMANDS[arguments[0]], arguments[1:]
try:
    command(arguments)
except (OSError, RuntimeError, subprocess.SubprocessError, Unavailable) as problem:
    raise SystemExit(f"peers: {problem}") from None
