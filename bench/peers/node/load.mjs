// A closed loop of orders against one of the libraries beside this file; prints one JSON line.
// usage: node load.mjs emmett|dbos|restate URL CLIENTS WARM_UP_SECONDS SECONDS
// Each module exports start(url), which returns pay({merchant, number}): done when it succeeded.

import { webcrypto } from 'node:crypto';

globalThis.crypto ??= webcrypto; // Debian 12 has Node 18, where it is no global yet

const [, , name, url, clients, warmUpSeconds, seconds] = process.argv;
const { start } = await import(`./${name}.mjs`);
const pay = await start(url);

const latencies = [];
let isMeasuring = false;
let isOver = false;
let nextNumber = 0;

async function client() {
  while (!isOver) {
    const began = performance.now();
    await pay({ merchant: 'm1', number: `order-${nextNumber++}` });
    if (isMeasuring) latencies.push(performance.now() - began);
  }
}

const sleep = (duration) => new Promise((wake) => setTimeout(wake, duration * 1000));
// An order that fails ends the run: a peer must not be measured by what it did not do.
const running = Promise.all(Array.from({ length: Number(clients) }, client));
await Promise.race([running, sleep(warmUpSeconds)]);
isMeasuring = true;
const began = performance.now();
await Promise.race([running, sleep(seconds)]);
isMeasuring = false;
const took = (performance.now() - began) / 1000;
isOver = true;
await running;

latencies.sort((a, b) => a - b);
const percentile = (share) => latencies[Math.floor(share * (latencies.length - 1))];
console.log(JSON.stringify({
  orders_per_second: latencies.length / took,
  p50_ms: percentile(0.5),
  p99_ms: percentile(0.99),
}));
process.exit(0); // the libraries keep their connections open
