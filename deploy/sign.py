#!/usr/bin/env python3
"""Signs a request to Sluice and prints its headers, one "Name: value" a line.

usage: sign.py KEY-FILE SUBJECT [BODY] [--prefix pay] [--id ID] [--type application/json]
       (and --time MS, --nonce TEXT, which are otherwise now and new)
KEY-FILE is what `sluice key new` has handed out. What moves money needs --id (Nats-Msg-Id): keep it
for a retry, which is signed anew. Python has HMAC; for Ed25519 this asks openssl.
"""
import argparse, hashlib, hmac, secrets, subprocess, tempfile, time

options = argparse.ArgumentParser(usage=__doc__)
options.add_argument("key_file")
options.add_argument("subject")
options.add_argument("body", nargs="?", default="")
for name, default in [("prefix", "pay"), ("id", ""), ("type", ""), ("nonce", secrets.token_hex(16)),
                      ("time", str(time.time_ns() // 1_000_000))]:
    options.add_argument("--" + name, default=default)
o = options.parse_args()

with open(o.key_file) as lines:
    key = dict(line.rstrip("\n").split(" = ", 1) for line in lines if " = " in line)
secret = bytes.fromhex(key["secret"])
text = "\n".join(["sluice-request-1", o.prefix, o.subject, key["id"], o.time, o.nonce, o.id, o.type,
                  hashlib.sha256(o.body.encode()).hexdigest()]).encode()

def ed25519(seed, text):
    der = bytes.fromhex("302e020100300506032b657004220420") + seed  # RFC 8410
    with tempfile.NamedTemporaryFile() as file, tempfile.NamedTemporaryFile() as inner:
        inner.write(der), inner.flush(), file.write(text), file.flush()
        return subprocess.run(["openssl", "pkeyutl", "-sign", "-rawin", "-keyform", "DER", "-inkey",
                               inner.name, "-in", file.name], check=True, capture_output=True).stdout

if key["kind"] == "hmac_sha256":
    signature = hmac.new(secret, text, hashlib.sha256).digest()
else:
    signature = ed25519(secret, text)
headers = {"Pay-Key-Id": key["id"], "Pay-Timestamp": o.time, "Pay-Nonce": o.nonce,
           "Pay-Signature": signature.hex(), "Nats-Msg-Id": o.id, "Content-Type": o.type}
for name, value in headers.items():
    if value:
        print(f"{name}: {value}")
