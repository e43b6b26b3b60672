// What a service written with the official client sees of Sluice. Started by conformance.cpp with the
// server's address; exit status 0 only if everything is as NATS users expect.
import assert from "node:assert/strict";
import { connect, headers, JSONCodec, ServiceError } from "nats";

const nc = await connect({ servers: process.argv[2], name: "conformance" });
const json = JSONCodec();
const services = nc.services.client({ maxWait: 500 });

async function all(answers) {
  const list = [];
  for await (const one of await answers) list.push(one);
  return list;
}

// -- discovery ---------------------------------------------------------------------------------
const [ping] = await all(services.ping());
assert.equal(ping.name, "sluice");
assert.equal(ping.type, "io.nats.micro.v1.ping_response");
assert.match(ping.version, /^\d+\.\d+\.\d+$/);

const [info] = await all(services.info("sluice"));
assert.equal(info.id, ping.id);
const create = info.endpoints.find((e) => e.name === "order-create");
assert.equal(create.subject, "pay.order.create");
assert.equal(create.queue_group, "q");
for (const e of info.endpoints)
  for (const value of Object.values(e.metadata)) assert.equal(typeof value, "string");

// -- a request that is taken, written from the example in the metadata ------------------------
const h = headers();
h.set("Nats-Msg-Id", "conformance-1");
h.set("traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01");
const paid = await nc.request(create.subject, create.metadata.example, { headers: h });
assert.equal(ServiceError.isServiceError(paid), false);
assert.equal(json.decode(paid.data).state, "paid");
assert.equal(paid.headers.get("traceparent"), h.get("traceparent"));

// -- requests that are refused ------------------------------------------------------------------
const bad = { ...JSON.parse(create.metadata.example), amount_minor: 0 };
const refused = await nc.request(create.subject, json.encode(bad));
assert.equal(ServiceError.isServiceError(refused), true);
const error = ServiceError.toServiceError(refused);
assert.equal(error.code, 400);
assert.match(error.message, /amount_minor must be 1 to/);
assert.equal(refused.headers.get("Pay-Error-Reason"), "amount_must_be_positive");
assert.deepEqual(Object.keys(json.decode(refused.data).error), [
  "code", "field", "message", "retryable",
]);

const unknown = await nc.request("pay.order.creat", "{}");
assert.equal(ServiceError.toServiceError(unknown).code, 404);
await assert.rejects(nc.request("pay.a.b.c.d", "{}"), { code: "503" });  // no responders

// -- help and schema ----------------------------------------------------------------------------
const help = json.decode((await nc.request("pay.help", "")).data);
assert.equal(help.endpoints.length, info.endpoints.length);
assert.match((await nc.request("pay.schema.get", "")).string(), /message CreateOrder/);

// -- stats --------------------------------------------------------------------------------------
const [stats] = await all(services.stats("sluice", ping.id));
assert.equal(stats.type, "io.nats.micro.v1.stats_response");
assert.ok(!Number.isNaN(Date.parse(stats.started)));
const counted = stats.endpoints.find((e) => e.name === "order-create");
assert.equal(counted.num_requests, 2);
assert.equal(counted.num_errors, 1);
assert.equal(counted.last_error, "amount_must_be_positive (amount_minor)");
assert.ok(Number.isInteger(counted.processing_time) && counted.processing_time > 0);
assert.ok(Number.isInteger(counted.average_processing_time));

await nc.drain();
console.log("the official client is content");
