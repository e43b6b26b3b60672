// Webhooks of an engine that runs, taken by the library that Standard Webhooks' own project hands to
// receivers; and the Ed25519 signature beside them, by Node.

import { createPrivateKey, createPublicKey, randomBytes, verify } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Webhook } from 'standardwebhooks';
import {
  ask, check, ear, finish, folder, freePort, fresh, refused, start, startChannels, startSluice,
  until,
} from './stage.mjs';

const endpoint = await ear('');
const channels = await startChannels();
const nats = `nats://127.0.0.1:${await freePort()}`;
const shared = `whsec_${randomBytes(32).toString('base64')}`;
const retired = `whsec_${randomBytes(24).toString('base64')}`;
const seed = randomBytes(32);
writeFileSync(join(folder, 'shared'), `${shared}\n`);
writeFileSync(join(folder, 'retired'), `${retired}\n`);
writeFileSync(join(folder, 'ed25519'), `whsk_${seed.toString('base64')}\n`);
const file = join(folder, 'sluice.toml');
writeFileSync(file, `
data_dir = "${join(folder, 'data')}"
[nats]
url = "${nats}"
[channels.wechat]
dialect = "wechat_v2"
simulated = true
base_url = "${channels}"
app_id = "wx0000000000000001"
merchant_id = "1900000109"
keys = { api_key = "simulated:wechat_v2_api_key" }
wallet = "wechat"
business_types = ["payment_code"]
[webhooks]
allow_private_addresses = true
[merchants.m1]
access = "open"
business_types = ["payment_code"]
channels = ["wechat"]
[merchants.m1.webhooks.till]
url = "${endpoint.url}"
secrets = ["file:shared", "file:retired", "file:ed25519"]
`);
start('nats-server', '-a', '127.0.0.1', '-p', nats.slice(nats.lastIndexOf(':') + 1));
startSluice('serve', '--config', file);
await until('answers', () => ask(nats, 'channel.list', {}));

const order = { merchant: 'm1', order_no: fresh('W-') };
const answer = await ask(nats, 'order.create', {
  ...order, business_type: 'payment_code', amount_minor: 1200, currency: 'CNY',
  payment_code: '134567890123456789',
});
check('an order is paid', answer?.state === 'paid', answer);
const { headers, body } = await endpoint.next();

for (const [what, secret] of [['the new', shared], ['the retired', retired]]) {
  const { type, data } = new Webhook(secret).verify(body, headers);
  check(`the library takes it with ${what} secret`,
    type === 'order.paid' && data.order_no === order.order_no && data.state === 'paid', data);
}
const wrong = (error) => error.name === 'WebhookVerificationError';
const stranger = `whsec_${randomBytes(32).toString('base64')}`;
await refused('not with a stranger\'s secret', () => new Webhook(stranger).verify(body, headers),
  wrong);
await refused('not with another body', () => new Webhook(shared).verify(`${body} `, headers), wrong);
await refused('not under another id', () => new Webhook(shared).verify(
  body, { ...headers, 'webhook-id': 'msg_0' }), wrong);

const der = Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), seed]); // RFC 8410
const publicHalf = createPublicKey(createPrivateKey({ key: der, format: 'der', type: 'pkcs8' }));
const text = `${headers['webhook-id']}.${headers['webhook-timestamp']}.${body}`;
const ed25519 = headers['webhook-signature'].split(' ').find((one) => one.startsWith('v1a,'));
check('the Ed25519 signature is good', verify(
  null, Buffer.from(text), publicHalf, Buffer.from(ed25519.slice(4), 'base64')), headers);
finish();
