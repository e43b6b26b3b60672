// What the counterparts' tests share: checks that are told line by line, programs that end with the
// test, the simulated channels' keys. SLUICE: the program to test. SLUICE_ROOT: where the tree is.

import { spawn, execFile } from 'node:child_process';
import { createHash, createPublicKey } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { createServer as createPort } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const sluice = process.env.SLUICE;
export const folder = mkdtempSync(join(tmpdir(), 'sluice-counterparts-'));
const programs = [];
let checks = 0;
let failures = 0;

process.on('exit', () => {
  for (const one of programs) one.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});
process.on('uncaughtException', (error) => {
  console.log(`FAILED  ${error.stack}`);
  process.exit(1);
});

export function check(what, good, seen = '') {
  checks += 1;
  if (!good) failures += 1;
  const detail = typeof seen === 'string' ? seen : JSON.stringify(seen);
  console.log(good ? `ok      ${what}` : `FAILED  ${what}: ${detail}`);
}

/** `does` must throw something that `why` recognises. */
export async function refused(what, does, why) {
  try {
    check(what, false, await does());
  } catch (error) {
    check(what, why(error), String(error));
  }
}

export function finish() {
  console.log(`${checks} checks, ${failures} failed`);
  process.exit(failures === 0 ? 0 : 1);
}

/** A PEM file of the simulated channels. */
export const key = (name) =>
  readFileSync(join(process.env.SLUICE_ROOT, 'sim/providers/keys', `${name}.pem`), 'utf8');

export const publicHalf = (name) =>
  createPublicKey(key(name)).export({ type: 'spki', format: 'pem' });

/** As sim/providers/simulated_keys.hpp has them; known to everybody. */
export const apiV3Key = 'SimulatedWeChatV3KeyForEverybody';
export const publicKeyId = 'PUB_KEY_ID_0000000000000000000000000000000001';

export async function freePort() {
  const server = createPort();
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address();
  await new Promise((done) => server.close(done));
  return port;
}

/** Calls `looks` until it gives something. */
export async function until(what, looks, within = 10_000) {
  const end = Date.now() + within;
  while (Date.now() < end) {
    const found = await looks();
    if (found) return found;
    await new Promise((done) => setTimeout(done, 20));
  }
  throw new Error(`in vain: ${what}`);
}

/** A program that runs until the test ends; `.said`: all that it has printed. */
export function start(program, ...words) {
  const child = spawn(program, words, { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
  child.said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (text) => (child.said += text));
  child.on('exit', (code) => {
    if (code) console.log(`${program} ended with ${code}:\n${child.said}`);
  });
  programs.push(child);
  return child;
}

export const startSluice = (...words) => start(sluice, ...words);

export async function startChannels() {
  const base = `http://127.0.0.1:${await freePort()}`;
  startSluice('channels', '--listen', base.slice('http://'.length), '--books',
    join(folder, 'books'), '--payer-delay', '50ms');
  await until('channels', () => fetch(`${base}/healthz`).then((r) => r.ok, () => false));
  return base;
}

/** `sluice req`: the answer, also when it is a refusal; nothing: nobody answered. */
export async function ask(nats, subject, body) {
  const words = ['req', subject, JSON.stringify(body), '--nats', nats, '--timeout', '5s'];
  const said = await promisify(execFile)(sluice, words).catch((error) => error);
  return said.stdout ? JSON.parse(said.stdout) : undefined;
}

/** Where notifications arrive: each is acknowledged with `answer`, and handed out once. */
export async function ear(answer) {
  const heard = [];
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (text) => (body += text));
    request.on('end', () => {
      heard.push({ headers: request.headers, body });
      response.end(answer);
    });
  });
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  server.unref();
  return {
    url: `http://127.0.0.1:${server.address().port}/`,
    next: () => until('a notification', () => heard.shift()),
  };
}

/** A number that no order before has had. */
export const fresh = (what) =>
  what + createHash('md5').update(folder + checks).digest('hex').slice(0, 16);
