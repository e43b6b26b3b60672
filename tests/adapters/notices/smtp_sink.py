"""A mail server that keeps what it gets, or does what the test says, until it is killed.

usage: smtp_sink.py FOLDER [--tls CERTIFICATE KEY] [--login USER PASSWORD] [--refuse]
Writes its port to FOLDER/port, and each mail, with its envelope, to FOLDER/1, 2, …
"""

import argparse
import asyncio
import email
import email.policy
import json
import logging
import pathlib
import ssl

from aiosmtpd.smtp import SMTP, AuthResult


class Keeper:
    def __init__(self, folder, refuses):
        self.folder, self.refuses, self.count = folder, refuses, 0

    async def handle_DATA(self, server, session, envelope):
        if self.refuses:
            return "554 hunter2: we take nothing of you"
        read = email.message_from_bytes(envelope.content, policy=email.policy.default)
        self.count += 1
        kept = {
            "from": envelope.mail_from,
            "to": envelope.rcpt_tos,
            "tls": session.ssl is not None,
            "login": session.authenticated,
            "headers": {name.lower(): str(value) for name, value in read.items()},
            "defects": [str(d) for d in read.defects],
            "text": read.get_content(),
        }
        unfinished = self.folder / f"{self.count}.unfinished"
        unfinished.write_text(json.dumps(kept))
        unfinished.rename(self.folder / str(self.count))
        return "250 kept"


def factory(given):
    keeper = Keeper(given.folder, given.refuse)
    tls = None
    if given.tls:
        tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        tls.load_cert_chain(*given.tls)

    def check(server, session, envelope, mechanism, data):
        expected = tuple(word.encode() for word in given.login)
        return AuthResult(success=(data.login, data.password) == expected, handled=False)

    login = {}
    if given.login:
        login = {"authenticator": check, "auth_required": True, "auth_require_tls": bool(tls)}
    return lambda: SMTP(keeper, hostname="sink", tls_context=tls, require_starttls=bool(tls), **login)


async def main():
    words = argparse.ArgumentParser()
    words.add_argument("folder", type=pathlib.Path)
    words.add_argument("--tls", nargs=2)
    words.add_argument("--login", nargs=2)
    words.add_argument("--refuse", action="store_true")
    given = words.parse_args()
    server = await asyncio.get_running_loop().create_server(factory(given), "127.0.0.1", 0)
    unfinished = given.folder / "port.unfinished"
    unfinished.write_text(str(server.sockets[0].getsockname()[1]))
    unfinished.rename(given.folder / "port")
    await server.serve_forever()


logging.disable(logging.CRITICAL)  # clients that trust nobody are part of the tests
asyncio.run(main())
