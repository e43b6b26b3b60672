// An independent client of WeChat Pay V3 speaks with the simulated one, in public-key mode: what it
// signs is taken, what the channel signs it proves; with a wrong key each refuses the other.

import { X509Certificate } from 'node:crypto';
import { Aes, Formatter, Rsa, Wechatpay } from 'wechatpay-axios-plugin';
import {
  apiV3Key, check, ear, finish, fresh, key, publicHalf, publicKeyId, refused, startChannels, until,
} from './stage.mjs';

const base = await startChannels();
const mchid = '1900000111';
const appid = 'wx0000000000000001';
const account = {
  mchid,
  baseURL: base,
  serial: new X509Certificate(key('wechat_v3_merchant_certificate')).serialNumber,
  privateKey: key('merchant_key'),
  certs: { [publicKeyId]: key('provider_public') },
};
const wechat = new Wechatpay({ ...account });

const trades = (client) => client.v3.pay.transactions;
const query = (number, client = wechat) =>
  trades(client).outTradeNo.$out_trade_no$.get({ out_trade_no: number, params: { mchid } });
const isRefusal = (status, code) => (error) =>
  error.response?.status === status && error.response.data?.code === code;

/** The client believes refusals without a signature; here each must have one all the same. */
const isProven = ({ headers, data }) =>
  Rsa.verify(
    Formatter.response(headers['wechatpay-timestamp'], headers['wechatpay-nonce'], data),
    headers['wechatpay-signature'], account.certs[headers['wechatpay-serial']]);

const shop = await ear('{"code":"SUCCESS"}');
const order = (number, total) => ({
  appid, mchid, description: '一杯咖啡 "+%"', out_trade_no: number, notify_url: shop.url,
  amount: { total, currency: 'CNY' },
});
const native = (body, client = wechat) => trades(client).native.post(body);

const bought = fresh('native');
const shown = await native(order(bought, 1200));
check('native is signed both ways',
  shown.status === 200 && shown.data.code_url?.startsWith('weixin://'), shown.data);
const paid = await until('payment',
  async () => [await query(bought)].find((one) => one.data.trade_state === 'SUCCESS'));
check('query by number, with a query string in what is signed',
  paid.data.amount.total === 1200 && paid.data.out_trade_no === bought, paid.data);
const byId = await trades(wechat).id.$transaction_id$.get(
  { transaction_id: paid.data.transaction_id, params: { mchid } });
check('query by id', byId.data.out_trade_no === bought, byId.data);

const { headers, body } = await shop.next();
check("the channel's notification is proven", isProven({ headers, data: body }), headers);
check('changed by one letter it is not',
  !isProven({ headers, data: body.replace('SUCCESS', 'SUCCESs') }), headers);
const { resource } = JSON.parse(body);
const opened = JSON.parse(Aes.AesGcm.decrypt(
  resource.ciphertext, apiV3Key, resource.nonce, resource.associated_data));
check('what it seals can be opened',
  opened.out_trade_no === bought && opened.trade_state === 'SUCCESS', opened);

const giveBack = {
  out_trade_no: bought, out_refund_no: fresh('refund'),
  amount: { refund: 500, total: 1200, currency: 'CNY' },
};
const back = await wechat.v3.refund.domestic.refunds.post(giveBack);
check('refund of a part', back.status === 200 && back.data.amount.refund === 500, back.data);
const found = await wechat.v3.refund.domestic.refunds.$out_refund_no$.get(
  { out_refund_no: giveBack.out_refund_no });
check('refund query, without a query string',
  found.data.refund_id === back.data.refund_id, found.data);

const unpaid = fresh('unpaid');
await native(order(unpaid, 1202));
const close = (number) =>
  trades(wechat).outTradeNo.$out_trade_no$.close.post({ mchid }, { out_trade_no: number });
const closed = await close(unpaid);
check('close answers 204 without a body, signed', closed.status === 204, closed.data);
const after = await query(unpaid);
check('then query says closed', after.data.trade_state === 'CLOSED', after.data);

await refused('what is paid cannot be closed', () => close(bought), isRefusal(400, 'ORDER_PAID'));
await refused('unknown trade: a refusal that is signed',
  () => trades(wechat).outTradeNo.$out_trade_no$.get({
    out_trade_no: 'nosuchtrade', params: { mchid }, responseType: 'text',
    transformResponse: (text) => text,
  }),
  ({ response }) => response.status === 404 && isProven(response));

const stranger = new Wechatpay({ ...account, privateKey: key('unionpay_provider_key') });
await refused('signed with a wrong key: the channel refuses',
  () => native(order(fresh('stranger'), 100), stranger), isRefusal(401, 'SIGN_ERROR'));
const serial = '0'.repeat(40);
const misnamed = new Wechatpay({ ...account, serial });
await refused("signed with a certificate that is not the merchant's: the channel refuses",
  () => native(order(fresh('misnamed'), 100), misnamed), isRefusal(401, 'SIGN_ERROR'));
const credulous = new Wechatpay({
  ...account, certs: { [publicKeyId]: publicHalf('merchant_key') },
});
await refused('proven with a wrong key: the client refuses', () => query(bought, credulous),
  (error) => error.code === 'EV3_RES_HEADER_SIGNATURE_DIGEST');
const elsewhere = new Wechatpay({
  ...account, certs: { PUB_KEY_ID_2: key('provider_public') },
});
await refused('proven with a key of another name: the client refuses',
  () => query(bought, elsewhere), (error) => error.code === 'EV3_RES_HEADER_PLATFORM_SERIAL');
finish();
