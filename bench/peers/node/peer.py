"""The libraries for Node: emmett and DBOS, which keep their state in PostgreSQL, and Restate."""

import contextlib
import json
import os
import pathlib
import shutil
import subprocess
import urllib.error
import urllib.request

from peers.machinery import BUILD, Result, Unavailable, free_port, output_of, server
from peers.postgres import peer as postgres

HERE = pathlib.Path(__file__).parent
INSTALLED = BUILD / "node"
CLIENTS = 64
WARM_UP_SECONDS = 3
OLDEST_NODE = 18


def prepare():
    """Copies the sources beside their packages, which npm installs once."""
    if not shutil.which("node") or not shutil.which("npm"):
        raise Unavailable("there is no Node: apt-get install nodejs npm")
    major = int(output_of(["node", "--version"]).strip().lstrip("v").split(".")[0])
    if major < OLDEST_NODE:
        raise Unavailable(f"it needs Node {OLDEST_NODE} or newer; this is Node {major}")
    wanted = (HERE / "package.json").read_text(encoding="utf-8")
    stamp = INSTALLED / "node_modules" / "installed.json"
    INSTALLED.mkdir(parents=True, exist_ok=True)
    for source in [HERE / "package.json", *HERE.glob("*.mjs")]:
        shutil.copy(source, INSTALLED)
    if stamp.exists() and stamp.read_text(encoding="utf-8") == wanted:
        return
    # No package may run a script of its own here.
    npm = ["npm", "install", "--ignore-scripts", "--no-audit", "--no-fund", "--no-package-lock"]
    try:
        output_of(npm, cwd=INSTALLED)
    except (RuntimeError, subprocess.TimeoutExpired) as problem:
        raise Unavailable(f"npm could not install it: {str(problem)[-300:]}") from problem
    stamp.write_text(wanted, encoding="utf-8")


def _load(name, url, seconds):
    command = ["node", "load.mjs", name, url, CLIENTS, WARM_UP_SECONDS, seconds]
    environment = {**os.environ, "NODE_ENV": "production"}
    return Result.from_json(output_of(command, cwd=INSTALLED, env=environment).splitlines()[-1])


def measure_on_postgres(name):
    def run(scratch, seconds):
        with postgres.database(scratch, tables=False) as database:
            return _load(name, database.url(), seconds)

    return run


# -- Restate ------------------------------------------------------------------------------------


def _answers(url):
    try:
        with urllib.request.urlopen(url, timeout=1) as answer:
            return answer.status == 200
    except (urllib.error.URLError, OSError):
        return False


def _restate_program():
    found = sorted(INSTALLED.glob("node_modules/@restatedev/restate-server-*/bin/restate-server"))
    if not found:
        raise Unavailable("npm has no Restate server for this machine")
    return found[0]


def prepare_restate():
    prepare()
    _restate_program()


@contextlib.contextmanager
def _restate(scratch):
    """Its server and the service that it calls, registered; yields the ingress."""
    ingress, admin, node, service = (free_port() for _ in range(4))
    environment = {
        **os.environ,
        "RESTATE_BASE_DIR": str(scratch / "restate"),
        "RESTATE_LISTEN_MODE": "tcp",
        "RESTATE_ADVERTISED_HOST": "127.0.0.1",
        "RESTATE_BIND_ADDRESS": f"127.0.0.1:{node}",
        "RESTATE_INGRESS__BIND_ADDRESS": f"127.0.0.1:{ingress}",
        "RESTATE_ADMIN__BIND_ADDRESS": f"127.0.0.1:{admin}",
        "RESTATE_DEFAULT_NUM_PARTITIONS": "4",
        "RESTATE_DISABLE_TELEMETRY": "true",
        "RESTATE_LOG_FILTER": "warn",
    }
    ingress_url, admin_url = f"http://127.0.0.1:{ingress}", f"http://127.0.0.1:{admin}"

    def is_ready():
        return _answers(f"{admin_url}/health") and _answers(f"{ingress_url}/restate/health")

    command = ["node", "restate_service.mjs", service]
    quiet = {**os.environ, "NODE_ENV": "production", "RESTATE_LOGGING": "ERROR"}
    with (
        server(command, scratch / "service.log", lambda: True, cwd=INSTALLED, env=quiet),
        server([_restate_program()], scratch / "restate.log", is_ready, env=environment),
    ):
        deployment = json.dumps({"uri": f"http://127.0.0.1:{service}"}).encode()
        register = urllib.request.Request(
            f"{admin_url}/deployments", deployment, {"content-type": "application/json"}
        )
        urllib.request.urlopen(register, timeout=30).close()
        yield ingress_url


def measure_restate(scratch, seconds):
    with _restate(scratch) as ingress:
        return _load("restate", ingress, seconds)
