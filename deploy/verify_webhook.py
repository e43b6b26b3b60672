#!/usr/bin/env python3
"""Proves that a webhook is Sluice's (Standard Webhooks 1.0.0), with nothing but Python.

usage: verify_webhook.py SECRET-FILE ID TIMESTAMP SIGNATURE <BODY     (and --time SECONDS, else now)
SECRET-FILE holds the whsec_ secret; the rest are the headers webhook-id, webhook-timestamp and
webhook-signature. Ends with 0 if it is. In a server take verify(), with the body's bytes as they
came: JSON that was read and written again is other bytes.
"""
import argparse, base64, hashlib, hmac, sys, time

MOST_SECONDS_APART = 300  # what is older, or younger, somebody else may have recorded


def verify(secret, message_id, timestamp, signatures, body, now):
    if not timestamp.isdecimal() or abs(now - int(timestamp)) > MOST_SECONDS_APART:
        return False
    key = base64.b64decode(secret.removeprefix("whsec_"))
    text = f"{message_id}.{timestamp}.".encode() + body
    wanted = b"v1," + base64.b64encode(hmac.new(key, text, hashlib.sha256).digest())
    # While secrets are replaced there is one of each.
    return any(hmac.compare_digest(wanted, given.encode()) for given in signatures.split())


if __name__ == "__main__":
    options = argparse.ArgumentParser(usage=__doc__)
    for name in ["secret_file", "id", "timestamp", "signature"]:
        options.add_argument(name)
    options.add_argument("--time", type=int, default=int(time.time()))
    o = options.parse_args()
    with open(o.secret_file) as file:
        secret = file.read().strip()
    body = sys.stdin.buffer.read()
    sys.exit(0 if verify(secret, o.id, o.timestamp, o.signature, body, o.time) else 1)
