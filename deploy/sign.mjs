#!/usr/bin/env node
// Signs a request to Sluice and prints its headers, one "Name: value" a line.
//
// usage: sign.mjs KEY-FILE SUBJECT [BODY] [--prefix pay] [--id ID] [--type application/json]
//        (and --time MS, --nonce TEXT, which are otherwise now and new)
// KEY-FILE is what `sluice key new` has handed out. What moves money needs --id (Nats-Msg-Id): keep
// it for a retry, which is signed anew. Nothing but Node is needed.
import { createHash, createHmac, createPrivateKey, randomBytes, sign } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';

const options = {};
for (const name of ['prefix', 'id', 'type', 'time', 'nonce']) options[name] = { type: 'string' };
const { values, positionals } = parseArgs({ options, allowPositionals: true });
const [keyFile, subject, body = ''] = positionals;
const { prefix = 'pay', id = '', type = '' } = values;
const { time = String(Date.now()), nonce = randomBytes(16).toString('hex') } = values;

const lines = readFileSync(keyFile, 'utf8').split('\n').filter((line) => line.includes(' = '));
const key = Object.fromEntries(lines.map((line) => line.split(' = ')));
const secret = Buffer.from(key.secret, 'hex');
const bodyHash = createHash('sha256').update(body).digest('hex');
const text = ['sluice-request-1', prefix, subject, key.id, time, nonce, id, type, bodyHash].join('\n');

function ed25519(seed) {
  const der = Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), seed]); // RFC 8410
  return sign(null, Buffer.from(text), createPrivateKey({ key: der, format: 'der', type: 'pkcs8' }));
}

const signature =
  key.kind === 'hmac_sha256' ? createHmac('sha256', secret).update(text).digest() : ed25519(secret);
const headers = {
  'Pay-Key-Id': key.id, 'Pay-Timestamp': time, 'Pay-Nonce': nonce,
  'Pay-Signature': signature.toString('hex'), 'Nats-Msg-Id': id, 'Content-Type': type,
};
for (const [name, value] of Object.entries(headers)) if (value) console.log(`${name}: ${value}`);
