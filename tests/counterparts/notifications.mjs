// Notifications that counterparts make, with the simulated channels' private key, to an engine that
// runs: what is rightly signed is acknowledged and pays the order; what is not is refused as 401,
// and told to people, unless the channel does it on purpose.

import { createSign } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AlipaySdk } from 'alipay-sdk';
import { Aes, Formatter, Rsa } from 'wechatpay-axios-plugin';
import {
  apiV3Key, ask, check, finish, folder, freePort, fresh, key, publicKeyId, start, startSluice,
  until,
} from './stage.mjs';

const wechatAccount = { appid: 'wx0000000000000001', mchid: '1900000111' };
const alipayApp = '2014072300007148';

// -- an engine whose channels' payers never pay by themselves ------------------------------------

const [natsPort, noticePort, channelPort] = [await freePort(), await freePort(), await freePort()];
const nats = `nats://127.0.0.1:${natsPort}`;
const listener = `http://127.0.0.1:${noticePort}`;
const channels = `http://127.0.0.1:${channelPort}`;
const file = join(folder, 'sluice.toml');
writeFileSync(file, `
data_dir = "${join(folder, 'data')}"
[nats]
url = "${nats}"
[notifications]
listen = "127.0.0.1:${noticePort}"
[simulated_channels]
listen = "127.0.0.1:${channelPort}"
books = "${join(folder, 'books')}"
[channels.wechat]
dialect = "wechat_v3"
simulated = true
base_url = "${channels}"
app_id = "${wechatAccount.appid}"
merchant_id = "${wechatAccount.mchid}"
wallet = "wechat"
business_types = ["native_qr"]
[channels.wechat.keys]
merchant_key = "simulated:wechat_v3_merchant_key"
merchant_certificate = "simulated:wechat_v3_merchant_certificate"
api_v3_key = "simulated:wechat_v3_api_key"
public_key = "simulated:wechat_v3_public_key"
public_key_id = "simulated:wechat_v3_public_key_id"
[channels.alipay]
dialect = "alipay"
simulated = true
base_url = "${channels}"
app_id = "${alipayApp}"
keys = { app_key = "simulated:alipay_app_key", alipay_public_key = "simulated:alipay_public_key" }
wallet = "alipay"
business_types = ["native_qr"]
[merchants.m1]
access = "open"
business_types = ["native_qr"]
channels = ["wechat", "alipay"]
`);
start('nats-server', '-a', '127.0.0.1', '-p', String(natsPort));
const engine = startSluice('serve', '--config', file);
await until('engine', () => fetch(listener).then(() => true, () => false));
await until('answers', () => ask(nats, 'channel.list', {}));

// -- what the checks are made of ------------------------------------------------------------------

/** An order that waits for its payer. By these digits (sim/providers/FATES.md) nobody ever pays. */
async function shown(channel) {
  const order = { merchant: 'm1', order_no: fresh(channel) };
  const answer = await ask(nats, 'order.create', {
    ...order, business_type: 'native_qr', amount_minor: 1202, currency: 'CNY', channel,
  });
  check(`${channel}: an order waits for its payer`,
    answer?.state === 'payer_action_needed', answer);
  return { ...order, number: answer.attempt_list[0].channel_key };
}
const now = ({ merchant, order_no }) => ask(nats, 'order.get', { merchant, order_no });

async function tell(channel, headers, body) {
  const answer = await fetch(`${listener}/notify/${channel}`, { method: 'POST', headers, body });
  return { status: answer.status, body: await answer.text() };
}

async function refusal(what, status, order, telling) {
  const answer = await telling;
  check(`${what}: ${status}`, answer.status === status, answer);
  const { state } = await now(order);
  check('  and the order still waits', state === 'payer_action_needed', state);
}

/** Told twice, as channels do: acknowledged twice, paid once. */
async function payment(what, order, acknowledgement, telling) {
  for (const time of ['', ', once more']) {
    const answer = await telling();
    check(`${what}${time}: 200`, answer.status === 200 && answer.body === acknowledgement, answer);
    const paid = await now(order);
    check('  and the order is paid',
      paid.state === 'paid' && paid.attempt_list[0].held_minor === 1202 && paid.conflicts === 0,
      paid);
  }
}

/** Of what people were alarmed. Since a minute has one alarm a channel, the first one counts. */
async function alarm(channel) {
  const lines = () => engine.said.split('\n').filter(
    (line) => line.includes('notification_not_proven') && JSON.parse(line).channel === channel);
  const [first] = await until('the alarm', () => lines().length > 0 && lines());
  check(`${channel}: people are alarmed, of what was wrongly signed first`,
    JSON.parse(first).why === 'the signature is missing or wrong', first);
}

// -- WeChat Pay V3 --------------------------------------------------------------------------------

function sealed(trade) {
  const [nonce, type] = [Formatter.nonce(12), 'transaction'];
  return JSON.stringify({
    id: fresh('EV-'), create_time: new Date().toISOString(), resource_type: 'encrypt-resource',
    event_type: 'TRANSACTION.SUCCESS', summary: '支付成功',
    resource: {
      original_type: type, algorithm: 'AEAD_AES_256_GCM', associated_data: type, nonce,
      ciphertext: Aes.AesGcm.encrypt(JSON.stringify(trade), apiV3Key, nonce, type),
    },
  });
}

function signed(body, privateKey = 'provider_key', timestamp = Formatter.timestamp()) {
  const nonce = Formatter.nonce();
  return {
    'content-type': 'application/json',
    'wechatpay-serial': publicKeyId,
    'wechatpay-timestamp': String(timestamp),
    'wechatpay-nonce': nonce,
    'wechatpay-signature': Rsa.sign(
      Formatter.response(timestamp, nonce, body), Rsa.from(key(privateKey), 'private')),
  };
}

const native = await shown('wechat');
const trade = {
  ...wechatAccount, out_trade_no: native.number, transaction_id: fresh('42'),
  trade_type: 'NATIVE', trade_state: 'SUCCESS', trade_state_desc: '支付成功',
  bank_type: 'CMB_CREDIT', attach: '', success_time: new Date().toISOString(),
  payer: { openid: 'oUpF8uMuAJO_M2pxb1Q9zNjWeS6o' },
  amount: { total: 1202, payer_total: 1202, currency: 'CNY', payer_currency: 'CNY' },
};
const body = sealed(trade);
const probe = signed(body);
probe['wechatpay-signature'] = `WECHATPAY/SIGNTEST/${probe['wechatpay-signature']}`;
await refusal('wechat: false on purpose', 401, native, tell('wechat', probe, body));
await refusal('wechat: signed with a wrong key', 401, native,
  tell('wechat', signed(body, 'merchant_key'), body));
await refusal('wechat: signed for another text', 401, native,
  tell('wechat', signed(body), sealed(trade)));
await refusal('wechat: signed under another name', 401, native,
  tell('wechat', { ...signed(body), 'wechatpay-serial': 'PUB_KEY_ID_2' }, body));
await refusal('wechat: signed ten minutes ago', 401, native,
  tell('wechat', signed(body, 'provider_key', Formatter.timestamp() - 600), body));
const foreign = sealed({ ...trade, mchid: '1900000112' });
await refusal("wechat: rightly signed, of somebody else's account", 400, native,
  tell('wechat', signed(foreign), foreign));
await alarm('wechat');
await payment('wechat: rightly signed', native, '{"code":"SUCCESS"}',
  () => tell('wechat', signed(body), body));

// -- Alipay ---------------------------------------------------------------------------------------

const sdk = new AlipaySdk({
  appId: alipayApp, privateKey: key('merchant_key'), keyType: 'PKCS8',
  alipayPublicKey: key('provider_public'),
});

/** All but sign and sign_type, sorted; the SDK proves it, so both sides mean the same. */
function form(fields, privateKey = 'provider_key') {
  const text = Object.keys(fields).sort().map((name) => `${name}=${fields[name]}`).join('&');
  const sign = createSign('RSA-SHA256').update(text).sign(key(privateKey), 'base64');
  return { ...fields, sign_type: 'RSA2', sign };
}
const tellAlipay = (fields) => tell('alipay', {}, new URLSearchParams(fields));

const code = await shown('alipay');
const beijing = new Date(Date.now() + 8 * 3600e3).toISOString().slice(0, 19).replace('T', ' ');
const fields = {
  notify_time: beijing, notify_type: 'trade_status_sync', notify_id: fresh('n'),
  app_id: alipayApp, auth_app_id: alipayApp, charset: 'utf-8', version: '1.0',
  out_trade_no: code.number, trade_no: fresh('2088'), trade_status: 'TRADE_SUCCESS',
  total_amount: '12.02', receipt_amount: '12.02', buyer_pay_amount: '12.02',
  seller_id: '2088101117955611', buyer_id: '2088102116773037', subject: '咖啡 + 50% & "tea"',
  gmt_create: beijing, gmt_payment: beijing,
  fund_bill_list: '[{"amount":"12.02","fundChannel":"ALIPAYACCOUNT"}]',
};
const good = form(fields);
check("alipay: the SDK proves the test's own signature", sdk.checkNotifySignV2(good), good);
await refusal('alipay: signed with a wrong key', 401, code,
  tellAlipay(form(fields, 'merchant_key')));
await refusal('alipay: signed for another amount', 401, code,
  tellAlipay({ ...good, total_amount: '0.01' }));
const { sign, ...unsigned } = good;
await refusal('alipay: not signed', 401, code, tellAlipay(unsigned));
await refusal("alipay: rightly signed, of somebody else's account", 400, code,
  tellAlipay(form({ ...fields, app_id: '2014072300007149' })));
await alarm('alipay');
await payment('alipay: rightly signed', code, 'success', () => tellAlipay(good));
finish();
